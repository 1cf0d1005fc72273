// SPDX-License-Identifier: Apache-2.0
// What a figure means: one map, distinct counts, what no unit can be given, comparison, and refusals.
#include <gmock/gmock.h>

#include "statistics/test_atlas.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const MapChoice kNow{MapChoice::Kind::now, {}};

class Pivot : public Facts {
  protected:
    PivotAnswer answer(const PivotQuery& query) {
        auto found = ask(atlas_, query);
        EXPECT_TRUE(found.has_value()) << found.error().message.in(Language::vi) << found.error().detail;
        return found ? *std::move(found) : PivotAnswer{};
    }
    Error refusal(const PivotQuery& query) {
        auto found = ask(atlas_, query);
        EXPECT_FALSE(found.has_value());
        return found ? Error{} : found.error();
    }
    void save_six() {
        save({{1, kAn, "2024-03-01"},
              {2, kAn, "2024-08-01"},
              {3, kBinh, "2024-05-01"},
              {4, kCat, "2024-05-01"},
              {5, kEast, "2024-05-01"},
              {6, kFar, "2024-05-01"}});
    }
    TestAtlas atlas_ = country();
};

// --- refusals

TEST_F(Pivot, nothing_asked_is_wrong_usage) {
    auto query = question("2024");
    query.measures.clear();
    EXPECT_EQ(refusal(query).kind, ErrorKind::usage);
}

TEST_F(Pivot, a_code_of_another_map_is_refused_with_the_day) {
    auto query = question("2024");
    query.under = "001";
    EXPECT_TRUE(ask(atlas_, query).has_value());
    query.map = kNow;
    const auto error = refusal(query);
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_THAT(error.message.in(Language::vi), HasSubstr("21/11/2026"));
    query.under = "id:2";
    EXPECT_EQ(refusal(query).kind, ErrorKind::invalid)
        << "an identity that does not stand on that map either";
}

TEST_F(Pivot, unknown_values_of_conditions_are_refused_with_the_known_ones) {
    auto query = question("2024");
    for (const auto& [axis, value] :
         std::vector<std::pair<std::string, std::string>>{{"field", "economics"},
                                                          {"kind", "model"},
                                                          {"month", "2024"},
                                                          {"year", "24"},
                                                          {"unit:commune", "9"}}) {
        query.where = {{*parse_axis(axis), value}};
        EXPECT_EQ(refusal(query).kind, ErrorKind::invalid) << axis;
    }
    query.where = {{*parse_axis("field"), "economics"}};
    EXPECT_THAT(refusal(query).message.in(Language::vi), HasSubstr("culture_society"));
}

TEST_F(Pivot, rows_and_columns_must_differ) {
    auto query = question("2024", "field");
    query.columns = query.rows;
    EXPECT_EQ(refusal(query).kind, ErrorKind::usage);
}

TEST(PivotWords, are_those_of_the_contract) {
    EXPECT_FALSE(parse_axis("unit"));
    EXPECT_FALSE(parse_axis("field:commune"));
    EXPECT_FALSE(parse_axis("unit:ward"));
    EXPECT_FALSE(parse_measure("models"));
    EXPECT_FALSE(parse_map("2025-02-30"));
    for (const auto* text :
         {"unit:province", "unit:district", "unit:commune", "unit:hamlet", "sector", "field", "theme", "kind",
          "owner_type", "basis", "state", "level", "year", "half", "quarter", "month"})
        EXPECT_EQ(code(parse_axis(text).value()), text);
    for (const auto* text : {"initiatives", "practices", "exemplars", "owners", "units_with_initiatives"})
        EXPECT_EQ(code(parse_measure(text).value()), text);
    for (const auto* text : {"then", "now", "2025-07-01"}) EXPECT_EQ(code(parse_map(text).value()), text);
}

// --- one map

TEST_F(Pivot, an_empty_answer_has_zeros_not_gaps) {
    EXPECT_EQ(in_short(answer(question("2024", "unit:commune"))), "| 0 | 0");
}

TEST_F(Pivot, then_is_the_map_of_the_periods_last_day) {
    save_six();
    EXPECT_EQ(in_short(answer(question("2024", "unit:commune"))), "00001=2 00002=1 00003=1 00051=1 | 6 | 1");
    EXPECT_EQ(in_short(answer(question("2024", "unit:district"))), "001=4 002=1 | 6 | 1")
        << "Xã Xa lies in no district";
    EXPECT_EQ(in_short(answer(question("2024", "unit:province"))), "01=5 02=1 | 6 | 0");
}

TEST_F(Pivot, now_gives_old_units_to_their_successors_and_says_what_it_cannot_give) {
    save_six();
    auto query = question("2024", "unit:commune");
    query.map = kNow;
    const auto a = answer(query);
    EXPECT_EQ(in_short(a), "00001=4 00051=1 | 6 | 1")
        << "Quận Đông went wholly to Phường An Bình; Cát was split";
    ASSERT_THAT(a.breaks, SizeIs(1));
    EXPECT_EQ(a.breaks[0].day.iso(), "2025-07-01");
    EXPECT_EQ(a.breaks[0].units, 4);
    EXPECT_EQ(a.breaks[0].split, 1);
    EXPECT_THAT(a.notes.at(0).in(Language::vi), HasSubstr("01/07/2025"));

    query.rows = parse_axis("unit:province");
    const auto by_province = answer(query);
    EXPECT_EQ(in_short(by_province), "01=5 02=1 | 6 | 0");
    EXPECT_EQ(by_province.rows[0].not_attributable[0][0], 1)
        << "of the city's five, Cát's has no one commune";

    query.rows = parse_axis("unit:district");
    const auto by_district = answer(query);
    EXPECT_EQ(in_short(by_district), "| 6 | 6") << "no districts any more: everything stands above";
    EXPECT_THAT(by_district.notes.back().in(Language::vi), HasSubstr("quận, huyện"));
}

TEST_F(Pivot, a_period_across_the_reform_stands_on_the_map_of_its_last_day) {
    save({{1, kAn, "2025-06-30"}, {2, kNew, "2025-07-01"}});
    EXPECT_EQ(in_short(answer(question("2025", "unit:commune"))), "00001=2 | 2 | 0");
    EXPECT_EQ(in_short(answer(question("2025-H1", "unit:commune"))), "00001=1 | 1 | 0");
}

TEST_F(Pivot, under_keeps_what_lies_below_a_unit_of_that_map) {
    save_six();
    auto query = question("2024", "unit:commune");
    query.under = "001";
    EXPECT_EQ(in_short(answer(query)), "00001=2 00002=1 | 4 | 1")
        << "the district's own is above the communes";
    query.under = "00001";
    EXPECT_EQ(in_short(answer(query)), "00001=2 | 2 | 0");
    query.map = kNow;
    EXPECT_EQ(in_short(answer(query)), "00001=4 | 4 | 0") << "00001 is Phường An Bình today";
    query.map = {MapChoice::Kind::day, *Date::of(2025, 6, 30)};
    EXPECT_EQ(in_short(answer(query)), "00001=2 | 2 | 0");
}

TEST_F(Pivot, hamlets_without_code_are_named_by_identity) {
    save({{1, kHamlet, "2024-03-01"}, {2, kAn, "2024-03-01"}});
    EXPECT_EQ(in_short(answer(question("2024", "unit:hamlet"))), "id:111=1 | 2 | 1");
    EXPECT_EQ(in_short(answer(question("2024", "unit:commune"))), "00001=2 | 2 | 0");
}

TEST_F(Pivot, a_reader_counts_only_inside_the_grant) {
    save_six();
    auto query = question("2024", "unit:province");
    query.within = {{UnitId{kOther}}};
    EXPECT_EQ(in_short(answer(query)), "02=1 | 1 | 0");
    query.within = {std::vector<UnitId>{}};
    EXPECT_EQ(in_short(answer(query)), "| 0 | 0");
    query.within = {{UnitId{kEast}}};
    EXPECT_EQ(in_short(answer(query)), "01=4 | 4 | 0")
        << "a grant for an old district reaches what became of it";
}

// --- what is counted

TEST_F(Pivot, an_initiative_counts_once_in_a_period_and_once_in_each_of_its_years) {
    save({{1, kAn, "2023-05-01"}, {1, kAn, "2024-05-01", "practice", "economy", "maintained"}});
    EXPECT_EQ(in_short(answer(question("2023..2024"))), "=1 | 1 | 0");
    EXPECT_EQ(in_short(answer(question("2023..2024", "year"))), "2023=1 2024=1 | 1 | 0");
    auto query = question("2023..2024");
    query.where = {{*parse_axis("basis"), "maintained"}};
    EXPECT_EQ(in_short(answer(query)), "=1 | 1 | 0");
}

TEST_F(Pivot, practices_and_exemplars_are_apart_and_together) {
    save({{1, kAn, "2024-05-01"}, {2, kAn, "2024-05-01", "exemplar"}, {3, kBinh, "2024-05-01", "exemplar"}});
    const auto a = answer(question(
        "2024", "unit:commune",
        {Measure::initiatives, Measure::practices, Measure::exemplars, Measure::units_with_initiatives}));
    EXPECT_THAT(a.totals[0], ElementsAre(3, 1, 2, 2));
    EXPECT_THAT(a.rows[0].values[0], ElementsAre(2, 1, 1, 1));
}

TEST_F(Pivot, two_owners_are_counted_each_once) {
    save({{1, kAn, "2024-05-01", "practice", "economy", "new", {}, {"a", "b"}},
          {2, kBinh, "2024-05-01", "practice", "economy", "new", {}, {"a"}},
          {3, kBinh, "2024-05-01"}});
    const auto a = answer(question("2024", "unit:commune", {Measure::owners, Measure::initiatives}));
    EXPECT_THAT(a.totals[0], ElementsAre(2, 3)) << "an initiative without owner still counts";
    EXPECT_THAT(a.rows[1].values[0], ElementsAre(1, 2));
}

TEST_F(Pivot, a_registration_at_district_level_counts_no_commune) {
    save_six();
    const auto a = answer(question("2024", "", {Measure::units_with_initiatives}));
    EXPECT_EQ(a.totals[0][0], 4);
}

TEST_F(Pivot, what_was_not_stated_has_its_own_row_at_the_end) {
    save({{1, kAn, "2024-05-01", "practice", ""},
          {2, kAn, "2024-05-01"},
          {3, kAn, "2024-05-01", "practice", "x"}});
    const auto a = answer(question("2024", "field"));
    EXPECT_EQ(in_short(a), "economy=1 x=1 none=1 | 3 | 0");
    EXPECT_EQ(a.rows[0].label[0].in(Language::vi), "Kinh tế");
    EXPECT_EQ(a.rows[2].label[0].in(Language::vi), "(chưa rõ)");
    auto query = question("2024");
    query.where = {{*parse_axis("field"), "none"}, {*parse_axis("field"), "economy"}};
    EXPECT_EQ(in_short(answer(query)), "=2 | 2 | 0") << "two values of one dimension: any of them";
}

TEST_F(Pivot, themes_are_compared_after_folding_and_may_overlap) {
    const std::string rural = "xã nông thôn mới kiểu mẫu", green = "xanh, sạch, đẹp";
    save({{1, kAn, "2024-05-01", "practice", "economy", "new", {rural, green}},
          {2, kBinh, "2024-05-01", "practice", "economy", "new", {rural}},
          {3, kBinh, "2024-05-01"}});
    auto query = question("2024", "theme");
    EXPECT_EQ(in_short(answer(query)), rural + "=2 " + green + "=1 none=1 | 3 | 0");
    query.where = {{*parse_axis("theme"), "XÃ NÔNG THÔN MỚI kiểu mẫu"}};
    EXPECT_EQ(in_short(answer(query)), rural + "=2 | 2 | 0");
    query.rows = parse_axis("unit:commune");
    EXPECT_EQ(in_short(answer(query)), "00001=1 00002=1 | 2 | 0");
    query.where = {{*parse_axis("theme"), "none"}};
    EXPECT_EQ(in_short(answer(query)), "00002=1 | 1 | 0");
}

TEST_F(Pivot, a_condition_on_a_unit_narrows_within_the_asked_one) {
    save_six();
    auto query = question("2024", "unit:commune");
    query.where = {{*parse_axis("unit:district"), "001"}};
    EXPECT_EQ(in_short(answer(query)), "00001=2 00002=1 | 4 | 1");
}

TEST_F(Pivot, time_rows_follow_the_registration_date) {
    save_six();
    EXPECT_EQ(in_short(answer(question("2024", "half"))), "2024-H1=5 2024-H2=1 | 6 | 0");
    EXPECT_EQ(in_short(answer(question("2024", "quarter"))), "2024-Q1=1 2024-Q2=4 2024-Q3=1 | 6 | 0");
    const auto a = answer(question("2024", "month"));
    EXPECT_EQ(in_short(a), "2024-03=1 2024-05=4 2024-08=1 | 6 | 0");
    EXPECT_EQ(a.rows[0].label[0].in(Language::vi), "tháng 3 năm 2024");
}

// --- columns and comparison

TEST_F(Pivot, columns_are_a_second_dimension) {
    save({{1, kAn, "2024-05-01"}, {2, kBinh, "2024-05-01", "practice", "culture_society"}});
    auto query = question("2024", "unit:commune");
    query.columns = parse_axis("field");
    const auto a = answer(query);
    ASSERT_THAT(a.columns, SizeIs(2));
    EXPECT_THAT(a.columns[1].key, ElementsAre("culture_society"));
    EXPECT_EQ(in_short(a, 0), "00001=1 00002=0 | 1 | 0");
    EXPECT_EQ(in_short(a, 1), "00001=0 00002=1 | 1 | 0");
}

TEST_F(Pivot, comparison_puts_the_same_columns_of_the_other_period_behind) {
    save({{1, kAn, "2024-05-01"}, {2, kBinh, "2024-06-01"}, {3, kBinh, "2023-06-01"}});
    auto query = question("2024-H1", "unit:commune");
    query.compare = query.period.same_last_year();
    auto a = answer(query);
    EXPECT_THAT(a.columns[0].key, ElementsAre("2024-H1"));
    EXPECT_THAT(a.columns[1].key, ElementsAre("2023-H1"));
    EXPECT_EQ(in_short(a, 0), "00001=1 00002=1 | 2 | 0");
    EXPECT_EQ(in_short(a, 1), "00001=0 00002=1 | 1 | 0");

    query.columns = parse_axis("month");
    a = answer(query);
    ASSERT_THAT(a.columns, SizeIs(4));
    EXPECT_THAT(a.columns[0].key, ElementsAre("2024-05", "2024-H1"));
    EXPECT_THAT(a.columns[2].key, ElementsAre("2023-05", "2023-H1")) << "months stand beside the same month";
    EXPECT_EQ(in_short(a, 3), "00001=0 00002=1 | 1 | 0");

    query.columns.reset();
    query.rows = parse_axis("month");
    a = answer(query);
    EXPECT_EQ(in_short(a, 0), "2024-05=1 2024-06=1 | 2 | 0");
    EXPECT_EQ(in_short(a, 1), "2024-05=0 2024-06=1 | 1 | 0");
}

TEST_F(Pivot, comparison_across_a_reform_stands_on_one_map_and_says_so) {
    save({{1, kNew, "2026-03-01"}, {2, kAn, "2025-03-01"}, {3, kCat, "2025-03-01"}});
    auto query = question("2026-H1", "unit:commune");
    query.compare = query.period.same_last_year();
    const auto a = answer(query);
    EXPECT_EQ(in_short(a, 0), "00001=1 | 1 | 0");
    EXPECT_EQ(in_short(a, 1), "00001=1 | 2 | 1");
    ASSERT_THAT(a.notes, SizeIs(1));
    EXPECT_THAT(a.notes[0].in(Language::vi), HasSubstr("1 đơn vị bị chia"));
    EXPECT_THAT(a.warnings, IsEmpty());
}

TEST_F(Pivot, a_half_year_beside_a_year_is_warned_of) {
    save({{1, kAn, "2024-05-01"}, {2, kBinh, "2023-06-01"}});
    auto query = question("2024-H1");
    query.compare = Period::parse("2023");
    EXPECT_THAT(answer(query).warnings.at(0).in(Language::vi), HasSubstr("nửa năm"));
    query.compare = Period::parse("2023-Q1");
    EXPECT_THAT(answer(query).warnings.at(0).in(Language::vi), HasSubstr("dài khác nhau"));
    query.compare = Period::parse("2023-H1");
    EXPECT_THAT(answer(query).warnings, IsEmpty());
}

TEST_F(Pivot, names_inside_its_sentences_are_in_the_readers_language) {
    save({{1, kAn, "2024-05-01", "practice", "economy", "maintained"}, {2, kBinh, "2023-06-01"}});
    auto query = question("2024-H1");
    query.language = Language::en;
    std::string all;
    const auto ask = [&](std::string_view compared) {
        query.compare = Period::parse(compared);
        const auto a = answer(query);
        for (const auto* list : {&a.definition, &a.warnings, &a.notes})
            for (const auto& sentence : *list) all += sentence.in(Language::en) + "\n";
    };
    ask("2023");
    ask("2023-Q1");
    ask("2023-H1");
    EXPECT_THAT(all, HasSubstr("first half of 2024"));
    for (const auto* vietnamese : {"năm", "tháng", "quý"})
        EXPECT_THAT(all, Not(HasSubstr(vietnamese))) << all;
}

TEST_F(Pivot, a_year_known_to_june_beside_a_whole_one_is_warned_of) {
    save({{1, kAn, "2024-05-01"}, {2, kBinh, "2023-11-01"}, {3, kBinh, "2022-01-01"}});
    auto query = question("2022..2024", "year");
    const auto a = answer(query);
    ASSERT_THAT(a.warnings, SizeIs(1)) << "2022 knows the year only";
    EXPECT_THAT(a.warnings[0].in(Language::vi), HasSubstr("năm 2024 mới có đăng ký đến tháng 5"));
}

TEST_F(Pivot, different_bases_are_warned_of) {
    save({{1, kAn, "2024-05-01", "practice", "economy", "maintained"}, {2, kBinh, "2023-06-01"}});
    auto query = question("2024");
    query.compare = query.period.same_last_year();
    EXPECT_THAT(answer(query).warnings.at(0).in(Language::vi), HasSubstr("duy trì"));
    save({{3, kAn, "2022-05-01", "practice", "economy", ""}});
    query.period = *Period::parse("2023");
    query.compare = Period::parse("2022");
    EXPECT_THAT(answer(query).warnings.at(0).in(Language::vi),
                HasSubstr("không ghi đăng ký mới hay duy trì"));
}

TEST(Change, is_rounded_in_integers_and_undefined_on_zero) {
    EXPECT_EQ(change_in_tenths(22858, 24240), -57);
    EXPECT_EQ(change_in_tenths(1480, 1391), 64);
    EXPECT_EQ(change_in_tenths(5, 5), 0);
    EXPECT_EQ(change_in_tenths(0, 8), -1000);
    EXPECT_EQ(change_in_tenths(2001, 2000), 1) << "half a tenth goes away from zero";
    EXPECT_EQ(change_in_tenths(1999, 2000), -1);
    EXPECT_FALSE(change_in_tenths(7, 0));
}

TEST_F(Pivot, json_has_the_contracts_shape) {
    save_six();
    auto query = question("2024", "unit:province", {Measure::practices});
    const auto text = to_json(answer(query));
    EXPECT_THAT(text, HasSubstr(R"("measures":["practices"],"columns":[{"key":[],)"));
    EXPECT_THAT(text, HasSubstr(R"({"key":["01"],"label":["Thành phố Một"],"unit_id":1,"values":[[5]],)"));
    EXPECT_THAT(text, HasSubstr(R"("totals":{"values":[[6]]},"not_attributable":[[0]],"definition":")"));
}

}  // namespace
}  // namespace kheo::statistics
