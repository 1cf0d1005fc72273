// SPDX-License-Identifier: Apache-2.0
#include "platform/db/commits.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/test_database.hpp"

namespace kheo::db {
namespace {

class CommitsTest : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(database->write(add));
        before = commits_of_this_thread();
    }

    static Result<> add(Transaction& tx) {
        TRY(tx.exec("CREATE TABLE IF NOT EXISTS word (text TEXT NOT NULL)"));
        TRY(tx.exec("INSERT INTO word (text) VALUES ('một')"));
        return {};
    }

    test::TestDatabase database{test::TestServer::Schema::empty};
    std::uint64_t before = 0;
};

TEST_F(CommitsTest, WhatWasRolledBackIsNotCounted) {
    const auto refused = database->write([](Transaction& tx) -> Result<> {
        TRY(tx.exec("INSERT INTO word (text) VALUES ('hai')"));
        return std::unexpected(Error{});
    });
    EXPECT_FALSE(refused);
    EXPECT_FALSE(database->write([](Transaction& tx) { return tx.exec("INSERT INTO nothing VALUES (1)"); }));
    EXPECT_EQ(before, commits_of_this_thread());
}

TEST_F(CommitsTest, AReadingIsNotCountedNorWhatMayAsWellBeLeftOut) {
    EXPECT_TRUE(database->read([](Transaction& tx) { return tx.value("SELECT count(*) FROM word"); }));
    EXPECT_TRUE(database->write_if_free(add));
    EXPECT_EQ(before, commits_of_this_thread());
}

TEST_F(CommitsTest, WhatAnotherThreadCommittedIsNotCounted) {
    std::thread([&] { EXPECT_TRUE(database->write(add)); }).join();
    EXPECT_EQ(before, commits_of_this_thread());
}

TEST_F(CommitsTest, EveryCommittedWriteIsCounted) {
    EXPECT_TRUE(database->write(add));
    EXPECT_EQ(before + 1, commits_of_this_thread());
    EXPECT_TRUE(database->write_schema(add));
    EXPECT_EQ(before + 2, commits_of_this_thread());
}

}  // namespace
}  // namespace kheo::db
