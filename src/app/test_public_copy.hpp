// SPDX-License-Identifier: Apache-2.0
// A small system in which everything that is not public says SECRET1, and its public copy.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "app/composition.hpp"
#include "app/public_copy.hpp"
#include "app/test_data.hpp"
#include "platform/archive/directory.hpp"
#include "platform/auth/password.hpp"
#include "platform/db/schema.hpp"
#include "support/browser.hpp"
#include "support/test_database.hpp"

namespace kheo::app {

inline constexpr std::string_view kSecret = "SECRET1";
inline constexpr std::int64_t kSecretNumber =
    0x53454352455431;  // the same letters; a file of SQLite shows them
inline constexpr auto kPracticeTitle = "Ngõ hoa tự quản", kAloneTitle = "Vườn rau hiếu khách";

class PublicCopy : public testing::Test {
  protected:
    void SetUp() override {
        auth::use_cheap_passwords_in_tests();
        testing::internal::CaptureStderr();
        std::ofstream(dir.path() / "units_2025.csv")
            << "code,level,type,name,full_name,parent_code,valid_from\n"
               "98,province,Thành phố,Hoa Sen,Thành phố Hoa Sen,,2025-07-01\n"
               "98001,commune,Phường,Hoa Mai,Phường Hoa Mai,98,2025-07-01\n";
        ASSERT_TRUE(territory::import_directory(*data.database, dir.path(), clock.now()));
        register_all();
    }
    void TearDown() override { (void)testing::internal::GetCapturedStderr(); }

    static registry::NewRow row(std::string title, registry::Kind kind, registry::OwnerType owner,
                                std::string name, std::string theme) {
        registry::NewRow out;
        auto& s = out.statement;
        s.title = std::move(title);
        s.kind = kind;
        s.owner_type = owner;
        s.owner_text = std::move(name);
        s.themes = {std::move(theme)};
        s.field = "economy";
        s.unit = territory::UnitId{2};
        s.starts = "2026-03";
        s.headings.method = "Họp dân SECRET1";
        s.headings.note = "SECRET1";
        out.campaign_year = 2026;
        out.date = *Date::of(2026, 3, 15);
        out.basis = registry::Basis::fresh;
        return out;
    }

    registry::BatchId save(std::vector<registry::NewRow> rows) {
        const auto atlas =
            data.database->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
        const registry::NewBatch batch{"SECRET1.xlsx",         "SECRET1", territory::UnitId{1},
                                       *Date::of(2026, 3, 20), 2026,      0};
        return data.database
            ->write([&](db::Transaction& tx) {
                return registry::register_rows(tx, batch, rows, *atlas, {auth::UserId{7}, clock.now()});
            })
            .value()
            .batch;
    }

    /// Two practices that are public, one exemplar and one practice that was taken back, which are not.
    void register_all() {
        using enum registry::Kind;
        using enum registry::OwnerType;
        save({row(kPracticeTitle, practice, collective, "Chi hội phụ nữ tổ 3", "Ngõ xóm"),
              row(kAloneTitle, practice, individual, "Bà SECRET1", "Vườn"),
              row("Ông SECRET1 vận động", exemplar, individual, "Ông SECRET1", "SECRET1 chủ đề")});
        const auto gone =
            save({row("Việc SECRET1 rút lại", practice, collective, "Tổ SECRET1", "SECRET1 rút")});
        ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
            return registry::undo_batch(tx, gone, {auth::UserId{7}, clock.now()});
        }));
    }

    std::vector<db::Table> tables() {
        return data.database->read([](db::Transaction& tx) { return db::tables(tx); }).value();
    }
    void run(const std::string& sql);
    std::int64_t count(const std::string& table);
    /// A row in every table that use of the program has left empty so far.
    void fill_the_rest();
    /// Writes the secret into one column of all rows; false where a CHECK allows only given words.
    bool mark(const std::string& table, const db::Column& column);
    /// Every column that nobody declared public says SECRET1 in every row. Answers those that cannot.
    std::set<std::string> mark_everything();

    /// Is the column in a declaration, whole or in part?
    static bool declared(const std::string& table, const std::string& column) {
        for (const auto& known : public_tables(false))
            if (known.name == table)
                return std::ranges::find(known.columns, column, &db::PublicColumn::name) !=
                       known.columns.end();
        return false;
    }

    std::filesystem::path export_public() {
        const auto out = dir.path() / "public";
        auto writer = archive::write_directory(out).value();
        const auto done = write_public_copy(data, *writer, clock);
        EXPECT_TRUE(done) << done.error().message.in(Language::vi) << done.error().detail;
        return out;
    }
    Json load(const std::filesystem::path& archive, const std::filesystem::path& place,
              const RestoreOptions& options = {}) {
        auto reader = archive::read_directory(archive).value();
        auto done = load_system({place, {}}, *reader, options, clock);
        EXPECT_TRUE(done) << done.error().message.in(Language::vi) << done.error().detail;
        return done ? *done : Json::object();
    }

    test::TempDir dir;
    test::TestServer server;
    FixedClock clock{*Date::of(2026, 11, 21)};
    OpenData data = make_data({dir.path() / "data", server.url()}, clock).value();
};

}  // namespace kheo::app
