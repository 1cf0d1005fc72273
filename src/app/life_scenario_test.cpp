// SPDX-License-Identifier: Apache-2.0
// The whole life of dossiers at three levels over everything the program wires (scores, visits, thresholds,
// windows): in each state each act is tried by everybody, and the maker of the dossier holds every role.
#include "app/test_everybody.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/http/router.hpp"
#include "platform/http/target.hpp"
#include "platform/view/shell.hpp"

namespace kheo::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class LifeScenario : public Everybody {};

TEST_F(LifeScenario, a_hamlets_dossier_rises_to_the_province_and_nobody_else_ever_acts) {
    add_everybody();
    const auto crew = crew_for("hamlet_crew", kHamlet, kWard);
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    walk(crew, code, true);
    EXPECT_EQ(cycle(code).state, "nominated");
    EXPECT_GT(opened_, 50) << "somebody got through";
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, in_every_state_beside_the_way_and_in_those_that_end_nobody_else_acts_either) {
    add_everybody();
    const auto crew = crew_for("hamlet_crew", kHamlet, kWard);
    walk(crew, begun(crew.maker, kHamlet, "Ngõ xanh"), true);
    const auto returned = aside(crew, kHamlet, "submitted", &Crew::examiner, "return");
    const auto suspended = aside(crew, kHamlet, "running", &Crew::leader, "suspend");
    aside(crew, kHamlet, "submitted", &Crew::maker, "withdraw");
    aside(crew, kHamlet, "appraised", &Crew::leader, "decline");
    aside(crew, kHamlet, "scored", &Crew::leader, "not_recognise");
    aside(crew, kHamlet, "registered", &Crew::leader, "stop");
    aside(crew, kHamlet, "recognised", &Crew::leader, "revoke");
    aside(crew, kHamlet, "recognised", &Crew::maker, "carry_over");
    EXPECT_EQ(tried_.size(), registry::life::process().states.size());
    must(crew.maker, returned, "submit"), must(crew.leader, suspended, "resume");
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, what_two_levels_recognised_only_the_upper_one_takes_back) {
    add_everybody();
    add("above", {{Role::leader, kProvince}});
    const auto crew = crew_for("hamlet_crew", kHamlet, kWard);
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    bring(crew, code, "nominated");
    must("above", code, "recognise_above");
    everybody_tries(code, crew);
    EXPECT_EQ(recognised_by(cycle(code)), (std::vector{kWard, kProvince}));
    must("above", code, "revoke_above");
    EXPECT_EQ(recognised_by(cycle(code)), std::vector{kWard});
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, a_year_that_is_over_is_carried_on_by_the_proposing_side_and_nobody_else) {
    const auto crew = crew_for("hamlet_crew", kHamlet, kWard);
    std::vector<std::string> codes;
    for (const auto* state : {"registered", "running", "recognised"}) {
        codes.push_back(begun(crew.maker, kHamlet, std::string("Việc ") + state));
        bring(crew, codes.back(), state);
        ready(crew, codes.back());
    }
    clock_.set(day_start(*Date::of(2027, 1, 4)));
    add_everybody();
    for (const auto& code : codes) everybody_tries(code, crew);
    for (const auto& code : codes) must(crew.maker, code, "carry_over"), everybody_tries(code, crew);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, the_log_tells_the_owners_side_what_was_done_and_not_who_scored) {
    const auto crew = crew_for("crew", kHamlet, kWard);
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    bring(crew, code, "scored");
    const view::Site site{.name = "Dân vận khéo", .clock = &clock_};
    const http::Router router(
        registry::life::routes({*database_, clock_, site,
                                [this] { return std::make_shared<const test::TestAtlas>(atlas_); }, parts_}));
    const auto log_of = [&](const std::string& who) {
        const auto target = http::parse_target("/ho-so/" + code + "?muc=nhat-ky");
        http::Request request;
        request.path = target->path;
        request.query = target->query;
        request.who = people_.at(who);
        auto match = router.match(http::Method::get, request.path);
        request.captures = std::move(match.captures);
        const auto answer = match.route->handler(request);
        return answer ? std::string(answer->bytes()) : said(answer);
    };
    add("team", {{Role::team, kHamlet}});
    for (const auto& who : {std::string("team"), crew.maker}) {
        const auto page = log_of(who);
        EXPECT_THAT(page, HasSubstr("Ghi lượt kiểm tra"));
        EXPECT_THAT(page, HasSubstr("Khóa phiếu tự chấm"));
        for (const auto* hidden : {"scorer_1", "scorer_2", "Khóa phiếu chấm", "scoring.", "registry."})
            EXPECT_THAT(page, testing::Not(HasSubstr(hidden))) << who;
    }
    EXPECT_THAT(log_of(crew.examiner), HasSubstr("Người scorer_1"));
    EXPECT_THAT(log_of(crew.examiner), HasSubstr("Khóa phiếu chấm"));
    for (const auto& who : {crew.examiner, crew.maker}) {
        people_[who].user = auth::looking_at(people_[who].user);
        EXPECT_THAT(log_of(who), testing::Not(HasSubstr("scorer_1"))) << "who looks on as " << who;
    }
}

TEST_F(LifeScenario, a_provinces_own_dossier_is_the_provinces_alone) {
    add_everybody();
    const auto crew = crew_for("province_crew", kProvince, kProvince);
    walk(crew, begun(crew.maker, kProvince, "Trồng rừng"), false);
    EXPECT_GT(opened_, 20);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, a_districts_old_dossier_is_carried_on_by_the_province) {
    add_everybody();
    const auto crew = crew_for("district_crew", kProvince, kProvince);
    registry::NewRow row;
    row.statement = statement_for(kDistrict, "Chợ sạch");
    row.campaign_year = 2025;
    row.date = *Date::of(2025, 3, 31);
    const auto code = database_->write([&](db::Transaction& tx) -> Result<std::string> {
        TRY(registry::register_rows(tx, {"a.xlsx", "00", kDistrict, row.date, 2025, 0}, std::vector{row},
                                    atlas_, {people_.at(crew.maker).user, clock_.now()}));
        return registry::life::follow(tx, TRY(tx.value<std::string>("SELECT number FROM initiative")), 2025,
                                      acting(crew.maker));
    });
    ASSERT_TRUE(code.has_value()) << said(code);
    walk(crew, *code, false);
    EXPECT_EQ(cycle(*code).state, "recognised");
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::app
