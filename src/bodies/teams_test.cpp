// SPDX-License-Identifier: Apache-2.0
#include "bodies/teams.hpp"

#include <gtest/gtest.h>

#include "bodies/acts.hpp"
#include "bodies/team_store.hpp"
#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

Date day(std::string_view text) {
    return *Date::parse_iso(text);
}
const Date kToday = day("2026-11-21");
const Actor kActor{auth::UserId{1}, 1000};

class Teams : public ::testing::Test {
  protected:
    template <typename F>
    auto write(F&& act) {
        return database_->write(std::forward<F>(act));
    }
    template <typename F>
    auto read(F&& ask) {
        return database_->read(std::forward<F>(ask)).value();
    }
    Teams() {
        team_ = write([](db::Transaction& tx) {
                    return establish(tx,
                                     {"mobilisation_team",
                                      "Tổ dân vận thôn Đông",
                                      UnitId{31},
                                      "hamlet",
                                      day("2024-01-01"),
                                      {"12-QĐ/ĐU", "Đảng ủy", {}},
                                      {},
                                      "team"},
                                     kActor);
                }).value();
    }
    Member person(std::string name, std::string role = "member") const {
        Member out;
        out.team = team_;
        out.name = std::move(name);
        out.role = std::move(role);
        out.call = "bác";
        out.from = day("2024-01-01");
        out.until = day("9999-12-31");
        return out;
    }
    Result<> add(const Member& member, std::string key) {
        return write([&](db::Transaction& tx) { return add_member(tx, member, key, kActor); });
    }
    std::vector<Member> members() {
        return read([&](db::Transaction& tx) { return store::members(tx, team_); });
    }
    Result<> log(std::string text, std::string key = "l") {
        return write([&](db::Transaction& tx) -> Result<> {
            TRY(add_activity(tx, Activity{0, team_, kToday, "meeting", text, 24}, key, kToday, kActor));
            return {};
        });
    }
    Result<ReportId> slip(std::string title, std::string key, auth::UserId account = auth::UserId{7}) {
        Report report;
        report.team = team_;
        report.unit = UnitId{31};
        report.account = account;
        report.slip = {std::move(title), "Họp ngõ", "Chi hội", "Ngõ 3"};
        report.sent_at = 5;
        return write([&](db::Transaction& tx) { return send_slip(tx, report, key); });
    }
    Report kept(ReportId id) {
        return *read([&](db::Transaction& tx) { return store::report(tx, id); });
    }
    kheo::test::TestDatabase database_;
    BodyId team_;
};

TEST_F(Teams, AMemberNeedsANameARoleAndATermAndThereIsOneHead) {
    auto wrong = person("", "king");
    wrong.until = day("2020-01-01");
    EXPECT_EQ(add(wrong, "a").error().fields.size(), 3u);
    EXPECT_TRUE(add(person("Đào Thị Lành", "head"), "b"));
    EXPECT_TRUE(add(person("Đào Thị Lành", "head"), "b")) << "sent twice";
    EXPECT_FALSE(add(person("Lê Văn Bình", "head"), "c"));
    EXPECT_EQ(members().size(), 1u);
}

TEST_F(Teams, WhoLeftIsACountAfterAYearAndNotADayBefore) {
    ASSERT_TRUE(add(person("Đào Thị Lành", "head"), "a"));
    ASSERT_TRUE(add(person("Lê Văn Bình"), "b"));
    const auto left = members().front();
    EXPECT_FALSE(
        write([&](db::Transaction& tx) { return end_member(tx, left.id, day("2023-12-31"), kActor); }));
    ASSERT_TRUE(
        write([&](db::Transaction& tx) { return end_member(tx, left.id, day("2025-06-30"), kActor); }));
    const auto sweep = [&](Date on) {
        return write([&](db::Transaction& tx) { return forget(tx, on, 1000); }).value().members;
    };
    EXPECT_EQ(sweep(day("2026-06-30")), 0);
    EXPECT_EQ(members().size(), 2u);
    EXPECT_EQ(sweep(day("2026-07-01")), 1);
    EXPECT_EQ(sweep(day("2026-07-01")), 0);
    ASSERT_EQ(members().size(), 1u);
    EXPECT_EQ(members().front().name, "Lê Văn Bình");
    EXPECT_EQ(read([&](db::Transaction& tx) { return store::forgotten(tx, team_); }), 1);
}

TEST_F(Teams, ALastDayLiesInTheTermAndIsKeptOnce) {
    auto bounded = person("Đào Thị Lành");
    bounded.until = day("2026-12-31");
    ASSERT_TRUE(add(bounded, "a"));
    const auto id = members().front().id;
    const auto leave = [&](std::string_view on) {
        return write([&](db::Transaction& tx) { return end_member(tx, id, day(on), kActor); }).has_value();
    };
    EXPECT_FALSE(leave("2027-01-01")) << "after the term";
    ASSERT_TRUE(leave("2026-06-30"));
    EXPECT_TRUE(leave("2026-06-30")) << "sent twice";
    EXPECT_FALSE(leave("2026-09-30")) << "who left does not come back by another last day";
    EXPECT_EQ(members().front().left_on, day("2026-06-30"));
    EXPECT_TRUE(read([](db::Transaction& tx) { return faults(tx); }).empty());
}

TEST_F(Teams, AnErasedNameIsGoneAtOnceAndTheCountStays) {
    ASSERT_TRUE(add(person("Đào Thị Lành"), "a"));
    auto with_account = person("Lê Văn Bình");
    with_account.account = auth::UserId{9};
    ASSERT_TRUE(add(with_account, "b"));
    const auto first = members().front();
    ASSERT_TRUE(write([&](db::Transaction& tx) { return erase_member(tx, first, kActor); }));
    ASSERT_TRUE(write([&](db::Transaction& tx) { return erase_account(tx, auth::UserId{9}, 1); }));
    ASSERT_TRUE(write([&](db::Transaction& tx) { return erase_account(tx, auth::UserId{9}, 1); }));
    EXPECT_TRUE(members().empty());
    EXPECT_EQ(read([&](db::Transaction& tx) { return store::forgotten(tx, team_); }), 2);
}

TEST_F(Teams, TheLogRefusesAHouseholdAndSaysHowToWriteIt) {
    const auto refused = log("Đến hộ ông Nguyễn Văn An vận động");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().fields.front().message.in(Language::vi).find("vận động 3 hộ ở ngõ 2"),
              std::string::npos);
    EXPECT_FALSE(write([&](db::Transaction& tx) {
        return add_activity(tx, {0, team_, kToday.plus_days(1), "party", "", -1}, "k", kToday, kActor);
    }));
    EXPECT_FALSE(log("Thăm hộ nghèo bà Lan"));
    EXPECT_TRUE(log("Vận động 3 hộ ở ngõ 2"));
    EXPECT_TRUE(log("Vận động 3 hộ ở ngõ 2"));
    EXPECT_EQ(read([&](db::Transaction& tx) { return store::activities(tx, team_, 10); }).size(), 1u);
}

TEST_F(Teams, ASlipSentTwiceIsOneSlipAndNobodySendsAnothersKey) {
    EXPECT_FALSE(slip("", "a"));
    const auto first = slip("Trồng hoa ngõ 3", "k");
    ASSERT_TRUE(first);
    EXPECT_EQ(slip("Trồng hoa ngõ 3", "k").value(), *first);
    EXPECT_EQ(slip("Khác", "k", auth::UserId{8}).error().kind, ErrorKind::conflict);
    EXPECT_EQ(kept(*first).slip.title, "Trồng hoa ngõ 3");
}

TEST_F(Teams, ASlipNamesNoHouseholdButWhoDidIt) {
    const auto refused = faults_of(Slip{"Giúp hộ nghèo bà Lan", "Sửa nhà cho gia đình chính sách bà Tư",
                                        "Gia đình ông Nguyễn Văn A", "nhà số 12"});
    std::vector<std::string> fields;
    for (const auto& fault : refused) fields.push_back(fault.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"ten", "lam_gi", "o_dau"}));
    EXPECT_TRUE(
        faults_of(Slip{"Hiến đất mở ngõ", "12 hộ nghèo góp công", "Gia đình ông Nguyễn Văn A", "Ngõ 3"})
            .empty());
}

TEST_F(Teams, AQuestionWaitsForItsAnswerAndADoneSlipIsLeftAlone) {
    const auto id = slip("Trồng hoa ngõ 3", "k").value();
    const auto run = [&](auto act) {
        return write([&](db::Transaction& tx) -> Result<> { return act(tx, *TRY(store::report(tx, id))); });
    };
    EXPECT_FALSE(run([](auto& tx, const Report& r) { return ask(tx, r, "", "q", kActor); }));
    EXPECT_TRUE(run([](auto& tx, const Report& r) { return ask(tx, r, "Bao nhiêu hộ?", "q", kActor); }));
    EXPECT_EQ(kept(id).state, "asked");
    EXPECT_TRUE(run([](auto& tx, const Report& r) { return answer(tx, r, "18 hộ", "a", kActor); }));
    EXPECT_TRUE(run([](auto& tx, const Report& r) { return ask(tx, r, "Bao nhiêu hộ?", "q", kActor); }))
        << "the first question sent again";
    EXPECT_EQ(kept(id).state, "sent");
    EXPECT_TRUE(run([](auto& tx, const Report& r) { return take_over(tx, r, "/ho-so/X", kActor); }));
    EXPECT_EQ(kept(id).dossier, "/ho-so/X");
    EXPECT_FALSE(run([](auto& tx, const Report& r) { return ask(tx, r, "Gì nữa?", "q2", kActor); }));
    EXPECT_FALSE(run([](auto& tx, const Report& r) { return close(tx, r, "Thôi", kActor); }));
    const auto lines = read([&](db::Transaction& tx) { return store::report_lines(tx, id); });
    EXPECT_EQ(lines.size(), 2u);
}

TEST_F(Teams, TheWordsOfADoneSlipGoAfterTheTimeOfRetention) {
    const auto id = slip("Trồng hoa ngõ 3", "k").value();
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
        return close(tx, *TRY(store::report(tx, id)), "Đã có hồ sơ", kActor);
    }));
    const auto year = Millis{365} * 86'400'000;
    const auto sweep = [&](Millis at) {
        return write([&](db::Transaction& tx) { return forget(tx, kToday, at); }).value().slips;
    };
    EXPECT_EQ(sweep(kActor.at + year), 0);
    EXPECT_EQ(sweep(kActor.at + year + 1), 1);
    EXPECT_EQ(kept(id).slip.what, "");
    EXPECT_EQ(kept(id).slip.title, "Trồng hoa ngõ 3");
}

TEST(PhoneNumber, AsPeopleWriteItOrNotAtAll) {
    EXPECT_EQ(phone_number("0912 345 678"), "0912345678");
    EXPECT_EQ(phone_number("0225.3123.456"), "02253123456");
    EXPECT_EQ(phone_number("+856 20 5555 123"), "+856205555123");
    for (const auto* wrong : {"", "12345", "0912 345 67x", "912345678", "09123456789012", "+12"})
        EXPECT_FALSE(phone_number(wrong)) << wrong;
}

}  // namespace
}  // namespace kheo::bodies
