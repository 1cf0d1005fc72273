// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;

namespace {

History with_hamlets() {
    auto out = fixture::history();
    const auto commune = out.at(Level::commune, "10507", day("2026-01-01"));
    for (const auto* name : {"Thôn Đông", "Thôn 3", "Thôn Hoà", "Thôn Hoa"})
        out.set(out.add(Level::hamlet, true), {"", "", name, name, commune, beginning(), ending()});
    return out;
}

}  // namespace

class TypedUnitTest : public testing::Test {
  protected:
    UnitId id(std::string_view code) const { return atlas->find_code(code, today)->id; }
    TypedUnit typed(std::string_view text, std::string_view within = "") const {
        return typed_unit(*atlas, text, today, within.empty() ? UnitId{} : id(within));
    }
    /// The name of the one unit that is meant; "?" with what it could be.
    std::string meant(std::string_view text, std::string_view within = "") const {
        const auto out = typed(text, within);
        return out.unit ? out.unit->full_name : "?" + listed(out.candidates);
    }

    Date today = day("2026-01-01");
    std::shared_ptr<const Atlas> atlas = make_atlas(with_hamlets());
};

TEST_F(TypedUnitTest, what_names_no_unit_is_none) {
    for (const auto* text :
         {"", "   ", "99999", "9", "id:", "id:x", "id:99999", "Xã Không Có", "Xã Nào (99999)"})
        EXPECT_EQ(meant(text), "?") << text;
}

TEST_F(TypedUnitTest, a_code_of_the_day_is_enough) {
    EXPECT_EQ(meant("00097"), "Phường Hồng Hà");
    EXPECT_EQ(meant(" 00097 "), "Phường Hồng Hà");
    EXPECT_EQ(meant("003"), "?") << "a district of before the reform";
}

TEST_F(TypedUnitTest, what_a_suggestion_wrote_is_read_by_its_code) {
    EXPECT_EQ(meant("Phường Hồng Hà (00097)"), "Phường Hồng Hà");
    EXPECT_EQ(meant("Phường Hồng Hà (00103)"), "Phường Tây Hồ");
}

TEST_F(TypedUnitTest, a_unit_without_a_code_goes_by_its_identity) {
    const auto hamlet = typed("Thôn Đông", "10507").unit;
    ASSERT_TRUE(hamlet);
    EXPECT_EQ(unit_key(*hamlet, today), "id:" + std::to_string(hamlet->id.value));
    EXPECT_EQ(meant(unit_key(*hamlet, today)), "Thôn Đông");
}

TEST_F(TypedUnitTest, the_key_of_a_unit_that_is_gone_is_never_that_of_who_bears_its_code_now) {
    const auto* gone = atlas->find_code("00097", day("2025-06-30"));
    EXPECT_EQ(unit_key(*atlas->find_code("00097", today), today), "00097");
    EXPECT_EQ(unit_key(*gone, day("2025-06-30")), "00097");
    EXPECT_EQ(meant(unit_key(*gone, today)), "Phường Tứ Liên");
}

TEST_F(TypedUnitTest, a_name_is_looked_for_inside_the_place) {
    EXPECT_EQ(meant("P. Hồng Hà"), "Phường Hồng Hà");
    EXPECT_EQ(meant("P. Hồng Hà", "01"), "Phường Hồng Hà");
    EXPECT_EQ(meant("P. Hồng Hà", "31"), "?");
}

TEST_F(TypedUnitTest, an_abolished_unit_answers_with_what_it_became) {
    EXPECT_EQ(meant("Phường Tứ Liên"), "?Phường Hồng Hà (00097), Phường Tây Hồ (00103)");
}

TEST_F(TypedUnitTest, a_hamlet_is_known_inside_its_commune) {
    EXPECT_EQ(meant("thôn đông", "10507"), "Thôn Đông");
    EXPECT_EQ(meant("Thôn 03", "10507"), "Thôn 3");
    EXPECT_EQ(meant("Thôn Đông"), "?");
    EXPECT_EQ(meant("Thôn Đông", "31"), "?");
}

TEST_F(TypedUnitTest, a_hamlet_with_its_commune_is_that_hamlet_and_never_the_commune) {
    EXPECT_EQ(meant("Thôn Đông, Phường Cộng Hoà"), "Thôn Đông");
    EXPECT_EQ(meant("thôn 03, Phường Cộng Hoà"), "Thôn 3");
    EXPECT_EQ(meant("Thôn Trời Ơi, Phường Cộng Hoà"), "?");
    EXPECT_EQ(meant("thon hoa, Phường Cộng Hoà"), "?Thôn Hoà, Thôn Hoa");
    EXPECT_EQ(meant("Phường Hồng Hà, Thành phố Hà Nội"), "Phường Hồng Hà");
}

TEST_F(TypedUnitTest, hamlets_of_like_names_are_asked_for_unless_written_in_full) {
    EXPECT_EQ(meant("Thôn Hoà", "10507"), "Thôn Hoà");
    EXPECT_EQ(meant("thon hoa", "10507"), "?Thôn Hoà, Thôn Hoa");
}

TEST_F(TypedUnitTest, an_unknown_part_is_never_the_whole) {
    for (const auto* text : {"Thôn Không Có", "thôn 9", "Công an xã"})
        EXPECT_EQ(meant(text, "10507"), "?") << text;
    EXPECT_EQ(meant("Phường Cộng Hoà", "10507"), "Phường Cộng Hoà");
    EXPECT_EQ(meant("cộng hoà", "10507"), "Phường Cộng Hoà");
}

}  // namespace kheo::territory
