// SPDX-License-Identifier: Apache-2.0
// Several writers, lost connections, refused commits: on both engines where both can show it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "platform/db/postgres_connection.hpp"
#include "support/test_database.hpp"

namespace kheo::db {

namespace {

class ConcurrencyTest : public testing::Test {
  protected:
    void SetUp() override {
        script(
            "CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL);"
            "INSERT INTO counter VALUES ('a', 0), ('b', 0);"
            "CREATE TABLE numbered (no BIGINT PRIMARY KEY, by_whom BIGINT NOT NULL);");
    }

    void script(std::string_view sql) {
        const auto done = database->write([&](Transaction& tx) { return tx.script(sql); });
        ASSERT_TRUE(done) << done.error().detail;
    }

    static Result<> add_one(Transaction& tx, std::string_view name) {
        const auto n = TRY(tx.value("SELECT n FROM counter WHERE name = ?1", name));
        TRY(tx.exec("UPDATE counter SET n = ?2 WHERE name = ?1", name, n + 1));
        return {};
    }

    std::int64_t number(std::string_view sql) {
        return database->read([&](Transaction& tx) { return tx.value(sql); }).value();
    }

    test::TestDatabase database;
};

/// Tries until the function answers true; gives up after half a minute.
template <typename F>
bool eventually(F&& holds) {
    for (int i = 0; i < 600; ++i) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

std::int64_t resident_bytes() {
    std::int64_t size = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> size >> resident;
    return resident * getpagesize();
}

}  // namespace

TEST_F(ConcurrencyTest, WhatIsReadAndThenWrittenIsNeverLost) {
    const auto other = database.open_again();
    std::atomic<int> failed{0};
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            auto& mine = w % 2 == 0 ? *database : *other;
            for (int i = 0; i < 15; ++i)
                if (!mine.write([](Transaction& tx) { return add_one(tx, "a"); })) ++failed;
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(number("SELECT n FROM counter WHERE name = 'a'"), 60 - failed);
    EXPECT_EQ(failed, 0);
}

TEST_F(ConcurrencyTest, HighestPlusOneGivesNoNumberTwiceAndLeavesNoGap) {
    const auto other = database.open_again();
    const auto take = [](Database& from, int whom) {
        return from.write([&](Transaction& tx) -> Result<> {
            const auto last = TRY(tx.value("SELECT coalesce(max(no), 0) FROM numbered"));
            TRY(tx.exec("INSERT INTO numbered (no, by_whom) VALUES (?1, ?2)", last + 1, whom));
            return {};
        });
    };
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            for (int i = 0; i < 10; ++i) EXPECT_TRUE(take(w % 2 == 0 ? *database : *other, w));
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(number("SELECT count(*) FROM numbered"), 40);
    EXPECT_EQ(number("SELECT max(no) FROM numbered"), 40);
}

TEST_F(ConcurrencyTest, TwoWhoDecideByEachOthersRowsAreNotBothRight) {
    // Each adds only while the sum of both is below one: looking at different rows, writing different rows.
    const auto other = database.open_again();
    const auto add = [](Database& to, std::string_view name) {
        return to.write([&](Transaction& tx) -> Result<> {
            if (TRY(tx.value("SELECT sum(n) FROM counter")) > 0) return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            return add_one(tx, name);
        });
    };
    std::thread second([&] { EXPECT_TRUE(add(*other, "b")); });
    EXPECT_TRUE(add(*database, "a"));
    second.join();
    EXPECT_EQ(number("SELECT sum(n) FROM counter"), 1);
}

TEST_F(ConcurrencyTest, LongWorkEndsAmongManyShortOnes) {
    std::atomic<bool> done{false};
    const auto other = database.open_again();
    std::thread busy([&] {
        // With a breath between two writes, as requests have: SQLite's lock keeps no queue.
        while (!done) {
            EXPECT_TRUE(other->write([](Transaction& tx) { return add_one(tx, "a"); }));
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    });
    const auto worked = database->write([](Transaction& tx) -> Result<> {
        const auto before = TRY(tx.value("SELECT n FROM counter WHERE name = 'a'"));
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        TRY(tx.exec("UPDATE counter SET n = ?1 WHERE name = 'b'", before));
        return add_one(tx, "a");
    });
    done = true;
    busy.join();
    EXPECT_TRUE(worked) << worked.error().detail;
}

TEST_F(ConcurrencyTest, ADeferredConstraintFailsTheCommit) {
    script(
        "CREATE TABLE child (id BIGINT PRIMARY KEY, parent TEXT NOT NULL "
        "REFERENCES counter (name) DEFERRABLE INITIALLY DEFERRED)");
    const auto refused = database->write([](Transaction& tx) -> Result<> {
        tx.announce("child");
        TRY(tx.exec("INSERT INTO child (id, parent) VALUES (1, 'nobody')"));
        return {};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, code::kForeignKey);
    EXPECT_EQ(number("SELECT count(*) FROM child"), 0);
    EXPECT_TRUE(database->write([](Transaction& tx) { return add_one(tx, "a"); }));
}

TEST_F(ConcurrencyTest, WhoLostItsConnectionBeforeTheCommitIsRunAgain) {
    KHEO_NEEDS_POSTGRESQL();
    int runs = 0;
    const auto done = database->write([&](Transaction& tx) -> Result<> {
        TRY(add_one(tx, "a"));
        if (++runs == 1) database.server().end_sessions();
        return add_one(tx, "b");
    });
    EXPECT_TRUE(done) << done.error().detail;
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(number("SELECT sum(n) FROM counter"), 2);
}

TEST_F(ConcurrencyTest, AReaderThatLostItsConnectionSaysSoAndTheNextReads) {
    KHEO_NEEDS_POSTGRESQL();
    const auto lost = database->read([&](Transaction& tx) -> Result<std::int64_t> {
        TRY(tx.value("SELECT n FROM counter WHERE name = 'a'"));
        database.server().end_sessions();
        return tx.value("SELECT n FROM counter WHERE name = 'b'");
    });
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, ErrorKind::environment);
    EXPECT_EQ(lost.error().code, code::kConnection);
    EXPECT_EQ(lost.error().message.key(), "db.server_away");
    EXPECT_EQ(number("SELECT n FROM counter WHERE name = 'b'"), 0);
}

TEST_F(ConcurrencyTest, ARestartBetweenTwoRequestsIsNotNoticed) {
    KHEO_NEEDS_POSTGRESQL();
    EXPECT_EQ(number("SELECT n FROM counter WHERE name = 'b'"), 0);
    database.server().end_sessions();
    EXPECT_EQ(number("SELECT n FROM counter WHERE name = 'b'"), 0);  // the same statement, prepared anew
    EXPECT_TRUE(database->write([](Transaction& tx) { return add_one(tx, "a"); }));
}

TEST_F(ConcurrencyTest, AConnectionLostDuringTheCommitIsSaidAsSuch) {
    KHEO_NEEDS_POSTGRESQL();
    script(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
        "CREATE CONSTRAINT TRIGGER dying AFTER INSERT ON numbered DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION die();");
    int runs = 0, told = 0;
    const auto listening = database->subscribe([&](std::string_view topic) { told += topic == "registry"; });
    const auto unknown = database->write([&](Transaction& tx) {
        ++runs;
        tx.announce("registry");
        return tx.exec("INSERT INTO numbered (no, by_whom) VALUES (1, 1)");
    });
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, code::kCommitUnknown);
    EXPECT_EQ(unknown.error().kind, ErrorKind::environment);
    EXPECT_EQ(runs, 1) << "what is perhaps saved is not run again by itself";
    EXPECT_EQ(told, 1) << "what is perhaps saved is looked at again";
}

TEST_F(ConcurrencyTest, ASchemaChangeThatLostItsConnectionIsNotRunAgain) {
    KHEO_NEEDS_POSTGRESQL();
    int runs = 0;
    const auto lost = database->write_schema([&](Transaction& tx) {
        ++runs;
        database.server().end_sessions();
        return add_one(tx, "a");
    });
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, code::kConnection);
    EXPECT_EQ(runs, 1) << "what it reads may have no beginning";
}

TEST_F(ConcurrencyTest, NobodyWritesWhileTheSchemaChanges) {
    KHEO_NEEDS_POSTGRESQL();
    const auto other = database.open_again();
    const auto changed = database->write_schema([&](Transaction& tx) -> Result<> {
        const auto beside = other->write_if_free([](Transaction& theirs) { return add_one(theirs, "a"); });
        EXPECT_EQ(beside ? "written" : beside.error().code, code::kBusy);
        EXPECT_EQ(TRY(tx.value("SELECT n FROM counter WHERE name = 'a'")), 0);
        return {};
    });
    EXPECT_TRUE(changed);
    EXPECT_TRUE(other->write([](Transaction& tx) { return add_one(tx, "a"); }));
}

TEST_F(ConcurrencyTest, ALostSessionIsStillKnownByItsNumber) {
    KHEO_NEEDS_POSTGRESQL();
    const auto connection = PostgresConnection::open(database.server().url()).value();
    const auto number = connection->backend();
    database.server().end_sessions();
    EXPECT_FALSE(connection->command("SELECT 1"));
    EXPECT_TRUE(connection->broken());
    EXPECT_EQ(connection->backend(), number);
    EXPECT_NE(number, 0);
}

TEST_F(ConcurrencyTest, ADatabaseThatGoesAwayIsASentenceAndComesBackByItself) {
    KHEO_NEEDS_POSTGRESQL();
    database.server().allow_connections(false);
    database.server().end_sessions();
    const auto away = database->read([](Transaction& tx) { return tx.value("SELECT 1"); });
    ASSERT_FALSE(away);
    EXPECT_EQ(away.error().kind, ErrorKind::environment);
    EXPECT_EQ(away.error().message.key(), "db.server_away");
    EXPECT_FALSE(database->write([](Transaction& tx) { return add_one(tx, "a"); }));
    database.server().allow_connections(true);
    EXPECT_TRUE(eventually(
        [&] { return database->write([](Transaction& tx) { return add_one(tx, "a"); }).has_value(); }));
}

TEST_F(ConcurrencyTest, AChangedTableDoesNotTripStatementsPreparedBefore) {
    const auto row = [&] {
        return database->write(
            [](Transaction& tx) { return tx.value("SELECT * FROM counter WHERE name = 'a'"); });
    };
    EXPECT_TRUE(row());
    const auto other = database.open_again();
    ASSERT_TRUE(
        other->write([](Transaction& tx) { return tx.script("ALTER TABLE counter ADD COLUMN more TEXT"); }));
    const auto again = row();
    EXPECT_TRUE(again) << again.error().detail;
}

TEST_F(ConcurrencyTest, ALongAnswerNeedsNoMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
    std::int64_t rows = 0, most = 0;
    const auto before = resident_bytes();
    const auto read = database->read([&](Transaction& tx) -> Result<> {
        return tx.each(
            [&](const Row& row) {
                rows += row.text(1).size() == 500 ? 1 : 0;
                if (rows % 10'000 == 0) most = std::max(most, resident_bytes() - before);
            },
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
            "SELECT i, '" +
                std::string(500, 'x') + "' FROM n");
    });
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(rows, 100'000);
    EXPECT_LT(most, 20'000'000);
}

}  // namespace kheo::db
