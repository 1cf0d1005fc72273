// SPDX-License-Identifier: Apache-2.0
// The guides for people, one per role, written in Markdown (web/guide/*.md) and compiled into the program.
// Constant after the start: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::guide {

struct Section {
    std::string_view anchor, title;
};

/// What "?" opens on pages whose address begins with `prefix`; "*" in it is any one segment.
struct PageLink {
    std::string_view prefix, anchor;
};

struct Guide {
    std::string_view code;  // "xa": in the address
    std::string_view title, summary;
    std::string_view html;  // pictures stand as @@file.webp@@
    std::vector<Section> sections;
    std::vector<PageLink> pages;
};

/// In the order of the index page; generated.
const std::vector<Guide>& guides();

const Guide* find_guide(std::string_view code);

/// Anchor of the section about a page: the longest prefix wins, whole words of an address only; "" when the
/// guide says nothing about it.
std::string_view section_about(const Guide& guide, std::string_view path);

/// Address of what the guides say about a page, the preferred guide first; the preferred guide itself when
/// none says anything.
std::string answer(std::string_view preferred, std::string_view path);

/// The guide's HTML with the addresses of its pictures.
std::string html_of(const Guide& guide);

}  // namespace kheo::guide
