// SPDX-License-Identifier: Apache-2.0
#include "platform/db/migrations.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/temp_dir.hpp"

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
    test::TempDir dir;
    std::unique_ptr<Database> database =
        Database::open(dir.path() / "t.db", {.readers = 1, .create = true}).value();
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
        auto elsewhere = Database::open(dir.path() / "t.db", {.readers = 1}).value();
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
    const auto tables = database->read([](Transaction& tx) {
        return tx.value("SELECT count(*) FROM sqlite_master WHERE name IN ('a', 'b')");
    });
    EXPECT_EQ(*tables, 0);
}

TEST(Migrations, OfThisBinaryBuildTheWholeSchema) {
    test::TestDatabase database;
    EXPECT_EQ(migrate(*database, 0)->applied, 0);
}

}  // namespace kheo::db
