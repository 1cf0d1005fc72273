// SPDX-License-Identifier: Apache-2.0
// The catalogue made from npm packages, and a fuller one imported over it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/test_database.hpp"
#include "territory/csv.hpp"
#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;

class ShippedTest : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_shipped_catalogue()) GTEST_SKIP() << "built without node_modules: npm ci";
        const auto loaded = load_shipped_catalogue(*database, 0);
        ASSERT_TRUE(loaded) << loaded.error().message.in(Language::en) << loaded.error().detail;
        reload();
    }
    void reload() {
        atlas = database->read([](db::Transaction& tx) { return load_atlas(tx); }).value();
    }
    std::vector<std::size_t> counts(std::string_view on) const {
        return {atlas->list(Level::province, day(on)).size(), atlas->list(Level::district, day(on)).size(),
                atlas->list(Level::commune, day(on)).size()};
    }
    test::TestDatabase database;
    std::shared_ptr<const Atlas> atlas;
};

TEST_F(ShippedTest, CountsTheCountryBeforeAndAfterTheReform) {
    EXPECT_THAT(counts("2025-06-30"), testing::ElementsAre(63, 696, 10035));
    EXPECT_THAT(counts("2025-07-01"), testing::ElementsAre(34, 0, 3321));
    EXPECT_THAT(counts("2026-04-30"), testing::ElementsAre(34, 0, 3321));
    EXPECT_EQ(atlas->map_days().back(), day("2026-04-30"));
    EXPECT_FALSE(load_shipped_catalogue(*database, 1)->changed());
    for (const auto* unit : atlas->list(Level::commune, day("2025-06-30"))) {
        const auto now = atlas->restate(unit->id, day("2026-01-01"));
        ASSERT_TRUE(atlas->present(now.unit, day("2026-01-01"))) << unit->full_name;
    }
}

TEST_F(ShippedTest, KnowsTheActsOf2026) {
    const auto name = [&](std::string_view code, std::string_view on) {
        return atlas->find_code(code, day(on))->full_name;
    };
    EXPECT_EQ(name("75", "2026-04-29"), "Tỉnh Đồng Nai");
    EXPECT_EQ(name("75", "2026-04-30"), "Thành phố Đồng Nai");
    EXPECT_EQ(name("25270", "2026-04-29"), "Xã Lộc Ninh");
    EXPECT_EQ(name("25270", "2026-04-30"), "Phường Lộc Ninh");
    EXPECT_EQ(atlas->find_code("25270", day("2026-04-29"))->id,
              atlas->find_code("25270", day("2026-04-30"))->id);
    const auto wards = [&](std::string_view on) {
        const auto all = atlas->list(Level::commune, day(on), atlas->find_code("75", day(on))->id);
        return std::ranges::count(all, "Phường", &Unit::type);
    };
    EXPECT_EQ(wards("2026-04-30"), wards("2026-04-29") + 10);
}

TEST_F(ShippedTest, AFullerCatalogueAgreesWithIt) {
    KHEO_NEEDS_SHARED();
    int other_code = 0, other_name = 0, other_parent = 0, checked = 0;
    for (const auto& [file, on] : {std::pair{"units_2024.csv", day("2025-06-30")},
                                   {"units_2025.csv", day("2025-07-01")},
                                   {"units_2026.csv", day("2026-04-30")}}) {
        const Csv csv(test::read_file(test::shared_dir() / "data" / file));
        for (std::size_t i = 0; i < csv.size(); ++i) {
            ++checked;
            const auto* unit = atlas->find_code(csv.at(i, "code"), on);
            if (!unit)
                ++other_code,
                    std::cout << "no code " << csv.at(i, "code") << " " << csv.at(i, "full_name") << "\n";
            if (unit && tone_key(unit->full_name) != tone_key(csv.at(i, "full_name")))
                ++other_name, std::cout << unit->full_name << " / " << csv.at(i, "full_name") << "\n";
            if (unit && unit->parent_code != csv.at(i, "parent_code")) ++other_parent;
        }
    }
    std::cout << checked << " units: " << other_code << " codes, " << other_name << " names, " << other_parent
              << " parents differ\n";
    EXPECT_LE(other_code, 4);  // Ba Chẽ and Ia Mơ, on two maps: the sources differ
    EXPECT_LE(other_name, 10);
    EXPECT_EQ(other_parent, 0);
}

TEST_F(ShippedTest, AFullerCatalogueCorrectsItAndKeepsEveryId) {
    KHEO_NEEDS_SHARED();
    const auto before = atlas;
    ASSERT_TRUE(import_directory(*database, test::shared_dir() / "data", 1));
    reload();
    EXPECT_THAT(counts("2025-06-30"), testing::ElementsAre(63, 696, 10035));
    EXPECT_THAT(counts("2025-07-01"), testing::ElementsAre(34, 0, 3321));
    EXPECT_EQ(atlas->find_code("25270", day("2026-04-30"))->type, "Phường");
    for (const auto* on : {"2025-06-30", "2025-07-01"}) {
        for (const auto level : {Level::province, Level::district, Level::commune}) {
            for (const auto* unit : before->list(level, day(on))) {
                const auto* now = atlas->find(unit->id, day(on));
                ASSERT_TRUE(now && atlas->present(unit->id, day(on))) << unit->full_name;
                EXPECT_EQ(now->level, unit->level);
            }
        }
    }
    // What only the fuller one knows: Tứ Liên was split.
    const auto tu_lien = atlas->find_code("00097", day("2024-01-01"))->id;
    EXPECT_THAT(atlas->codes_today(tu_lien, day("2026-11-21")), testing::ElementsAre("00097", "00103"));
    EXPECT_FALSE(import_directory(*database, test::shared_dir() / "data", 2)->changed());
}

}  // namespace kheo::territory
