// SPDX-License-Identifier: Apache-2.0
#include "registry/life/statement.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/initiative_form.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::life {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

Values values_in(std::string_view json) {
    Values out;
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) return out;
    for (const auto& [key, value] : parsed.items())
        if (value.is_string()) out[key] = value.get<std::string>();
    return out;
}

Headings headings_of(const Values& values) {
    Headings h;
    const auto take = [&](std::string_view key, std::string& into) {
        if (const auto found = values.find(key); found != values.end()) into = found->second;
    };
    take("problem", h.problem), take("goals", h.goals), take("method", h.method), take("area", h.area);
    take("forces", h.forces), take("resources", h.resources), take("schedule", h.schedule);
    take("outputs", h.outputs), take("sustainability", h.sustainability), take("note", h.note);
    return h;
}

}  // namespace

Statement from_json(std::string_view json) {
    const auto values = values_in(json);
    const auto text = [&](std::string_view key) {
        const auto found = values.find(key);
        return found == values.end() ? std::string() : found->second;
    };
    Statement s;
    s.title = text("title");
    s.kind = parse_code<Kind>(text("kind")).value_or(Kind::practice);
    s.owner_type = parse_code<OwnerType>(text("owner_type"));
    s.owner_text = text("owner_text");
    s.sector = parse_code<Sector>(text("sector"));
    s.field = text("field");
    s.unit = territory::UnitId{parse_number<std::int64_t>(text("unit")).value_or(0)};
    s.starts = text("starts");
    s.ends = text("ends");
    const auto themes = text("themes");
    for (const auto theme : split(themes, ';'))
        if (!trim(theme).empty()) s.themes.emplace_back(trim(theme));
    s.headings = headings_of(values);
    return s;
}

std::vector<std::string> missing(const Statement& statement, Basis basis) {
    static constexpr std::array kNew{"title",     "owner_text", "owner_type", "field",         "unit",
                                     "problem",   "goals",      "method",     "area",          "forces",
                                     "resources", "schedule",   "outputs",    "sustainability"};
    static constexpr std::array kMaintained{"title", "owner_text", "owner_type", "field",   "unit",
                                            "goals", "method",     "forces",     "outputs", "sustainability"};
    const auto asked = basis == Basis::fresh ? std::span<const char* const>(kNew)
                                             : std::span<const char* const>(kMaintained);
    std::vector<std::string> out;
    for (const auto& [key, value] : values_of(statement))
        if (trim(value).empty() && std::ranges::find(asked, key) != asked.end()) out.push_back(key);
    return out;
}

std::vector<std::string> changed_by_both(const Sides& sides) {
    const auto begun = values_of(sides.begun), draft = values_of(sides.draft),
               registered = values_of(sides.registered);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < begun.size(); ++i)
        if (draft[i].value != begun[i].value && registered[i].value != begun[i].value &&
            draft[i].value != registered[i].value)
            out.push_back(begun[i].key);
    return out;
}

Statement merged(const Sides& sides) {
    const auto begun = values_of(sides.begun), draft = values_of(sides.draft),
               registered = values_of(sides.registered);
    nlohmann::json out = nlohmann::json::object();
    for (std::size_t i = 0; i < begun.size(); ++i)
        out[begun[i].key] = draft[i].value == begun[i].value ? registered[i].value : draft[i].value;
    return from_json(out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string labels_of(const std::vector<std::string>& keys) {
    std::string out;
    for (const auto& key : keys)
        if (const auto* label = label_of(key))
            out.append(out.empty() ? "" : "; ").append(label->in(Language::vi));
    return out;
}

}  // namespace kheo::registry::life
