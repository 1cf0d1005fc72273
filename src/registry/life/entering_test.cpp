// SPDX-License-Identifier: Apache-2.0
// What enters the register when a dossier is approved: whose book numbers it, and what a carried-over draft
// changes of what stands there.
#include "registry/entering.hpp"
#include "registry/life/test_life.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::kWardA;
using test::kWardB;
using test::kWardC;
using test::LifeTest;
using test::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Entering : public LifeTest {
  protected:
    /// Sent while the ward still stood, under today's officers' eyes afterwards.
    std::string sent_before_the_merger(territory::UnitId ward, const std::string& title) {
        clock_.set(day_start(*Date::of(2025, 6, 20)));
        const auto who = "team_of_" + std::to_string(ward.value);
        add(who, Role::team, ward);
        const auto code = begun(who, full_statement(title, ward));
        must(who, code, "submit");
        clock_.set(day_start(*Date::of(2025, 7, 10)));
        return code;
    }
    void registered(const std::string& code) {
        must("appraiser", code, "appraise");
        must("leader", code, "register");
    }
    std::string carried_over() {
        const auto next = act("officer", brought_to("recognised"), "carry_over");
        EXPECT_TRUE(next.has_value()) << said(next);
        return next.value_or("");
    }
    Initiative in_register(const std::string& code) {
        return database_
            ->read([&](db::Transaction& tx) -> Result<Initiative> {
                const auto number = TRY(registry::store::number_of(tx, cycle(code).initiative));
                return TRY(registry::store::find(tx, *number)).value();
            })
            .value();
    }
    /// An officer corrects what stands in the register.
    void corrected(const std::string& code, const std::function<void(Statement&)>& change) {
        auto known = in_register(code);
        change(known.statement);
        const Reading reading{atlas_,
                              visible_to(people_["officer"], auth::Permission::edit_registry, clock_.today()),
                              clock_.today()};
        const auto done = write([&](db::Transaction& tx) {
            return edit(tx, known.number, known.row_version, known.statement, reading,
                        {people_["officer"].user, clock_.now()});
        });
        ASSERT_TRUE(done.has_value()) << said(done);
    }
    void revised(const std::string& code, const std::function<void(Statement&)>& change) {
        const auto done = write([&](db::Transaction& tx) -> Result<> {
            const auto at = TRY(find(tx, code)).value();
            auto statement = TRY(statement_of(tx, at));
            change(statement);
            return revise(tx, code, at.row_version, statement, acting("team"));
        });
        ASSERT_TRUE(done.has_value()) << said(done);
    }
    void approved(const std::string& next) {
        must("team", next, "submit");
        registered(next);
    }
};

TEST_F(Entering, after_a_merger_both_wards_are_numbered_in_the_book_of_the_new_one) {
    const auto one = sent_before_the_merger(kWardA, "Một"), two = sent_before_the_merger(kWardB, "Hai");
    registered(one);
    registered(two);
    EXPECT_EQ(cycle(one).book_unit, kNewWard);
    EXPECT_EQ(cycle(two).book_unit, kNewWard);
    EXPECT_EQ(cycle(one).reg_no, 1);
    EXPECT_EQ(cycle(two).reg_no, 2);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Entering, what_the_old_ward_registered_goes_on_in_the_book_of_the_new_one) {
    clock_.set(day_start(*Date::of(2025, 6, 20)));
    for (const auto& [who, role] :
         {std::pair{"old_team", Role::team}, std::pair{"old_appraiser", Role::officer},
          std::pair{"old_leader", Role::leader}})
        add(who, role, kWardA);
    const auto code = begun("old_team", full_statement("Một", kWardA));
    for (const auto& [who, name] : kWay) must("old_" + who, code, name);
    EXPECT_EQ(cycle(code).book_unit, kWardA);
    clock_.set(day_start(*Date::of(2026, 2, 10)));
    const auto next = act("officer", code, "carry_over");
    ASSERT_TRUE(next.has_value()) << said(next);
    approved(*next);
    EXPECT_EQ(cycle(*next).book_unit, kNewWard);
    EXPECT_EQ(cycle(code).book_unit, kWardA) << "a number that was given stays where it was given";
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Entering, a_unit_that_was_split_is_not_registered_before_somebody_says_which_part) {
    const auto code = sent_before_the_merger(kWardC, "Ba");
    add("city_appraiser", Role::officer, test::kCity);
    must("city_appraiser", code, "appraise");
    const auto done = act("city_leader", code, "register");
    ASSERT_FALSE(done.has_value());
    EXPECT_THAT(said(done), HasSubstr("Phường Cát"));
    must("city_leader", code, "send_back");
    const auto said_where = write([&](db::Transaction& tx) -> Result<> {
        auto statement = TRY(statement_of(tx, cycle(code)));
        statement.unit = kNewWard;
        return revise(tx, code, cycle(code).row_version, statement, acting("city_officer"));
    });
    ASSERT_TRUE(said_where.has_value()) << said(said_where);
    must("team", code, "submit");
    registered(code);
    EXPECT_EQ(cycle(code).book_unit, kNewWard);
}

TEST_F(Entering, a_carried_over_draft_changes_only_what_somebody_changed_in_it) {
    const auto next = carried_over();
    corrected(next, [](Statement& s) { s.owner_text = "Chi hội Phụ nữ số 9"; });
    revised(next, [](Statement& s) { s.headings.goals = "Mở rộng 900 m"; });
    approved(next);
    const auto now = in_register(next).statement;
    EXPECT_EQ(now.owner_text, "Chi hội Phụ nữ số 9") << "the register was corrected meanwhile";
    EXPECT_EQ(now.headings.goals, "Mở rộng 900 m");
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(Entering, where_both_changed_the_approved_draft_counts_and_the_old_value_stays_in_the_history) {
    const auto next = carried_over();
    corrected(next, [](Statement& s) { s.title = "Ngõ xanh tổ 5"; });
    revised(next, [](Statement& s) { s.title = "Ngõ xanh tổ 5 và 6"; });
    approved(next);
    EXPECT_EQ(in_register(next).statement.title, "Ngõ xanh tổ 5 và 6");
    EXPECT_EQ(in_register(next).row_version, 3);
}

}  // namespace
}  // namespace kheo::registry::life
