// SPDX-License-Identifier: Apache-2.0
// The spread as a drawing: one column per generation, each place a dot with its name, lines from parent to
// copy.
#pragma once

#include <span>

#include "platform/view/html.hpp"
#include "registry/replication/replication.hpp"

namespace kheo::registry::replication {

/// How many nodes a drawing shows; the table beside it has all.
inline constexpr std::size_t kMostDrawn = 60;

struct Dot {
    std::string label;  // "Phường Hồng Hà · 2026"
    std::string href;   // empty: no link
    int parent = -1, depth = 0;
    bool here = false;
};

/// dots: parents before children. name: what a screen reader hears.
view::Markup draw_spread(Language language, const view::Label& name, std::span<const Dot> dots);

}  // namespace kheo::registry::replication
