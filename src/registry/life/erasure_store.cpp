// SPDX-License-Identifier: Apache-2.0
// A person's name leaves the cycles of a dossier (life.hpp, forget).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "registry/life/statement.hpp"
#include "registry/life/store.hpp"
#include "registry/mentions.hpp"
#include "registry/prepare.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

/// Free texts of the cycles of an initiative: whoever wrote them may have written the name.
constexpr std::array<std::string_view, 6> kForget{
    "UPDATE cycle_version SET value_json = NULL, salt = NULL WHERE cycle_id IN "
    "(SELECT id FROM initiative_cycle WHERE initiative_id = ?1)",
    "UPDATE cycle_act SET said_json = NULL, salt = NULL WHERE cycle_id IN "
    "(SELECT id FROM initiative_cycle WHERE initiative_id = ?1)",
    "UPDATE cycle_remark SET text = NULL, salt = NULL WHERE cycle_id IN "
    "(SELECT id FROM initiative_cycle WHERE initiative_id = ?1)",
    "UPDATE cycle_examination SET remark = NULL WHERE cycle_id IN "
    "(SELECT id FROM initiative_cycle WHERE initiative_id = ?1)",
    "UPDATE recognition SET revoke_reason = NULL WHERE cycle_id IN "
    "(SELECT id FROM initiative_cycle WHERE initiative_id = ?1)",
    "DELETE FROM cycle_namesake WHERE cycle_id IN (SELECT id FROM initiative_cycle WHERE initiative_id = "
    "?1)"};

struct Draft {
    CycleId id;
    std::string statement;
};

Result<std::vector<Draft>> drafts(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return Draft{row.get<CycleId>(0), row.get<std::string>(1)}; },
                  "SELECT id, statement_json FROM initiative_cycle WHERE registration_id IS NULL AND "
                  "statement_json IS NOT NULL ORDER BY id");
}

Statement without(Statement s, const std::vector<std::string>& names, std::string_view instead) {
    auto& h = s.headings;
    for (auto* text : {&s.title, &s.owner_text, &h.problem, &h.goals, &h.method, &h.area, &h.forces,
                       &h.resources, &h.schedule, &h.outputs, &h.sustainability, &h.note})
        for (const auto& name : names) take_out(*text, name, instead);
    return s;
}

Result<> rewrite(db::Transaction& tx, CycleId id, const Statement& statement) {
    TRY(tx.exec(
        "UPDATE initiative_cycle SET title = ?2, title_folded = ?3, statement_json = ?4 WHERE id = ?1", id,
        statement.title, fold_words(statement.title), to_json(statement)));
    TRY(tx.exec("UPDATE cycle_version SET value_json = NULL, salt = NULL WHERE cycle_id = ?1", id));
    TRY(tx.exec("DELETE FROM cycle_namesake WHERE cycle_id = ?1", id));
    return {};
}

/// What was written on proposals besides the statement. A text goes as a whole, for its entry commits to the
/// whole; {id, text} of the first are ?1 and ?2 of the second.
struct Written {
    std::string_view find, empty;
    bool json = false;
};
constexpr std::array kWritten{
    Written{"SELECT cycle_id, value_json FROM cycle_version WHERE value_json IS NOT NULL AND cycle_id IN "
            "(SELECT id FROM initiative_cycle WHERE registration_id IS NULL)",
            "UPDATE cycle_version SET value_json = NULL, salt = NULL WHERE cycle_id = ?1 AND value_json = ?2",
            true},
    Written{"SELECT cycle_id, said_json FROM cycle_act WHERE said_json IS NOT NULL AND cycle_id IN "
            "(SELECT id FROM initiative_cycle WHERE registration_id IS NULL)",
            "UPDATE cycle_act SET said_json = NULL, salt = NULL WHERE cycle_id = ?1 AND said_json = ?2",
            true},
    Written{"SELECT cycle_id, text FROM cycle_remark WHERE text IS NOT NULL AND cycle_id IN "
            "(SELECT id FROM initiative_cycle WHERE registration_id IS NULL)",
            "UPDATE cycle_remark SET text = NULL, salt = NULL WHERE cycle_id = ?1 AND text = ?2"},
    Written{"SELECT cycle_id, remark FROM cycle_examination WHERE remark IS NOT NULL AND cycle_id IN "
            "(SELECT id FROM initiative_cycle WHERE registration_id IS NULL)",
            "UPDATE cycle_examination SET remark = NULL WHERE cycle_id = ?1 AND remark = ?2"},
    Written{"SELECT cycle_id, reason FROM cycle_namesake WHERE reason IS NOT NULL AND cycle_id IN "
            "(SELECT id FROM initiative_cycle WHERE registration_id IS NULL)",
            "UPDATE cycle_namesake SET reason = NULL, salt = NULL WHERE cycle_id = ?1 AND reason = ?2"}};

bool names_any(const nlohmann::json& value, const std::vector<std::string>& names) {
    if (value.is_structured())
        return std::ranges::any_of(value, [&](const auto& part) { return names_any(part, names); });
    return value.is_string() && registry::names_any(value.get_ref<const std::string&>(), names);
}

bool names_any(const Written& kind, const std::string& text, const std::vector<std::string>& names) {
    if (!kind.json) return registry::names_any(text, names);
    return names_any(nlohmann::json::parse(text, nullptr, false), names);
}

Result<> forget_written(db::Transaction& tx, const Written& kind, const std::vector<std::string>& names) {
    const auto all =
        TRY(tx.all([](const db::Row& row) { return std::pair(row.get<CycleId>(0), row.get<std::string>(1)); },
                   kind.find));
    for (const auto& [cycle, text] : all)
        if (names_any(kind, text, names)) TRY(tx.exec(kind.empty, cycle, text));
    return {};
}

}  // namespace

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    for (const auto sql : kForget) TRY(tx.exec(sql, initiative));
    const auto number = TRY(registry::store::number_of(tx, initiative));
    const auto found = number ? TRY(registry::store::find(tx, *number)) : std::optional<Initiative>();
    if (!found) return {};
    TRY(tx.exec("UPDATE initiative_cycle SET title = ?2, title_folded = ?3 WHERE initiative_id = ?1",
                initiative, found->statement.title, fold_words(found->statement.title)));
    TRY(tx.exec(
        "UPDATE initiative_cycle SET statement_json = ?2 WHERE initiative_id = ?1 AND statement_json IS "
        "NOT NULL",
        initiative, to_json(found->statement)));
    return {};
}

Result<> forget_in_drafts(db::Transaction& tx, const std::vector<std::string>& names,
                          std::string_view instead) {
    for (const auto& draft : TRY(drafts(tx))) {
        const auto before = from_json(draft.statement);
        const auto after = without(before, names, instead);
        if (!(after == before)) TRY(rewrite(tx, draft.id, after));
    }
    for (const auto& kind : kWritten) TRY(forget_written(tx, kind, names));
    return {};
}

}  // namespace kheo::registry::life
