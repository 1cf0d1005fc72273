// SPDX-License-Identifier: Apache-2.0
#include "bodies/store.hpp"

namespace kheo::bodies::store {

namespace {

constexpr std::string_view kBodies =
    "SELECT b.id, b.kind, k.name, k.sector, b.unit_id, b.level, v.name, "
    "(SELECT MIN(f.valid_from) FROM body_version f WHERE f.body_id = b.id), "
    "(SELECT MAX(l.valid_to) FROM body_version l WHERE l.body_id = b.id) "
    "FROM body b JOIN body_version v ON v.body_id = b.id JOIN body_kind k ON k.code = b.kind ";

/// The version that names a body on a day: the last that began by then, else its first.
constexpr std::string_view kNamedOn =
    "v.valid_from = COALESCE((SELECT MAX(n.valid_from) FROM body_version n WHERE n.body_id = b.id AND "
    "n.valid_from <= ?1), (SELECT MIN(n.valid_from) FROM body_version n WHERE n.body_id = b.id)) ";

std::string select(std::string_view condition) {
    return std::string(kBodies) + "WHERE " + std::string(kNamedOn) + std::string(condition);
}

Body read_body(const db::Row& row) {
    return {row.get<BodyId>(0),      row.get<std::string>(1), row.get<std::string>(2),
            row.get<std::string>(3), row.get<UnitId>(4),      row.get<std::string>(5),
            row.get<std::string>(6), row.get<Date>(7),        row.get<Date>(8)};
}

Document read_document(const db::Row& row, int first) {
    return {row.get<std::string>(first), row.get<std::string>(first + 2),
            Date::parse_iso(row.text(first + 1))};
}

std::string day_text(const Document& document) {
    return document.day ? document.day->iso() : std::string();
}

}  // namespace

Result<std::vector<Kind>> kinds(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) {
            return Kind{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                        row.get<std::string>(3), row.get<Date>(4),        row.get<Date>(5),
                        row.get<std::string>(6), row.get<bool>(7)};
        },
        "SELECT code, name, sector, levels, valid_from, valid_to, legal_basis, verified FROM body_kind "
        "ORDER BY position, valid_from");
}

Result<std::optional<Body>> body(db::Transaction& tx, BodyId id, Date on) {
    return tx.find(read_body, select("AND b.id = ?2"), on, id);
}

Result<std::vector<Body>> bodies_of(db::Transaction& tx, UnitId unit, Date on, bool with_ended) {
    return tx.all(read_body,
                  select("AND (b.unit_id = ?2 OR (?2 IS NULL AND b.unit_id IS NULL)) AND v.valid_from <= ?1 "
                         "AND (v.valid_to >= ?1 OR ?3 = 1) ORDER BY k.position, v.name, b.id"),
                  on, unit, with_ended);
}

Result<std::vector<Body>> of_kind(db::Transaction& tx, std::string_view kind, Date on) {
    return tx.all(read_body,
                  select("AND b.kind = ?2 AND v.valid_from <= ?1 AND v.valid_to >= ?1 ORDER BY v.name, b.id"),
                  on, kind);
}

Result<std::vector<Version>> versions(db::Transaction& tx, BodyId id) {
    return tx.all(
        [](const db::Row& row) {
            return Version{row.get<std::string>(0), row.get<Date>(1), row.get<Date>(2)};
        },
        "SELECT name, valid_from, valid_to FROM body_version WHERE body_id = ?1 ORDER BY valid_from", id);
}

Result<std::vector<Act>> acts(db::Transaction& tx, BodyId id) {
    return tx.all(
        [](const db::Row& row) {
            return Act{parse_act(row.text(0)).value_or(ActKind::established),
                       row.get<Date>(1),
                       read_document(row, 2),
                       row.get<BodyId>(5),
                       row.get<std::string>(6),
                       row.get<auth::UserId>(7),
                       row.get<std::int64_t>(8)};
        },
        "SELECT a.kind, a.day, a.document_number, a.document_day, a.document_issuer, a.successor_id, "
        "COALESCE((SELECT v.name FROM body_version v WHERE v.body_id = a.successor_id ORDER BY v.valid_from "
        "LIMIT 1), ''), a.done_by, a.done_at FROM body_act a WHERE a.body_id = ?1 ORDER BY a.day, a.id",
        id);
}

Result<std::vector<Taken>> taken_over(db::Transaction& tx, BodyId id) {
    return tx.all(
        [](const db::Row& row) {
            return Taken{row.get<BodyId>(0), row.get<std::string>(1), row.get<Date>(2)};
        },
        "SELECT a.body_id, (SELECT v.name FROM body_version v WHERE v.body_id = a.body_id ORDER BY "
        "v.valid_from DESC LIMIT 1), a.day FROM body_act a WHERE a.successor_id = ?1 ORDER BY a.day, a.id",
        id);
}

Result<std::optional<BodyId>> by_request(db::Transaction& tx, std::string_view request_key, ActKind kind) {
    return tx.find([](const db::Row& row) { return row.get<BodyId>(0); },
                   "SELECT body_id FROM body_act WHERE request_key = ?1 AND kind = ?2", request_key,
                   act_name(kind));
}

Result<BodyId> insert_body(db::Transaction& tx, const Wanted& wanted, const Actor& actor) {
    return tx.value<BodyId>(
        "INSERT INTO body (kind, unit_id, level, created_at, created_by) VALUES (?1, ?2, ?3, ?4, ?5) "
        "RETURNING id",
        wanted.kind, wanted.unit, wanted.level, actor.at, actor.user);
}

Result<> insert_version(db::Transaction& tx, BodyId id, std::string_view name, Date from) {
    TRY(tx.exec("INSERT INTO body_version (body_id, name, valid_from, valid_to) VALUES (?1, ?2, ?3, ?4)", id,
                name, from, kEndOfTime));
    return {};
}

Result<> close_version(db::Transaction& tx, BodyId id, Date last) {
    TRY(
        tx.exec("UPDATE body_version SET valid_to = ?2 WHERE body_id = ?1 AND valid_from <= ?2 AND "
                "valid_to > ?2",
                id, last));
    return {};
}

Result<> insert_act(db::Transaction& tx, BodyId id, ActKind kind, const Wanted& wanted, BodyId successor,
                    const Actor& actor) {
    TRY(
        tx.exec("INSERT INTO body_act (body_id, kind, day, document_number, document_day, document_issuer, "
                "successor_id, done_by, done_at, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                "?10)",
                id, act_name(kind), wanted.day, wanted.document.number, day_text(wanted.document),
                wanted.document.issuer, successor, actor.user, actor.at, wanted.request_key));
    return {};
}

namespace {

constexpr std::string_view kProgrammes =
    "SELECT id, body_id, title, document_number, document_day, document_issuer, valid_from, valid_to FROM "
    "work_programme ";

Programme read_programme(const db::Row& row) {
    return {row.get<std::int64_t>(0), row.get<BodyId>(1), row.get<std::string>(2),
            read_document(row, 3),    row.get<Date>(6),   row.get<Date>(7)};
}

}  // namespace

Result<std::vector<Programme>> programmes(db::Transaction& tx, BodyId id) {
    return tx.all(read_programme,
                  std::string(kProgrammes) + "WHERE body_id = ?1 ORDER BY valid_from DESC, id DESC", id);
}

Result<std::optional<Programme>> programme(db::Transaction& tx, std::int64_t id) {
    return tx.find(read_programme, std::string(kProgrammes) + "WHERE id = ?1", id);
}

Result<std::vector<Programme>> programmes_linked(db::Transaction& tx, std::string_view type,
                                                 std::int64_t id) {
    return tx.all(read_programme,
                  std::string(kProgrammes) +
                      "WHERE id IN (SELECT programme_id FROM programme_link WHERE subject_type = ?1 AND "
                      "subject_id = ?2) ORDER BY valid_from DESC, id DESC",
                  type, id);
}

Result<std::optional<std::int64_t>> insert_programme(db::Transaction& tx, const Programme& row,
                                                     std::string_view request_key, const Actor& actor) {
    return tx.find([](const db::Row& made) { return made.get<std::int64_t>(0); },
                   "INSERT INTO work_programme (body_id, title, document_number, document_day, "
                   "document_issuer, valid_from, valid_to, request_key, created_at, created_by) VALUES (?1, "
                   "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (request_key) DO NOTHING RETURNING id",
                   row.body, row.title, row.document.number, day_text(row.document), row.document.issuer,
                   row.from, row.until, request_key, actor.at, actor.user);
}

Result<std::vector<Link>> links(db::Transaction& tx, BodyId body) {
    return tx.all(
        [](const db::Row& row) {
            return Link{row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::string>(2),
                        row.get<std::int64_t>(3), row.get<std::string>(4)};
        },
        "SELECT l.id, l.programme_id, l.subject_type, l.subject_id, l.subject_key FROM programme_link l JOIN "
        "work_programme "
        "p ON p.id = l.programme_id WHERE p.body_id = ?1 ORDER BY l.id",
        body);
}

Result<bool> insert_link(db::Transaction& tx, const Link& link, const Actor& actor) {
    return TRY(tx.exec("INSERT INTO programme_link (programme_id, subject_type, subject_id, subject_key, "
                       "linked_at, linked_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                       link.programme, link.subject_type, link.subject, link.key, actor.at, actor.user)) > 0;
}

Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on) {
    return tx.find(
        [](const db::Row& row) {
            return StandingBody{row.get<std::string>(0), row.get<BodyId>(1), row.get<std::string>(2),
                                row.get<std::string>(3), row.get<bool>(4),   row.get<bool>(5)};
        },
        "SELECT s.kind, s.body_id, COALESCE((SELECT v.name FROM body_version v WHERE v.body_id = s.body_id "
        "AND v.valid_from <= ?3 ORDER BY v.valid_from DESC LIMIT 1), (SELECT k.name FROM body_kind k WHERE "
        "k.code = s.kind ORDER BY k.valid_from DESC LIMIT 1), s.kind), s.legal_basis, s.verified, "
        "CASE WHEN s.unit_id IS NULL THEN 0 ELSE 1 END "
        "FROM standing_body s WHERE (s.unit_id = ?1 OR s.unit_id IS NULL) AND s.level = ?2 AND "
        "s.valid_from <= ?3 AND s.valid_to >= ?3 "
        "ORDER BY CASE WHEN s.unit_id IS NULL THEN 1 ELSE 0 END, s.valid_from DESC, s.id DESC",
        unit, level, on);
}

Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row) {
    const auto known =
        TRY(tx.value("SELECT count(*) FROM standing_body WHERE request_key = ?1", row.request_key));
    if (known > 0) return false;
    TRY(
        tx.exec("UPDATE standing_body SET valid_to = ?1 WHERE unit_id = ?2 AND valid_from < ?3 AND "
                "valid_to >= ?3",
                row.from.plus_days(-1), row.unit, row.from));
    TRY(tx.exec("DELETE FROM standing_body WHERE unit_id = ?1 AND valid_from = ?2", row.unit, row.from));
    const auto next = TRY(tx.find([](const db::Row& found) { return found.get<Date>(0); },
                                  "SELECT valid_from FROM standing_body WHERE unit_id = ?1 AND valid_from > "
                                  "?2 ORDER BY valid_from LIMIT 1",
                                  row.unit, row.from));
    const auto until = next ? next->plus_days(-1).iso() : std::string(kEndOfTime);
    const auto own = TRY(bodies_of(tx, row.unit, row.from, false));
    BodyId body;
    for (const auto& one : own)
        if (one.kind == row.kind) body = one.id;
    TRY(
        tx.exec("INSERT INTO standing_body (unit_id, level, kind, body_id, valid_from, valid_to, "
                "legal_basis, verified, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
                row.unit, row.level, row.kind, body, row.from, until, row.legal_basis, row.request_key));
    return true;
}

}  // namespace kheo::bodies::store
