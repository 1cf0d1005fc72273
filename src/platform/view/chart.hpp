// SPDX-License-Identifier: Apache-2.0
// Charts drawn by the server as SVG, in token colours (classes, no inline style). The table stands beside
// them and is the truth; each chart has a finding as its caption. Bars start at 0. Values are whole numbers.
//   {{raw view::bar_chart(shell.language, msg::by_field, bars)}}
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "platform/view/html.hpp"

namespace kheo::view {

struct Bar {
    std::string label;
    std::int64_t value = 0;
    std::string css{};   // "kt", "vh", "qp", "ht" (fields), "now", "before", "second"; empty = "now"
    std::string href{};  // the list behind the bar; may be empty
};

/// Horizontal bars as a list, one below the other, with their values as text: its own table. name: what a
/// screen reader hears.
Markup bar_chart(Language language, const Label& name, std::span<const Bar> bars);

struct BarGroup {
    std::string label;
    std::vector<std::int64_t> values;  // one per series
};

/// Standing bars in groups (this period beside the same period last year): at most three series, the classes
/// "now", "before", "second" in that order, named in a legend.
Markup grouped_bars(Language language, const Label& name, std::span<const std::string> series,
                    std::span<const BarGroup> groups);

/// A small line without axes; decoration beside a figure that says the same in words.
Markup sparkline(std::span<const std::int64_t> values);

}  // namespace kheo::view
