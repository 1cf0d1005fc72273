// SPDX-License-Identifier: Apache-2.0
// The facts in memory follow the ledger: whatever is changed, by whom and in between which merges, answers
// have the bytes of SQL in the same transaction; who must not be answered from memory is answered by SQL.
#include <gmock/gmock.h>

#include <future>

#include "platform/http/encoding.hpp"
#include "statistics/fact_keeper.hpp"
#include "statistics/fact_runs.hpp"
#include "statistics/loaded.hpp"
#include "statistics/pages.hpp"
#include "statistics/test_random_facts.hpp"
#include "support/temp_dir.hpp"

namespace kheo::statistics {
namespace {

using namespace test;

class FactsInMemory : public RandomFacts {
  protected:
    void start(std::size_t facts) {
        atlas_ = std::make_shared<TestAtlas>(random_country());
        save(random_facts(facts));
        ASSERT_TRUE(keeper_.make().has_value());
    }

    /// A small act: these initiatives lose their facts and get others, with an entry each, in one commit.
    void change(std::size_t count) {
        auto facts = random_facts(count);
        for (auto& fact : facts)  // some are new, some were there
            if (any(2)) fact.initiative = static_cast<std::int64_t>(2000 + any(60));
        run([&](db::Transaction& tx) -> Result<> {
            for (const auto& fact : facts) {
                if (any(2)) TRY(take_facts_of(tx, fact.initiative));
                if (any(4)) TRY(insert_fact(tx, fact));
                TRY(ledger::append(tx, {{}, "registry.edited", "initiative", fact.initiative, "", ""}, 1));
            }
            return {};
        });
    }

    void seal() {
        ASSERT_TRUE(ledger::seal(*database_, ledger::load_or_make_key(keys_.path()).value(), 5).has_value());
    }

    /// "" = answered from memory, with the bytes of SQL.
    std::string difference(FactKeeper& keeper, const PivotQuery& query) {
        std::string out;
        const auto done = database_->read([&](db::Transaction& tx) -> Result<> {
            const auto facts = keeper.as_seen_by(tx);
            if (!facts) return out = "not answered from memory", Result<>();
            const auto text = [&](std::shared_ptr<Counter> counter) {
                const auto loaded = load_with(std::move(counter), tx, *atlas_, source(), query, today_);
                const auto answer =
                    loaded ? count(tx, *atlas_, source(), *loaded, query, today_) : fail(loaded.error());
                return answer ? to_json(*answer) : "error: " + answer.error().message.in(Language::vi);
            };
            const auto by_runs = text(run_counter(facts)), by_sql = text(sql_counter(tx, source_));
            if (by_runs != by_sql) out = "SQL:  " + by_sql + "\nruns: " + by_runs;
            return {};
        });
        return done ? out : done.error().detail;
    }

    kheo::test::TempDir keys_;
    FixedClock clock_{today_};
    std::shared_ptr<const TestAtlas> atlas_;
    FactSource source_ = source();
    FactKeeper keeper_{*database_, clock_, [this] { return atlas_; }, source()};
};

TEST_F(FactsInMemory, answer_like_sql_after_every_change_and_merge) {
    start(200);
    for (int step = 0; step < 40; ++step) {
        change(1 + any(6));
        if (any(4) == 0) seal();
        if (any(6) == 0) keeper_.merge();
        for (int i = 0; i < 4; ++i)
            ASSERT_EQ(difference(keeper_, random_question()), "") << "step " << step << ", question " << i;
    }
    EXPECT_EQ(keeper_.figures().by_sql, 0);
}

TEST_F(FactsInMemory, several_servers_see_what_each_of_them_commits) {
    start(60);
    FactKeeper other{*database_, clock_, [this] { return atlas_; }, source()};
    ASSERT_TRUE(other.make().has_value());
    for (int i = 0; i < 5; ++i) {
        change(3);
        ASSERT_EQ(difference(other, random_question()), "");
        ASSERT_EQ(difference(keeper_, random_question()), "");
    }
}

TEST_F(FactsInMemory, are_not_shown_to_a_transaction_that_began_before_they_changed) {
    start(60);
    const auto done = database_->read([&](db::Transaction& tx) -> Result<> {
        EXPECT_NE(keeper_.as_seen_by(tx), nullptr);
        std::async(std::launch::async, [&] {
            change(3);
            EXPECT_EQ(difference(keeper_, random_question()), "");
        }).get();
        EXPECT_EQ(keeper_.as_seen_by(tx), nullptr) << "the facts are ahead of this transaction";
        return {};
    });
    ASSERT_TRUE(done.has_value()) << done.error().detail;
}

TEST_F(FactsInMemory, do_not_answer_who_writes_nor_before_they_are_made) {
    atlas_ = std::make_shared<TestAtlas>(random_country());
    EXPECT_EQ(difference(keeper_, random_question()), "not answered from memory");
    ASSERT_TRUE(keeper_.make().has_value());
    run([&](db::Transaction& tx) -> Result<> {
        EXPECT_EQ(keeper_.as_seen_by(tx), nullptr);
        return {};
    });
}

TEST_F(FactsInMemory, are_given_up_for_a_day_they_cannot_hold) {
    start(20);
    run([&](db::Transaction& tx) -> Result<> {
        TRY(insert_fact(tx, {7, units_.front(), "1850-01-01"}));
        TRY(ledger::append(tx, {{}, "registry.registered", "initiative", 7, "", ""}, 1));
        return {};
    });
    EXPECT_EQ(difference(keeper_, random_question()), "not answered from memory");
    EXPECT_EQ(keeper_.figures().bytes, 0);
}

TEST_F(FactsInMemory, are_made_in_the_background_and_again_after_a_large_change) {
    atlas_ = std::make_shared<TestAtlas>(random_country());
    save(random_facts(40));
    keeper_.start();
    const auto answered = [&] {
        for (int i = 0; i < 1000; ++i) {
            if (difference(keeper_, random_question()).empty()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    };
    EXPECT_TRUE(answered());
    run([&](db::Transaction& tx) -> Result<> {
        for (std::int64_t i = 0; i < 2100; ++i) {
            TRY(insert_fact(tx, {5000 + i, units_.front(), "2025-05-05"}));
            TRY(ledger::append(tx, {{}, "registry.registered", "initiative", 5000 + i, "", ""}, 1));
        }
        return {};
    });
    EXPECT_EQ(difference(keeper_, random_question()), "not answered from memory") << "too much to follow";
    EXPECT_TRUE(answered());
}

/// The whole page and its files, from memory and from SQL.
class PageFromMemory : public FactsInMemory {
  protected:
    std::string get(FactKeeper* keeper, const std::string& path, std::string_view query) {
        const view::Site site;
        const Services services{*database_, clock_, site, [this] { return atlas_; }, source(), keeper};
        http::Request request;
        request.path = path;
        request.query = http::parse_query(query).value();
        request.who.user = {7};
        request.who.grants = {{auth::Role::reader, UnitId{}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        for (const auto& route : routes(services))
            if (route.pattern == path) {
                const auto response = route.handler(request);
                return response ? response->body : "error: " + response.error().message.in(Language::vi);
            }
        return "no such page";
    }
};

TEST_F(PageFromMemory, has_the_bytes_of_the_page_from_sql) {
    start(250);
    for (const auto* query : {"ky=2025", "ky=2026-H1&so_voi=2025-H1&ban_do=then", "ky=2022..2026&cot=year",
                              "ky=2025&hang=theme", "ky=2025&don_vi=01&cot=kind", "ky=2026-13"}) {
        change(4);
        EXPECT_EQ(get(&keeper_, "/so-lieu", query), get(nullptr, "/so-lieu", query)) << query;
        EXPECT_EQ(get(&keeper_, "/so-lieu/bang.csv", query), get(nullptr, "/so-lieu/bang.csv", query));
    }
    EXPECT_GE(keeper_.figures().by_runs, 11);
    EXPECT_EQ(keeper_.figures().by_sql, 0);
}

}  // namespace
}  // namespace kheo::statistics
