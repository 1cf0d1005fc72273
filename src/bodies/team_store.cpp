// SPDX-License-Identifier: Apache-2.0
#include "bodies/team_store.hpp"

#include <limits>

namespace kheo::bodies::store {

Result<std::int64_t> parameter(db::Transaction& tx, std::string_view name, Date on) {
    const auto found = TRY(tx.find([](const db::Row& row) { return row.get<std::int64_t>(0); },
                                   "SELECT value FROM body_parameter WHERE name = ?1 AND valid_from <= ?2 "
                                   "AND valid_to >= ?2 ORDER BY valid_from DESC",
                                   name, on));
    return found.value_or(0);
}

namespace {

constexpr std::string_view kMembers =
    "SELECT id, body_id, name, post, role, call, account_id, term_from, term_to, left_on, created_at FROM "
    "team_member ";

Member read_member(const db::Row& row) {
    return {row.get<MemberId>(0),         row.get<BodyId>(1),       row.get<std::string>(2),
            row.get<std::string>(3),      row.get<std::string>(4),  row.get<std::string>(5),
            row.get<auth::UserId>(6),     row.get<Date>(7),         row.get<Date>(8),
            Date::parse_iso(row.text(9)), row.get<std::int64_t>(10)};
}

}  // namespace

Result<std::vector<Member>> members(db::Transaction& tx, BodyId team) {
    return tx.all(read_member,
                  std::string(kMembers) +
                      "WHERE body_id = ?1 ORDER BY CASE role WHEN 'head' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 "
                      "END, id",
                  team);
}

Result<std::optional<Member>> member(db::Transaction& tx, MemberId id) {
    return tx.find(read_member, std::string(kMembers) + "WHERE id = ?1", id);
}

Result<std::optional<Member>> member_of_account(db::Transaction& tx, auth::UserId account, Date on) {
    return tx.find(read_member,
                   std::string(kMembers) +
                       "WHERE account_id = ?1 AND term_from <= ?2 AND term_to >= ?2 AND (left_on = '' OR "
                       "left_on >= ?2) ORDER BY id DESC",
                   account, on);
}

Result<bool> is_member_request(db::Transaction& tx, std::string_view request_key) {
    return TRY(tx.value("SELECT count(*) FROM team_member WHERE request_key = ?1", request_key)) > 0;
}

Result<std::optional<MemberId>> insert_member(db::Transaction& tx, const Member& row,
                                              std::string_view request_key, const Actor& actor) {
    return tx.find([](const db::Row& made) { return made.get<MemberId>(0); },
                   "INSERT INTO team_member (body_id, name, post, role, call, account_id, term_from, "
                   "term_to, left_on, request_key, created_at, created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                   "?7, ?8, '', ?9, ?10, ?11) ON CONFLICT (request_key) DO NOTHING RETURNING id",
                   row.team, row.name, row.post, row.role, row.call, row.account, row.from, row.until,
                   request_key, actor.at, actor.user);
}

Result<> set_left(db::Transaction& tx, MemberId id, Date last) {
    TRY(tx.exec("UPDATE team_member SET left_on = ?2 WHERE id = ?1", id, last));
    return {};
}

Result<> forget_member(db::Transaction& tx, const Member& row) {
    if (TRY(tx.exec("DELETE FROM team_member WHERE id = ?1", row.id)) == 0) return {};
    TRY(
        tx.exec("INSERT INTO team_left (body_id, members) VALUES (?1, 1) ON CONFLICT (body_id) DO UPDATE "
                "SET members = team_left.members + 1",
                row.team));
    return {};
}

Result<std::vector<Member>> members_gone_before(db::Transaction& tx, Date day) {
    return tx.all(read_member,
                  std::string(kMembers) +
                      "WHERE (left_on <> '' AND left_on < ?1) OR (left_on = '' AND term_to < ?1) ORDER BY id",
                  day);
}

Result<std::vector<Member>> members_of_account(db::Transaction& tx, auth::UserId account) {
    return tx.all(read_member, std::string(kMembers) + "WHERE account_id = ?1 ORDER BY id", account);
}

Result<std::int64_t> forgotten(db::Transaction& tx, BodyId team) {
    return tx.value("SELECT COALESCE(SUM(members), 0) FROM team_left WHERE body_id = ?1", team);
}

Result<std::vector<Activity>> activities(db::Transaction& tx, BodyId team, int limit) {
    return tx.all(
        [](const db::Row& row) {
            return Activity{row.get<std::int64_t>(0), row.get<BodyId>(1),      row.get<Date>(2),
                            row.get<std::string>(3),  row.get<std::string>(4), row.get<std::int64_t>(5)};
        },
        "SELECT id, body_id, day, kind, text, people FROM team_activity WHERE body_id = ?1 ORDER BY day "
        "DESC, "
        "id DESC LIMIT ?2",
        team, limit);
}

Result<std::optional<std::int64_t>> insert_activity(db::Transaction& tx, const Activity& row,
                                                    std::string_view request_key, const Actor& actor) {
    return tx.find([](const db::Row& made) { return made.integer(0); },
                   "INSERT INTO team_activity (body_id, day, kind, people, text, request_key, "
                   "created_at, created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT "
                   "(request_key) DO NOTHING RETURNING id",
                   row.team, row.day, row.kind, row.people, row.text, request_key, actor.at, actor.user);
}

Result<std::optional<std::int64_t>> activity_of_request(db::Transaction& tx, std::string_view request_key,
                                                        BodyId team, auth::UserId by) {
    return tx.find([](const db::Row& row) { return row.integer(0); },
                   "SELECT id FROM team_activity WHERE request_key = ?1 AND body_id = ?2 AND created_by = ?3",
                   request_key, team, by);
}

Result<std::optional<BodyId>> team_of_activity(db::Transaction& tx, std::int64_t id) {
    return tx.find([](const db::Row& row) { return row.get<BodyId>(0); },
                   "SELECT body_id FROM team_activity WHERE id = ?1", id);
}

namespace {

constexpr std::string_view kReports =
    "SELECT id, body_id, unit_id, account_id, title, what, who_did, place, state, sent_at, changed_at, "
    "dossier, reason FROM team_report ";

constexpr ReportId kNewest{std::numeric_limits<std::int64_t>::max()};

std::string which(bool open) {
    return open ? "WHERE state IN ('sent', 'asked') " : "WHERE state IN ('taken_over', 'closed') ";
}

Report read_report(const db::Row& row) {
    return {
        row.get<ReportId>(0),
        row.get<BodyId>(1),
        row.get<UnitId>(2),
        row.get<auth::UserId>(3),
        {row.get<std::string>(4), row.get<std::string>(5), row.get<std::string>(6), row.get<std::string>(7)},
        row.get<std::string>(8),
        row.get<std::int64_t>(9),
        row.get<std::int64_t>(10),
        row.get<std::string>(11),
        row.get<std::string>(12)};
}

}  // namespace

Result<std::optional<ReportId>> insert_report(db::Transaction& tx, const Report& row,
                                              std::string_view request_key) {
    return tx.find(
        [](const db::Row& made) { return made.get<ReportId>(0); },
        "INSERT INTO team_report (body_id, unit_id, account_id, title, what, who_did, place, "
        "state, sent_at, changed_at, changed_by, dossier, reason, request_key) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6, ?7, 'sent', ?8, ?8, ?3, '', '', ?9) ON CONFLICT (request_key) DO NOTHING "
        "RETURNING id",
        row.team, row.unit, row.account, row.slip.title, row.slip.what, row.slip.who_did, row.slip.place,
        row.sent_at, request_key);
}

Result<std::optional<Report>> report(db::Transaction& tx, ReportId id) {
    return tx.find(read_report, std::string(kReports) + "WHERE id = ?1", id);
}

Result<std::optional<Report>> report_by_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find(read_report, std::string(kReports) + "WHERE request_key = ?1", request_key);
}

Result<std::vector<Report>> reports_of(db::Transaction& tx, auth::UserId account, BodyId team,
                                       ReportId before, int limit) {
    return tx.all(read_report,
                  std::string(kReports) +
                      "WHERE (account_id = ?1 OR body_id = ?2) AND id < ?3 ORDER BY id DESC LIMIT ?4",
                  account, team, before ? before : kNewest, limit);
}

Result<std::vector<Report>> reports(db::Transaction& tx, bool open, ReportId before, int limit) {
    return tx.all(read_report, std::string(kReports) + which(open) + "AND id < ?1 ORDER BY id DESC LIMIT ?2",
                  before ? before : kNewest, limit);
}

Result<std::vector<UnitId>> units_of_reports(db::Transaction& tx, bool open) {
    return tx.all([](const db::Row& row) { return row.get<UnitId>(0); },
                  "SELECT DISTINCT unit_id FROM team_report " + which(open));
}

Result<std::vector<Report>> reports_in(db::Transaction& tx, bool open, const std::vector<UnitId>& units,
                                       ReportId before, int limit) {
    if (units.empty()) return std::vector<Report>{};
    if (units.size() > kMostUnits) return reports(tx, open, before, limit);
    std::vector<db::Param> params{before ? before : kNewest, limit};
    std::string places;
    for (const auto unit : units) {
        places.append(places.empty() ? "?" : ", ?").append(std::to_string(params.size() + 1));
        params.emplace_back(unit);
    }
    std::vector<Report> out;
    TRY(tx.each_params(std::string(kReports) + which(open) + "AND id < ?1 AND unit_id IN (" + places +
                           ") ORDER BY id DESC LIMIT ?2",
                       params, [&](const db::Row& row) { out.push_back(read_report(row)); }));
    return out;
}

Result<> set_report_state(db::Transaction& tx, const Report& row, const Actor& actor) {
    TRY(
        tx.exec("UPDATE team_report SET state = ?2, dossier = ?3, reason = ?4, changed_at = ?5, changed_by = "
                "?6 WHERE id = ?1",
                row.id, row.state, row.dossier, row.reason, actor.at, actor.user));
    return {};
}

Result<std::vector<ReportLine>> report_lines(db::Transaction& tx, ReportId id) {
    return tx.all(
        [](const db::Row& row) {
            return ReportLine{row.get<std::string>(0), row.get<std::string>(1), row.get<auth::UserId>(2),
                              row.get<std::int64_t>(3)};
        },
        "SELECT kind, text, said_by, said_at FROM team_report_line WHERE report_id = ?1 ORDER BY id", id);
}

Result<bool> insert_line(db::Transaction& tx, ReportId id, const ReportLine& line,
                         std::string_view request_key) {
    return TRY(tx.exec("INSERT INTO team_report_line (report_id, kind, text, said_by, said_at, request_key) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (request_key) DO NOTHING",
                       id, line.kind, line.text, line.by, line.at, request_key)) > 0;
}

Result<std::vector<ReportId>> empty_reports(db::Transaction& tx, Millis before) {
    static const std::string kDone = which(false) + "AND changed_at < ?1 AND (what <> '' OR who_did <> '')";
    TRY(tx.exec(
        "UPDATE team_report_line SET text = '' WHERE report_id IN (SELECT id FROM team_report " + kDone + ")",
        before));
    return tx.all([](const db::Row& row) { return row.get<ReportId>(0); },
                  "UPDATE team_report SET what = '', who_did = '', place = '' " + kDone + " RETURNING id",
                  before);
}

Result<std::string> phone(db::Transaction& tx, UnitId unit) {
    const auto found = TRY(tx.find([](const db::Row& row) { return row.get<std::string>(0); },
                                   "SELECT phone FROM unit_contact WHERE unit_id = ?1", unit));
    return found.value_or("");
}

Result<> set_phone(db::Transaction& tx, UnitId unit, std::string_view phone, const Actor& actor) {
    TRY(
        tx.exec("INSERT INTO unit_contact (unit_id, phone, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4) "
                "ON CONFLICT (unit_id) DO UPDATE SET phone = ?2, changed_at = ?3, changed_by = ?4",
                unit, phone, actor.at, actor.user));
    return {};
}

}  // namespace kheo::bodies::store
