// SPDX-License-Identifier: Apache-2.0
// Bulk registration on a real database: what makes an initiative, what continues one, what adds nothing.
#include <gmock/gmock.h>

#include <thread>

#include "platform/ledger/ledger.hpp"
#include "registry/registry.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry {
namespace {

using test::kNewWard, test::kWardA, test::kWardB, test::kWardC, test::SmallAtlas;
using ::testing::ElementsAre;

NewRow row_of(std::string title, int year, std::optional<Basis> basis, territory::UnitId unit = kWardA) {
    NewRow row;
    row.statement.title = std::move(title);
    row.statement.owner_text = "Hội Phụ nữ";
    row.statement.unit = unit;
    row.statement.field = "economy";
    row.campaign_year = year;
    row.date = *Date::of(year, 3, 1);
    row.precision = Precision::month;
    row.basis = basis;
    row.row = 4;
    return row;
}

class Registering : public ::testing::Test {
  protected:
    Result<BatchResult> save(std::vector<NewRow> rows) {
        const NewBatch batch{
            "danh-sach.xlsx",           "00", kWardA, *Date::of(rows.front().campaign_year, 12, 1),
            rows.front().campaign_year, 0};
        return database_->write(
            [&](db::Transaction& tx) { return register_rows(tx, batch, rows, atlas_, {{7}, 1000}); });
    }
    BatchResult saved(std::vector<NewRow> rows) {
        auto result = save(std::move(rows));
        EXPECT_TRUE(result.has_value()) << result.error().detail;
        return result.value_or(BatchResult{});
    }
    std::vector<Saved> kinds(std::vector<NewRow> rows) {
        std::vector<Saved> out;
        for (const auto& row : saved(std::move(rows)).rows) out.push_back(row.saved);
        return out;
    }
    std::int64_t undo(BatchId id) {
        const auto count =
            database_->write([&](db::Transaction& tx) { return undo_batch(tx, id, {{7}, 2000}); });
        return count ? *count : -1;
    }
    std::int64_t number(std::string_view sql) {
        return *database_->read([&](db::Transaction& tx) { return tx.value(sql); });
    }
    std::int64_t facts() { return number("SELECT count(*) FROM registry_fact"); }
    std::int64_t initiatives() { return number("SELECT count(DISTINCT initiative_id) FROM registry_fact"); }

    kheo::test::TestDatabase database_;
    SmallAtlas atlas_;
};

TEST_F(Registering, two_processes_at_once_double_nothing_and_give_no_number_twice) {
    const auto other = database_.open_again({.readers = 2});
    const auto register_in = [&](db::Database& to, const std::string& own) {
        const NewBatch batch{own + ".xlsx", "00", kWardA, *Date::of(2024, 12, 1), 2024, 0};
        for (int i = 0; i < 5; ++i) {
            const std::vector<NewRow> rows{row_of("Chung " + std::to_string(i), 2024, Basis::fresh),
                                           row_of(own + std::to_string(i), 2024, Basis::fresh)};
            const auto done = to.write(
                [&](db::Transaction& tx) { return register_rows(tx, batch, rows, atlas_, {{7}, 1000}); });
            EXPECT_TRUE(done) << done.error().detail;
        }
    };
    std::thread second([&] { register_in(*other, "Hai "); });
    register_in(*database_, "Một ");
    second.join();
    EXPECT_EQ(initiatives(), 15);
    EXPECT_EQ(number("SELECT count(DISTINCT number) FROM initiative"), 15);
    EXPECT_EQ(number("SELECT last FROM number_series"), 15);
}

TEST_F(Registering, the_same_content_again_adds_nothing) {
    EXPECT_THAT(kinds({row_of("Đường hoa", 2024, Basis::fresh), row_of("Ngõ xanh", 2024, Basis::maintained)}),
                ElementsAre(Saved::fresh, Saved::fresh));
    EXPECT_THAT(kinds({row_of("Đường hoa", 2024, Basis::fresh), row_of("Ngõ xanh", 2024, Basis::maintained)}),
                ElementsAre(Saved::unchanged, Saved::unchanged));
    EXPECT_EQ(facts(), 2);
}

TEST_F(Registering, titles_that_only_fold_alike_are_two_initiatives) {
    EXPECT_THAT(kinds({row_of("Đường hoa", 2024, Basis::fresh), row_of("Duong hoa", 2024, Basis::fresh)}),
                ElementsAre(Saved::fresh, Saved::fresh));
}

TEST_F(Registering, a_maintained_row_continues_the_initiative_of_an_earlier_year) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    EXPECT_THAT(kinds({row_of("ĐƯỜNG HOA", 2024, Basis::maintained)}), ElementsAre(Saved::maintained));
    EXPECT_EQ(facts(), 2);
    EXPECT_EQ(initiatives(), 1);
}

TEST_F(Registering, a_new_row_with_the_title_of_an_earlier_year_is_a_new_initiative) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    EXPECT_THAT(kinds({row_of("Đường hoa", 2024, Basis::fresh)}), ElementsAre(Saved::fresh));
    EXPECT_THAT(kinds({row_of("Đường hoa", 2025, std::nullopt)}), ElementsAre(Saved::fresh));
}

TEST_F(Registering, owner_unit_and_kind_must_agree) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    auto other_owner = row_of("Đường hoa", 2024, Basis::maintained);
    other_owner.statement.owner_text = "Đoàn Thanh niên";
    auto other_kind = row_of("Đường hoa", 2024, Basis::maintained);
    other_kind.statement.kind = Kind::exemplar;
    EXPECT_THAT(kinds({other_owner, other_kind, row_of("Đường hoa", 2024, Basis::maintained, kWardB)}),
                ElementsAre(Saved::fresh, Saved::fresh, Saved::fresh));
}

TEST_F(Registering, a_unit_agrees_also_after_it_was_merged_but_not_after_it_was_split) {
    saved({row_of("Đường hoa", 2024, Basis::fresh, kWardA), row_of("Ngõ xanh", 2024, Basis::fresh, kWardC)});
    EXPECT_THAT(kinds({row_of("Đường hoa", 2026, Basis::maintained, kNewWard),
                       row_of("Ngõ xanh", 2026, Basis::maintained, kNewWard)}),
                ElementsAre(Saved::maintained, Saved::fresh));
}

TEST_F(Registering, two_maintained_rows_never_share_one_registration) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    EXPECT_THAT(
        kinds({row_of("Đường hoa", 2024, Basis::maintained), row_of("Duong hoa", 2024, Basis::maintained)}),
        ElementsAre(Saved::maintained, Saved::fresh));
    EXPECT_EQ(facts(), 3);
}

TEST_F(Registering, undoing_an_import_takes_its_facts_away_and_only_them) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    const auto second =
        saved({row_of("Đường hoa", 2024, Basis::maintained), row_of("Ngõ xanh", 2024, Basis::fresh)});
    EXPECT_EQ(undo(second.batch), 2);
    EXPECT_EQ(facts(), 1);
    EXPECT_EQ(undo(second.batch), -1) << "a second time is a conflict";
    EXPECT_EQ(undo({999}), -1);
    EXPECT_THAT(kinds({row_of("Đường hoa", 2024, Basis::maintained), row_of("Ngõ xanh", 2024, Basis::fresh)}),
                ElementsAre(Saved::maintained, Saved::fresh))
        << "what was taken back can be imported again";
}

TEST_F(Registering, every_row_has_its_entry_in_the_ledger) {
    saved({row_of("Đường hoa", 2023, Basis::fresh)});
    const auto second = saved({row_of("Đường hoa", 2024, Basis::maintained)});
    undo(second.batch);
    const auto id = second.rows.front().initiative;
    const auto lines =
        *database_->read([&](db::Transaction& tx) { return ledger::history(tx, "initiative", id.value); });
    std::vector<std::string> verbs;
    for (const auto& line : lines) verbs.push_back(line.verb);
    EXPECT_THAT(verbs, ElementsAre("registry.undone", "registry.maintained", "registry.registered"));
    EXPECT_FALSE(lines.back().commitment.empty());
}

TEST_F(Registering, what_is_changed_past_the_program_is_found) {
    saved({row_of("Ngõ xanh", 2024, Basis::fresh), row_of("Đường hoa", 2024, Basis::fresh)});
    const auto found = [&] {
        return database_->read([](db::Transaction& tx) { return altered(tx); }).value();
    };
    const auto change = [&](std::string_view sql) {
        ASSERT_EQ(1, database_->write([&](db::Transaction& tx) { return tx.exec(sql); }).value());
    };
    ASSERT_THAT(found(), ::testing::IsEmpty());
    change("UPDATE initiative SET owner_text = 'Hội Nông dân' WHERE title = 'Ngõ xanh'");
    EXPECT_THAT(found(), ElementsAre(::testing::HasSubstr("Hồ sơ MH-2024-00001: bị sửa ngoài chương trình")));
    change("UPDATE initiative SET owner_text = 'Hội Phụ nữ' WHERE title = 'Ngõ xanh'");
    change(
        "UPDATE initiative_version SET value_json = replace(value_json, 'Đường', 'Vườn') "
        "WHERE value_json LIKE '%Đường%'");
    EXPECT_THAT(found(), ElementsAre(::testing::HasSubstr("Hồ sơ MH-2024-00002, phiên bản 1: bản lưu khác"),
                                     ::testing::HasSubstr("Hồ sơ MH-2024-00002: bị sửa ngoài chương trình")));
}

TEST_F(Registering, themes_written_otherwise_are_no_change_past_the_program) {
    auto first = row_of("Ngõ xanh", 2024, Basis::fresh), second = row_of("Đường hoa", 2024, Basis::fresh);
    first.statement.themes = {"Môi trường", "An sinh"};
    second.statement.themes = {"AN SINH", "môi trường"};
    saved({first, second});
    EXPECT_THAT(database_->read([](db::Transaction& tx) { return altered(tx); }).value(),
                ::testing::IsEmpty());
}

TEST_F(Registering, numbers_count_per_kind_and_year) {
    auto exemplar = row_of("Bà Năm", 2024, Basis::fresh);
    exemplar.statement.kind = Kind::exemplar;
    saved({row_of("Đường hoa", 2024, Basis::fresh), exemplar, row_of("Ngõ xanh", 2024, Basis::fresh)});
    const auto numbers = *database_->read([](db::Transaction& tx) {
        return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                      "SELECT number FROM initiative ORDER BY id");
    });
    EXPECT_THAT(numbers, ElementsAre("MH-2024-00001", "DH-2024-00001", "MH-2024-00002"));
}

TEST_F(Registering, several_owners_and_themes_are_kept_apart_and_a_sector_is_proposed) {
    auto row = row_of("Đường hoa", 2024, Basis::fresh);
    row.statement.owner_text = "Hội Phụ nữ; Công an phường";
    row.statement.themes = {"Môi trường", "môi trường ", "chỉnh trang, hiện đại hóa đô thị"};
    saved({row});
    EXPECT_EQ(number("SELECT count(*) FROM registry_fact_owner"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM registry_fact_theme"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM registry_fact WHERE sector = 'armed_forces'"), 1);
}

}  // namespace
}  // namespace kheo::registry
