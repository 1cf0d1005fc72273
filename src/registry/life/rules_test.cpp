// SPDX-License-Identifier: Apache-2.0
// A term entered by the administrator: what runs keeps the old one.
#include "registry/life/rules.hpp"

#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::LifeTest;

class RulesTest : public LifeTest {
  protected:
    Result<> enter(const std::string& days, Date from) {
        const auto tables = rule_tables();
        return write([&](db::Transaction& tx) {
            return rule::propose(tx, tables.front(),
                                 {"submitted", {days, "1"}, from.iso(), "Quy chế số 3-QC/TU", true}, {},
                                 clock_.today(), clock_.now());
        });
    }
    std::int64_t clocks() {
        return database_
            ->read([](db::Transaction& tx) { return rule_tables().front().open_clocks(tx, "submitted"); })
            .value();
    }
};

TEST_F(RulesTest, an_open_clock_keeps_its_term_and_the_next_one_runs_under_the_new) {
    const auto open = brought_to("submitted", "Cũ");
    const auto due = cycle(open).due;
    ASSERT_TRUE(due.has_value());
    EXPECT_EQ(clocks(), 1);
    ASSERT_TRUE(enter("2", clock_.today().plus_days(1)));
    const auto today = brought_to("submitted", "Còn hôm nay");
    EXPECT_EQ(cycle(today).due, due) << "the old term holds to the end of today";
    clock_.set(clock_.now() + 3LL * 24 * 3'600'000);
    const auto next = brought_to("submitted", "Mới");
    EXPECT_EQ(cycle(open).due, due) << "unmoved";
    EXPECT_LT(*cycle(next).due, *due) << "two working days instead of ten";
    EXPECT_THAT(cycle(next).due_why, testing::HasSubstr("Quy chế số 3-QC/TU"));
    EXPECT_EQ(clocks(), 3);
    EXPECT_THAT(faults_now(), testing::IsEmpty());
}

TEST_F(RulesTest, every_table_is_there_with_its_columns) {
    for (const auto& table : rule_tables()) {
        const auto found = database_->read([&](db::Transaction& tx) { return rule::rows(tx, table); });
        ASSERT_TRUE(found.has_value()) << table.name;
        EXPECT_FALSE(found->empty()) << table.name;
        for (const auto& row : *found) {
            const bool named = std::ranges::any_of(
                table.words, [&](const rule::Word& word) { return word.code == row.code; });
            EXPECT_TRUE(named || table.words.empty()) << row.code;
        }
    }
}

}  // namespace
}  // namespace kheo::registry::life
