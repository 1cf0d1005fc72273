// SPDX-License-Identifier: Apache-2.0
#include "statistics/definition.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "statistics/labels.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

std::string name_of(const Period& period, Language language) {
    return period_name(period).in(language);
}

/// One sentence per dimension of the conditions; values of one dimension are alternatives.
void add_conditions(std::vector<Sentence>& out, const Question& question, const territory::Atlas& atlas,
                    Language language) {
    std::map<Axis, std::string> by_axis;
    for (const auto& condition : question.query.where) {
        auto& text = by_axis[condition.axis];
        if (!text.empty()) text.append(" ").append(msg::or_.in(language)).append(" ");
        text += condition_value(question, atlas, condition, language);
    }
    for (const auto& [axis, values] : by_axis)
        out.emplace_back(msg::defines_condition,
                         std::vector<Sentence::Argument>{
                             {"dimension", std::string(axis_name(axis).in(language))}, {"values", values}});
}

bool filters(const PivotQuery& query, Dimension dimension) {
    return std::ranges::any_of(query.where,
                               [&](const Condition& c) { return c.axis.dimension == dimension; });
}

int days(const Period& period) {
    return period.last.days() - period.first.days() + 1;
}

bool about_a_year(const Period& period) {
    return days(period) >= 365 && days(period) <= 366;
}

bool about_half(const Period& period) {
    return days(period) >= 181 && days(period) <= 184;
}

void warn_lengths(std::vector<Sentence>& out, const Period& asked, const Period& compared,
                  Language language) {
    const auto name = [&](const Period& p) { return name_of(p, language); };
    if (about_half(asked) && about_a_year(compared))
        out.push_back({msg::warn_half_beside_year, {{"half", name(asked)}, {"year", name(compared)}}});
    else if (about_a_year(asked) && about_half(compared))
        out.push_back({msg::warn_half_beside_year, {{"half", name(compared)}, {"year", name(asked)}}});
    else if (std::abs(days(asked) - days(compared)) > 3)  // months and leap years differ by as much
        out.push_back({msg::warn_lengths, {{"asked", name(asked)}, {"compared", name(compared)}}});
}

void warn_basis(std::vector<Sentence>& out, const Question& question, const Comparability& facts) {
    if (filters(question.query, Dimension::basis)) return;
    const auto asked = name_of(question.query.period, question.query.language);
    const auto compared = name_of(*question.query.compare, question.query.language);
    const auto stated = [](const store::Makeup& m) { return m.fresh + m.maintained > 0; };
    const auto any = [&](const store::Makeup& m) { return stated(m) || m.unstated > 0; };
    if (!any(facts.asked) || !any(facts.compared)) return;
    if (stated(facts.asked) != stated(facts.compared)) {
        const bool here = stated(facts.asked);
        out.push_back({msg::warn_basis_unstated,
                       {{"unstated", here ? compared : asked}, {"stated", here ? asked : compared}}});
    } else if ((facts.asked.maintained > 0) != (facts.compared.maintained > 0)) {
        const bool here = facts.asked.maintained > 0;
        const auto count = std::max(facts.asked.maintained, facts.compared.maintained);
        out.push_back({msg::warn_basis_differs,
                       {{"with", here ? asked : compared},
                        {"without", here ? compared : asked},
                        {"count", format_count(count)}}});
    }
}

/// A year whose registrations stop in its first half beside one that goes on.
void warn_reach(std::vector<Sentence>& out, const std::vector<store::YearReach>& reach) {
    const auto whole = std::ranges::find_if(reach, [](const auto& y) { return y.last_month > 6; });
    if (whole == reach.end()) return;
    for (const auto& year : reach)
        if (year.last_month <= 6)
            out.push_back({msg::warn_part_of_year,
                           {{"part", std::to_string(year.year)},
                            {"month", std::to_string(year.last_month)},
                            {"whole", std::to_string(whole->year)}}});
}

}  // namespace

std::vector<Sentence> definition(const Question& question, const territory::Atlas& atlas, Language language) {
    const auto& query = question.query;
    std::vector<Sentence> out;
    out.reserve(query.measures.size() + 3);
    for (const Measure measure : query.measures) out.emplace_back(measure_definition(measure));
    if (!filters(query, Dimension::basis)) out.emplace_back(msg::defines_basis_all);
    out.push_back({msg::defines_period, {{"period", name_of(query.period, language)}}});
    if (query.compare) out.push_back({msg::defines_compare, {{"period", name_of(*query.compare, language)}}});
    out.push_back({msg::defines_map, {{"day", question.plan.map_day.vietnamese()}}});
    add_conditions(out, question, atlas, language);
    return out;
}

std::vector<Sentence> warnings(const Question& question, const Comparability& facts, Date today) {
    const auto& query = question.query;
    std::vector<Sentence> out;
    if (query.compare) {
        warn_lengths(out, query.period, *query.compare, query.language);
        warn_basis(out, question, facts);
    }
    warn_reach(out, facts.reach);
    if (query.compare && query.period.contains(today) && query.period.last != today)
        out.push_back({msg::warn_not_over,
                       {{"period", name_of(query.period, query.language)}, {"today", today.vietnamese()}}});
    return out;
}

std::vector<Sentence> notes(const Question& question, const territory::Atlas& atlas,
                            const std::vector<MapBreak>& breaks) {
    const Date day = question.plan.map_day;
    std::vector<Sentence> out;
    out.reserve(breaks.size());
    for (const auto& found : breaks)
        out.push_back({found.split > 0 ? msg::note_break_split : msg::note_break,
                       {{"day", found.day.vietnamese()},
                        {"units", format_count(found.units)},
                        {"split", format_count(found.split)}}});
    if (atlas.before_earliest(day)) out.emplace_back(msg::note_earliest);
    const auto& rows = question.query.rows;
    if (question.plan.row == territory::Level::district &&
        atlas.list(territory::Level::district, day, question.plan.under).empty())
        out.push_back({msg::note_no_level,
                       {{"level", std::string(axis_name(*rows).in(question.query.language))},
                        {"day", day.vietnamese()}}});
    return out;
}

}  // namespace kheo::statistics
