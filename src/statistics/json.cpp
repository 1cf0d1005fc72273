// SPDX-License-Identifier: Apache-2.0
// The answer as the contract's JSON (design/contract.md, "Pivot").
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

namespace {

using Json = nlohmann::ordered_json;

Json labels(const std::vector<Label>& list, Language language) {
    Json out = Json::array();
    for (const auto& label : list) out.push_back(label.in(language));
    return out;
}

Json sentences(const std::vector<Sentence>& list, Language language) {
    Json out = Json::array();
    for (const auto& sentence : list) out.push_back(sentence.in(language));
    return out;
}

Json columns(const PivotAnswer& answer, Language language) {
    Json out = Json::array();
    for (const auto& column : answer.columns)
        out.push_back({{"key", column.key},
                       {"label", labels(column.label, language)},
                       {"period", column.period.code()},
                       {"compared", column.compared}});
    return out;
}

Json rows(const PivotAnswer& answer, Language language) {
    Json out = Json::array();
    for (const auto& row : answer.rows) {
        Json entry{{"key", row.key}, {"label", labels(row.label, language)}};
        if (row.unit) entry["unit_id"] = row.unit.value;
        entry["values"] = row.values;
        entry["not_attributable"] = row.not_attributable;
        out.push_back(std::move(entry));
    }
    return out;
}

Json map_of(const PivotAnswer& answer) {
    Json out{{"asked", code(answer.query.map)}, {"date", answer.map_day.iso()}};
    if (answer.earliest_known) out["catalogue"] = "earliest_known";
    out["breaks"] = Json::array();
    for (const auto& found : answer.breaks)
        out["breaks"].push_back({{"date", found.day.iso()}, {"units", found.units}, {"split", found.split}});
    return out;
}

std::string one_text(const std::vector<Sentence>& list, Language language) {
    std::string out;
    for (const auto& sentence : list) out.append(out.empty() ? "" : " ").append(sentence.in(language));
    return out;
}

}  // namespace

std::string to_json(const PivotAnswer& answer, Language language) {
    Json out;
    out["measures"] = Json::array();
    for (const Measure measure : answer.query.measures) out["measures"].push_back(code(measure));
    out["columns"] = columns(answer, language);
    out["rows"] = rows(answer, language);
    out["totals"] = {{"values", answer.totals}};
    out["not_attributable"] = answer.not_attributable;
    out["definition"] = one_text(answer.definition, language);
    out["map"] = map_of(answer);
    out["ledger_seq"] = answer.ledger_seq;
    out["warnings"] = sentences(answer.warnings, language);
    out["notes"] = sentences(answer.notes, language);
    return out.dump();
}

}  // namespace kheo::statistics
