// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "base/messages.gen.hpp"
#include "support/test_database.hpp"

namespace kheo::db {

namespace {

class ChangesTest : public testing::Test {
  protected:
    Result<> announce(std::vector<std::string> topics) {
        return database->write([&](Transaction& tx) -> Result<> {
            for (const auto& topic : topics) tx.announce(topic);
            return {};
        });
    }

    test::TestDatabase database;
    std::vector<std::string> heard;
    Subscription subscription =
        database->subscribe([this](std::string_view topic) { heard.emplace_back(topic); });
};

}  // namespace

TEST_F(ChangesTest, ARolledBackChangeIsNotHeard) {
    const auto refused = database->write([](Transaction& tx) -> Result<> {
        tx.announce("registry");
        return fail(ErrorKind::invalid, msg::period_year, {{"year", "1"}});
    });
    EXPECT_FALSE(refused);
    EXPECT_TRUE(heard.empty());
}

TEST_F(ChangesTest, ATransactionThatCannotCommitIsNotHeard) {
    const auto refused = database->write([](Transaction& tx) -> Result<> {
        tx.announce("registry");
        (void)tx.exec("INSERT INTO no_such_table VALUES (1)");  // swallowed by a careless caller
        return {};
    });
    EXPECT_FALSE(refused);
    EXPECT_TRUE(heard.empty());
}

TEST_F(ChangesTest, EachTopicIsHeardOnceAfterTheCommit) {
    const auto done = database->write([&](Transaction& tx) -> Result<> {
        tx.announce("registry");
        tx.announce("office");
        tx.announce("registry");
        EXPECT_TRUE(heard.empty());
        return {};
    });
    ASSERT_TRUE(done);
    EXPECT_EQ(heard, (std::vector<std::string>{"office", "registry"}));
}

TEST_F(ChangesTest, WhoHearsSeesTheChange) {
    std::optional<std::int64_t> seen;
    const auto looking = database->subscribe([&](std::string_view) {
        seen =
            database->read([](Transaction& tx) { return tx.value("SELECT count(*) FROM setting"); }).value();
    });
    ASSERT_TRUE(database->write([](Transaction& tx) -> Result<> {
        tx.announce("settings");
        TRY(tx.exec("INSERT INTO setting (key, value, changed_at) VALUES ('a', 'b', 0)"));
        return {};
    }));
    EXPECT_EQ(seen, 1);
}

TEST_F(ChangesTest, NothingIsHeardAfterTheSubscriptionEnded) {
    {
        const auto gone = std::move(subscription);
    }
    ASSERT_TRUE(announce({"registry"}));
    EXPECT_TRUE(heard.empty());
}

TEST_F(ChangesTest, ACallbackMayEndItsOwnSubscription) {
    int times = 0;
    Subscription once;
    once = database->subscribe([&](std::string_view) {
        ++times;
        const auto ended = std::move(once);
    });
    ASSERT_TRUE(announce({"a", "b"}));
    EXPECT_EQ(times, 1);
}

TEST_F(ChangesTest, ASubscriptionMayOutliveItsDatabase) {
    Subscription late;
    {
        test::TestDatabase other;
        late = other->subscribe([](std::string_view) {});
    }
}

TEST_F(ChangesTest, ManyThreadsAnnounceAndSubscribe) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 20; ++n) {
                const auto mine = database->subscribe([](std::string_view) {});
                EXPECT_TRUE(announce({"registry"}));
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(heard.size(), 80U);
}

}  // namespace kheo::db
