// SPDX-License-Identifier: Apache-2.0
// Transactions that pause for longer than a server lets others: about a PostgreSQL server.
#include "platform/db/pauses.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/test_database.hpp"

namespace kheo::db {
namespace {

class Pauses : public testing::Test {
  protected:
    void SetUp() override {
        KHEO_NEEDS_POSTGRESQL();
        database = made.open_again({.readers = 1, .writers = 1});
        const auto shorten = [](Transaction& tx) {
            return tx.script("SET idle_in_transaction_session_timeout = '200ms'");  // of the one connection
        };
        ASSERT_TRUE(database->read(shorten));
        ASSERT_TRUE(database->write(shorten));
    }
    static Result<std::int64_t> paused(Transaction& tx) {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        return tx.value("SELECT 7");
    }

    test::TestDatabase made;
    std::unique_ptr<Database> database;
};

TEST_F(Pauses, EndAReadingTransactionAsARule) {
    EXPECT_FALSE(database->read(paused));
}

TEST_F(Pauses, DoNotEndOneThatAskedForThem) {
    const auto long_one = [](Transaction& tx) -> Result<std::int64_t> {
        TRY(allow_pauses(tx));
        return paused(tx);
    };
    const auto done = database->read(long_one);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(*done, 7);
    EXPECT_FALSE(database->read(paused)) << "the next one did not ask";
}

TEST_F(Pauses, DoNotEndOneThatMakesASchema) {
    const auto done = database->write_schema(paused);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(*done, 7);
}

}  // namespace
}  // namespace kheo::db
