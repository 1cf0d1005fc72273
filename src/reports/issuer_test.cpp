// SPDX-License-Identifier: Apache-2.0
// Who issues a report: by level and day, and by a unit's own decision.
#include "reports/issuer.hpp"
#include "bodies/bodies.hpp"

#include <gmock/gmock.h>

#include "reports/store.hpp"
#include "reports/test_country.hpp"

namespace kheo::reports {

using test::kCity, test::kDistrict, test::kWardA, test::kNewWard, test::kIsland, test::kHcm, test::kWard1;
using testing::ElementsAre;

class IssuerOf : public test::Reports {
  protected:
    Issuer find(std::int64_t unit, std::string_view on) {
        auto found = database_->read(
            [&](db::Transaction& tx) { return find_issuer(tx, atlas_, UnitId{unit}, day(on)); });
        EXPECT_TRUE(found.has_value()) << on;
        return found ? *found : Issuer{};
    }
};

TEST_F(IssuerOf, NobodyWhereNoRowTells) {
    const auto found = database_->read(
        [&](db::Transaction& tx) { return find_issuer(tx, atlas_, UnitId{kDistrict}, day("2025-07-01")); });
    ASSERT_FALSE(found.has_value());
    EXPECT_THAT(found.error().message.in(Language::vi), testing::HasSubstr("Chưa biết cơ quan nào chủ trì"));
}

TEST_F(IssuerOf, TheBoardOfACityUntilTheMergerOf2025) {
    const auto before = find(kCity, "2024-12-31");
    EXPECT_EQ(before.form, Form::party);
    EXPECT_THAT(before.superior, ElementsAre("THÀNH ỦY HOA SEN"));
    EXPECT_THAT(before.name, ElementsAre("BAN DÂN VẬN"));
    EXPECT_EQ(before.full_name, "Ban Dân vận Thành ủy Hoa Sen");
    EXPECT_EQ(before.symbol, "BC/BDVTU");
    EXPECT_EQ(before.place, "Hoa Sen");
    EXPECT_THAT(before.recipients,
                ElementsAre("Ban Dân vận Trung ương (báo cáo),", "Thường trực Thành ủy Hoa Sen (báo cáo),",
                            "Lưu Văn phòng Ban."));
    const auto after = find(kCity, "2025-06-30");
    EXPECT_THAT(after.name, ElementsAre("BAN TUYÊN GIÁO VÀ DÂN VẬN"));
    EXPECT_EQ(after.symbol, "BC/BTGDVTU");
    EXPECT_FALSE(after.verified) << "the day is known of one province only";
}

TEST_F(IssuerOf, DistrictAndCommuneByTheirTypes) {
    const auto district = find(kDistrict, "2024-06-30");
    EXPECT_EQ(district.full_name, "Ban Dân vận Quận ủy Đông");
    EXPECT_EQ(district.symbol, "BC/BDVQU");
    const auto ward = find(kWardA, "2024-06-30");
    EXPECT_THAT(ward.superior, ElementsAre("ĐẢNG ỦY PHƯỜNG ÂN"));
    EXPECT_EQ(ward.full_name, "Khối Dân vận phường Ân");
    EXPECT_EQ(find(kIsland, "2026-06-30").full_name, "Ban Xây dựng Đảng Đảng ủy đặc khu Sóng");
}

TEST_F(IssuerOf, TheWholeCountry) {
    EXPECT_EQ(find(0, "2024-12-31").full_name, "Ban Dân vận Trung ương");
    EXPECT_EQ(find(0, "2025-12-31").symbol, "BC/BTGDVTW");
}

TEST_F(IssuerOf, AUnitsOwnDecisionChangesBodyAndFormFromItsDay) {
    const auto set = [&](const char* body, const char* from, const char* key) {
        return database_->write([&](db::Transaction& tx) {
            return bodies::set_standing_body(
                tx, {UnitId{kNewWard}, "commune", body, day(from), "Quyết định 1-QĐ/ĐU", key}, {}, 1);
        });
    };
    EXPECT_TRUE(set("peoples_committee", "2026-01-01", "k1").value());
    EXPECT_FALSE(set("peoples_committee", "2026-01-01", "k1").value()) << "a retry changes nothing";
    EXPECT_TRUE(set("fatherland_front", "2026-07-01", "k2").value());
    EXPECT_EQ(find(kNewWard, "2025-12-31").form, Form::party);
    const auto state = find(kNewWard, "2026-06-30");
    EXPECT_EQ(state.form, Form::state);
    EXPECT_THAT(state.name, ElementsAre("ỦY BAN NHÂN DÂN", "PHƯỜNG MỚI"));
    EXPECT_EQ(state.symbol, "BC-UBND");
    EXPECT_EQ(state.authority, "TM. ỦY BAN NHÂN DÂN");
    EXPECT_EQ(state.signer, "CHỦ TỊCH");
    const auto front = find(kNewWard, "2026-12-31");
    EXPECT_THAT(front.superior, ElementsAre("ỦY BAN MTTQ VIỆT NAM", "PHƯỜNG MỚI"));
    EXPECT_THAT(front.name, ElementsAre("BAN THƯỜNG TRỰC"));
    EXPECT_EQ(find(kIsland, "2026-06-30").form, Form::party) << "another unit keeps its own";
}

TEST_F(IssuerOf, ADecisionEnteredLateEndsWhereTheNextOneBegins) {
    const auto set = [&](const char* body, const char* from) {
        const auto key = std::string(body) + from;
        const auto done = database_->write([&](db::Transaction& tx) {
            return bodies::set_standing_body(
                tx, {UnitId{kNewWard}, "commune", body, day(from), std::string("Quyết định ") + from, key},
                {}, 1);
        });
        EXPECT_TRUE(done.has_value());
    };
    const auto basis = [&](std::string_view on) { return find(kNewWard, on).legal_basis; };
    set("fatherland_front", "2026-07-01");
    set("party_building_board", "2026-10-01");
    set("peoples_committee", "2026-01-01");
    EXPECT_EQ(basis("2026-06-30"), "Quyết định 2026-01-01");
    EXPECT_EQ(basis("2026-07-01"), "Quyết định 2026-07-01") << "a later decision is not lost";
    EXPECT_EQ(basis("2026-09-30"), "Quyết định 2026-07-01");
    EXPECT_EQ(basis("2027-01-01"), "Quyết định 2026-10-01");
    set("peoples_committee", "2026-07-01");
    EXPECT_EQ(find(kNewWard, "2026-09-30").form, Form::state) << "the same day again is a correction";
    EXPECT_EQ(basis("2026-10-01"), "Quyết định 2026-10-01");
}

TEST_F(IssuerOf, PlacesNamedByNumbersOrPersonsKeepTheirType) {
    EXPECT_EQ(find(kWard1, "2024-06-30").place, "Phường 1");
    EXPECT_EQ(find(kHcm, "2024-06-30").place, "Thành phố Hồ Chí Minh");
}

}  // namespace kheo::reports
