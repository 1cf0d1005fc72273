// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "registry/scoring/messages.gen.hpp"

namespace kheo::registry::scoring {

namespace {

Sentence counted(const Message& message, std::int64_t count, std::int64_t of) {
    return {message, {{"count", format_count(count)}, {"of", format_count(of)}}};
}

/// spread above percent of most, in whole numbers.
bool is_wide(Tenths spread, Tenths most, std::int64_t percent) {
    return spread * 100 > most * percent;
}

CriterionSummary over(std::span<const Sheet* const> sheets, const auto& points_of) {
    CriterionSummary out;
    Tenths least = 0, largest = 0;
    for (const auto* sheet : sheets) {
        const Tenths points = points_of(*sheet);
        least = out.mean.count == 0 ? points : std::min(least, points);
        largest = out.mean.count == 0 ? points : std::max(largest, points);
        out.mean.sum += points;
        ++out.mean.count;
    }
    out.spread = largest - least;
    return out;
}

}  // namespace

Tenths total_of(const Sheet& sheet) {
    Tenths total = 0;
    for (const auto& score : sheet.scores) total += score.points.value_or(0);
    return total;
}

bool is_complete(const Sheet& sheet) {
    return !sheet.scores.empty() &&
           std::ranges::all_of(sheet.scores, [](const Score& score) { return score.points.has_value(); });
}

Stage stage_of(const life::Cycle& cycle) {
    const std::string_view state = cycle.state;
    if (state == "running") return Stage::self;
    if (state == "self_assessed") return Stage::handed;
    if (state == "checked") return Stage::scoring;
    constexpr std::array<std::string_view, 6> kScored{"scored",         "recognised",   "nominated",
                                                      "not_recognised", "carried_over", "revoked"};
    return std::ranges::find(kScored, state) != kScored.end() ? Stage::closed : Stage::before;
}

std::vector<const Sheet*> live(std::span<const Sheet> sheets) {
    std::vector<const Sheet*> out;
    for (const auto& sheet : sheets)
        if (sheet.kind == SheetKind::appraised && sheet.state != SheetState::withdrawn) out.push_back(&sheet);
    return out;
}

const Sheet* self_sheet(std::span<const Sheet> sheets) {
    const auto found = std::ranges::find(sheets, SheetKind::self, &Sheet::kind);
    return found == sheets.end() ? nullptr : &*found;
}

bool all_locked(const Round& round, std::span<const Sheet> sheets) {
    const auto counting = live(sheets);
    return !counting.empty() && std::ssize(counting) >= round.required_sheets &&
           std::ranges::all_of(counting, [](const Sheet* sheet) { return sheet->locked(); });
}

Summary summarise(const Rubric& rubric, const Round& round, std::span<const Sheet* const> sheets) {
    Summary out;
    for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
        auto& one = out.criteria.emplace_back(
            over(sheets, [&](const Sheet& sheet) { return sheet.scores[i].points.value_or(0); }));
        one.wide = is_wide(one.spread, rubric.criteria[i].most, round.criterion_spread_percent);
        if (rubric.criteria[i].is_result) out.result = one.mean;
    }
    const auto total = over(sheets, [](const Sheet& sheet) { return total_of(sheet); });
    out.total = total.mean;
    out.spread = total.spread;
    out.wide = is_wide(total.spread, rubric.scale, round.spread_percent);
    return out;
}

bool ranks_before(const Summary& a, const Summary& b) {
    if (!(a.total == b.total)) return b.total < a.total;
    return a.result.count > 0 && b.result.count > 0 && b.result < a.result;
}

std::optional<Sentence> incomplete(const Rubric& rubric, const Round& round, std::span<const Sheet> sheets) {
    const auto counting = live(sheets);
    const auto locked = std::ranges::count_if(counting, [](const Sheet* sheet) { return sheet->locked(); });
    if (std::ssize(counting) < round.required_sheets)
        return counted(msg::too_few_scorers, std::ssize(counting), round.required_sheets);
    if (locked < std::ssize(counting)) return counted(msg::sheets_open, locked, std::ssize(counting));
    if (summarise(rubric, round, counting).wide && !round.discussed_at) return msg::spread_undiscussed;
    return std::nullopt;
}

std::string canonical(const Sheet& sheet) {
    nlohmann::ordered_json json{{"sheet", sheet.id.value}, {"remark", sheet.remark}};
    for (const auto& score : sheet.scores)
        json["scores"].push_back(
            {score.criterion.value, score.points.value_or(-1), score.evidence, score.note});
    // Sheets of before there was evidence per criterion commit to what they committed to then.
    for (const auto& score : sheet.scores)
        for (const auto id : score.attached) json["attached"].push_back({score.criterion.value, id.value});
    return json.dump();
}

}  // namespace kheo::registry::scoring
