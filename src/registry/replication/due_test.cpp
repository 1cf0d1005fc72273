// SPDX-License-Identifier: Apache-2.0
// What of the year before goes on: who sees what, what is decided, each answered by itself. On both
// databases.
#include <gmock/gmock.h>

#include "platform/view/shell.hpp"
#include "registry/life/test_life.hpp"
#include "registry/replication/due.hpp"
#include "registry/replication/pages.hpp"
#include "registry/store.hpp"
#include "support/asking.hpp"

namespace kheo::registry::replication {
namespace {

using namespace life::test;  // NOLINT: people and units by name
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class DueTest : public LifeTest {
  protected:
    DueTest()
        : router_(routes({*database_,
                          clock_,
                          site_,
                          [] { return std::make_shared<const SmallAtlas>(); },
                          parts_,
                          {},
                          {},
                          [](db::Transaction&, const std::vector<life::CycleId>& ids) {
                              std::map<life::CycleId, std::string> out;
                              for (const auto id : ids) out[id] = "81,5";
                              return Result<std::map<life::CycleId, std::string>>(out);
                          }})) {
        for (auto& [name, who] : people_) who.csrf = "token";
    }

    /// A list of that year, as an office imports it; the answer is the number.
    std::string imported(const std::string& title, territory::UnitId unit, int year) {
        NewRow row;
        row.statement = full_statement(title, unit);
        row.campaign_year = year;
        row.date = *Date::of(year, 8, 31);
        const auto done = write([&](db::Transaction& tx) -> Result<std::string> {
            const auto made =
                TRY(register_rows(tx, {"a.xlsx", title, unit, row.date, year, 0}, std::vector{row}, atlas_,
                                  {people_["admin"].user, clock_.now()}));
            return TRY(registry::store::number_of(tx, made.rows.front().initiative)).value();
        });
        EXPECT_TRUE(done.has_value()) << said(done);
        return done.value_or("");
    }
    DueList page_of(const std::string& who, int year, int page, int per_page) {
        return database_
            ->read([&](db::Transaction& tx) { return due_for(tx, year, acting(who), page, per_page); })
            .value();
    }
    std::vector<std::string> due(const std::string& who, int year) {
        std::vector<std::string> out;
        for (const auto& one : page_of(who, year, 1, 100).rows) out.push_back(one.dossier.cycle.title);
        return out;
    }
    /// Does the decision go through? Nothing is kept.
    bool would_decide(const std::string& who, const Due& due, Decision decision) {
        bool went = false;
        (void)write([&](db::Transaction& tx) -> Result<> {
            went = decide(tx, due.number, 2026, due.dossier.cycle.row_version, decision, "Có lý do", {},
                          acting(who))
                       .has_value();
            return fail(ErrorKind::internal, Message{});
        });
        return went;
    }
    kheo::test::Answer get(const std::string& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), people_.at(who), http::Method::get, target);
    }
    kheo::test::Answer post(const std::string& who, const kheo::test::Typed& form) {
        return kheo::test::ask(router_, clock_.today(), people_.at(who), http::Method::post,
                               "/duy-tri/can-xet", {form});
    }
    std::string state_of(const std::string& number) {
        return database_
            ->read([&](db::Transaction& tx) -> Result<std::string> {
                return std::string(code(TRY(registry::store::find(tx, number)).value().state));
            })
            .value();
    }

    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    http::Router router_;
};

TEST_F(DueTest, what_has_nothing_for_the_new_year_is_listed_for_who_may_decide) {
    imported("Của năm ngoái", kNewWard, 2025);
    imported("Của phường khác", kOtherNew, 2025);
    imported("Đã cũ hơn", kNewWard, 2024);
    brought_to("running", "Của năm nay");
    for (const auto* who : {"team", "officer", "leader"})
        EXPECT_THAT(due(who, 2026), ElementsAre("Của năm ngoái")) << who;
    EXPECT_THAT(due("city_leader", 2026), ElementsAre("Của năm ngoái", "Của phường khác")) << "may end both";
    for (const auto* who : {"reader", "admin", "scorer", "city_officer", "far_leader", "past_leader"})
        EXPECT_THAT(due(who, 2026), IsEmpty()) << who;
    EXPECT_THAT(due("leader", 2027), ElementsAre("Của năm nay"));
    EXPECT_THAT(due("officer", 2027), IsEmpty()) << "what runs has its year";
    brought_to("recognised", "Đã công nhận");
    EXPECT_THAT(due("officer", 2027), ElementsAre("Đã công nhận"));
}

TEST_F(DueTest, what_is_listed_is_what_each_may_do_to_it) {
    for (const auto unit : {kNewWard, kOtherNew, kWardFar}) imported("Việc", unit, 2025);
    for (const auto& [who, person] : people_)
        for (const auto& one : page_of("city_leader", 2026, 1, 100).rows) {
            const auto mine = page_of(who, 2026, 1, 100).rows;
            const auto found = std::ranges::find(mine, one.number, &Due::number);
            const auto may = found == mine.end() ? life::MayEnd{} : found->may;
            EXPECT_EQ(may.carry_over, would_decide(who, one, Decision::carry_over)) << who;
            EXPECT_EQ(may.stop, would_decide(who, one, Decision::stop)) << who;
        }
}

TEST_F(DueTest, all_are_counted_and_stand_on_pages) {
    for (int i = 0; i < 7; ++i) imported("Việc " + std::to_string(i), kNewWard, 2025);
    imported("Của phường khác", kOtherNew, 2025);
    const auto second = page_of("officer", 2026, 2, 3);
    EXPECT_EQ(second.total, 7);
    EXPECT_EQ(second.rows.size(), 3u);
    EXPECT_EQ(page_of("officer", 2026, 3, 3).rows.size(), 1u);
    EXPECT_EQ(page_of("officer", 2026, 99, 3).page, 3) << "the last one";
    EXPECT_EQ(page_of("officer", 2026, -1, 3).page, 1);
    EXPECT_EQ(page_of("reader", 2026, 1, 3).total, 0);
    EXPECT_THAT(get("officer", "/duy-tri/can-xet?nam=2026").body, HasSubstr("Có 7 hồ sơ chưa xét"));
    for (int i = 7; i < 60; ++i) imported("Việc " + std::to_string(i), kNewWard, 2025);
    const auto page = get("officer", "/duy-tri/can-xet?nam=2026&trang=2").body;
    EXPECT_THAT(page, HasSubstr("Có 60 hồ sơ chưa xét"));
    EXPECT_THAT(page, HasSubstr("nam=2026&amp;trang=1"));
    EXPECT_THAT(page, HasSubstr("name=\"trang\" value=\"2\""));
}

TEST_F(DueTest, what_somebody_may_only_end_says_so) {
    imported("Của phường", kNewWard, 2025);
    imported("Của phường khác", kOtherNew, 2025);
    people_["city_leader"].grants.push_back(
        {Role::team, kNewWard, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)});
    const auto page = get("city_leader", "/duy-tri/can-xet?nam=2026").body;
    EXPECT_THAT(page, HasSubstr("chỉ được dừng"));
    EXPECT_THAT(page, HasSubstr("value=\"chuyen\""));
    EXPECT_THAT(get("leader", "/duy-tri/can-xet?nam=2026").body, Not(HasSubstr("chỉ được dừng")));
}

TEST_F(DueTest, several_are_carried_over_and_each_is_answered_by_itself) {
    const auto mine = imported("Của năm ngoái", kNewWard, 2025), theirs = imported("Khác", kOtherNew, 2025);
    const auto page = get("officer", "/duy-tri/can-xet?nam=2026").body;
    EXPECT_THAT(page, HasSubstr("value=\"" + mine + "\""));
    EXPECT_THAT(page, Not(HasSubstr(theirs)));
    EXPECT_THAT(page, Not(HasSubstr("value=\"dung\""))) << "an officer ends nothing";
    const kheo::test::Typed form{{"nam", "2026"},      {"viec", "chuyen"},    {"chon", mine},
                                 {"chon", theirs},     {"chon", "MH-2020-9"}, {"v-" + mine, "0"},
                                 {"request_key", "k1"}};
    const auto answer = post("officer", form);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("đã chuyển sang năm sau"));
    EXPECT_THAT(answer.body, HasSubstr("Chưa làm được"));
    EXPECT_THAT(due("officer", 2026), IsEmpty());
    EXPECT_THAT(due("city_leader", 2026), ElementsAre("Khác"));
    const auto drafts = [&] {
        return database_
            ->read([](db::Transaction& tx) {
                return tx.value(
                    "SELECT count(*) FROM initiative_cycle WHERE state = 'draft' AND basis = "
                    "'maintained' AND campaign_year = 2026");
            })
            .value();
    };
    EXPECT_EQ(drafts(), 1);
    EXPECT_THAT(post("officer", form).body, HasSubstr("đã chuyển sang năm sau")) << "the same form again";
    EXPECT_EQ(drafts(), 1);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(DueTest, what_is_without_effect_ends_with_a_reason_by_who_approves) {
    const auto number = imported("Của năm ngoái", kNewWard, 2025);
    const kheo::test::Typed form{
        {"nam", "2026"}, {"viec", "dung"}, {"chon", number}, {"v-" + number, "0"}, {"request_key", "k1"}};
    auto said_why = form;
    said_why.emplace_back("ly_do", "Không còn người tham gia");
    const auto refused = post("leader", form);
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Ghi lý do dừng"));
    EXPECT_THAT(refused.body, HasSubstr("checked")) << "what was ticked stays";
    EXPECT_THAT(post("officer", said_why).body, HasSubstr("Chưa làm được"));
    EXPECT_EQ(state_of(number), "registered");
    EXPECT_THAT(post("leader", said_why).body, HasSubstr("đã dừng"));
    EXPECT_EQ(state_of(number), "stopped");
    EXPECT_EQ(post("leader", {{"nam", "2026"}, {"viec", "dung"}, {"ly_do", "Thôi"}}).status, 422);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(DueTest, what_still_runs_this_year_is_not_carried_over_and_says_why) {
    const auto code = brought_to("running");
    const auto number = database_
                            ->read([&](db::Transaction& tx) {
                                return registry::store::number_of(tx, cycle(code).initiative);
                            })
                            .value()
                            .value();
    const auto answer = post("officer", {{"nam", "2027"},
                                         {"viec", "chuyen"},
                                         {"chon", number},
                                         {"v-" + number, std::to_string(cycle(code).row_version)}});
    EXPECT_THAT(answer.body, HasSubstr("Chưa đến lúc đăng ký cho năm 2027"));
    const auto recognised = brought_to("recognised", "Vườn rau");
    EXPECT_THAT(get("officer", "/duy-tri/can-xet?nam=2027").body, HasSubstr("81,5"));
    EXPECT_THAT(get("reader", "/duy-tri/can-xet?nam=2027").body, Not(HasSubstr("type=\"checkbox\"")));
}

}  // namespace
}  // namespace kheo::registry::replication
