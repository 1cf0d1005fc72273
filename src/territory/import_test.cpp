// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "support/test_database.hpp"
#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;

namespace {

void write_fixture(const std::filesystem::path& dir) {
    for (const auto& file : fixture::files()) std::ofstream(dir / file.name) << file.content;
}

std::shared_ptr<const Atlas> load(db::Database& database) {
    return database.read([](db::Transaction& tx) { return load_atlas(tx); }).value();
}

std::size_t count(const Atlas& atlas, Level level, std::string_view on) {
    return atlas.list(level, day(on)).size();
}

}  // namespace

class ImportTest : public testing::Test {
  protected:
    test::TestDatabase database;
    test::TempDir dir;
};

TEST_F(ImportTest, ADirectoryWithoutCatalogueIsRefused) {
    const auto refused = import_directory(*database, dir.path(), 0);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(import_directory(*database, dir.path() / "absent", 0));
}

TEST_F(ImportTest, ABrokenFileChangesNothing) {
    write_fixture(dir.path());
    std::ofstream(dir.path() / "units_2027.csv")
        << "code,level,full_name,parent_code,valid_from\n7,commune,X,,2027-01-01\n";
    const auto refused = import_directory(*database, dir.path(), 0);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message.in(Language::en), testing::HasSubstr("units_2027.csv:2"));
    EXPECT_EQ(count(*load(*database), Level::province, "2025-06-30"), 0u);
}

TEST_F(ImportTest, OtherFilesAreIgnoredAndASecondImportChangesNothing) {
    write_fixture(dir.path());
    std::ofstream(dir.path() / "units_changes_notes.txt") << "?";
    std::ofstream(dir.path() / "figures_real.csv") << "id\n1\n";
    const auto first = import_directory(*database, dir.path(), 0);
    ASSERT_TRUE(first) << first.error().message.in(Language::en) << first.error().detail;
    EXPECT_GT(first->units_added, 0);
    const auto again = import_directory(*database, dir.path(), 1);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->changed());
    EXPECT_EQ(count(*load(*database), Level::commune, "2026-05-01"), 5u);
}

TEST_F(ImportTest, AnotherProcessesImportIsSeen) {
    const AtlasKeeper keeper(*database);
    ASSERT_EQ(count(*keeper.current(), Level::province, "2025-06-30"), 0U);
    write_fixture(dir.path());
    ASSERT_TRUE(import_directory(*database.open_again({.readers = 2}), dir.path(), 0));
    for (int i = 0; i < 600 && count(*keeper.current(), Level::province, "2025-06-30") == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_GT(count(*keeper.current(), Level::province, "2025-06-30"), 0U);
}

TEST_F(ImportTest, AHamletOfAListIsKeptOnce) {
    write_fixture(dir.path());
    ASSERT_TRUE(import_directory(*database, dir.path(), 0));
    const AtlasKeeper keeper(*database);
    const auto commune = keeper.current()->find_code("11680", day("2026-01-01"))->id;
    const auto add = [&](std::string_view name, UnitId under) {
        return database->write(
            [&](db::Transaction& tx) { return ensure_hamlet(tx, under, name, day("2026-01-01")); });
    };
    const auto first = add("thôn 3", commune);
    ASSERT_TRUE(first);
    EXPECT_EQ(*add("Thôn  03", commune), *first);
    EXPECT_NE(*add("thôn 4", commune), *first);
    EXPECT_FALSE(add(" ", commune));
    EXPECT_FALSE(add("thôn 3", UnitId{999'999}));
    keeper.refresh();
    const auto atlas = keeper.current();
    EXPECT_TRUE(atlas->find(*first, day("2026-01-01"))->from_list);
    EXPECT_TRUE(AtlasScope(keeper).contains(commune, *first, day("2026-01-01")));
    // The hamlet's facts stand with its commune on other maps.
    EXPECT_EQ(atlas->restate(*first, day("2024-01-01")).unit,
              atlas->restate(commune, day("2024-01-01")).unit);
    // Importing the catalogue again leaves hamlets alone.
    EXPECT_FALSE(import_directory(*database, dir.path(), 2)->changed());
}

TEST_F(ImportTest, TheRealCountryCountsAsPublished) {
    KHEO_NEEDS_SHARED();
    const auto report = import_directory(*database, test::shared_dir() / "data", 0);
    ASSERT_TRUE(report) << report.error().message.in(Language::en) << report.error().detail;
    for (const auto& remark : report->remarks) std::cout << "  " << remark.in(Language::en) << "\n";
    const auto atlas = load(*database);
    EXPECT_EQ(count(*atlas, Level::province, "2025-06-30"), 63u);
    EXPECT_EQ(count(*atlas, Level::district, "2025-06-30"), 696u);
    EXPECT_EQ(count(*atlas, Level::commune, "2025-06-30"), 10035u);
    EXPECT_EQ(count(*atlas, Level::province, "2025-07-01"), 34u);
    EXPECT_EQ(count(*atlas, Level::district, "2025-07-01"), 0u);
    EXPECT_EQ(count(*atlas, Level::commune, "2025-07-01"), 3321u);
    EXPECT_EQ(atlas->find_code("75", day("2026-04-29"))->full_name, "Tỉnh Đồng Nai");
    EXPECT_EQ(atlas->find_code("75", day("2026-04-30"))->full_name, "Thành phố Đồng Nai");
    EXPECT_EQ(atlas->find_code("75", day("2026-04-29"))->id, atlas->find_code("75", day("2026-04-30"))->id);
    EXPECT_EQ(atlas->find_code("46", day("2024-12-31"))->full_name, "Tỉnh Thừa Thiên Huế");
    EXPECT_EQ(atlas->find_code("25270", day("2026-04-30"))->full_name, "Phường Lộc Ninh");
    const auto again = import_directory(*database, test::shared_dir() / "data", 1);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->changed()) << again->units_added << " " << again->units_changed << " "
                                   << again->lineage_written;
}

TEST_F(ImportTest, EveryRealUnitRestatesToAUnitOfTodayOrOfThen) {
    KHEO_NEEDS_SHARED();
    ASSERT_TRUE(import_directory(*database, test::shared_dir() / "data", 0));
    const auto atlas = load(*database);
    for (const auto* on : {"2023-01-01", "2024-06-01", "2025-06-30"}) {
        for (const auto level : {Level::province, Level::district, Level::commune}) {
            for (const auto* unit : atlas->list(level, day(on))) {
                const auto out = atlas->restate(unit->id, day("2026-11-21"));
                ASSERT_TRUE(out.unit && atlas->present(out.unit, day("2026-11-21"))) << unit->full_name;
            }
        }
    }
}

}  // namespace kheo::territory
