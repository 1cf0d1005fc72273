// SPDX-License-Identifier: Apache-2.0
// A server under which a newer program upgrades the data.
#include "app/upgrade_watch.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "support/test_database.hpp"

namespace kheo::app {
namespace {

constexpr std::chrono::seconds kPatience{60};

class Watching : public testing::Test {
  protected:
    /// As the newer program's upgrade leaves it.
    void upgrade() {
        const auto newer = database.open_again();
        ASSERT_TRUE(newer->write_schema([](db::Transaction& tx) {
            return tx.script(
                "CREATE TABLE later (id BIGINT PRIMARY KEY); INSERT INTO schema_migration (number, name, "
                "sha256, applied_at) VALUES (9000, '9000-later', 'x', 1)");
        }));
    }
    static Result<std::int64_t> write(db::Database& older) {
        return older.write([](db::Transaction& tx) {
            return tx.exec("INSERT INTO setting (key, value, changed_at) VALUES ('a', 'b', 1)");
        });
    }

    test::TestDatabase database;
    std::promise<void> stopped;
    std::function<void()> stop = [this] { stopped.set_value(); };
};

TEST_F(Watching, StopsAServerThatSubscribesAfterTheUpgrade) {
    const auto older = database.open_again();
    upgrade();
    const UpgradeWatch watch(*older, stop);
    ASSERT_EQ(stopped.get_future().wait_for(kPatience), std::future_status::ready);
    const auto why = watch.verdict();
    ASSERT_FALSE(why);
    EXPECT_EQ(why.error().message.key(), "db.schema_newer");
    EXPECT_EQ(why.error().kind, ErrorKind::environment);
}

TEST_F(Watching, StopsAServerWhoseConnectionWasLostMeanwhileAndLetsItWriteNothing) {
    KHEO_NEEDS_POSTGRESQL();
    const auto older = database.open_again();
    const UpgradeWatch watch(*older, stop);
    ASSERT_TRUE(write(*older));
    upgrade();
    EXPECT_TRUE(watch.verdict()) << "this upgrade asked nobody; a real one finds a server that listens";
    database.server().end_sessions();
    ASSERT_EQ(stopped.get_future().wait_for(kPatience), std::future_status::ready);
    EXPECT_EQ(watch.verdict().error().message.key(), "db.schema_newer");
    const auto refused = write(*older);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.key(), "db.schema_newer");
}

TEST_F(Watching, LetsAServerGoOnThatOnlyLostItsConnection) {
    KHEO_NEEDS_POSTGRESQL();
    const auto older = database.open_again();
    const UpgradeWatch watch(*older, stop);
    std::promise<void> heard;
    std::once_flag once;
    const auto again = older->subscribe([&](std::string_view topic) {
        if (topic == db::kAnyTopic) std::call_once(once, [&] { heard.set_value(); });
    });
    database.server().end_sessions();
    ASSERT_EQ(heard.get_future().wait_for(kPatience), std::future_status::ready);
    EXPECT_TRUE(write(*older));
    EXPECT_TRUE(watch.verdict());
}

}  // namespace
}  // namespace kheo::app
