// SPDX-License-Identifier: Apache-2.0
#include "platform/view/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::view {

namespace {

constexpr int kWidth = 640;
constexpr std::array<std::string_view, 3> kSeries{"now", "before", "second"};

std::int64_t share(std::int64_t value, std::int64_t largest, std::int64_t length) {
    return largest <= 0 ? 0 : std::max<std::int64_t>(value, 0) * length / largest;
}

void open_svg(Html& out, int height, const Label& name) {
    out.markup(fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label=")", kWidth, height));
    out.attribute(name);
    out.markup(R"(">)");
}

void text_at(Html& out, std::int64_t x, std::int64_t y, std::string_view anchor, std::string_view css,
             const auto& value) {
    out.markup(fmt::format(R"(<text x="{}" y="{}" text-anchor="{}" class="{}">)", x, y, anchor, css));
    out.text(value);
    out.markup("</text>");
}

void rectangle(Html& out, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
               std::string_view css) {
    out.markup(
        fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" rx="3" class=")", x, y, width, height));
    out.attribute(css);
    out.markup(R"("/>)");
}

/// Labels longer than the room beside the bars are cut; the whole text is in the table.
std::string shortened(const std::string& text, std::size_t most) {
    if (length(text) <= most) return text;
    std::string out;
    std::size_t letters = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++letters == most) break;
        out += c;
    }
    return out + "…";
}

/// The bar is an SVG that stretches; label and value are ordinary text, so that they keep their size on
/// phones.
void bar_row(Html& out, const Bar& bar, std::int64_t largest) {
    const std::string_view css = bar.css.empty() ? std::string_view("now") : std::string_view(bar.css);
    out.markup("<li class=\"bar\"><span>");
    if (!bar.href.empty()) {
        out.markup("<a href=\"");
        out.url(bar.href);
        out.markup("\">");
    }
    out.text(bar.label);
    if (!bar.href.empty()) out.markup("</a>");
    out.markup(R"(</span><svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">)");
    out.markup(R"(<rect class="track" width="1000" height="14"/><rect class=")");
    out.attribute(css);
    out.markup(
        fmt::format(R"(" width="{}" height="14"/></svg><b class="num">)", share(bar.value, largest, 1000)));
    out.text(count(bar.value));
    out.markup("</b></li>");
}

void legend(Html& out, std::span<const std::string> series) {
    std::int64_t x = 0;
    for (std::size_t i = 0; i < std::min(series.size(), kSeries.size()); ++i) {
        rectangle(out, x, 4, 14, 14, kSeries[i]);
        text_at(out, x + 20, 16, "start", "", series[i]);
        x += 40 + static_cast<std::int64_t>(length(series[i])) * 8;
    }
}

void bar_group(Html& out, const BarGroup& group, std::int64_t largest, std::int64_t left,
               std::int64_t width) {
    constexpr int kTop = 48, kBottom = 250;
    const auto bars = static_cast<std::int64_t>(std::min(group.values.size(), kSeries.size()));
    if (bars == 0) return;
    const auto each = std::min<std::int64_t>(width * 8 / 10 / bars, 56);
    auto x = left + (width - each * bars) / 2;
    for (std::int64_t i = 0; i < bars; ++i, x += each) {
        const auto height = share(group.values[i], largest, kBottom - kTop);
        rectangle(out, x + 1, kBottom - height, each - 2, height, kSeries[i]);
        text_at(out, x + each / 2, kBottom - height - 6, "middle", "val", count(group.values[i]));
    }
    text_at(out, left + width / 2, kBottom + 22, "middle", "", shortened(group.label, width / 8));
}

}  // namespace

Markup bar_chart(Language language, const Label& name, std::span<const Bar> bars) {
    Html out(language);
    std::int64_t largest = 0;
    for (const auto& bar : bars) largest = std::max(largest, bar.value);
    out.markup(R"(<ul class="bars" aria-label=")");
    out.attribute(name);
    out.markup(R"(">)");
    for (const auto& bar : bars) bar_row(out, bar, largest);
    out.markup("</ul>");
    return Markup::trusted(out.take());
}

Markup grouped_bars(Language language, const Label& name, std::span<const std::string> series,
                    std::span<const BarGroup> groups) {
    Html out(language);
    std::int64_t largest = 0;
    for (const auto& group : groups)
        for (const auto value : group.values) largest = std::max(largest, value);
    open_svg(out, 284, name);
    legend(out, series);
    out.markup(fmt::format(R"(<path class="axis" d="M0 250.5H{}"/>)", kWidth));
    const auto width = groups.empty() ? kWidth : kWidth / static_cast<std::int64_t>(groups.size());
    std::int64_t left = 0;
    for (const auto& group : groups) {
        bar_group(out, group, largest, left, width);
        left += width;
    }
    out.markup("</svg>");
    return Markup::trusted(out.take());
}

Markup sparkline(std::span<const std::int64_t> values) {
    if (values.size() < 2) return Markup::trusted({});
    const auto largest = *std::max_element(values.begin(), values.end());
    const auto step = 100.0 / static_cast<double>(values.size() - 1);
    std::string path;
    for (std::size_t i = 0; i < values.size(); ++i)
        path += fmt::format("{}{:.1f} {}", i == 0 ? "M" : "L", static_cast<double>(i) * step,
                            30 - share(values[i], largest, 28));
    return Markup::trusted(fmt::format(
        R"(<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true"><path d="{}"/></svg>)",
        path));
}

}  // namespace kheo::view
