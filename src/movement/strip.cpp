// SPDX-License-Identifier: Apache-2.0
#include "movement/strip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "movement/messages.gen.hpp"

namespace kheo::movement {

namespace {

constexpr int kColumns = 31, kStep = 12, kCell = 10;

const Message& word_of(const AskedRow& row) {
    if (row.answered()) return msg::state_answered;
    return row.registered > 0 ? msg::state_some : msg::state_none;
}

void cell(view::Html& out, const AskedRow& row, int index) {
    const auto x = index % kColumns * kStep + 1, y = index / kColumns * kStep + 1;
    out.markup("<g><title>");
    out.text(row.name);
    out.markup(": ");
    out.text(word_of(row));
    out.markup("</title>");
    out.markup(fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>)",
                           row.answered() ? "full" : "hollow", x, y, kCell, kCell));
    if (!row.answered() && row.registered > 0)
        out.markup(fmt::format(R"(<rect class="half" x="{}" y="{}" width="{}" height="{}"/>)", x,
                               y + kCell / 2, kCell, kCell / 2));
    out.markup("</g>");
}

}  // namespace

view::Markup meter(std::int64_t done, std::int64_t total) {
    const auto part = total > 0 ? std::clamp<std::int64_t>(done * 1000 / total, 0, 1000) : 0;
    return view::Markup::trusted(fmt::format(
        R"(<svg class="meter" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="16"/><rect class="done" width="{}" height="16"/></svg>)",
        part));
}

view::Markup strip(Language language, const Progress& progress) {
    view::Html out(language);
    const auto count = static_cast<int>(progress.rows.size());
    const auto width = std::min(count, kColumns) * kStep, height = (count + kColumns - 1) / kColumns * kStep;
    out.markup(fmt::format(R"(<svg class="unit-strip" viewBox="0 0 {} {}" role="img" aria-label=")",
                           std::max(width, 1), std::max(height, 1)));
    out.attribute(Sentence(msg::answered_of, {{"answered", std::to_string(progress.answered)},
                                              {"asked", std::to_string(progress.asked())}}));
    out.markup("\">");
    for (int i = 0; i < count; ++i) cell(out, progress.rows[static_cast<std::size_t>(i)], i);
    out.markup("</svg>");
    return view::Markup::trusted(out.take());
}

}  // namespace kheo::movement
