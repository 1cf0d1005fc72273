// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/store.hpp"

namespace kheo::registry::replication::store {

namespace {

std::string text_or_empty(const db::Row& row, int column) {
    return row.is_null(column) ? std::string() : row.get<std::string>(column);
}

std::optional<Date> day_or_none(const db::Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.get<Date>(column));
}

bool has_ended(std::string_view state) {
    return state == "stopped" || state == "not_recognised" || state == "revoked";
}

Node read_node(const db::Row& row) {
    Node out;
    out.id = row.get<InitiativeId>(0);
    out.number = row.get<std::string>(1);
    out.title = row.get<std::string>(2);
    out.unit = row.get<territory::UnitId>(3);
    out.state = parse_code<State>(row.text(4)).value_or(State::registered);
    out.since = row.get<Date>(5);
    return out;
}

std::optional<std::string> key_or_null(std::string_view key) {
    return key.empty() ? std::nullopt : std::optional(std::string(key));
}

}  // namespace

Result<> insert(db::Transaction& tx, life::CycleId cycle, InitiativeId parent, std::string_view adapted,
                std::string_view request_key, const Acting& acting) {
    TRY(
        tx.exec("INSERT INTO replication (cycle_id, parent_id, adapted, begun_at, begun_by, request_key) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                cycle, parent, adapted, acting.at, acting.who.user, key_or_null(request_key)));
    return {};
}

Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                   "SELECT c.code FROM replication p JOIN initiative_cycle c ON c.id = p.cycle_id "
                   "WHERE p.request_key = ?1",
                   request_key);
}

Result<bool> set_result(db::Transaction& tx, life::CycleId cycle, std::string_view result) {
    return TRY(tx.exec("UPDATE replication SET result = ?2 WHERE cycle_id = ?1", cycle, result)) > 0;
}

Result<std::optional<Origin>> origin_of(db::Transaction& tx, InitiativeId initiative) {
    return tx.find(
        [](const db::Row& row) {
            return Origin{{row.get<std::int64_t>(0)},
                          {row.get<std::int64_t>(1)},
                          text_or_empty(row, 2),
                          text_or_empty(row, 3)};
        },
        "SELECT p.cycle_id, p.parent_id, p.adapted, p.result FROM replication p "
        "JOIN initiative_cycle c ON c.id = p.cycle_id WHERE c.initiative_id = ?1 ORDER BY p.cycle_id LIMIT 1",
        initiative);
}

Result<std::optional<InitiativeId>> live_parent_of(db::Transaction& tx, InitiativeId initiative) {
    const auto parent = TRY(tx.find(
        [](const db::Row& row) {
            return row.get<int>(1) != 0 ? std::optional(row.get<InitiativeId>(0)) : std::nullopt;
        },
        "SELECT p.parent_id, CASE WHEN EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = "
        "p.parent_id AND r.undone_at IS NULL) THEN 1 ELSE 0 END FROM replication p "
        "JOIN initiative_cycle c ON c.id = p.cycle_id WHERE c.initiative_id = ?1 ORDER BY p.cycle_id LIMIT 1",
        initiative));
    return parent.value_or(std::nullopt);
}

Result<std::vector<Copy>> copies_below(db::Transaction& tx, InitiativeId initiative) {
    return tx.all(
        [](const db::Row& row) {
            Copy out{row.get<InitiativeId>(6), read_node(row)};
            out.node.adapted = text_or_empty(row, 7);
            out.node.result = text_or_empty(row, 8);
            return out;
        },
        "WITH RECURSIVE below (id) AS (SELECT CAST(?1 AS BIGINT) UNION SELECT c.initiative_id FROM below b "
        "JOIN replication p ON p.parent_id = b.id JOIN initiative_cycle c ON c.id = p.cycle_id "
        "WHERE c.initiative_id IS NOT NULL) "
        "SELECT i.id, i.number, i.title, i.unit_id, i.state, min(r.date), p.parent_id, p.adapted, p.result "
        "FROM below b JOIN replication p ON p.parent_id = b.id JOIN initiative_cycle c ON c.id = p.cycle_id "
        "JOIN initiative i ON i.id = c.initiative_id JOIN registration r ON r.initiative_id = i.id "
        "WHERE i.id <> p.parent_id AND r.undone_at IS NULL GROUP BY i.id, i.number, i.title, i.unit_id, "
        "i.state, p.parent_id, p.adapted, p.result, p.begun_at, p.cycle_id ORDER BY p.begun_at, p.cycle_id",
        initiative);
}

Result<std::int64_t> count_copies(db::Transaction& tx, InitiativeId initiative) {
    return tx.value("SELECT coalesce(max(copies), 0) FROM registry_copies WHERE initiative_id = ?1",
                    initiative);
}

Result<std::optional<Node>> node(db::Transaction& tx, InitiativeId initiative) {
    return tx.find(read_node,
                   "SELECT i.id, i.number, i.title, i.unit_id, i.state, min(r.date) FROM initiative i "
                   "JOIN registration r ON r.initiative_id = i.id WHERE i.id = ?1 AND r.undone_at IS NULL "
                   "GROUP BY i.id, i.number, i.title, i.unit_id, i.state",
                   initiative);
}

Result<bool> insert_pulse(db::Transaction& tx, InitiativeId initiative, const Pulse& pulse,
                          std::string_view request_key, const Acting& acting) {
    const auto made = TRY(tx.exec(
        "INSERT INTO initiative_pulse (initiative_id, day, alive, note, told_at, told_by, request_key) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (request_key) DO NOTHING",
        initiative, pulse.day, pulse.alive, pulse.note, acting.at, acting.who.user,
        key_or_null(request_key)));
    return made > 0;
}

Result<> empty_texts(db::Transaction& tx, InitiativeId initiative) {
    TRY(
        tx.exec("UPDATE replication SET adapted = NULL, result = NULL WHERE cycle_id IN "
                "(SELECT c.id FROM initiative_cycle c WHERE c.initiative_id = ?1)",
                initiative));
    TRY(tx.exec("UPDATE initiative_pulse SET note = NULL WHERE initiative_id = ?1", initiative));
    return {};
}

Result<> each_evidence(db::Transaction& tx, const std::function<void(const Watched&)>& visit) {
    return tx.each(
        [&](const db::Row& row) {
            Watched w{row.get<std::string>(0), row.get<std::string>(1), {row.get<std::int64_t>(2)}, {}};
            w.evidence = {row.get<Date>(4), row.get<int>(5), day_or_none(row, 6), day_or_none(row, 7),
                          has_ended(row.text(3))};
            auto& e = w.evidence;
            if (e.ended && e.alive && *e.ended < *e.alive) e.ended.reset();
            w.reminded = day_or_none(row, 8);
            w.id = row.get<InitiativeId>(9);
            visit(w);
        },
        "SELECT i.number, i.title, i.unit_id, i.state, min(r.date), max(r.campaign_year), "
        "(SELECT max(p.day) FROM initiative_pulse p WHERE p.initiative_id = i.id AND p.alive = 1), "
        "(SELECT max(p.day) FROM initiative_pulse p WHERE p.initiative_id = i.id AND p.alive = 0), "
        "(SELECT max(s.day) FROM silent_reminder s WHERE s.initiative_id = i.id), i.id "
        "FROM initiative i JOIN registration r ON r.initiative_id = i.id WHERE r.undone_at IS NULL "
        "GROUP BY i.id, i.number, i.title, i.unit_id, i.state");
}

Result<std::int64_t> parameter(db::Transaction& tx, std::string_view name, Date on) {
    const auto found =
        TRY(tx.find([](const db::Row& row) { return row.integer(0); },
                    "SELECT value FROM replication_parameter WHERE name = ?1 AND valid_from <= "
                    "?2 AND valid_to >= ?2 ORDER BY valid_from DESC",
                    name, on));
    return found.value_or(0);
}

Result<bool> insert_reminder(db::Transaction& tx, InitiativeId initiative, bool letter,
                             const Acting& acting) {
    return TRY(tx.exec("INSERT INTO silent_reminder (initiative_id, day, letter, reminded_by, reminded_at) "
                       "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (initiative_id, day) DO NOTHING",
                       initiative, acting.today, letter, acting.who.user, acting.at)) > 0;
}

}  // namespace kheo::registry::replication::store
