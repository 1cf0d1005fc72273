// SPDX-License-Identifier: Apache-2.0
#include "registry/import/decisions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"
#include "registry/import/when.hpp"

namespace kheo::registry::import {

namespace {

using Json = nlohmann::json;

void forget(Row& row, std::initializer_list<std::string_view> codes) {
    std::erase_if(row.remarks,
                  [&](const Remark& r) { return std::ranges::find(codes, r.code) != codes.end(); });
}

void choose_unit(Row& row, const std::string& code, const territory::Atlas& atlas, Date on) {
    const auto* unit = atlas.find_code(code, on);
    if (!unit) return;
    row.unit = *unit;
    row.unit_candidates.clear();
    forget(row, {"unit_unknown", "unit_ambiguous", "unit_multiple", "unit_dissolved", "unit_type_mismatch",
                 "unit_district_outdated", "unit_code_name_mismatch"});
}

/// A date that was given settles the invalid one of its side; the other side's stays.
void choose_dates(Row& row, const Decision& decision) {
    if (decision.start.empty() && decision.end.empty()) return;
    int settled = (row.start.empty() && !decision.start.empty()) + (row.end.empty() && !decision.end.empty());
    std::erase_if(row.remarks, [&](const Remark& r) { return r.code == "date_invalid" && settled-- > 0; });
    forget(row, {"date_day_month_suspect", "date_month_first", "date_order"});
    if (!decision.start.empty()) row.start = decision.start;
    if (!decision.end.empty()) row.end = decision.end;
    if (wrong_order(row.start, row.end))
        remark(row, "date_order", {msg::date_order, {{"start", row.start}, {"end", row.end}}});
}

void apply_one(Row& row, const Decision& decision, const territory::Atlas& atlas, Date on) {
    if (!decision.title.empty()) {
        row.title = tidy(decision.title);
        forget(row, {"title_missing", "formula_cell", "formula_injection", "too_long"});
    }
    row.unit_typed = decision.unit_typed;
    if (!decision.unit_code.empty())
        choose_unit(row, decision.unit_code, atlas, on);
    else if (!decision.unit_typed.empty())
        remark(row, "unit_unknown", {msg::unit_typed_unknown, {{"text", decision.unit_typed}}});
    if (!decision.field.empty()) {
        row.field = decision.field;
        row.field_candidates.clear();
        forget(row, {"field_missing", "field_unknown", "field_multiple"});
    }
    choose_dates(row, decision);
    if (decision.skip) row.left_out = *decision.skip;
}

template <typename Each>
void each_entry(std::string_view text, Each&& each) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return;
    for (const auto& entry : json)
        if (entry.is_object()) each(entry);
}

}  // namespace

void apply(Analysis& analysis, const std::vector<Decision>& decisions, const territory::Atlas& atlas) {
    for (auto& row : analysis.rows)
        for (const auto& decision : decisions)
            if (decision.row == row.row) apply_one(row, decision, atlas, analysis.list_date);
}

std::vector<Decision> certain_decisions(const Analysis& analysis) {
    std::vector<Decision> out;
    for (const auto& row : analysis.rows) {
        if (row.unit) continue;
        for (const auto& remark : row.remarks)
            if (remark.suggestions.size() == 1 && remark.suggestions.front().certain) {
                Decision decision;
                decision.row = row.row;
                decision.unit_code = remark.suggestions.front().value;
                out.push_back(std::move(decision));
                break;
            }
    }
    return out;
}

void merge(std::vector<Decision>& decisions, const std::vector<Decision>& more) {
    for (const auto& next : more) {
        auto found = std::ranges::find(decisions, next.row, &Decision::row);
        if (found == decisions.end()) {
            decisions.push_back(next);
            continue;
        }
        for (auto part : {&Decision::title, &Decision::unit_code, &Decision::unit_typed, &Decision::field,
                          &Decision::start, &Decision::end})
            if (!(next.*part).empty()) (*found).*part = next.*part;
        if (next.skip) found->skip = next.skip;
    }
}

std::string to_text(const std::vector<Decision>& decisions) {
    Json out = Json::array();
    for (const auto& d : decisions)
        out.push_back({{"row", d.row},
                       {"title", d.title},
                       {"unit", d.unit_code},
                       {"typed", d.unit_typed},
                       {"field", d.field},
                       {"start", d.start},
                       {"end", d.end},
                       {"skip", d.skip ? Json(*d.skip) : Json(nullptr)}});
    return out.dump();
}

std::vector<Decision> decisions_from(std::string_view text) {
    std::vector<Decision> out;
    each_entry(text, [&](const Json& e) {
        out.push_back({e.value("row", 0),
                       e.value("title", ""),
                       e.value("unit", ""),
                       e.value("typed", ""),
                       e.value("field", ""),
                       e.value("start", ""),
                       e.value("end", ""),
                       {}});
        if (e.contains("skip") && e["skip"].is_boolean()) out.back().skip = e["skip"].get<bool>();
    });
    return out;
}

std::string to_text(const std::vector<ColumnChoice>& choices) {
    Json out = Json::array();
    for (const auto& choice : choices)
        out.push_back({{"column", choice.index}, {"role", role_name(choice.role)}});
    return out.dump();
}

std::vector<ColumnChoice> choices_from(std::string_view text) {
    std::vector<ColumnChoice> out;
    each_entry(text, [&](const Json& e) {
        if (const auto role = parse_role(e.value("role", ""))) out.push_back({e.value("column", -1), *role});
    });
    return out;
}

}  // namespace kheo::registry::import
