// SPDX-License-Identifier: Apache-2.0
#include "registry/import/json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "registry/import/file_remarks.hpp"
#include "registry/import/texts.hpp"

namespace kheo::registry::import {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json codes_of(const std::vector<territory::Unit>& units) {
    Json out = Json::array();
    for (const auto& unit : units) out.push_back(unit.code);
    return out;
}

Json remark_json(const Remark& remark, Language language) {
    Json out{{"code", remark.code}, {"sentence", remark.sentence.in(language)}};
    if (remark.column >= 0) out["column"] = column_letters(remark.column);
    Json suggestions = Json::array();
    for (const auto& s : remark.suggestions)
        suggestions.push_back({{"value", s.value}, {"text", s.text}, {"certain", s.certain}});
    if (!suggestions.empty()) out["suggestions"] = suggestions;
    return out;
}

void add_unit(Json& out, const Row& row) {
    out["unit_text"] = row.unit_text ? Json(*row.unit_text) : Json(nullptr);
    if (row.unit_inherited) out["unit_inherited"] = true;
    out["unit_code"] = row.unit ? Json(row.unit->code) : Json(nullptr);
    if (row.unit) out["unit_name"] = row.unit->full_name;
    if (row.unit && row.unit->level != territory::Level::commune)
        out["unit_level"] = territory::level_name(row.unit->level);
    if (!row.unit && !row.unit_candidates.empty()) out["unit_candidates"] = codes_of(row.unit_candidates);
    if (row.unit && !row.unit_codes_today.empty()) out["unit_codes_today"] = row.unit_codes_today;
    if (!row.hamlet.empty()) out["hamlet"] = row.hamlet;
}

void add_dates(Json& out, const Row& row) {
    out["start"] = text_or_null(row.start);
    out["end"] = text_or_null(row.end);
    if (!row.start_alternatives.empty()) out["start_alternatives"] = row.start_alternatives;
    if (!row.end_alternatives.empty()) out["end_alternatives"] = row.end_alternatives;
    out["registered"] = row.registered.iso();
    out["campaign_year"] = row.campaign_year;
}

Json row_json(const Row& row, const std::string& sheet, Language language) {
    Json out{{"sheet", sheet}, {"row", row.row}};
    if (row.line) out["line"] = row.line;
    out["title"] = row.title;
    out["kind"] = code(row.kind);
    out["owner_type"] = row.owner_type ? Json(code(*row.owner_type)) : Json(nullptr);
    out["owner_text"] = row.owner_text ? Json(*row.owner_text) : Json(nullptr);
    add_unit(out, row);
    out["field"] = text_or_null(row.field);
    if (!row.field_candidates.empty()) out["field_candidates"] = row.field_candidates;
    if (!row.themes.empty()) out["themes"] = row.themes;
    add_dates(out, row);
    out["basis"] = row.basis ? Json(code(*row.basis)) : Json(nullptr);
    if (row.duplicate_of) out["duplicate_of"] = row.duplicate_of;
    if (row.near_duplicate_of) out["near_duplicate_of"] = row.near_duplicate_of;
    out["saved"] = row.saved();
    out["problems"] = row.problems();
    Json remarks = Json::array();
    for (const auto& remark : row.remarks) remarks.push_back(remark_json(remark, language));
    out["remarks"] = remarks;
    return out;
}

Json skipped_json(const Skipped& skipped) {
    Json out{{"row", skipped.row}, {"reason", skipped.reason}};
    if (skipped.printed) out["printed"] = *skipped.printed;
    if (skipped.printed && skipped.counted) out["counted"] = *skipped.counted;
    if (skipped.mismatch()) out["problems"] = Json::array({"total_mismatch"});
    return out;
}

Json counts_json(const Analysis& analysis) {
    std::map<std::string, int> kinds, fields, problems;
    for (const auto& row : analysis.rows) {
        ++kinds[std::string(code(row.kind))];
        ++fields[row.field.empty() ? "None" : row.field];
        for (const auto& problem : row.problems()) ++problems[problem];
    }
    return {{"by_kind", kinds}, {"by_field", fields}, {"problems", problems}, {"saved", analysis.to_save()}};
}

Json file_remarks_json(const Analysis& analysis, Language language) {
    Json out = Json::array();
    for (const auto& remark : file_remarks(analysis, Reader::terminal))
        out.push_back({{"code", remark.code}, {"sentence", remark.sentence.in(language)}});
    return out;
}

Json columns_json(const std::vector<Column>& columns) {
    Json out = Json::array();
    for (const auto& column : columns) {
        if (column.heading.empty()) continue;
        Json one{{"column", column_letters(column.index)},
                 {"heading", column.heading},
                 {"role", role_name(column.role)}};
        if (column.tick()) one["value"] = column.value;
        out.push_back(one);
    }
    return out;
}

}  // namespace

Json to_json(const Analysis& analysis, Language language) {
    Json out{{"accept", true},
             {"list_date", analysis.list_date.iso()},
             {"list_date_assumed", analysis.date_assumed},
             {"year", analysis.year},
             {"sender_text", text_or_null(analysis.sender.text)}};
    const auto& sender = analysis.sender.unit;
    out["sender_code"] = sender ? Json(sender->code) : Json(nullptr);
    out["sender_level"] = sender ? Json(territory::level_name(sender->level)) : Json(nullptr);
    out["list_sheet"] = analysis.list_sheet;
    out["row_count"] = analysis.rows.size();
    out["columns"] = columns_json(analysis.columns);
    out["file_problems"] = analysis.file_problems;
    out["file_remarks"] = file_remarks_json(analysis, language);
    out["counts"] = counts_json(analysis);
    Json rows = Json::array(), skipped = Json::array();
    for (const auto& row : analysis.rows) rows.push_back(row_json(row, analysis.list_sheet, language));
    for (const auto& row : analysis.skipped) skipped.push_back(skipped_json(row));
    out["rows"] = std::move(rows);
    out["skipped"] = std::move(skipped);
    return out;
}

Json refusal_json(const Error& error, Language language) {
    return {{"accept", false}, {"refusal", error.code}, {"message", error.message.in(language)}};
}

bool is_refusal(const Error& error) {
    constexpr std::array<std::string_view, 8> codes = {"corrupt_archive", "wrong_type",   "empty_workbook",
                                                       "empty_list",      "archive_bomb", "xml_doctype",
                                                       "has_macros",      "encrypted"};
    return std::ranges::find(codes, error.code) != codes.end();
}

}  // namespace kheo::registry::import
