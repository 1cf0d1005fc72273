// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "platform/file/file.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/sheets.hpp"
#include "registry/scoring/test_cycle.hpp"

namespace kheo::registry::scoring {

namespace {

using test::kBetter, test::kGood, test::kPoor;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class SheetPages : public test::Scoring {};

TEST_F(SheetPages, WhoMayNotOpenTheDossierFindsNothing) {
    for (const auto* who : {&far_}) {
        EXPECT_EQ(get(*who, here_).status, 404);
        EXPECT_EQ(get(*who, here_ + "/tong-hop").status, 404);
        EXPECT_EQ(post(*who, here_, {}).status, 404);
        EXPECT_EQ(post(*who, here_ + "/mo-khoa", {}).status, 404);
        EXPECT_EQ(post(*who, here_ + "/tu-choi", {}).status, 404);
    }
    EXPECT_EQ(get(an_, "/ho-so/KHONGCO/cham-diem").status, 404);
}

TEST_F(SheetPages, OnlyAnExaminingOfficerNamesScorers) {
    for (const auto* who : {&owner_, &an_, &leader_, &reader_}) EXPECT_EQ(assign(*who, an_), 403);
    EXPECT_EQ(assign(officer_, an_), 303);
    EXPECT_EQ(assign(officer_, an_), 303);  // a form sent twice
    EXPECT_THAT(get(officer_, here_).body, HasSubstr("đã khóa 0 trên 1 phiếu"));
}

TEST_F(SheetPages, NobodyOfTheOwnersSideIsNamedOrScores) {
    const auto both =
        person("haivai", {{auth::Role::scorer, test::kCity}, {auth::Role::team, test::kNewWard}});
    const auto merged =
        person("sapnhap", {{auth::Role::scorer, test::kCity}, {auth::Role::team, test::kWardA}});
    for (const auto* who : {&both, &merged}) {
        const auto refused =
            post(officer_, here_ + "/phan-cong", {{"scorer", std::to_string(who->user.value)}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("kể cả khi hai đơn vị đã sáp nhập"));
    }
    EXPECT_EQ(assign(officer_, owner_), 422);
    EXPECT_EQ(assign(officer_, reader_), 422);
    EXPECT_EQ(assign(officer_, far_), 422);
    EXPECT_EQ(post(officer_, here_ + "/phan-cong", {{"scorer", "99999"}}).status, 422);
    EXPECT_THAT(get(officer_, here_).body, HasSubstr("Bà haivai"));  // listed with the reason
}

TEST_F(SheetPages, AScorerWhoCameToTheOwnersSideScoresNoMore) {
    both_assigned();
    auto changed = an_;
    changed.grants.push_back({auth::Role::team, test::kWardA, kFrom, kUntil});
    EXPECT_EQ(score(changed, kGood, "lock").status, 403);
    auto expired = an_;
    expired.grants = {{auth::Role::scorer, test::kNewWard, kFrom, *Date::of(2026, 11, 20)},
                      {auth::Role::reader, test::kNewWard, kFrom, kUntil}};
    EXPECT_EQ(post(expired, here_, {}).status, 403);
    EXPECT_EQ(score(an_, kGood, "lock").status, 303);
}

TEST_F(SheetPages, WhoeverWroteOnTheProposalNeitherScoresNorCompares) {
    both_assigned();
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return test::add_author(tx, code_, an_.user); }));
    const auto refused = score(an_, kGood, "lock");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("Cần người khác làm"));
    EXPECT_THAT(get(officer_, here_).body, HasSubstr("Có quyền chấm nhưng không được chấm"));
    EXPECT_EQ(post(officer_, here_ + "/rut", {{"sheet", "1"}, {"reason", "Đã viết hồ sơ"}}).status, 303);
    const auto third = person("chamba", {{auth::Role::scorer, test::kNewWard}});
    EXPECT_EQ(assign(officer_, third), 303);
    EXPECT_EQ(assign(officer_, an_), 422);
}

TEST_F(SheetPages, WhoIsNotNamedHasNoSheet) {
    EXPECT_EQ(score(an_, kGood, "keep").status, 403);
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "x"}}).status, 403);
    EXPECT_EQ(post(an_, here_ + "/tu-choi", {{"excuse", "x"}}).status, 403);
    EXPECT_EQ(criteria().size(), 0U);
}

TEST_F(SheetPages, BoxesStartEmptyAndAnUnfinishedSheetIsNotLocked) {
    both_assigned();
    const auto page = get(an_, here_).body;
    EXPECT_EQ(criteria().size(), 6U);
    EXPECT_THAT(page, HasSubstr("value=\"\" inputmode=\"decimal\""));
    EXPECT_THAT(page, Not(HasSubstr("value=\"0\" inputmode")));
    const auto refused = score(an_, {"8", "", "17", "", "", ""}, "lock");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Chưa chấm tiêu chí này"));
    EXPECT_THAT(refused.body, HasSubstr("value=\"17\""));
    EXPECT_EQ(score(an_, {"8", "", "17", "", "", ""}, "keep").status, 303);
    EXPECT_THAT(get(an_, here_).body, HasSubstr("value=\"17\""));
}

TEST_F(SheetPages, ImpossiblePointsAreRefusedBoxByBox) {
    both_assigned();
    const auto refused = score(an_, {"10,5", "-1", "mười", "0,3", "20", "15"}, "keep", "Nhận xét đang gõ");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("“mười” không phải số điểm"));
    EXPECT_THAT(refused.body, HasSubstr("Nhận xét đang gõ"));
    const auto outside = score(an_, {"10,5", "15,5", "0,3", "1", "20", "15"}, "keep");
    EXPECT_EQ(outside.status, 422);
    EXPECT_THAT(outside.body, HasSubstr("Điểm từ 0 đến 10, chia hết cho 0,5."));
    EXPECT_THAT(outside.body, HasSubstr("Điểm từ 0 đến 15, chia hết cho 0,5."));
    EXPECT_THAT(outside.body, HasSubstr("Điểm từ 0 đến 20, chia hết cho 0,5."));
}

TEST_F(SheetPages, OnlyTheRightStageIsOpen) {
    both_assigned();
    for (const auto* state : {"running", "self_assessed", "scored", "recognised", "suspended"}) {
        move(state);
        EXPECT_EQ(score(an_, kGood, "lock").status, 409) << state;
    }
    move("scored");
    EXPECT_EQ(assign(officer_, far_), 409);
    move("registered");
    EXPECT_EQ(assign(officer_, binh_), 409);
}

TEST_F(SheetPages, ALockedSheetOpensAgainOnlyWithAReasonBeforeTheEnd) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    EXPECT_EQ(post(an_, here_, {{"row_version", "3"}, {"act", "keep"}}).status, 409);
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "  "}}).status, 422);
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "Cộng nhầm"}}).status, 303);
    EXPECT_THAT(get(an_, here_).body, HasSubstr("khi đó 81,5 điểm: Cộng nhầm"));
    ASSERT_EQ(score(an_, kBetter, "lock").status, 303);
    move("scored");
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "Muộn"}}).status, 409);
}

TEST_F(SheetPages, NobodySeesAColleaguesSheetBeforeAllAreLocked) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock", "MAT-CUA-AN").status, 303);
    for (const auto* who : {&binh_, &officer_, &leader_, &reader_, &owner_})
        for (const auto& page : {here_, here_ + "/tong-hop"}) {
            const auto body = get(*who, page).body;
            EXPECT_THAT(body, Not(HasSubstr("MAT-CUA-AN"))) << who->name << page;
            EXPECT_THAT(body, Not(HasSubstr("81,5"))) << who->name << page;
        }
    ASSERT_EQ(score(binh_, kBetter, "lock", "MAT-CUA-BINH").status, 303);
    for (const auto* who : {&an_, &binh_, &officer_, &leader_}) {
        EXPECT_THAT(summary(*who), HasSubstr("MAT-CUA-AN")) << who->name;
        EXPECT_THAT(summary(*who), HasSubstr("84,5")) << who->name;  // (81,5 + 87,5) / 2
    }
    for (const auto* who : {&reader_, &owner_})
        EXPECT_THAT(summary(*who), Not(HasSubstr("84,5"))) << who->name;
}

TEST_F(SheetPages, AfterTheEndTheOwnerSeesTheResultAndNoSheet) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock", "MAT-CUA-AN").status, 303);
    ASSERT_EQ(score(binh_, kBetter, "lock").status, 303);
    move("scored");
    for (const auto* who : {&reader_, &owner_}) {
        EXPECT_THAT(summary(*who), HasSubstr("84,5"));
        EXPECT_THAT(summary(*who), HasSubstr("Tốt"));
        EXPECT_THAT(summary(*who), Not(HasSubstr("MAT-CUA-AN")));
        EXPECT_THAT(summary(*who), Not(HasSubstr("Bà chaman")));
    }
}

TEST_F(SheetPages, OpeningASheetAgainHidesTheOthers) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock", "MAT-CUA-AN").status, 303);
    ASSERT_EQ(score(binh_, kBetter, "lock", "MAT-CUA-BINH").status, 303);
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "Xem lại tiêu chí 3"}}).status, 303);
    for (const auto* who : {&an_, &officer_, &leader_})
        EXPECT_THAT(summary(*who), Not(HasSubstr("MAT-CUA-BINH")));
    ASSERT_EQ(score(an_, kBetter, "lock").status, 303);
    EXPECT_THAT(summary(officer_),
                HasSubstr("sau khi đã thấy các phiếu, khi đó 81,5 điểm: Xem lại tiêu chí 3"));
}

TEST_F(SheetPages, NobodyJoinsOrLeavesOnceTheSheetsWereSeen) {
    const auto third = person("chamba", {{auth::Role::scorer, test::kNewWard}});
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    ASSERT_EQ(score(binh_, kBetter, "lock").status, 303);
    EXPECT_EQ(assign(officer_, third), 409);
    EXPECT_EQ(post(an_, here_ + "/tu-choi", {{"excuse", "Thôi"}}).status, 409);
    EXPECT_EQ(post(officer_, here_ + "/rut", {{"sheet", "1"}, {"reason", "Thôi"}}).status, 409);
}

TEST_F(SheetPages, AWithdrawnScorerIsReplaced) {
    const auto third = person("chamba", {{auth::Role::scorer, test::kNewWard}});
    both_assigned();
    EXPECT_EQ(post(an_, here_ + "/tu-choi", {{"excuse", ""}}).status, 422);
    EXPECT_EQ(post(an_, here_ + "/tu-choi", {{"excuse", "Là em của chủ mô hình"}}).status, 303);
    EXPECT_EQ(score(an_, kGood, "lock").status, 403);
    EXPECT_THAT(get(officer_, here_).body, HasSubstr("Là em của chủ mô hình"));
    EXPECT_THAT(get(reader_, here_).body, Not(HasSubstr("Là em của chủ mô hình")));
    EXPECT_EQ(assign(officer_, third), 303);
    ASSERT_EQ(score(third, kGood, "lock").status, 303);
    ASSERT_EQ(score(binh_, kGood, "lock").status, 303);
    EXPECT_THAT(summary(officer_), HasSubstr("81,5"));
}

TEST_F(SheetPages, AWideSpreadIsDiscussedBeforeTheEndAndAgainAfterAChange) {
    both_assigned();
    EXPECT_EQ(guard("scores_complete", officer_), "Mới khóa 0 trên 2 phiếu.");
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    EXPECT_EQ(post(officer_, here_ + "/trao-doi", {{"discussion", "Sớm"}}).status, 409);
    ASSERT_EQ(score(binh_, kPoor, "lock").status, 303);
    EXPECT_THAT(guard("scores_complete", officer_), HasSubstr("chênh nhau lớn"));
    EXPECT_THAT(summary(officer_), HasSubstr("Tổng điểm chênh nhau 41,5 điểm, quá 15 % thang điểm"));
    for (const auto* who : {&an_, &leader_, &owner_, &reader_})
        EXPECT_EQ(post(*who, here_ + "/trao-doi", {{"discussion", "Đã bàn"}}).status, 403);
    EXPECT_EQ(post(officer_, here_ + "/trao-doi", {{"discussion", ""}}).status, 422);
    EXPECT_EQ(
        post(officer_, here_ + "/trao-doi", {{"discussion", "Thống nhất kiểm tra lại tiêu chí 5"}}).status,
        303);
    EXPECT_THAT(summary(officer_), Not(HasSubstr("Tổng điểm chênh nhau")));
    EXPECT_EQ(guard("scores_complete", officer_), "");
    EXPECT_EQ(post(binh_, here_ + "/mo-khoa", {{"unlock", "Sau trao đổi"}}).status, 303);
    ASSERT_EQ(score(binh_, {"4", "5", "8", "8", "10", "6"}, "lock").status, 303);
    EXPECT_THAT(guard("scores_complete", officer_), HasSubstr("chênh nhau lớn"));
}

TEST_F(SheetPages, GuardsOfTheLife) {
    EXPECT_THAT(guard("scores_complete", officer_), HasSubstr("Chưa phân công người chấm"));
    EXPECT_THAT(guard("threshold_reached", leader_), HasSubstr("Chưa có điểm tổng hợp"));
    both_assigned();
    ASSERT_EQ(score(an_, kPoor, "lock").status, 303);
    EXPECT_THAT(guard("not_scorer", an_), HasSubstr("Người đã chấm"));
    EXPECT_EQ(guard("not_scorer", leader_), "");
    ASSERT_EQ(score(binh_, kPoor, "lock").status, 303);
    EXPECT_EQ(guard("threshold_reached", leader_), "Điểm trung bình 40 chưa tới mức công nhận cấp xã (50).");
    EXPECT_EQ(post(an_, here_ + "/mo-khoa", {{"unlock", "Chấm lại"}}).status, 303);
    ASSERT_EQ(score(an_, {"10", "10", "10", "10", "10", "10"}, "lock").status, 303);  // 60: mean exactly 50
    EXPECT_EQ(guard("threshold_reached", leader_), "");
    move("nominated");
    level_ = life::RecognitionLevel::district;
    EXPECT_EQ(guard("threshold_reached", leader_), "") << "the district asked no more than the commune";
    level_ = life::RecognitionLevel::province;
    EXPECT_THAT(guard("threshold_reached", leader_), HasSubstr("cấp tỉnh (70)"));
}

TEST_F(SheetPages, TheProposingSideScoresItselfFirst) {
    move("running");
    const auto self = "/ho-so/" + code_ + "/tu-cham";
    EXPECT_THAT(guard("self_assessment_given", owner_), HasSubstr("tự chấm"));
    EXPECT_EQ(post(an_, self, {}).status, 403);
    EXPECT_EQ(post(far_, self, {}).status, 403);
    EXPECT_EQ(score(owner_, {"9", "", "", "", "", ""}, "lock", "", self).status, 422);
    EXPECT_EQ(score(owner_, kBetter, "keep", "NHAP-TU-CHAM", self).status, 303);
    EXPECT_THAT(guard("self_assessment_given", owner_), HasSubstr("tự chấm"));
    ASSERT_EQ(score(owner_, kBetter, "lock", "TU-CHAM", self).status, 303);
    EXPECT_EQ(guard("self_assessment_given", owner_), "");
    move("checked");
    EXPECT_EQ(post(owner_, self + "/mo-khoa", {{"unlock", "Sửa"}}).status, 409);
    both_assigned();
    EXPECT_THAT(get(an_, here_).body, HasSubstr("Đơn vị tự chấm: 18,5"));
    EXPECT_THAT(get(an_, here_).body, HasSubstr("value=\"\" inputmode"));  // no default from it
}

TEST_F(SheetPages, EvidenceIsTickedPerCriterionAndTheScorerSeesIt) {
    move("running");
    const auto self = "/ho-so/" + code_ + "/tu-cham";
    const auto attach = [&](const std::string& code, const std::string& name, char digit) {
        const file::Staged paper{
            file::Type::pdf, name, {{file::Size::whole, std::string(64, digit), 9, 0, 0}}};
        return std::to_string(database_
                                  ->write([&](db::Transaction& tx) -> Result<file::AttachmentId> {
                                      const auto cycle = TRY(life::find(tx, code));
                                      return file::add(tx, {"initiative_cycle", cycle->id.value}, paper, {},
                                                       {owner_.user, clock_.now(), {}});
                                  })
                                  .value()
                                  .value);
    };
    const auto mine = attach(code_, "Biên bản họp thôn.pdf", 'a');
    const auto theirs = attach(cycle("running"), "Của hồ sơ khác.pdf", 'b');
    const auto page = get(owner_, self).body;
    EXPECT_THAT(page, HasSubstr("Biên bản họp thôn.pdf"));
    EXPECT_THAT(page, Not(HasSubstr("Của hồ sơ khác.pdf")));
    EXPECT_THAT(page, Not(HasSubstr("value=\"" + mine + "\" checked"))) << "nothing is ticked beforehand";
    Form form{{"act", "lock"}, {"row_version", version_in(page)}};
    std::size_t at = 0;
    for (const auto& points : kBetter) {
        at = page.find("name=\"p-", at) + 8;
        const auto id = page.substr(at, page.find('"', at) - at);
        form.emplace_back("p-" + id, points);
        for (const auto& ticked : {mine, theirs, std::string("99999")}) form.emplace_back("f-" + id, ticked);
    }
    auto half = form;
    half[2].second = "nhiều";
    EXPECT_THAT(post(owner_, self, half).body, HasSubstr("value=\"" + mine + "\" checked")) << "ticks stay";
    ASSERT_EQ(post(owner_, self, form).status, 303);
    const auto rows = [&] {
        return database_
            ->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM score_evidence"); })
            .value();
    };
    EXPECT_EQ(rows(), 6) << "of this dossier only";
    EXPECT_THAT(get(owner_, self).body, HasSubstr("Biên bản họp thôn.pdf"));
    move("checked");
    both_assigned();
    EXPECT_THAT(get(an_, here_).body, HasSubstr("Biên bản họp thôn.pdf"));
    EXPECT_THAT(get(an_, here_).body, HasSubstr("/ho-so/" + code_ + "/minh-chung"));
    form[1].second = version_in(get(an_, here_).body);
    ASSERT_EQ(post(an_, here_, form).status, 303);
    EXPECT_EQ(rows(), 6) << "a scorer attaches nothing";
    const auto found = [&] {
        return database_->read([](db::Transaction& tx) { return altered(tx); }).value();
    };
    EXPECT_THAT(found(), ::testing::IsEmpty());
    (void)database_->write(
        [](db::Transaction& tx) { return tx.exec("DELETE FROM score_evidence WHERE criterion_id > 1"); });
    EXPECT_THAT(found(), SizeIs(1)) << "what was locked is committed";
}

TEST_F(SheetPages, ADraftOfTheProposingSideIsItsOwn) {
    move("running");
    const auto self = "/ho-so/" + code_ + "/tu-cham";
    ASSERT_EQ(score(owner_, kBetter, "keep", "NHAP-TU-CHAM", self).status, 303);
    for (const auto* who : {&an_, &leader_, &reader_})
        for (const auto& page : {self, here_, here_ + "/tong-hop"})
            EXPECT_THAT(get(*who, page).body, Not(HasSubstr("NHAP-TU-CHAM"))) << who->name << page;
    EXPECT_THAT(get(officer_, self).body, HasSubstr("NHAP-TU-CHAM"));  // the commune completes it
}

TEST_F(SheetPages, TwoPeopleAtOneSheet) {
    move("running");
    const auto self = "/ho-so/" + code_ + "/tu-cham";
    const auto old = get(owner_, self).body;
    ASSERT_EQ(score(officer_, kGood, "keep", "Lan", self).status, 303);
    const auto late =
        post(owner_, self, {{"act", "keep"}, {"remark", "CHU-DANG-GO"}, {"row_version", version_in(old)}});
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body, HasSubstr("CHU-DANG-GO"));
}

TEST_F(SheetPages, SheetsKeepTheRubricTheyWereOpenedUnder) {
    both_assigned();
    const auto made =
        post(officer_, "/thang-diem/moi",
             {{"unit", std::to_string(test::kNewWard.value)}, {"source", "1"}, {"request_key", "k"}});
    ASSERT_EQ(made.status, 303);
    const auto draft = made.location.substr(0, made.location.size() - 4);
    ASSERT_EQ(
        post(officer_, draft + "/ap-dung", {{"day", "2026-11-21"}, {"basis", "HD 05"}, {"row_version", "1"}})
            .status,
        303);
    EXPECT_THAT(get(an_, here_).body, HasSubstr("href=\"/thang-diem/1\""));
    const auto next = cycle("checked");
    EXPECT_THAT(get(officer_, "/ho-so/" + next + "/cham-diem").body, HasSubstr("href=\"" + draft + "\""));
}

TEST_F(SheetPages, ADossierThatDoesNotSayWhoseItIsCannotBeScored) {
    const auto other = cycle("checked", "");
    const auto refused = post(officer_, "/ho-so/" + other + "/cham-diem/phan-cong",
                              {{"scorer", std::to_string(an_.user.value)}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("chưa ghi chủ thể là tập thể hay cá nhân"));
    EXPECT_THAT(get(officer_, "/ho-so/" + cycle("checked", "household") + "/cham-diem").body,
                HasSubstr("href=\"/thang-diem/2\""));
}

TEST_F(SheetPages, ResultsAreListedBestFirstAndTiesByTheResult) {
    const std::vector<std::string> more_result{"8", "12", "15,5", "16", "20", "10"};  // 81,5 too
    std::vector<std::string> codes;
    for (const auto& points : {kGood, more_result, kBetter}) {
        code_ = cycle("checked");
        here_ = "/ho-so/" + code_ + "/cham-diem";
        codes.push_back(code_);
        both_assigned();
        for (const auto* who : {&an_, &binh_}) ASSERT_EQ(score(*who, points, "lock").status, 303);
        EXPECT_THAT(get(reader_, "/ket-qua-cham").body, Not(HasSubstr(here_)));  // not closed yet
        move("scored");
    }
    const auto page = get(reader_, "/ket-qua-cham").body;
    const auto at = [&](int i) { return page.find("/ho-so/" + codes[static_cast<std::size_t>(i)] + "/"); };
    EXPECT_LT(at(2), at(1));
    EXPECT_LT(at(1), at(0));
    EXPECT_NE(at(0), std::string::npos);
    EXPECT_THAT(get(far_, "/ket-qua-cham").body, HasSubstr("Chưa có hồ sơ nào kết thúc chấm"));
    EXPECT_THAT(get(reader_, "/ket-qua-cham?nam=2025").body, Not(HasSubstr("/tong-hop")));
}

TEST_F(SheetPages, ALockedSheetWithoutPointsIsAFault) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    const auto found = [&] {
        return database_->read([](db::Transaction& tx) { return faults(tx); }).value();
    };
    EXPECT_THAT(found(), SizeIs(0));
    ASSERT_TRUE(database_->write([](db::Transaction& tx) { return test::alter_point(tx, -1); }));
    EXPECT_THAT(found(), SizeIs(1));
}

TEST_F(SheetPages, WhenAPersonIsErasedTheTextsGoAndThePointsStay) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock", "Bà Nguyễn Thị Kín làm tốt").status, 303);
    ASSERT_EQ(score(binh_, kGood, "lock").status, 303);
    EXPECT_THAT(summary(officer_), HasSubstr("Thị Kín"));
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) -> Result<> {
        const auto about = TRY(life::find(tx, code_));
        return forget(tx, about->initiative);
    }));
    EXPECT_THAT(summary(officer_), Not(HasSubstr("Thị Kín")));
    EXPECT_THAT(summary(officer_), HasSubstr("81,5"));
    EXPECT_THAT(database_->read([](db::Transaction& tx) { return altered(tx); }).value(), SizeIs(0));
}

TEST_F(SheetPages, MyListShowsWhatIsMineToDo) {
    EXPECT_THAT(get(an_, "/cham-diem").body, HasSubstr("Chưa được phân công"));
    both_assigned();
    EXPECT_THAT(get(an_, "/cham-diem").body, HasSubstr(here_));
    EXPECT_THAT(get(far_, "/cham-diem").body, Not(HasSubstr(here_)));
    EXPECT_EQ(get(officer_, "/cham-diem").status, 403);
}

TEST_F(SheetPages, ALockedSheetIsCommittedToTheLedger) {
    both_assigned();
    ASSERT_EQ(score(an_, kGood, "lock").status, 303);
    const auto faults = [&] {
        return database_->read([](db::Transaction& tx) { return altered(tx); }).value();
    };
    EXPECT_THAT(faults(), SizeIs(0));
    ASSERT_TRUE(database_->write([](db::Transaction& tx) { return test::alter_point(tx, 95); }));
    EXPECT_THAT(faults(), SizeIs(1));
}

}  // namespace

}  // namespace kheo::registry::scoring
