// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "platform/ledger/ledger.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/rubrics.hpp"
#include "registry/scoring/test_office.hpp"

namespace kheo::registry::scoring {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class RubricPages : public test::Office {
  protected:
    RubricPages() {
        ward_ = person("phuong", {{auth::Role::officer, test::kNewWard}});
        city_ = person("thanhpho", {{auth::Role::officer, test::kCity}});
        reader_ = person("doc", {{auth::Role::reader, test::kCity}});
        far_ = person("xaxa", {{auth::Role::officer, test::kOtherCity}});
        scorer_ = person("cham", {{auth::Role::scorer, test::kNewWard}});
        central_ = person("trunguong", {{auth::Role::officer, {}}});
    }

    Rubric default_rubric(Subject subject = Subject::collective) { return in_force_for({}, subject); }
    Rubric in_force_for(territory::UnitId unit, Subject subject = Subject::collective,
                        Date on = *Date::of(2026, 11, 21)) {
        const registry::test::SmallAtlas atlas;
        auto found =
            database_->read([&](db::Transaction& tx) { return applicable(tx, atlas, unit, subject, on); });
        EXPECT_TRUE(found.has_value() && found->has_value());
        return **found;
    }

    /// A new draft of the ward from the default; its address.
    std::string draft(const auth::Principal& who, territory::UnitId unit, const std::string& key = "k1") {
        const auto made = post(who, "/thang-diem/moi",
                               {{"unit", std::to_string(unit.value)},
                                {"source", std::to_string(default_rubric().id.value)},
                                {"request_key", key}});
        EXPECT_EQ(made.status, 303) << made.body;
        return made.location.substr(0, made.location.size() - 4);
    }

    static Form typed(const std::vector<std::string>& most, const std::string& act = "save",
                      const std::string& version = "1") {
        Form form{{"name", "Thang điểm phường"},
                  {"scale", "100"},
                  {"step", "5"},
                  {"basis", "HD 05"},
                  {"commune_from", "50"},
                  {"province_from", "80"},
                  {"result", "0"},
                  {"row_version", version},
                  {"act", act}};
        for (std::size_t i = 0; i < most.size(); ++i) {
            const auto at = std::to_string(i);
            form.emplace_back("c-" + at + "-name", "Tiêu chí " + at);
            form.emplace_back("c-" + at + "-most", most[i]);
        }
        form.emplace_back("g-0-name", "Đạt");
        form.emplace_back("g-0-least", "60");
        return form;
    }
    static Form force(const std::string& day, const std::string& version = "2") {
        return {{"day", day}, {"basis", "Hướng dẫn 05-HD/BCĐ"}, {"row_version", version}};
    }

    auth::Principal ward_, city_, reader_, far_, scorer_, central_;
};

TEST_F(RubricPages, TheShippedOnesAddUpAndSayThatTheyAreProposals) {
    for (const auto subject : {Subject::collective, Subject::individual}) {
        const auto rubric = default_rubric(subject);
        EXPECT_THAT(faults(rubric), SizeIs(0));
        EXPECT_EQ(total_of(rubric), 1000);
        EXPECT_FALSE(rubric.verified);
    }
    EXPECT_THAT(default_rubric().criteria, SizeIs(6));
    EXPECT_EQ(default_rubric().criteria[2].most, 200);
    EXPECT_TRUE(default_rubric().criteria[4].is_result);
    const auto page = get(reader_, "/thang-diem");
    EXPECT_THAT(page.body, HasSubstr("đề xuất, chưa có văn bản"));
    EXPECT_THAT(page.body, HasSubstr("5 tiêu chuẩn tập thể (Đà Lạt, 2017)"));
}

TEST_F(RubricPages, NobodyWithoutTheRightDraftsOrChanges) {
    for (const auto* who : {&reader_, &scorer_})
        for (const auto* target : {"/thang-diem/moi", "/thang-diem/1/sua"})
            EXPECT_EQ(get(*who, target).status, 403);
    EXPECT_EQ(post(far_, "/thang-diem/moi",
                   {{"unit", std::to_string(test::kNewWard.value)},
                    {"source", std::to_string(default_rubric().id.value)},
                    {"request_key", "k"}})
                  .status,
              422);
    EXPECT_EQ(
        post(ward_, "/thang-diem/moi",
             {{"unit", "0"}, {"source", std::to_string(default_rubric().id.value)}, {"request_key", "k2"}})
            .status,
        422);
    EXPECT_EQ(get(ward_, "/thang-diem/999").status, 404);
    EXPECT_EQ(get(ward_, "/thang-diem/x").status, 404);
}

TEST_F(RubricPages, ADraftIsSeenByNobodyElse) {
    const auto here = draft(ward_, test::kNewWard);
    EXPECT_EQ(get(ward_, here).status, 200);
    EXPECT_EQ(get(city_, here).status, 200);
    for (const auto* who : {&reader_, &scorer_, &far_}) {
        EXPECT_EQ(get(*who, here).status, 404);
        EXPECT_THAT(get(*who, "/thang-diem").body, Not(HasSubstr(here + "\"")));
    }
    for (const auto* act : {"/sua", "/ap-dung", "/bo", "/ket-thuc"})
        EXPECT_EQ(post(far_, here + act, typed({"100"})).status, 404) << act;
}

TEST_F(RubricPages, AFormSentTwiceMakesOneDraft) {
    EXPECT_EQ(draft(ward_, test::kNewWard), draft(ward_, test::kNewWard));
}

TEST_F(RubricPages, TheEditorSaysWhatIsMissingAndKeepsWhatWasTyped) {
    const auto here = draft(ward_, test::kNewWard);
    const auto more = post(ward_, here + "/sua", typed({"50", "45,5"}, "add-c"));
    EXPECT_EQ(more.status, 200);
    EXPECT_THAT(more.body, HasSubstr("còn thiếu 4,5 điểm"));
    EXPECT_THAT(more.body, HasSubstr("name=\"c-2-name\""));
    EXPECT_THAT(more.body, HasSubstr("value=\"45,5\""));
    const auto wrong = post(ward_, here + "/sua", typed({"năm mươi", "50"}));
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("năm mươi"));
    EXPECT_THAT(get(ward_, here).body, Not(HasSubstr("Tiêu chí 0")));  // nothing was saved
}

TEST_F(RubricPages, AnUnfinishedDraftCannotBePutInForce) {
    const auto here = draft(ward_, test::kNewWard);
    EXPECT_EQ(post(ward_, here + "/sua", typed({"50", "45"})).status, 303);
    const auto refused = post(ward_, here + "/ap-dung", force("2026-12-01"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("còn thiếu 5 điểm"));
    EXPECT_FALSE(in_force_for(test::kNewWard, Subject::collective, *Date::of(2026, 12, 2)).unit);
}

TEST_F(RubricPages, NoDayInThePastNoBasisNoForce) {
    const auto here = draft(ward_, test::kNewWard);
    EXPECT_EQ(post(ward_, here + "/sua", typed({"60", "40"})).status, 303);
    const auto past = post(ward_, here + "/ap-dung", force("2026-11-20"));
    EXPECT_EQ(past.status, 422);
    EXPECT_THAT(past.body, HasSubstr("Không áp dụng lùi ngày"));
    EXPECT_EQ(
        post(ward_, here + "/ap-dung", {{"day", "2026-12-01"}, {"basis", " "}, {"row_version", "2"}}).status,
        422);
    EXPECT_EQ(post(ward_, here + "/ap-dung", force("ngày mai")).status, 422);
    EXPECT_EQ(post(ward_, here + "/ap-dung", force("2026-12-01", "1")).status, 409);
}

TEST_F(RubricPages, AVersionInForceIsNeverChangedAndANewOneBeginsAtADay) {
    const auto first = draft(ward_, test::kNewWard);
    EXPECT_EQ(post(ward_, first + "/sua", typed({"60", "40"})).status, 303);
    EXPECT_EQ(post(ward_, first + "/ap-dung", force("2026-11-21")).status, 303);
    EXPECT_EQ(post(ward_, first + "/sua", typed({"50", "50"}, "save", "3")).status, 409);
    EXPECT_EQ(post(ward_, first + "/bo", {}).status, 409);
    const auto old = in_force_for(test::kNewWard);
    EXPECT_EQ(old.criteria[0].most, 600);
    EXPECT_TRUE(old.verified);

    const auto second = draft(ward_, test::kNewWard, "k2");
    EXPECT_EQ(post(ward_, second + "/sua", typed({"70", "30"})).status, 303);
    EXPECT_EQ(post(ward_, second + "/ap-dung", force("2026-11-21")).status, 422);  // not after the newest
    EXPECT_EQ(post(ward_, second + "/ap-dung", force("2027-01-01")).status, 303);
    EXPECT_EQ(in_force_for(test::kNewWard, Subject::collective, *Date::of(2026, 12, 31)).id, old.id);
    EXPECT_EQ(in_force_for(test::kNewWard, Subject::collective, *Date::of(2027, 1, 1)).criteria[0].most, 700);
}

TEST_F(RubricPages, AUnitUsesItsOwnElseTheOneAboveElseTheDefault) {
    const auto city = draft(city_, test::kCity);
    EXPECT_EQ(post(city_, city + "/sua", typed({"60", "40"})).status, 303);
    EXPECT_EQ(post(city_, city + "/ap-dung", force("2026-11-21")).status, 303);
    EXPECT_EQ(in_force_for(test::kNewWard).unit, test::kCity);
    EXPECT_EQ(in_force_for(test::kWardA).unit, test::kCity);  // gone: asks where it stands now
    EXPECT_FALSE(in_force_for(test::kWardFar).unit);
    EXPECT_FALSE(in_force_for(test::kNewWard, Subject::individual).unit);
    EXPECT_EQ(get(ward_, city).status, 200);  // a ward sees what holds for it
    EXPECT_EQ(get(far_, city).status, 404);

    const auto ward = draft(ward_, test::kNewWard, "k2");
    EXPECT_EQ(post(ward_, ward + "/sua", typed({"20", "80"})).status, 303);
    EXPECT_EQ(post(ward_, ward + "/ap-dung", force("2026-11-21")).status, 303);
    EXPECT_EQ(in_force_for(test::kNewWard).unit, test::kNewWard);
    EXPECT_EQ(in_force_for(test::kOtherNew).unit, test::kCity);

    EXPECT_EQ(post(ward_, ward + "/ket-thuc", {{"last", "2026-11-30"}}).status, 303);
    EXPECT_EQ(in_force_for(test::kNewWard, Subject::collective, *Date::of(2026, 12, 1)).unit, test::kCity);
}

TEST_F(RubricPages, AWardNeitherChangesNorEndsTheCitys) {
    const auto city = draft(city_, test::kCity);
    EXPECT_EQ(post(city_, city + "/sua", typed({"60", "40"})).status, 303);
    EXPECT_EQ(post(city_, city + "/ap-dung", force("2026-11-21")).status, 303);
    EXPECT_EQ(post(ward_, city + "/ket-thuc", {{"last", "2026-11-30"}}).status, 404);
    const auto standard = "/thang-diem/" + std::to_string(default_rubric().id.value);
    for (const auto* who : {&ward_, &city_, &central_})
        EXPECT_EQ(post(*who, standard + "/ket-thuc", {{"last", "2026-11-30"}}).status, 404);
}

TEST_F(RubricPages, TwoOfficersAtOneDraft) {
    const auto here = draft(ward_, test::kNewWard);
    EXPECT_EQ(post(ward_, here + "/sua", typed({"60", "40"})).status, 303);
    const auto late = post(city_, here + "/sua", typed({"10", "90"}));
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body, HasSubstr("value=\"90\""));
}

TEST_F(RubricPages, WhatWasPutInForceIsCommittedToTheLedger) {
    const auto here = draft(ward_, test::kNewWard);
    EXPECT_EQ(post(ward_, here + "/sua", typed({"60", "40"})).status, 303);
    EXPECT_EQ(post(ward_, here + "/ap-dung", force("2026-11-21")).status, 303);
    const auto faults = [&] {
        return database_->read([](db::Transaction& tx) { return altered(tx); }).value();
    };
    EXPECT_THAT(faults(), SizeIs(0));
    const auto id = in_force_for(test::kNewWard).id;
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE rubric_criterion SET most = 590 WHERE rubric_id = ?1 AND position = 1", id);
    }));
    EXPECT_THAT(faults(), SizeIs(1));
}

}  // namespace

}  // namespace kheo::registry::scoring
