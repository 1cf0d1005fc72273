// SPDX-License-Identifier: Apache-2.0
// Who worked on a cycle for the owner's side, and who was said not to be the owner.
#include <algorithm>

#include "registry/life/guarded_acts.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

/// "'submit', 'start', …" of those acts of the table.
template <typename Wanted>
std::string codes_of(Wanted wanted) {
    std::string out;
    for (const auto& act : process().acts)
        if (wanted(act)) out.append(out.empty() ? "'" : ", '").append(act.code).append("'");
    return out;
}

}  // namespace

std::string acts_guarded_by(std::string_view name) {
    return codes_of(
        [&](const workflow::Act& act) { return std::ranges::find(act.guards, name) != act.guards.end(); });
}

std::string store::acts_of_owner() {
    return codes_of([](const workflow::Act& act) { return act.permission == auth::Permission::propose; });
}

}  // namespace kheo::registry::life

namespace kheo::registry::life::store {

std::string acts_of_judges() {
    return acts_guarded_by(guard::kNotCreator);
}

std::string all_writers() {
    return "SELECT cycle_id, made_by AS user_id FROM cycle_version WHERE made_by IS NOT NULL UNION "
           "SELECT cycle_id, acted_by FROM cycle_act WHERE acted_by IS NOT NULL AND act IN (" +
           acts_of_owner() + ") UNION SELECT cycle_id, user_id FROM cycle_writer";
}

Result<std::vector<auth::UserId>> writers(db::Transaction& tx, CycleId id) {
    static const std::string sql =
        "SELECT made_by FROM cycle_version WHERE cycle_id = ?1 AND made_by IS NOT NULL UNION "
        "SELECT acted_by FROM cycle_act WHERE cycle_id = ?1 AND acted_by IS NOT NULL AND act IN (" +
        acts_of_owner() + ") UNION SELECT user_id FROM cycle_writer WHERE cycle_id = ?1";
    return tx.all([](const db::Row& row) { return row.get<auth::UserId>(0); }, sql, id);
}

Result<> note_writer(db::Transaction& tx, CycleId id, auth::UserId user) {
    TRY(tx.exec("INSERT INTO cycle_writer (cycle_id, user_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", id,
                user));
    return {};
}

Result<std::vector<auth::UserId>> cleared_namesakes(db::Transaction& tx, CycleId id) {
    return tx.all([](const db::Row& row) { return row.get<auth::UserId>(0); },
                  "SELECT user_id FROM cycle_namesake WHERE cycle_id = ?1", id);
}

Result<> clear_namesake(db::Transaction& tx, CycleId id, auth::UserId user, const Cleared& c) {
    TRY(
        tx.exec("INSERT INTO cycle_namesake (cycle_id, user_id, reason, salt, entry_id, cleared_at, "
                "cleared_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                id, user, c.reason, db::Param::Blob{c.salt}, c.entry_id, c.step.at, c.step.by));
    return {};
}

}  // namespace kheo::registry::life::store
