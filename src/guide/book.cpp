// SPDX-License-Identifier: Apache-2.0
#include "guide/book.hpp"

#include <algorithm>

#include "platform/asset/asset.hpp"

namespace kheo::guide {

namespace {

constexpr std::string_view kMark = "@@";

/// Segment by segment: "*" stands for any one of them.
bool begins(std::string_view path, std::string_view prefix) {
    for (;;) {
        const auto want = prefix.substr(0, prefix.find('/')), have = path.substr(0, path.find('/'));
        if (want != "*" && want != have) return false;
        if (want.size() == prefix.size()) return true;
        if (have.size() == path.size()) return false;
        prefix.remove_prefix(want.size() + 1), path.remove_prefix(have.size() + 1);
    }
}

std::string address(const Guide& guide, std::string_view anchor) {
    std::string out = "/huong-dan/";
    out += guide.code;
    if (!anchor.empty()) out.append("#").append(anchor);
    return out;
}

}  // namespace

const Guide* find_guide(std::string_view code) {
    const auto found = std::ranges::find(guides(), code, &Guide::code);
    return found == guides().end() ? nullptr : &*found;
}

std::string_view section_about(const Guide& guide, std::string_view path) {
    const PageLink* best = nullptr;
    for (const auto& link : guide.pages)
        if (begins(path, link.prefix) && (!best || link.prefix.size() > best->prefix.size())) best = &link;
    return best ? best->anchor : std::string_view();
}

std::string answer(std::string_view preferred, std::string_view path) {
    const auto* own = find_guide(preferred);
    if (!own) return "/huong-dan";
    if (const auto anchor = section_about(*own, path); !anchor.empty()) return address(*own, anchor);
    for (const auto& other : guides())
        if (const auto anchor = section_about(other, path); !anchor.empty()) return address(other, anchor);
    return address(*own, {});
}

std::string html_of(const Guide& guide) {
    std::string out;
    std::string_view rest = guide.html;
    for (;;) {
        const auto begin = rest.find(kMark);
        if (begin == std::string_view::npos) return out.append(rest);
        const auto end = rest.find(kMark, begin + kMark.size());
        const auto name = rest.substr(begin + kMark.size(), end - begin - kMark.size());
        out.append(rest.substr(0, begin)).append(asset::url(name));
        rest.remove_prefix(end + kMark.size());
    }
}

}  // namespace kheo::guide
