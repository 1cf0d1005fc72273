// SPDX-License-Identifier: Apache-2.0
// The run store against the reference SQL: random countries, random facts, random questions, the same bytes.
#include <gmock/gmock.h>

#include "statistics/fact_keeper.hpp"
#include "statistics/fact_runs.hpp"
#include "statistics/loaded.hpp"
#include "statistics/test_random_facts.hpp"

namespace kheo::statistics {
namespace {

using namespace test;

class RunStore : public RandomFacts {
  protected:
    /// Both ways in one transaction; "" = the same bytes.
    std::string difference(const TestAtlas& atlas, const PivotQuery& query) {
        std::string by_sql, by_runs;
        const auto done = database_->read([&](db::Transaction& tx) -> Result<> {
            const auto facts = TRY(load_fact_runs(tx, atlas, source(), today_));
            const auto loaded = load_with(run_counter(facts), tx, atlas, source(), query, today_);
            const auto answer =
                loaded ? count(tx, atlas, source(), *loaded, query, today_) : fail(loaded.error());
            by_runs = answer ? to_json(*answer) : "error: " + answer.error().message.in(Language::vi);
            const auto reference = pivot(tx, atlas, source(), query, today_);
            by_sql = reference ? to_json(*reference) : "error: " + reference.error().message.in(Language::vi);
            return {};
        });
        if (!done) return "read failed: " + done.error().detail;
        return by_sql == by_runs ? "" : "SQL:  " + by_sql + "\nruns: " + by_runs;
    }
};

TEST_F(RunStore, answers_random_questions_with_the_bytes_of_sql) {
    for (int round = 0; round < 3; ++round) {
        const auto atlas = random_country();
        forget_facts();
        save(random_facts(round == 0 ? 5 : 250));
        for (int i = 0; i < 60; ++i) {
            const auto query = random_question();
            ASSERT_EQ(difference(atlas, query), "") << "round " << round << ", question " << i;
        }
    }
}

TEST_F(RunStore, is_found_to_agree_when_data_is_checked) {
    const auto atlas = random_country();
    save(random_facts(200));
    const auto found =
        database_->read([&](db::Transaction& tx) { return differing_answers(tx, atlas, source(), today_); });
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_THAT(*found, ::testing::IsEmpty());
}

TEST_F(RunStore, is_not_used_for_days_it_cannot_hold) {
    save({{1, kAn, "1850-01-01"}});
    const auto atlas = country();
    const auto facts =
        database_->read([&](db::Transaction& tx) { return load_fact_runs(tx, atlas, source(), today_); });
    ASSERT_TRUE(facts.has_value());
    EXPECT_EQ(*facts, nullptr);
}

}  // namespace
}  // namespace kheo::statistics
