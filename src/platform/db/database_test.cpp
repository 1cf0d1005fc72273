// SPDX-License-Identifier: Apache-2.0
#include "platform/db/database.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "base/messages.gen.hpp"
#include "support/test_database.hpp"

namespace kheo::db {

namespace {

using PetId = Id<struct PetTag>;

class DatabaseTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto made = database->write([](Transaction& tx) -> Result<> {
            return tx.script(
                "CREATE TABLE pet (id KHEO_ID, name TEXT NOT NULL UNIQUE, born TEXT, "
                "owner BIGINT REFERENCES pet(id), weight REAL CHECK (weight > 0), photo KHEO_BLOB)");
        });
        ASSERT_TRUE(made) << made.error().detail;
    }

    Result<std::int64_t> count() {
        return database->read([](Transaction& tx) { return tx.value("SELECT count(*) FROM pet"); });
    }

    std::string error_of(std::string_view sql) {
        const auto done = database->write([&](Transaction& tx) { return tx.exec(sql); });
        return done ? "" : done.error().code;
    }

    test::TestDatabase database{test::TestServer::Schema::empty};
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
    EXPECT_EQ(error_of("INSERT INTO pet (name) VALUES ('a'), ('a')"), code::kUnique);
    EXPECT_EQ(error_of("INSERT INTO pet (name, owner) VALUES ('a', 77)"), code::kForeignKey);
    EXPECT_EQ(error_of("INSERT INTO pet (name, weight) VALUES ('a', -1.5)"), code::kCheck);
    EXPECT_EQ(error_of("INSERT INTO pet (born) VALUES ('a')"), code::kNotNull);
    EXPECT_EQ(error_of("SELEKT 1"), code::kSyntax);
    EXPECT_EQ(error_of("SELECT * FROM no_such_table"), code::kSyntax);
}

TEST_F(DatabaseTest, WhatAPersonCanCauseIsAConflictAndOurFaultIsNot) {
    const auto run = [&](std::string_view sql) {
        return database->write([&](Transaction& tx) { return tx.exec(sql); });
    };
    EXPECT_EQ(run("INSERT INTO pet (name) VALUES ('a'), ('a')").error().kind, ErrorKind::conflict);
    EXPECT_EQ(run("SELEKT 1").error().kind, ErrorKind::internal);
}

TEST_F(DatabaseTest, TextWithNulOrBrokenBytesIsRefused) {
    for (const std::string_view text : {std::string_view("a\0b", 3), std::string_view("\xC3")}) {
        const auto refused = database->write(
            [&](Transaction& tx) { return tx.exec("INSERT INTO pet (name) VALUES (?1)", text); });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    }
    EXPECT_EQ(*count(), 0);
}

TEST_F(DatabaseTest, AbsentValuesKeepTheirType) {
    ASSERT_EQ(error_of("INSERT INTO pet (name, born) VALUES ('a', '2024-01-01'), ('b', NULL)"), "");
    const auto pets = [&](const auto& born) {
        return database
            ->read([&](Transaction& tx) {
                return tx.value("SELECT count(*) FROM pet WHERE ?1 IS NULL OR born = ?1", born);
            })
            .value();
    };
    EXPECT_EQ(pets(std::optional<std::string>()), 2);
    EXPECT_EQ(pets(std::optional<std::string>("2024-01-01")), 1);
    EXPECT_EQ(pets(std::optional<Date>()), 2);
}

TEST_F(DatabaseTest, TruthValuesReadAsNumbers) {
    const auto truth = database->read([](Transaction& tx) -> Result<std::vector<std::string>> {
        std::vector<std::string> out;
        TRY(tx.each(
            [&](const Row& row) {
                out = {row.get<std::string>(0), row.get<std::string>(1)};
                EXPECT_TRUE(row.get<bool>(0));
                EXPECT_FALSE(row.get<bool>(1));
            },
            "SELECT 1 = 1, EXISTS (SELECT 1 FROM pet)"));
        return out;
    });
    EXPECT_EQ(*truth, (std::vector<std::string>{"1", "0"}));
}

TEST_F(DatabaseTest, QuotedQuestionMarksAreNoParameters) {
    const auto found = database->read([](Transaction& tx) {
        return tx.value<std::string>("SELECT 'a?1' || ?1 /* ?2 */ -- it's ?3\n", "b");
    });
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(*found, "a?1b");
}

TEST_F(DatabaseTest, TextIsComparedByteByByte) {
    ASSERT_EQ(error_of("INSERT INTO pet (name) VALUES ('b'), ('B'), ('Đ'), ('a'), ('đ'), ('_')"), "");
    const auto names = database->read([](Transaction& tx) {
        return tx.all([](const Row& row) { return row.get<std::string>(0); },
                      "SELECT name FROM pet ORDER BY name");
    });
    EXPECT_EQ(*names, (std::vector<std::string>{"B", "_", "a", "b", "Đ", "đ"}));
}

TEST_F(DatabaseTest, LikeTellsCapitalsApart) {
    ASSERT_EQ(error_of("INSERT INTO pet (name) VALUES ('Meo'), ('meo')"), "");
    const auto found = database->read([](Transaction& tx) {
        return tx.value("SELECT count(*) FROM pet WHERE name LIKE ?1 ESCAPE '\\'", "me%");
    });
    EXPECT_EQ(*found, 1);
}

TEST_F(DatabaseTest, AStatementMayRunInsideTheRowsOfAnother) {
    const auto summed = database->write([](Transaction& tx) -> Result<std::int64_t> {
        for (int i = 0; i < 600; ++i)
            TRY(tx.exec("INSERT INTO pet (name) VALUES (?1)", "p" + std::to_string(i)));
        std::int64_t rows = 0;
        TRY(tx.each(
            [&](const Row& row) {
                const auto again =
                    tx.value<std::string>("SELECT name FROM pet WHERE id = ?1", row.integer(0));
                rows += again && *again == row.text(1) ? 1 : 0;
            },
            "SELECT id, name FROM pet ORDER BY id"));
        return rows;
    });
    ASSERT_TRUE(summed) << summed.error().detail;
    EXPECT_EQ(*summed, 600);
}

TEST_F(DatabaseTest, MoreStatementsInsideTheRowsOfAnotherThanAreKept) {
    const auto read = database->write([](Transaction& tx) -> Result<std::int64_t> {
        for (const auto* name : {"a", "b", "c"}) TRY(tx.exec("INSERT INTO pet (name) VALUES (?1)", name));
        std::int64_t rows = 0;
        TRY(tx.each(
            [&](const Row& row) {
                for (int i = 0; i < 450; ++i)
                    (void)tx.value("SELECT " + std::to_string(450 * rows + i) + " FROM pet LIMIT 1");
                rows += row.text(0).size() == 1 ? 1 : 0;
            },
            "SELECT name FROM pet ORDER BY id"));
        return rows;
    });
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(*read, 3);
}

TEST_F(DatabaseTest, ManyRowsGoInTogether) {
    const auto done = database->write([](Transaction& tx) -> Result<> {
        std::vector<std::string> names;
        for (int i = 0; i < 1000; ++i) names.push_back("p" + std::to_string(i));
        std::vector<Param> values;
        for (const auto& name : names) {
            values.emplace_back(name);
            values.emplace_back(0.5);
        }
        return tx.insert_rows("INSERT INTO pet (name, weight)", 2, values);
    });
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(*count(), 1000);
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
    const auto add = [](Transaction& tx) {
        return tx.exec("INSERT INTO pet (name) VALUES ('x') ON CONFLICT (name) DO UPDATE SET weight = 2");
    };
    const auto outer = database->write([&](Transaction& tx) -> Result<> {
        TRY(add(tx));
        std::thread([&] { EXPECT_EQ(database->write_if_free(add).error().code, code::kBusy); }).join();
        EXPECT_EQ(database.open_again()->write_if_free(add).error().code, code::kBusy);  // another process
        return {};
    });
    EXPECT_TRUE(outer);
    EXPECT_TRUE(database->write_if_free(add));
}

TEST_F(DatabaseTest, AThrowingRowFunctionLeavesTheConnectionUsable) {
    ASSERT_EQ(error_of("INSERT INTO pet (name) VALUES ('a'), ('b'), ('c')"), "");
    for (int i = 0; i < 3; ++i)
        EXPECT_THROW((void)database->read([](Transaction& tx) {
            return tx.each([](const Row&) { throw std::runtime_error("library"); }, "SELECT id FROM pet");
        }),
                     std::runtime_error);
    EXPECT_EQ(*count(), 3);
}

TEST_F(DatabaseTest, AHeldNameIsRefusedUntilItIsLetGo) {
    {
        const auto held = database->try_hold("import:1");
        ASSERT_TRUE(held && *held);
        EXPECT_FALSE(*database->try_hold("import:1"));
        EXPECT_TRUE(*database->try_hold("import:2"));
        if (test::on_postgresql()) {
            EXPECT_FALSE(*database.open_again()->try_hold("import:1"));
        }
    }
    EXPECT_TRUE(*database->try_hold("import:1"));
}

TEST(Database, AMissingFileIsASentence) {
    const test::TempDir dir;
    const auto missing = Database::open(dir.path() / "absent" / "t.db");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::environment);
    EXPECT_FALSE(missing.error().message.in(Language::vi).empty());
}

TEST(Database, AnAddressThatLeadsNowhereIsASentence) {
    const auto nowhere = Database::open_server("postgresql://127.0.0.1:1/kheo");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().kind, ErrorKind::environment);
    EXPECT_EQ(nowhere.error().code, code::kConnection);
    EXPECT_EQ(Database::open_server("mysql://x/y").error().kind, ErrorKind::usage);
}

}  // namespace kheo::db
