// SPDX-License-Identifier: Apache-2.0
#include "bodies/status_years.hpp"

#include <gmock/gmock.h>

#include "support/atlas.hpp"

namespace kheo::bodies {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const Date kToday = *Date::of(2026, 11, 21);
constexpr UnitId kHere{1}, kThere{2}, kGone{11}, kMerged{13};

kheo::test::TestAtlas country() {
    using enum territory::Level;
    kheo::test::TestAtlas atlas;
    atlas.add(1, province, "98", "Tỉnh Hoa Sen", 0);
    atlas.add(2, province, "99", "Tỉnh Tre Ngà", 0);
    atlas.add(11, commune, "98011", "Xã Một", 1, "", "2025-06-30");
    atlas.add(12, commune, "98012", "Xã Hai", 1, "", "2025-06-30");
    atlas.add(13, commune, "98013", "Xã Mới", 1, "2025-07-01");
    atlas.add(21, commune, "99021", "Xã Xa", 2);
    atlas.went(11, {13});
    atlas.went(12, {13});
    return atlas;
}

UnitStatus status(UnitId unit, const char* from, const char* until = "9999-12-31") {
    return {0, unit, "new_rural_model", "", *Date::parse_iso(from), *Date::parse_iso(until), {}};
}

TEST(StatusYears, UnitsThatAreGoneAreCountedInTheYearsTheyHeldIt) {
    const std::vector all{status(kGone, "2023-05-01", "2025-06-30"),
                          status(UnitId{12}, "2024-12-31", "2025-06-30"), status(kMerged, "2026-02-01"),
                          status(UnitId{21}, "2022-01-01", "2024-12-30")};
    const auto found = status_years(all, {kHere, kThere}, country(), kToday, 4);
    EXPECT_THAT(found.years, ElementsAre(2023, 2024, 2025, 2026));
    ASSERT_THAT(found.rows, SizeIs(2));
    EXPECT_THAT(found.rows[0].held, ElementsAre(1, 2, 0, 1));
    EXPECT_THAT(found.rows[1].held, ElementsAre(1, 0, 0, 0)) << "one day too early for 2024";
    ASSERT_THAT(found.now, SizeIs(1));
    EXPECT_EQ(found.now[0].unit, kMerged);
}

TEST(StatusYears, AUnitIsCountedOnceAndOnlyWhereThePersonReads) {
    const std::vector twice{status(kMerged, "2025-08-01"), status(kMerged, "2026-01-01")};
    EXPECT_THAT(status_years(twice, {kHere}, country(), kToday, 2).rows.at(0).held, ElementsAre(1, 1));
    EXPECT_THAT(status_years(twice, {kThere}, country(), kToday, 2).rows, SizeIs(0)) << "no row without any";
}

}  // namespace
}  // namespace kheo::bodies
