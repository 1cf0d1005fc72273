// SPDX-License-Identifier: Apache-2.0
// restated + not attributable = original, for every unit, on random countries and on the real map; and the
// SQL agrees with counting the facts one by one.
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

#include "statistics/test_atlas.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics {
namespace {

using namespace test;

constexpr std::array kLevels{Level::province, Level::district, Level::commune};
const MapChoice kNow{MapChoice::Kind::now, {}};

/// Three provinces of three districts of four communes; on 1 July 2025 districts go, and communes are kept,
/// merged or split at random, also over provinces.
TestAtlas random_country(std::mt19937& random) {
    const auto before = "2025-06-30", reform = "2025-07-01";
    TestAtlas atlas;
    std::vector<std::int64_t> fresh, old;
    for (std::int64_t p = 1; p <= 3; ++p) {
        atlas.add(p, Level::province, "0" + std::to_string(p), "Tỉnh " + std::to_string(p), 0);
        for (std::int64_t c = 1; c <= 4; ++c) {
            fresh.push_back(900 + p * 10 + c);
            atlas.add(fresh.back(), Level::commune, "10" + std::to_string(fresh.back()), "Mới", p, reform);
        }
        for (std::int64_t d = 1; d <= 3; ++d) {
            const auto district = p * 10 + d;
            atlas.add(district, Level::district, "0" + std::to_string(district), "Huyện", p, "", before);
            for (std::int64_t c = 1; c <= 4; ++c) {
                old.push_back(district * 10 + c);
                atlas.add(old.back(), Level::commune, "00" + std::to_string(old.back()), "Xã", district, "",
                          before);
            }
            atlas.went(district, fresh);
        }
    }
    for (const auto unit : old) {
        std::set<std::int64_t> to;
        const auto parts = random() % 4 == 0 ? 2u : 1u;
        while (to.size() < parts) to.insert(fresh[random() % fresh.size()]);
        atlas.went(unit, {to.begin(), to.end()});
    }
    return atlas;
}

/// Counts one by one what stands under each unit of a level on a day.
struct ByHand {
    std::map<std::string, std::int64_t> rows;
    std::int64_t total = 0, above = 0;
};
ByHand by_hand(const territory::Atlas& atlas, const std::vector<Fact>& facts, Level level, Date day,
               UnitId under) {
    ByHand out;
    for (const auto& fact : facts) {
        const auto standing = atlas.restate(UnitId{fact.unit}, day).unit;
        if (under && !(standing && atlas.is_under(standing, under, day))) continue;
        ++out.total;
        const auto row = standing ? atlas.ancestor(standing, level, day) : UnitId{};
        row ? ++out.rows[atlas.find(row, day)->code] : ++out.above;
    }
    return out;
}

class Restated : public Facts {
  protected:
    void expect_as_by_hand(const territory::Atlas& atlas, const std::vector<Fact>& facts, Level level,
                           const std::string& under, const MapChoice& map) {
        PivotQuery query = question("2024");
        query.rows = Axis{Dimension::unit, level};
        query.under = under;
        query.map = map;
        const auto answer = ask(atlas, query);
        ASSERT_TRUE(answer.has_value()) << answer.error().detail;
        const Date day = answer->map_day;
        const auto expected = by_hand(atlas, facts, level, day, answer->under);
        std::map<std::string, std::int64_t> rows;
        std::int64_t sum = answer->not_attributable[0][0];
        for (const auto& row : answer->rows) sum += rows[row.key[0]] = row.values[0][0];
        EXPECT_EQ(rows, expected.rows) << under;
        EXPECT_EQ(answer->totals[0][0], expected.total) << under;
        EXPECT_EQ(answer->not_attributable[0][0], expected.above) << under;
        EXPECT_EQ(sum, answer->totals[0][0]) << "restated + not attributable = original under " << under;
    }

    std::vector<Fact> random_facts(const std::vector<std::int64_t>& units, std::size_t count) {
        std::vector<Fact> out;
        for (std::size_t i = 0; i < count; ++i)
            out.push_back({static_cast<std::int64_t>(i + 1), units[random_() % units.size()], "2024-05-01"});
        return out;
    }

    std::mt19937 random_{11};
};

TEST_F(Restated, plus_not_attributable_is_original_in_random_countries) {
    for (int round = 0; round < 5; ++round) {
        const auto atlas = random_country(random_);
        std::vector<std::int64_t> units;
        for (const auto& [id, unit] : atlas.units())
            if (atlas.present(id, *Date::of(2024, 5, 1))) units.push_back(id.value);
        const auto facts = random_facts(units, 300);
        run([](db::Transaction& tx) { return tx.exec("DELETE FROM fact"); });
        save(facts);
        for (const auto level : kLevels)
            for (const auto& map : {MapChoice{}, kNow})
                for (const auto* under : {"", "01", "02", "03"})
                    expect_as_by_hand(atlas, facts, level, under, map);
    }
}

TEST_F(Restated, plus_not_attributable_is_original_on_the_real_map) {
    KHEO_NEEDS_SHARED();
    const auto imported = territory::import_directory(*database_, kheo::test::shared_dir() / "data", 0);
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    const auto atlas = database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
    std::vector<std::int64_t> units;
    for (const auto level : kLevels)
        for (const auto* unit : atlas->list(level, *Date::of(2024, 12, 31))) units.push_back(unit->id.value);
    ASSERT_GT(units.size(), 10'000u);
    const auto facts = random_facts(units, 5'000);
    save(facts);
    for (const auto level : kLevels) expect_as_by_hand(*atlas, facts, level, "", kNow);
    expect_as_by_hand(*atlas, facts, Level::district, "", {});
    std::int64_t provinces = 0;
    for (const auto* unit : atlas->list(Level::province, today_)) {
        expect_as_by_hand(*atlas, facts, Level::commune, unit->code, kNow);
        ++provinces;
    }
    EXPECT_EQ(provinces, 34);
}

}  // namespace
}  // namespace kheo::statistics
