// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "base/messages.gen.hpp"
#include "platform/db/making.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/sqlite_watcher.hpp"
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

TEST(Changes, BeforeTheFirstMigrationAreHeardToo) {
    test::TestDatabase database(test::TestServer::Schema::empty);
    int heard = 0;
    const auto listening = database->subscribe([&](std::string_view) { ++heard; });
    ASSERT_TRUE(database->write([](Transaction& tx) -> Result<> {
        tx.announce("registry");
        return {};
    }));
    EXPECT_EQ(heard, 1);
}

TEST_F(ChangesTest, AnotherProcessIsHeard) {
    const auto other = database.open_again();
    std::promise<std::string> said;
    const auto listening = database->subscribe([&, told = false](std::string_view topic) mutable {
        if (!std::exchange(told, true)) said.set_value(std::string(topic));
    });
    ASSERT_TRUE(other->write([](Transaction& tx) -> Result<> {
        tx.announce("territory");
        return {};
    }));
    auto topic = said.get_future();
    ASSERT_EQ(topic.wait_for(std::chrono::seconds(30)), std::future_status::ready);
    EXPECT_EQ(topic.get(), "territory");
}

TEST_F(ChangesTest, OnesOwnChangeIsHeardOnce) {
    const auto other = database.open_again();
    std::mutex mutex;
    std::vector<std::string> all;
    const auto listening = database->subscribe([&](std::string_view topic) {
        const std::lock_guard lock(mutex);
        all.emplace_back(topic);
    });
    ASSERT_TRUE(announce({"registry"}));
    ASSERT_TRUE(other->write([](Transaction& tx) -> Result<> {
        tx.announce("end");
        return {};
    }));
    const auto ended = [&] {
        const std::lock_guard lock(mutex);
        return !all.empty() && all.back() == "end";
    };
    for (int i = 0; i < 600 && !ended(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::lock_guard lock(mutex);
    EXPECT_EQ(all, (std::vector<std::string>{"registry", "end"}));
}

TEST_F(ChangesTest, AfterALostConnectionEverythingIsLookedAtAgain) {
    KHEO_NEEDS_POSTGRESQL();
    std::promise<void> all, one;
    const auto listening = database->subscribe([&, told = 0](std::string_view topic) mutable {
        if (topic == kAnyTopic && told++ == 0) all.set_value();
        if (topic == "office") one.set_value();
    });
    database.server().end_sessions();
    ASSERT_EQ(all.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
    ASSERT_TRUE(database.open_again()->write([](Transaction& tx) -> Result<> {
        tx.announce("office");
        return {};
    }));
    EXPECT_EQ(one.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
}

TEST(SqliteWatching, WhatThisProcessJustCommittedIsNoNews) {
    KHEO_NEEDS_SQLITE();
    const test::TestDatabase database;
    const auto listeners = std::make_shared<Listeners>();
    int times = 0;
    listeners->add([&](std::string_view) { ++times; });
    SqliteWatcher watcher(database.file(), listeners);
    watcher.start();
    const auto own = SqliteConnection::open(database.file(), {}).value();
    ASSERT_TRUE(own->begin(true));
    const auto counts = count_up(*own, {"registry"});
    {
        const auto lock = watcher.committing();
        ASSERT_TRUE(own->finish(true));
        std::this_thread::sleep_for(std::chrono::milliseconds(600));  // the watcher looks twice meanwhile
        watcher.know(counts.value());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    listeners->remove(0);  // waits for a running callback
    EXPECT_EQ(times, 0);
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

TEST_F(ChangesTest, ServersHoldANameInCommonWhileTheyListen) {
    KHEO_NEEDS_POSTGRESQL();
    const auto other = database.open_again(), third = database.open_again();
    auto also = std::optional(other->subscribe([](std::string_view) {}));
    EXPECT_FALSE(third->try_hold(kServers).value());
    EXPECT_FALSE(database->try_hold(kServers).value()) << "one's own listening counts";
    const test::TestDatabase lonely;
    EXPECT_TRUE(lonely.open_again()->try_hold(kServers).value()) << "nobody listens there";
}

TEST_F(ChangesTest, ManyThreadsAnnounceAndSubscribe) {
    int times = 0;  // of this topic: a server that could not be reached at once is told of as kAnyTopic
    const auto counting = database->subscribe([&](std::string_view topic) { times += topic == "registry"; });
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 20; ++n) {
                const auto mine = database->subscribe([](std::string_view) {});
                EXPECT_TRUE(announce({"registry"}));
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(times, 80);
}

}  // namespace kheo::db
