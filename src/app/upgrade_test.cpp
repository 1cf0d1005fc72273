// SPDX-License-Identifier: Apache-2.0
// Upgrading data of an older program: a copy first, all or nothing, and who may do it.
#include "app/upgrade.hpp"

#include <gmock/gmock.h>
#include <fstream>
#include <optional>

#include "app/test_data.hpp"
#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;

class Upgrading : public testing::Test {
  protected:
    Upgrading() {
        data.emplace(make_data(location, clock).value());
        const auto written = data->database->write([&](db::Transaction& tx) -> Result<> {
            TRY(tx.exec(
                "INSERT INTO account (id, name, display_name, password_hash, must_change, created_at) "
                "VALUES (1, 'mot', 'Một', 'h', 0, 1)"));
            TRY(ledger::append(tx, {{}, "office.account_added", "user", 1, {}, {}}, 1));
            return {};
        });
        EXPECT_TRUE(written && data->seal(clock));
    }

    /// All released steps and one more.
    std::vector<db::Migration> with(std::string_view sql) {
        std::vector<db::Migration> all(db::all_migrations().begin(), db::all_migrations().end());
        all.push_back({9000, "9000-later", sql});
        return all;
    }
    Result<UpgradeReport> upgrade_with(std::string_view sql) {
        return upgrade(location.data, *data->database, clock, with(sql));
    }
    std::int64_t number(std::string_view sql) {
        return data->database->read([&](db::Transaction& tx) { return tx.value(sql); }).value();
    }
    std::vector<fs::path> copies() {
        std::vector<fs::path> out;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(location.data / "backups", error))
            out.push_back(entry);
        return out;
    }
    bool ran() { return number("SELECT count(*) FROM schema_migration WHERE number = 9000") == 1; }

    test::TempDir dir;
    FixedClock clock{*Date::of(2026, 11, 20)};
    Location location{dir.path() / "data", ""};
    std::optional<OpenData> data;
};

TEST_F(Upgrading, WhatBreaksAnInvariantIsUndone) {
    // An import that says it saved a row that is nowhere.
    const auto done = upgrade_with(
        "INSERT INTO import_batch (file_name, sha256, list_date, campaign_year, status, saved, unchanged, "
        "rejected, "
        "created_at) VALUES ('x', 'x', '2026-01-01', 2026, 'saved', 1, 0, 0, 1);");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message.key(), "app.upgrade_undone");
    EXPECT_EQ(done.error().kind, ErrorKind::environment);
    EXPECT_EQ(number("SELECT count(*) FROM import_batch"), 0);
    EXPECT_FALSE(ran());
}

TEST_F(Upgrading, WhatTouchesTheLedgerIsUndone) {
    EXPECT_EQ(upgrade_with("UPDATE ledger_entry SET verb = 'office.nothing';").error().message.key(),
              "app.upgrade_undone");
    EXPECT_EQ(upgrade_with("DELETE FROM ledger_entry; DELETE FROM ledger_head; DELETE FROM ledger_frontier;")
                  .error()
                  .message.key(),
              "app.upgrade_undone");
    EXPECT_EQ(number("SELECT count(*) FROM ledger_entry WHERE verb = 'office.account_added'"), 1);
}

TEST_F(Upgrading, AStepThatFailsHalfWayIsUndone) {
    EXPECT_FALSE(upgrade_with("CREATE TABLE half (id BIGINT PRIMARY KEY); INSERT INTO nowhere VALUES (1);"));
    EXPECT_FALSE(ran());
    EXPECT_EQ(number("SELECT count(*) FROM sqlite_master WHERE name = 'half'"), 0);
}

TEST_F(Upgrading, ACopyIsMadeFirstAndTheLastThreeStay) {
    const auto done = upgrade_with("CREATE TABLE later (id BIGINT PRIMARY KEY);");
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->applied, 1);
    EXPECT_EQ(done->to, 9000);
    ASSERT_TRUE(done->copy && fs::exists(*done->copy));
    const auto copy = db::Database::open(*done->copy, {.readers = 1, .read_only = true}).value();
    const auto tables = copy->read([](db::Transaction& tx) {
        return tx.value("SELECT count(*) FROM sqlite_master WHERE name IN ('later', 'account')");
    });
    EXPECT_EQ(tables.value(), 1) << "the data as they were";
    EXPECT_EQ(fs::status(*done->copy).permissions() & fs::perms::others_read, fs::perms::none);

    for (int i = 0; i < 5; ++i) {
        clock.set(clock.now() + 1000);
        ASSERT_TRUE(data->database->write([](db::Transaction& tx) -> Result<> {
            return tx.script("DROP TABLE later; DELETE FROM schema_migration WHERE number = 9000");
        }));
        ASSERT_TRUE(upgrade_with("CREATE TABLE later (id BIGINT PRIMARY KEY);"));
    }
    EXPECT_EQ(copies().size(), 3);
}

TEST_F(Upgrading, WithoutRoomForTheCopyNothingBegins) {
    std::ofstream(location.data / "backups") << "a file where the directory should be";
    EXPECT_FALSE(upgrade_with("CREATE TABLE later (id BIGINT PRIMARY KEY);"));
    EXPECT_FALSE(ran());
}

TEST_F(Upgrading, OnlyServeAndMigrateUpgrade) {
    ASSERT_TRUE(data->database->write([](db::Transaction& tx) -> Result<> {
        return tx.script("DROP TABLE erasure; DELETE FROM schema_migration WHERE number = 55");
    }));
    const auto refused = open_data(location, clock);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.key(), "app.needs_migrate");
    {
        const auto serving = ServerLock::take(location.data).value();
        EXPECT_EQ(open_data(location, clock, 2, Older::upgrade).error().message.key(), "app.second_server");
    }
    const auto upgraded = open_data(location, clock, 2, Older::upgrade);
    ASSERT_TRUE(upgraded) << upgraded.error().detail;
    EXPECT_EQ(upgraded->upgraded.applied, 1);
    EXPECT_TRUE(open_data(location, clock));
    const auto again = open_data(location, clock, 2, Older::upgrade);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->upgraded.applied, 0);
    EXPECT_EQ(again->upgraded.to, upgraded->upgraded.to) << "nothing to do, and still at the same step";
}

TEST_F(Upgrading, ANewerSchemaIsRefused) {
    ASSERT_TRUE(upgrade_with("CREATE TABLE later (id BIGINT PRIMARY KEY);"));
    EXPECT_EQ(open_data(location, clock).error().message.key(), "db.schema_newer");
    EXPECT_EQ(open_data(location, clock, 2, Older::upgrade).error().message.key(), "db.schema_newer");
}

// --- the ledger's key

TEST_F(Upgrading, ASignedLedgerGetsNoSecondKeyByItself) {
    const auto keys = location.data / "keys";
    fs::rename(keys / "ledger.key", keys / "mislaid");
    const auto refused = open_data(location, clock);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.key(), "app.keys_missing");
    EXPECT_FALSE(fs::exists(keys / "ledger.key"));
    fs::rename(keys / "mislaid", keys / "ledger.key");
    EXPECT_TRUE(open_data(location, clock));
}

TEST_F(Upgrading, WhoSaysThatTheKeyIsLostGetsANewOneAndKeepsTheOldAsFormer) {
    const auto keys = location.data / "keys";
    const auto before = data->key.public_key;
    fs::remove(keys / "ledger.key");
    std::ofstream(keys / "key-is-lost") << "";
    const auto opened = open_data(location, clock);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_NE(opened->key.public_key, before);
    const auto trusted = ledger::trusted_keys(location.data, opened->key).value();
    EXPECT_THAT(trusted, testing::Contains(before));
    EXPECT_FALSE(fs::exists(keys / "key-is-lost"));
}

// --- a making that is interrupted or fails

TEST(MakingASystem, RefusesWhatTheDiskCannotHoldToTheLastPage) {
    const test::TempDir dir;
    const FixedClock clock(*Date::of(2026, 11, 20));
    const Location location{dir.path() / "data", ""};
    std::optional<test::FullDisk> full;
    const auto made = make_aside(location, clock, Schema::none, [&](OpenData& data) -> Result<> {
        TRY(data.database->write_schema([](db::Transaction& tx) -> Result<> {
            TRY(tx.script("CREATE TABLE large (x BLOB)"));
            TRY(tx.exec("INSERT INTO large VALUES (zeroblob(1000000))"));  // all of it stands in the log
            return {};
        }));
        full.emplace(100'000);
        return {};
    });
    full.reset();
    ASSERT_FALSE(made) << "the log could not be moved into the file";
    EXPECT_EQ(made.error().message.key(), "db.disk_full");
    EXPECT_FALSE(fs::exists(location.data));
}

TEST(MakingASystem, LeavesNothingWhenItFails) {
    const test::TempDir dir;
    const FixedClock clock(*Date::of(2026, 11, 20));
    const Location location{dir.path() / "data", ""};
    const auto made = make_aside(location, clock, Schema::newest, [](OpenData&) -> Result<> {
        return fail(Error{ErrorKind::invalid, {}, {}, "no", {}});
    });
    EXPECT_EQ(made.error().detail, "no");
    EXPECT_FALSE(fs::exists(location.data));
}

TEST(MakingASystem, SweepsWhatAKilledProcessLeft) {
    const test::TempDir dir;
    const FixedClock clock(*Date::of(2026, 11, 20));
    const Location location{dir.path() / "data", ""};
    fs::create_directories(location.data / ".making" / "moving");
    fs::create_directories(location.data / "keys");  // moved already when it was killed
    std::ofstream(location.data / "keys" / "ledger.key") << "half";
    ASSERT_TRUE(make_aside(location, clock, Schema::newest, [](OpenData&) { return Result<>(); }));
    EXPECT_TRUE(open_data(location, clock));
    EXPECT_FALSE(fs::exists(location.data / ".making"));
}

TEST(MakingASystem, NeverTouchesKeysThatAnOperatorLaidThere) {
    const test::TempDir dir;
    const FixedClock clock(*Date::of(2026, 11, 20));
    const Location location{dir.path() / "data", ""};
    fs::create_directories(location.data / ".making");  // killed before anything was moved
    fs::create_directories(location.data / "keys");
    std::ofstream(location.data / "keys" / "ledger.key") << "precious";
    EXPECT_EQ(make_aside(location, clock, Schema::newest, [](OpenData&) { return Result<>(); })
                  .error()
                  .message.key(),
              "app.not_empty");
    EXPECT_EQ(test::read_file(location.data / "keys" / "ledger.key"), "precious");
}

TEST(MakingASystem, NeverTouchesDataThatAreThere) {
    const test::TempDir dir;
    const FixedClock clock(*Date::of(2026, 11, 20));
    const Location location{dir.path() / "data", ""};
    ASSERT_TRUE(make_aside(location, clock, Schema::newest, [](OpenData&) { return Result<>(); }));
    fs::create_directories(location.data / ".making");
    EXPECT_EQ(make_aside(location, clock, Schema::newest, [](OpenData&) { return Result<>(); })
                  .error()
                  .message.key(),
              "app.not_empty");
    EXPECT_TRUE(open_data(location, clock));
}

}  // namespace
}  // namespace kheo::app
