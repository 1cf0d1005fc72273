// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app::demo {

TEST(DemoWorld, IsTheSameForTheSameSeed) {
    const auto a = make_world(1), b = make_world(1), c = make_world(2);
    ASSERT_EQ(a.rows.size(), b.rows.size());
    EXPECT_TRUE(std::ranges::equal(
        a.rows, b.rows, {}, [](const DemoRow& r) { return r.statement.title; },
        [](const DemoRow& r) { return r.statement.title; }));
    EXPECT_NE(a.rows.front().statement.title + a.rows.back().statement.title,
              c.rows.front().statement.title + c.rows.back().statement.title);
}

TEST(DemoWorld, HoldsThreeYearsOfNewAndMaintainedInitiatives) {
    const auto world = make_world(1);
    const auto fresh = std::ranges::count(world.rows, registry::Basis::fresh, &DemoRow::basis);
    EXPECT_NEAR(static_cast<double>(fresh), 2000, 50);
    std::map<int, int> by_year;
    for (const auto& row : world.rows) ++by_year[row.year];
    EXPECT_EQ(by_year.size(), 3U);
    EXPECT_GT(std::ranges::count(world.rows, registry::Basis::maintained, &DemoRow::basis), 400);
}

TEST(DemoWorld, EveryUnitExistsOnTheDayOfItsRow) {
    const auto world = make_world(1);
    std::set<std::string> before{world.territory.province.code}, after = before;
    for (const auto& u : world.territory.districts) before.insert(u.code);
    for (const auto& u : world.territory.old_communes) before.insert(u.code);
    for (const auto& u : world.territory.new_communes) after.insert(u.code);
    for (const auto& row : world.rows) {
        const auto& map = row.date < *Date::of(2025, 7, 1) ? before : after;
        EXPECT_TRUE(map.contains(row.unit_code)) << row.unit_code << " on " << row.date.iso();
    }
}

TEST(DemoWorld, SplitsSixCommunes) {
    const auto world = make_world(1);
    std::map<std::size_t, int> targets;
    for (const auto& change : world.territory.changes) ++targets[change.from];
    EXPECT_EQ(targets.size(), 60U);
    EXPECT_EQ(std::ranges::count_if(targets, [](const auto& t) { return t.second == 2; }), 6);
}

TEST(DemoWorld, NoTitleIsThatOfARealInitiative) {
    KHEO_NEEDS_SHARED();
    const auto real = fold_words(test::read_file(test::shared_dir() / "data" / "initiatives_real.csv"));
    ASSERT_FALSE(real.empty());
    for (const auto& row : make_world(1).rows)
        ASSERT_EQ(real.find(fold_words(row.statement.title)), std::string::npos) << row.statement.title;
}

}  // namespace kheo::app::demo
