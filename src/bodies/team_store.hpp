// SPDX-License-Identifier: Apache-2.0
// SQL of hamlet teams: members, activities, slips, the telephone of a unit.
#pragma once

#include "bodies/team_model.hpp"

namespace kheo::bodies::store {

/// Value of a dated parameter; 0 when there is none that day.
Result<std::int64_t> parameter(db::Transaction& tx, std::string_view name, Date on);

/// Heads first; with those who left and are not forgotten yet.
Result<std::vector<Member>> members(db::Transaction& tx, BodyId team);
Result<std::optional<Member>> member(db::Transaction& tx, MemberId id);
/// The team the account serves in on that day, with the person's own row.
Result<std::optional<Member>> member_of_account(db::Transaction& tx, auth::UserId account, Date on);
Result<bool> is_member_request(db::Transaction& tx, std::string_view request_key);
/// nullopt: a form with this key made it before.
Result<std::optional<MemberId>> insert_member(db::Transaction& tx, const Member& row,
                                              std::string_view request_key, const Actor& actor);
Result<> set_left(db::Transaction& tx, MemberId id, Date last);
/// The row goes and the count grows.
Result<> forget_member(db::Transaction& tx, const Member& row);
/// Those whose last day (or end of term) lies before.
Result<std::vector<Member>> members_gone_before(db::Transaction& tx, Date day);
Result<std::vector<Member>> members_of_account(db::Transaction& tx, auth::UserId account);
Result<std::int64_t> forgotten(db::Transaction& tx, BodyId team);

/// Newest first.
Result<std::vector<Activity>> activities(db::Transaction& tx, BodyId team, int limit);
/// nullopt: a form with this key made it before.
Result<std::optional<std::int64_t>> insert_activity(db::Transaction& tx, const Activity& row,
                                                    std::string_view request_key, const Actor& actor);
/// What this person wrote into the team's log with this key.
Result<std::optional<std::int64_t>> activity_of_request(db::Transaction& tx, std::string_view request_key,
                                                        BodyId team, auth::UserId by);
Result<std::optional<BodyId>> team_of_activity(db::Transaction& tx, std::int64_t id);

/// nullopt: a slip with this key is there already.
Result<std::optional<ReportId>> insert_report(db::Transaction& tx, const Report& row,
                                              std::string_view request_key);
Result<std::optional<Report>> report(db::Transaction& tx, ReportId id);
Result<std::optional<Report>> report_by_request(db::Transaction& tx, std::string_view request_key);
/// Up to `limit` slips older than `before` (none = from the newest) of the account, and of its team when it
/// has one; newest first.
Result<std::vector<Report>> reports_of(db::Transaction& tx, auth::UserId account, BodyId team,
                                       ReportId before, int limit);
/// Up to `limit` slips older than `before` (none = from the newest) of all units that are still waiting, or
/// (open = false) that are done; newest first.
Result<std::vector<Report>> reports(db::Transaction& tx, bool open, ReportId before, int limit);
/// Where such slips came from, each unit once; and those of at most kMostUnits units, else as above.
Result<std::vector<UnitId>> units_of_reports(db::Transaction& tx, bool open);
inline constexpr std::size_t kMostUnits = 200;
Result<std::vector<Report>> reports_in(db::Transaction& tx, bool open, const std::vector<UnitId>& units,
                                       ReportId before, int limit);
Result<> set_report_state(db::Transaction& tx, const Report& row, const Actor& actor);
Result<std::vector<ReportLine>> report_lines(db::Transaction& tx, ReportId id);
Result<bool> insert_line(db::Transaction& tx, ReportId id, const ReportLine& line,
                         std::string_view request_key);
/// Empties the texts of slips that were done before that moment; answers which.
Result<std::vector<ReportId>> empty_reports(db::Transaction& tx, Millis before);

Result<std::string> phone(db::Transaction& tx, UnitId unit);
Result<> set_phone(db::Transaction& tx, UnitId unit, std::string_view phone, const Actor& actor);

}  // namespace kheo::bodies::store
