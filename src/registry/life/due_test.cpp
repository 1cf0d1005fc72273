// SPDX-License-Identifier: Apache-2.0
// Whose decision the end of a year is: asked of all at once it is what the acts themselves answer, whoever
// asks. On both databases.
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::kOtherNew;
using test::LifeTest;
using test::Role;

class YearEndTest : public LifeTest {
  protected:
    static constexpr Millis kDay = 24LL * 3'600'000;

    std::vector<MayEnd> asked(const std::vector<Cycle>& cycles, const std::string& who) {
        const auto found = database_->read([&](db::Transaction& tx) -> Result<std::vector<MayEnd>> {
            std::vector<YearEnd> all;
            for (const auto& cycle : cycles) {
                const auto statement = TRY(statement_of(tx, cycle));
                all.push_back({cycle, clock_.today(),
                               statement.owner_type == OwnerType::collective ? "" : statement.owner_text});
            }
            return may_end(tx, all, acting(who));
        });
        EXPECT_TRUE(found.has_value()) << said(found);
        return found.value();
    }
    void agree(const std::vector<std::string>& codes) {
        std::vector<Cycle> cycles;
        for (const auto& code : codes) cycles.push_back(cycle(code));
        for (const auto& [who, person] : people_) {
            const auto answers = asked(cycles, who);
            for (std::size_t i = 0; i < cycles.size(); ++i) {
                const auto about = who + " on " + cycles[i].title + ", " + cycles[i].state;
                EXPECT_EQ(answers[i].carry_over, would(who, cycles[i], "carry_over")) << about;
                EXPECT_EQ(answers[i].stop, would(who, cycles[i], "stop")) << about;
            }
        }
    }
};

TEST_F(YearEndTest, asked_of_all_at_once_is_what_the_acts_answer) {
    add("owner", Role::leader, kNewWard);
    auto of_person = full_statement("Của một người");
    of_person.owner_type = OwnerType::individual;
    of_person.owner_text = "Người owner";  // the name of that leader
    std::vector<std::string> codes{brought_to("registered", "Một"), brought_to("running", "Hai"),
                                   brought_to("self_assessed", "Ba"), brought_to("recognised", "Bốn")};
    codes.push_back(begun("officer", of_person));
    for (const auto& [who, act] : kWay)
        if (cycle(codes.back()).state != "running") must(who == "team" ? "officer" : who, codes.back(), act);
    agree(codes);
    clock_.set(clock_.now() + 60 * kDay);  // the year is over
    agree(codes);
    people_["leader"].grants.front().until = clock_.today().plus_days(-1);
    people_["team"].grants.front().unit = kOtherNew;
    agree(codes);
}

TEST_F(YearEndTest, who_edited_the_registered_text_ends_nothing) {
    const auto code = brought_to("running", "Một");
    clock_.set(clock_.now() + kDay);
    people_["leader"].grants.push_back(
        {Role::officer, kNewWard, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)});
    EXPECT_TRUE(asked({cycle(code)}, "leader").front().stop);
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
                    const auto number = TRY(tx.value<std::string>("SELECT number FROM initiative"));
                    const auto version = TRY(tx.value("SELECT row_version FROM initiative"));
                    return edit(tx, number, version, full_statement("Một, sửa"),
                                {atlas_, {.all = true, .roots = {}}, clock_.today()},
                                {people_["leader"].user, clock_.now()});
                }).has_value());
    EXPECT_FALSE(asked({cycle(code)}, "leader").front().stop);
    agree({code});
}

TEST_F(YearEndTest, nobody_who_is_not_signed_in_decides) {
    people_["nobody"] = {};
    const auto answers = asked({cycle(brought_to("running"))}, "nobody");
    EXPECT_FALSE(answers.front().any());
}

}  // namespace
}  // namespace kheo::registry::life
