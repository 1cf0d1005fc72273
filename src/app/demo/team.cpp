// SPDX-License-Identifier: Apache-2.0
#include "app/demo/team.hpp"

#include "bodies/acts.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "platform/auth/accounts.hpp"

namespace kheo::app::demo {

namespace {

using bodies::Actor;

Result<bodies::BodyId> add_body(db::Transaction& tx, territory::UnitId hamlet, const Actor& actor) {
    bodies::Wanted wanted;
    wanted.kind = "mobilisation_team";
    wanted.name = "Tổ dân vận tổ dân phố số 4 (mẫu)";
    wanted.unit = hamlet;
    wanted.level = "hamlet";
    wanted.day = *Date::of(2025, 7, 1);
    wanted.document = {"12-QĐ/ĐU (mẫu)", "Đảng ủy phường Liên Hồng (mẫu)", Date::of(2025, 7, 1)};
    wanted.request_key = "demo-team";
    return bodies::establish(tx, wanted, actor);
}

/// One slip was asked about and answered, the other waits for the team's answer.
Result<> add_slips(db::Transaction& tx, bodies::BodyId team, territory::UnitId hamlet, auth::UserId head,
                   const Actor& officer) {
    const auto now = officer.at;
    bodies::Report report;
    report.team = team;
    report.unit = hamlet;
    report.account = head;
    report.sent_at = now;
    report.slip = {"Dọn mương đầu tổ (mẫu)", "Sáng Chủ Nhật 24 người dọn xong 200 m mương.",
                   "Chi hội Cựu chiến binh và 24 người trong tổ", "Đầu tổ dân phố số 4"};
    report.id = TRY(bodies::send_slip(tx, report, "demo-slip-1"));
    report.state = "sent";
    TRY(bodies::ask(tx, report, "Mương ở đoạn nào, dài bao nhiêu mét?", "demo-question-1", officer));
    report.state = "asked";
    TRY(bodies::answer(tx, report, "Từ nhà văn hóa đến cầu, khoảng 200 m.", "demo-answer-1", {head, now}));
    report.slip = {"Trồng hoa ngõ 3 (mẫu)", "Họp ngõ tối thứ Năm, 18 nhà góp mỗi nhà hai chậu.",
                   "Chi hội Phụ nữ và 18 nhà ngõ 3", "Ngõ 3, tổ dân phố số 4"};
    report.id = TRY(bodies::send_slip(tx, report, "demo-slip-2"));
    report.state = "sent";
    return bodies::ask(tx, report, "Có bao nhiêu hộ đã trồng hoa?", "demo-question", officer);
}

Result<> add_log(db::Transaction& tx, bodies::BodyId team, const Actor& actor) {
    const auto today = local_date(actor.at);
    bodies::Activity line{0, team, today.plus_days(-9), "meeting", "Bàn lịch dọn mương và trồng hoa.", 24};
    TRY(bodies::add_activity(tx, line, "demo-activity-1", today, actor));
    line = {0, team, today.plus_days(-2), "visit", "Thăm, vận động 3 hộ ở ngõ 2 phân loại rác.", 3};
    TRY(bodies::add_activity(tx, line, "demo-activity-2", today, actor));
    return {};
}

Result<> add_head(db::Transaction& tx, bodies::BodyId team, auth::UserId account, const Actor& actor) {
    bodies::Member member;
    member.team = team;
    member.name = "Đào Thị Lành (mẫu)";
    member.post = "Bí thư chi bộ";
    member.role = "head";
    member.call = "bác";
    member.account = account;
    member.from = *Date::of(2025, 7, 1);
    member.until = *Date::parse_iso(kEndOfTime);
    return bodies::add_member(tx, member, "demo-member", actor);
}

}  // namespace

Result<> add_team(db::Database& database, const Clock& clock) {
    const Actor actor{{}, clock.now()};
    return database.write([&](db::Transaction& tx) -> Result<> {
        const auto account = TRY(auth::find_account(tx, "todanvan"));
        const auto officer = TRY(auth::find_account(tx, "lienhong"));
        if (!account || account->grants.empty() || !officer) return {};
        const auto hamlet = account->grants.front().grant.unit;
        const auto team = TRY(add_body(tx, hamlet, actor));
        TRY(add_head(tx, team, account->id, actor));
        TRY(bodies::store::set_phone(tx, hamlet, "02253123456", actor));
        TRY(add_log(tx, team, {account->id, actor.at}));
        return add_slips(tx, team, hamlet, account->id, {officer->id, actor.at});
    });
}

}  // namespace kheo::app::demo
