// SPDX-License-Identifier: Apache-2.0
#include "platform/db/migrations.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <thread>

#include "support/test_database.hpp"

namespace kheo::db {

namespace {

constexpr auto kFirst =
    std::to_array<Migration>({{1, "0001-a", "CREATE TABLE a (id KHEO_ID, photo KHEO_BLOB);"}});
constexpr auto kBoth =
    std::to_array<Migration>({{1, "0001-a", "CREATE TABLE a (id KHEO_ID, photo KHEO_BLOB);"},
                              {2, "0002-b", "CREATE TABLE b (x BIGINT);"}});
constexpr auto kChanged = std::to_array<Migration>({{1, "0001-a", "CREATE TABLE a (id KHEO_ID);"}});
constexpr auto kBroken =
    std::to_array<Migration>({{1, "0001-a", "CREATE TABLE a (id KHEO_ID, photo KHEO_BLOB);"},
                              {2, "0002-b", "CREATE TABLE b (x BIGINT); SELEKT;"}});

class MigrationsTest : public testing::Test {
  protected:
    test::TestDatabase database{test::TestServer::Schema::empty};
};

}  // namespace

TEST_F(MigrationsTest, RunOnceAndInOrder) {
    EXPECT_EQ(migrate(*database, kFirst, 1)->applied, 1);
    EXPECT_EQ(migrate(*database, kBoth, 2)->applied, 1);
    EXPECT_EQ(migrate(*database, kBoth, 3)->applied, 0);
}

TEST_F(MigrationsTest, UpToDateDataWaitForNoWriter) {
    ASSERT_TRUE(migrate(*database, kBoth, 1));
    const auto held = database->write([&](Transaction&) -> Result<> {
        auto elsewhere = database.open_again();
        EXPECT_EQ(migrate(*elsewhere, kBoth, 2)->version, 2);
        return {};
    });
    EXPECT_TRUE(held);
}

TEST_F(MigrationsTest, AChangedReleasedMigrationRefuses) {
    ASSERT_TRUE(migrate(*database, kFirst, 1));
    EXPECT_EQ(migrate(*database, kChanged, 2).error().kind, ErrorKind::environment);
}

TEST_F(MigrationsTest, AnOlderBinaryRefusesNewerData) {
    ASSERT_TRUE(migrate(*database, kBoth, 1));
    EXPECT_EQ(migrate(*database, kFirst, 2).error().message.key(), "db.schema_newer");
}

TEST_F(MigrationsTest, AFailingStepLeavesNothingBehind) {
    ASSERT_FALSE(migrate(*database, kBroken, 1));
    for (const auto* table : {"a", "b"}) {
        const auto read = database->read(
            [&](Transaction& tx) { return tx.value("SELECT count(*) FROM " + std::string(table)); });
        EXPECT_EQ(read.error().code, code::kSyntax) << table;
    }
}

TEST_F(MigrationsTest, AFileOfOneEngineIsRunOnThatEngineOnly) {
    constexpr auto kDiffering =
        std::to_array<Migration>({{1, "0001-a", "CREATE TABLE a (x TEXT);"},
                                  {2, "0002-b", "CREATE TABLE only_sqlite (x TEXT);", Engine::sqlite},
                                  {2, "0002-b", "CREATE TABLE only_server (x TEXT);", Engine::postgresql},
                                  {3, "0003-c", "CREATE TABLE extra (x TEXT);", Engine::postgresql}});
    const bool server = database->engine() == Engine::postgresql;
    EXPECT_EQ(migrate(*database, kDiffering, 1)->applied, server ? 3 : 2);
    EXPECT_EQ(migrate(*database, kDiffering, 2)->applied, 0);
    const auto* own = server ? "SELECT count(*) FROM only_server" : "SELECT count(*) FROM only_sqlite";
    EXPECT_TRUE(database->read([&](Transaction& tx) { return tx.value(own); }));
}

TEST_F(MigrationsTest, TwoProcessesMigrateOnce) {
    auto other = database.open_again();
    std::optional<Result<MigrationReport>> theirs;
    std::thread second([&] { theirs = migrate(*other, kBoth, 1); });
    const auto ours = migrate(*database, kBoth, 1);
    second.join();
    ASSERT_TRUE(ours && *theirs) << (ours ? (*theirs).error() : ours.error()).detail;
    EXPECT_EQ(ours->applied + (*theirs)->applied, 2);
}

TEST(Migrations, OfThisBinaryBuildTheWholeSchema) {
    test::TestDatabase database;
    EXPECT_EQ(migrate(*database, 0)->applied, 0);
}

}  // namespace kheo::db
