// SPDX-License-Identifier: Apache-2.0
// What was done to a cycle: acts, examinations, remarks, recognitions, and the terms they are due under.
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using db::Row;

std::optional<std::string_view> or_null(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return text;
}

Recognition read_recognition(const Row& row) {
    Recognition r;
    r.id = row.get<RecognitionId>(0);
    r.cycle = row.get<CycleId>(1);
    r.level = parse_code<RecognitionLevel>(row.text(2)).value_or(RecognitionLevel::commune);
    r.unit = row.get<territory::UnitId>(3);
    r.body = row.get<std::string>(4);
    r.decision_number = row.get<std::string>(5);
    r.decided_on = row.get<Date>(6);
    r.signer = row.get<std::string>(7);
    r.grade = row.get<std::string>(8);
    r.made = {row.get<auth::UserId>(10), row.integer(9)};
    r.revoked_on = row.get<std::optional<Date>>(11);
    r.revoke_decision = row.get<std::string>(12);
    r.revoke_reason = row.get<std::string>(13);
    r.paper = row.get<file::AttachmentId>(14);
    r.revoke_paper = row.get<file::AttachmentId>(15);
    r.recorded = row.get<bool>(16);
    return r;
}

}  // namespace

Result<std::vector<Recognition>> recognitions(db::Transaction& tx, CycleId cycle) {
    return tx.all(read_recognition,
                  "SELECT id, cycle_id, level, unit_id, body, decision_number, decided_on, signer, grade, "
                  "made_at, made_by, revoked_on, revoke_decision, revoke_reason, attachment_id, "
                  "revoke_attachment_id, recorded FROM recognition "
                  "WHERE cycle_id = ?1 ORDER BY id",
                  cycle);
}

Result<std::vector<Remark>> remarks(db::Transaction& tx, CycleId cycle) {
    return tx.all(
        [](const Row& row) {
            return Remark{row.get<RemarkId>(0),
                          row.get<RemarkId>(1),
                          row.get<std::string>(2),
                          {row.get<auth::UserId>(4), row.integer(3)},
                          store::speaker(row.text(5)),
                          store::awaits(row.text(6)),
                          row.get<std::optional<Date>>(7),
                          row.get<std::string>(8)};
        },
        "SELECT id, answers_id, text, at, written_by, side, awaits, due_on, due_why FROM cycle_remark WHERE "
        "cycle_id = ?1 ORDER BY id",
        cycle);
}

namespace store {

Result<std::optional<std::string>> code_of_act(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const Row& row) { return row.get<std::string>(0); },
                   "SELECT c.code FROM cycle_act a JOIN initiative_cycle c ON c.id = a.cycle_id "
                   "WHERE a.request_key = ?1",
                   request_key);
}

Result<> insert_act(db::Transaction& tx, CycleId id, const ActRow& a, std::string_view request_key) {
    TRY(
        tx.exec("INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, acted_by, said_json, salt, "
                "entry_id, request_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                id, a.act, a.from, a.to, a.step.at, a.step.by, or_null(a.said), db::Param::Blob{a.salt},
                a.entry_id, or_null(request_key)));
    return {};
}

Result<std::vector<ActRow>> acts(db::Transaction& tx, CycleId id) {
    return tx.all(
        [](const Row& row) {
            return ActRow{row.get<std::string>(0),
                          row.get<std::string>(1),
                          row.get<std::string>(2),
                          row.get<std::string>(5),
                          {},
                          {row.get<auth::UserId>(4), row.integer(3)},
                          row.integer(6)};
        },
        "SELECT act, from_state, to_state, at, acted_by, said_json, entry_id FROM cycle_act "
        "WHERE cycle_id = ?1 ORDER BY id",
        id);
}

Result<Millis> last_done(db::Transaction& tx, CycleId id, std::string_view act) {
    return tx.value("SELECT coalesce(max(at), 0) FROM cycle_act WHERE cycle_id = ?1 AND act = ?2", id, act);
}

Result<std::optional<Step>> last_writing(db::Transaction& tx, CycleId id) {
    return tx.find([](const Row& row) { return Step{row.get<auth::UserId>(1), row.integer(0)}; },
                   "SELECT at, who FROM (SELECT a.at AS at, a.acted_by AS who, a.entry_id AS entry "
                   "FROM cycle_act a WHERE a.cycle_id = ?1 UNION ALL "
                   "SELECT 0, v.made_by, v.entry_id FROM cycle_version v WHERE v.cycle_id = ?1) latest "
                   "ORDER BY entry DESC LIMIT 1",
                   id);
}

Result<std::optional<workflow::Term>> term(db::Transaction& tx, std::string_view state, Date on) {
    return tx.find(
        [](const Row& row) {
            return workflow::Term{row.get<std::string>(0), row.get<int>(1), row.get<bool>(2),
                                  row.get<std::string>(3), row.get<bool>(4)};
        },
        "SELECT state, days, working_days, basis, verified FROM process_term WHERE process = 'initiative' "
        "AND state = ?1 AND valid_from <= ?2 AND ?2 <= valid_to",
        state, on);
}

Result<std::vector<Item>> examination_items(db::Transaction& tx, Basis basis, Date on) {
    return tx.all([](const Row& row) { return Item{row.get<std::string>(0), row.get<std::string>(1)}; },
                  "SELECT code, label FROM examination_item WHERE valid_from <= ?1 AND ?1 <= valid_to "
                  "AND asked_of IN ('all', ?2) ORDER BY position",
                  on, basis == Basis::maintained ? "maintained" : "new");
}

Result<std::vector<Judged>> judged(db::Transaction& tx, CycleId id, int round) {
    return tx.all(
        [](const Row& row) {
            return Judged{row.get<std::string>(0),
                          row.get<std::string>(1),
                          row.get<std::string>(2),
                          {row.get<auth::UserId>(3), row.integer(4)}};
        },
        "SELECT item, verdict, remark, examined_by, examined_at FROM cycle_examination "
        "WHERE cycle_id = ?1 AND round = ?2 ORDER BY item",
        id, round);
}

Result<> save_judged(db::Transaction& tx, CycleId id, int round, const Judged& j) {
    TRY(
        tx.exec("INSERT INTO cycle_examination (cycle_id, round, item, verdict, remark, examined_by, "
                "examined_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (cycle_id, round, item) "
                "DO UPDATE SET verdict = excluded.verdict, remark = excluded.remark, "
                "examined_by = excluded.examined_by, examined_at = excluded.examined_at",
                id, round, j.item, j.verdict, j.remark, j.step.by, j.step.at));
    return {};
}

Result<bool> touch(db::Transaction& tx, CycleId id, std::int64_t expected) {
    return TRY(tx.exec("UPDATE initiative_cycle SET row_version = row_version + 1 WHERE id = ?1 AND "
                       "row_version = ?2",
                       id, expected)) > 0;
}

std::string_view code(Speaker side) {
    return side == Speaker::owner ? "owner" : side == Speaker::judge ? "judge" : "";
}

std::string_view code(Awaits awaits) {
    return awaits == Awaits::answer ? "answer" : awaits == Awaits::reading ? "reading" : "";
}

Speaker speaker(std::string_view code) {
    return code == "owner" ? Speaker::owner : code == "judge" ? Speaker::judge : Speaker::unknown;
}

Awaits awaits(std::string_view code) {
    return code == "answer" ? Awaits::answer : code == "reading" ? Awaits::reading : Awaits::nothing;
}

Result<std::optional<RemarkId>> remark_of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const Row& row) { return row.get<RemarkId>(0); },
                   "SELECT id FROM cycle_remark WHERE request_key = ?1", request_key);
}

Result<> insert_remark(db::Transaction& tx, CycleId id, const Remark& remark, std::string_view salt,
                       std::int64_t entry_id, std::string_view request_key) {
    TRY(
        tx.exec("INSERT INTO cycle_remark (cycle_id, answers_id, text, salt, at, written_by, entry_id, "
                "request_key, side, awaits, due_on, due_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                "?10, ?11, ?12)",
                id, remark.answers, remark.text, db::Param::Blob{salt}, remark.written.at, remark.written.by,
                entry_id, or_null(request_key), or_null(code(remark.side)), or_null(code(remark.awaits)),
                remark.due, remark.due_why));
    return {};
}

Result<> each_kept(db::Transaction& tx, const std::function<void(const Kept&)>& take) {
    return tx.each(
        [&](const Row& row) {
            take({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.integer(3)});
        },
        "SELECT c.code, k.kept, k.salt, k.entry_id FROM (SELECT cycle_id, value_json AS kept, salt, entry_id "
        "FROM cycle_version WHERE value_json IS NOT NULL UNION ALL SELECT cycle_id, said_json, salt, "
        "entry_id "
        "FROM cycle_act WHERE said_json IS NOT NULL UNION ALL SELECT cycle_id, text, salt, entry_id "
        "FROM cycle_remark WHERE text IS NOT NULL UNION ALL SELECT cycle_id, reason, salt, entry_id "
        "FROM cycle_namesake WHERE reason IS NOT NULL) k JOIN initiative_cycle c ON c.id = k.cycle_id "
        "ORDER BY k.entry_id");
}

Result<> insert_recognition(db::Transaction& tx, const Recognition& r) {
    TRY(
        tx.exec("INSERT INTO recognition (cycle_id, level, unit_id, body, decision_number, decided_on, "
                "signer, grade, made_at, made_by, attachment_id, recorded) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                "?7, ?8, ?9, ?10, ?11, ?12)",
                r.cycle, code(r.level), r.unit, r.body, r.decision_number, r.decided_on, r.signer, r.grade,
                r.made.at, r.made.by, r.paper, r.recorded));
    return {};
}

Result<> revoke(db::Transaction& tx, RecognitionId id, Date day, std::string_view decision,
                std::string_view reason, auth::UserId by, file::AttachmentId paper) {
    TRY(
        tx.exec("UPDATE recognition SET revoked_on = ?2, revoke_decision = ?3, revoke_reason = ?4, "
                "revoked_by = ?5, revoke_attachment_id = ?6 WHERE id = ?1 AND revoked_on IS NULL",
                id, day, decision, reason, by, paper));
    return {};
}

}  // namespace store

}  // namespace kheo::registry::life
