// SPDX-License-Identifier: Apache-2.0
// A small made-up country around the reform of 2025, and facts in it, for this room's tests.
#pragma once

#include <gtest/gtest.h>

#include "statistics/statistics.hpp"
#include "support/atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::reports::test {

using kheo::test::TestAtlas;
using territory::Level;
using territory::UnitId;

inline constexpr std::int64_t kCity = 1, kDistrict = 2, kRural = 3, kWardA = 11, kWardB = 12, kVillage = 13,
                              kNewWard = 21, kNewVillage = 22, kIsland = 23, kHcm = 5, kWard1 = 51;

/// Thành phố Hoa Sen: Quận Đông (phường An, phường Bình), Huyện Tây (xã Cát) until 30/06/2025; then phường
/// Mới, xã Cát Mới, đặc khu Sóng.
inline TestAtlas made_up_country() {
    TestAtlas out;
    out.add(kCity, Level::province, "01", "Thành phố Hoa Sen", 0);
    out.add(kDistrict, Level::district, "001", "Quận Đông", kCity, "", "2025-06-30");
    out.add(kRural, Level::district, "002", "Huyện Tây", kCity, "", "2025-06-30");
    out.add(kWardA, Level::commune, "00001", "Phường Ân", kDistrict, "", "2025-06-30");
    out.add(kWardB, Level::commune, "00002", "Phường Bình", kDistrict, "", "2025-06-30");
    out.add(kVillage, Level::commune, "00003", "Xã Cát", kRural, "", "2025-06-30");
    out.add(kNewWard, Level::commune, "00011", "Phường Mới", kCity, "2025-07-01");
    out.add(kNewVillage, Level::commune, "00012", "Xã Cát Mới", kCity, "2025-07-01");
    out.add(kIsland, Level::commune, "00013", "Đặc khu Sóng", kCity, "2025-07-01");
    out.went(kWardA, {kNewWard});
    out.went(kWardB, {kNewWard});
    out.went(kVillage, {kNewVillage});
    out.add(kHcm, Level::province, "79", "Thành phố Hồ Chí Minh", 0);
    out.add(kWard1, Level::commune, "00051", "Phường 1", kHcm);
    return out;
}

/// A registration, as statistics reads it.
struct Fact {
    std::string kind = "practice", field = "economy", basis = "new", sector = "";  // "" = not stated
};

/// Tables fact, fact_theme, fact_owner (test_country_store.cpp).
Result<> create_facts(db::Transaction& tx);
Result<> insert_fact(db::Transaction& tx, std::int64_t initiative, std::int64_t unit, std::string_view date,
                     const Fact& fact);

class Reports : public ::testing::Test {
  protected:
    Reports() { write(create_facts); }

    static statistics::FactSource source() {
        return {"fact", "fact_theme", "fact_owner",
                [](db::Transaction&, Date) -> Result<std::vector<statistics::CodeName>> {
                    return std::vector<statistics::CodeName>{{"economy", "Kinh tế"},
                                                             {"culture_society", "Văn hóa - xã hội"}};
                }};
    }

    static Date day(std::string_view iso) { return Date::parse_iso(iso).value(); }

    template <typename F>
    void write(F&& change) {
        const auto done = database_->write(std::forward<F>(change));
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }

    /// n initiatives registered by one unit on one day.
    void register_some(int n, std::int64_t unit, std::string_view date, const Fact& like = {}) {
        write([&](db::Transaction& tx) -> Result<> {
            for (int i = 0; i < n; ++i) TRY(insert_fact(tx, ++last_, unit, date, like));
            return {};
        });
    }

    kheo::test::TestDatabase database_;
    TestAtlas atlas_ = made_up_country();

  private:
    std::int64_t last_ = 0;
};

}  // namespace kheo::reports::test
