// SPDX-License-Identifier: Apache-2.0
// A number is a link: the registry's list behind a figure is as long as the figure, on a real registry.
#include <gmock/gmock.h>

#include <random>

#include "registry/registry.hpp"
#include "statistics/figure_link.hpp"
#include "statistics/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::statistics {
namespace {

using namespace test;
using registry::NewRow;
using ::testing::HasSubstr;

const Date kToday = *Date::of(2026, 11, 21);
const std::vector<std::string> kThemes{"Xã nông thôn mới kiểu mẫu", "xanh, sạch, đẹp"};

class FigureLink : public ::testing::Test {
  protected:
    /// Every tenth initiative is maintained in the next year; a few state neither field nor basis.
    NewRow random_row(int number) {
        NewRow row;
        auto& s = row.statement;
        s.kind = pick(3) == 0 ? registry::Kind::exemplar : registry::Kind::practice;
        s.title = "Việc số " + std::to_string(number);
        s.owner_text = "Chi hội " + std::to_string(pick(20));
        s.owner_type = pick(4) == 0 ? registry::OwnerType::individual : registry::OwnerType::collective;
        s.field = pick(5) == 0 ? "" : pick(2) ? "economy" : "culture_society";
        const std::vector<std::int64_t> units{kAn, kBinh, kCat, kDong, kEast, kFar, kHamlet, kCity};
        s.unit = UnitId{units[pick(units.size())]};
        if (pick(3) == 0) s.themes = {kThemes[pick(2)]};
        if (pick(9) == 0) s.themes = kThemes;
        row.date = *Date::of(2023 + static_cast<int>(pick(3)), 1 + static_cast<int>(pick(12)), 3);
        row.date = std::min(row.date, *Date::of(2025, 6, 30));
        row.campaign_year = row.date.year();
        if (pick(6)) row.basis = pick(2) ? registry::Basis::fresh : registry::Basis::maintained;
        return row;
    }

    void save(std::vector<NewRow> rows) {
        const registry::NewBatch batch{"a.xlsx", std::to_string(rows.size()), UnitId{kCity}, kToday, 2024, 0};
        const auto done = database_->write(
            [&](db::Transaction& tx) { return registry::register_rows(tx, batch, rows, atlas_, {}); });
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }

    void save_random(int count) {
        std::vector<NewRow> rows, again;
        for (int i = 0; i < count; ++i) rows.push_back(random_row(i));
        for (const auto& row : rows)
            if (row.campaign_year < 2025 && pick(5) == 0) {
                again.push_back(row);
                again.back().date = again.back().date.plus_years(1);
                again.back().date = std::min(again.back().date, *Date::of(2025, 6, 30));
                again.back().campaign_year = again.back().date.year();
                again.back().basis = registry::Basis::maintained;
            }
        save(rows);
        save(again);
    }

    PivotAnswer answer(const PivotQuery& query) {
        const auto facts = registry::fact_source();
        const FactSource source{
            std::string(facts.facts), std::string(facts.themes), std::string(facts.owners), {}};
        auto found =
            database_->read([&](db::Transaction& tx) { return pivot(tx, atlas_, source, query, kToday); });
        EXPECT_TRUE(found.has_value()) << found.error().message.in(Language::vi) << found.error().detail;
        return found ? *std::move(found) : PivotAnswer{};
    }

    std::int64_t length_of(const registry::ListQuery& list, const PivotQuery& query) {
        const registry::Reading reading{
            atlas_, {!query.within.has_value(), query.within.value_or(std::vector<UnitId>{})}, kToday};
        const auto counts =
            database_->read([&](db::Transaction& tx) { return registry::count(tx, list, reading); });
        return counts ? counts->initiatives : -1;
    }

    /// Checks every figure of an answer against its list; the answer is how many were checked.
    int check(const PivotQuery& query) {
        const auto a = answer(query);
        int checked = 0;
        const auto one = [&](const FigurePlace& place, const Values& values) {
            const auto list = list_behind(a, place);
            if (!list) return;
            EXPECT_EQ(length_of(*list, query), values[place.column][place.measure])
                << registry::list_address(*list) << " row " << (place.row ? place.row->key.at(0) : "totals");
            ++checked;
        };
        for (std::size_t c = 0; c < a.columns.size(); ++c)
            for (std::size_t m = 0; m < query.measures.size(); ++m) {
                one({nullptr, c, m}, a.totals);
                for (const auto& row : a.rows) {
                    if (!query.rows) continue;
                    one({&row, c, m}, row.values);
                    if (query.rows->dimension == Dimension::unit)
                        one({&row, c, m, true}, row.not_attributable);
                }
            }
        return checked;
    }

    std::size_t pick(std::size_t below) { return random_() % below; }

    std::mt19937 random_{20261121};
    kheo::test::TestDatabase database_;
    TestAtlas atlas_ = country();
};

PivotQuery question(std::string_view period, std::string_view rows) {
    PivotQuery out;
    out.measures = {Measure::initiatives, Measure::practices, Measure::exemplars};
    out.period = Period::parse(period).value();
    out.rows = parse_axis(rows);
    return out;
}

TEST_F(FigureLink, lists_are_as_long_as_their_figures) {
    save_random(150);
    int checked = 0;
    for (const auto* rows : {"unit:province", "unit:district", "unit:commune", "field", "theme", "kind",
                             "basis", "owner_type", "year", "month"})
        for (const auto map : {MapChoice{}, MapChoice{MapChoice::Kind::now, {}}}) {
            auto query = question("2024", rows);
            query.map = map;
            query.compare = query.period.same_last_year();
            checked += check(query);
        }
    EXPECT_GT(checked, 500);
}

TEST_F(FigureLink, lists_follow_conditions_columns_and_the_asked_unit) {
    save_random(150);
    auto query = question("2023..2024", "unit:commune");
    query.under = "01";
    query.columns = parse_axis("half");
    query.where = {{*parse_axis("theme"), kThemes[0]}, {*parse_axis("owner_type"), "collective"}};
    EXPECT_GT(check(query), 20);
    query.columns = parse_axis("basis");
    query.where = {{*parse_axis("field"), "none"}};
    EXPECT_GT(check(query), 10);
    query.within = {{UnitId{kNew}}};
    EXPECT_GT(check(query), 5);
}

TEST_F(FigureLink, a_compared_figure_names_the_day_of_its_map) {
    save_random(30);
    auto query = question("2024", "month");
    query.compare = query.period.same_last_year();
    const auto a = answer(query);
    ASSERT_FALSE(a.rows.empty());
    EXPECT_THAT(link_behind(a, {&a.rows[0], 1, 1}), HasSubstr("ky=2023-"));
    EXPECT_THAT(link_behind(a, {&a.rows[0], 1, 1}), HasSubstr("ban_do=2024-12-31"));
    EXPECT_THAT(link_behind(a, {&a.rows[0], 1, 1}), HasSubstr("loai=practice"));
}

TEST_F(FigureLink, what_is_no_list_of_initiatives_has_no_link) {
    save_random(10);
    auto query = question("2024", "field");
    query.measures = {Measure::owners, Measure::units_with_initiatives, Measure::exemplars};
    query.where = {{*parse_axis("kind"), "practice"}};
    const auto a = answer(query);
    EXPECT_EQ(link_behind(a, {nullptr, 0, 0}), "");
    EXPECT_EQ(link_behind(a, {nullptr, 0, 1}), "");
    EXPECT_EQ(link_behind(a, {nullptr, 0, 2}), "") << "exemplars among practices";
}

}  // namespace
}  // namespace kheo::statistics
