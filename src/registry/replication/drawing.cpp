// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/drawing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kheo::registry::replication {

namespace {

constexpr int kColumn = 260, kRow = 44, kLeft = 24, kTop = 28, kRadius = 8;

struct Place {
    int x = 0, y = 0;
};

/// A row per dot: parents come before children, so that lines never cross a name.
Place place_of(const Dot& dot, std::size_t row) {
    return {kLeft + dot.depth * kColumn, kTop + static_cast<int>(row) * kRow};
}

void line(view::Html& out, Place from, Place to) {
    out.markup(fmt::format(R"(<path class="way" d="M{} {}V{}H{}"/>)", from.x, from.y + kRadius, to.y,
                           to.x - kRadius));
}

void dot(view::Html& out, const Dot& it, Place at) {
    if (!it.href.empty()) {
        out.markup("<a href=\"");
        out.url(it.href);
        out.markup("\">");
    }
    out.markup(fmt::format(R"(<circle cx="{}" cy="{}" r="{}" class="{}"/>)", at.x, at.y, kRadius,
                           it.here         ? "here"
                           : it.parent < 0 ? "first"
                                           : "copy"));
    out.markup(fmt::format(R"(<text x="{}" y="{}">)", at.x + kRadius + 8, at.y + 5));
    out.text(it.label);
    out.markup("</text>");
    if (!it.href.empty()) out.markup("</a>");
}

}  // namespace

view::Markup draw_spread(Language language, const view::Label& name, std::span<const Dot> dots) {
    dots = dots.first(std::min(dots.size(), kMostDrawn));
    int deepest = 0;
    for (const auto& each : dots) deepest = std::max(deepest, each.depth);
    view::Html out(language);
    out.markup(fmt::format(R"(<svg viewBox="0 0 {} {}" width="{}" role="group" aria-label=")",
                           kLeft + (deepest + 1) * kColumn, kTop + static_cast<int>(dots.size()) * kRow,
                           kLeft + (deepest + 1) * kColumn));
    out.attribute(name);
    out.markup("\">");
    for (std::size_t i = 0; i < dots.size(); ++i)
        if (const auto parent = dots[i].parent; parent >= 0)
            line(out, place_of(dots[static_cast<std::size_t>(parent)], static_cast<std::size_t>(parent)),
                 place_of(dots[i], i));
    for (std::size_t i = 0; i < dots.size(); ++i) dot(out, dots[i], place_of(dots[i], i));
    out.markup("</svg>");
    return view::Markup::trusted(out.take());
}

}  // namespace kheo::registry::replication
