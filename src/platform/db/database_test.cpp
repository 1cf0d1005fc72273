// SPDX-License-Identifier: Apache-2.0
#include "platform/db/database.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "base/messages.gen.hpp"
#include "support/temp_dir.hpp"

namespace kheo::db {

namespace {

using PetId = Id<struct PetTag>;

class DatabaseTest : public testing::Test {
  protected:
    void SetUp() override {
        database = Database::open(dir.path() / "t.db", {.readers = 2, .create = true}).value();
        const auto made = database->write([](Transaction& tx) -> Result<> {
            return tx.script(
                "CREATE TABLE pet (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, born TEXT, "
                "owner BIGINT REFERENCES pet(id), weight REAL, photo BLOB)");
        });
        ASSERT_TRUE(made) << made.error().detail;
    }

    Result<std::int64_t> count() {
        return database->read([](Transaction& tx) { return tx.value("SELECT count(*) FROM pet"); });
    }

    test::TempDir dir;
    std::unique_ptr<Database> database;
};

}  // namespace

TEST_F(DatabaseTest, RoundTripsEveryType) {
    const auto born = *Date::of(2024, 2, 29);
    const Bytes photo("a\0b", 3);
    const auto written = database->write([&](Transaction& tx) -> Result<PetId> {
        const auto id = TRY(tx.value<PetId>(
            "INSERT INTO pet (name, born, weight, photo) VALUES (?1, ?2, ?3, ?4) RETURNING id", "Mướp", born,
            1.5, Param::Blob{photo}));
        return id;
    });
    ASSERT_TRUE(written) << written.error().detail;
    const auto read = database->read([&](Transaction& tx) -> Result<> {
        return tx.each(
            [&](const Row& row) {
                EXPECT_EQ(row.get<PetId>(0), *written);
                EXPECT_EQ(row.get<std::string>(1), "Mướp");
                EXPECT_EQ(row.get<Date>(2), born);
                EXPECT_EQ(row.get<std::optional<std::int64_t>>(3), std::nullopt);
                EXPECT_DOUBLE_EQ(row.get<double>(4), 1.5);
                EXPECT_EQ(row.get<std::string>(5), photo);
            },
            "SELECT id, name, born, owner, weight, photo FROM pet WHERE born = ?1", born);
    });
    ASSERT_TRUE(read) << read.error().detail;
}

TEST_F(DatabaseTest, AnErrorRollsEverythingBack) {
    const auto refused = database->write([](Transaction& tx) -> Result<> {
        TRY(tx.exec("INSERT INTO pet (name) VALUES ('a')"));
        return fail(ErrorKind::invalid, msg::period_year, {{"year", "1"}});
    });
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_EQ(*count(), 0);
}

TEST_F(DatabaseTest, ErrorsAreTyped) {
    const auto twice = database->write([](Transaction& tx) -> Result<> {
        TRY(tx.exec("INSERT INTO pet (name) VALUES ('a')"));
        TRY(tx.exec("INSERT INTO pet (name) VALUES ('a')"));
        return {};
    });
    EXPECT_EQ(twice.error().code, code::kUnique);
    EXPECT_EQ(twice.error().kind, ErrorKind::conflict);
    const auto orphan = database->write(
        [](Transaction& tx) { return tx.exec("INSERT INTO pet (name, owner) VALUES ('a', ?1)", PetId{77}); });
    EXPECT_EQ(orphan.error().code, code::kForeignKey);
    const auto typo = database->read([](Transaction& tx) { return tx.value("SELEKT 1"); });
    EXPECT_EQ(typo.error().kind, ErrorKind::internal);
}

TEST_F(DatabaseTest, AFailedStatementPoisonsItsTransaction) {
    const auto result = database->write([](Transaction& tx) -> Result<> {
        TRY(tx.exec("INSERT INTO pet (name) VALUES ('a')"));
        (void)tx.exec("INSERT INTO pet (name) VALUES ('a')");  // swallowed by a careless caller
        EXPECT_FALSE(tx.exec("INSERT INTO pet (name) VALUES ('b')"));
        return {};
    });
    EXPECT_FALSE(result);
    EXPECT_EQ(*count(), 0);
}

TEST_F(DatabaseTest, ExceptionsRollBackToo) {
    EXPECT_THROW((void)database->write([](Transaction& tx) -> Result<> {
        TRY(tx.exec("INSERT INTO pet (name) VALUES ('a')"));
        throw std::runtime_error("library");
    }),
                 std::runtime_error);
    EXPECT_EQ(*count(), 0);
}

TEST_F(DatabaseTest, ReadersSeeASnapshotWhileAWriterWrites) {
    const auto outcome = database->read([&](Transaction& tx) -> Result<> {
        const auto before = TRY(tx.value("SELECT count(*) FROM pet"));
        std::thread writer([&] {
            EXPECT_TRUE(database->write(
                [](Transaction& w) { return w.exec("INSERT INTO pet (name) VALUES ('w')"); }));
        });
        writer.join();
        EXPECT_EQ(TRY(tx.value("SELECT count(*) FROM pet")), before);
        return {};
    });
    EXPECT_TRUE(outcome);
    EXPECT_EQ(*count(), 1);
}

TEST_F(DatabaseTest, WhatMayBeLeftOutDoesNotWaitForAWriter) {
    const auto insert = [](Transaction& tx) { return tx.exec("INSERT INTO pet (name) VALUES ('x')"); };
    const auto outer = database->write([&](Transaction&) -> Result<> {
        std::thread other([&] {
            const auto left_out = database->write_if_free(insert);
            EXPECT_EQ(left_out.error().code, code::kBusy);
        });
        other.join();
        auto elsewhere = Database::open(dir.path() / "t.db", {.readers = 1}).value();
        EXPECT_EQ(elsewhere->write_if_free(insert).error().code, code::kBusy);  // as another process sees it
        return {};
    });
    EXPECT_TRUE(outer);
    EXPECT_TRUE(database->write_if_free(insert));
}

TEST_F(DatabaseTest, AMissingFileIsASentence) {
    const auto missing = Database::open(dir.path() / "absent" / "t.db");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::environment);
    EXPECT_FALSE(missing.error().message.in(Language::vi).empty());
}

}  // namespace kheo::db
