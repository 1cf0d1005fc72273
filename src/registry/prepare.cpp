// SPDX-License-Identifier: Apache-2.0
#include "registry/prepare.hpp"

#include <nlohmann/json.hpp>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

/// One owner per piece, as split_owners reads it again.
std::string owners_line(const std::string& text) {
    std::string out;
    for (const auto& name : split_owners(text)) out.append(out.empty() ? "" : "; ").append(name);
    return out;
}

}  // namespace

Statement prepared(Statement s) {
    s.title = tidy(s.title);
    s.owner_text = owners_line(s.owner_text);
    s.themes = distinct_themes(s.themes);
    auto& h = s.headings;
    for (auto* text : {&h.problem, &h.goals, &h.method, &h.area, &h.forces, &h.resources, &h.schedule,
                       &h.outputs, &h.sustainability, &h.note})
        *text = tidy_lines(*text);
    return s;
}

std::string to_json(const Statement& statement) {
    nlohmann::json json = nlohmann::json::object();
    for (auto& [key, value] : values_of(statement))
        if (!value.empty()) json[key] = value;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace kheo::registry
