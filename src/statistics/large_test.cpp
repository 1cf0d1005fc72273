// SPDX-License-Identifier: Apache-2.0
// The published totals on the constructed lists of ../shared/data/large, all breakdowns and cells of
// expected/large.json, and what today's map makes of them.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.hpp"
#include "registry/import/cli.hpp"
#include "registry/registry.hpp"
#include "statistics/statistics.hpp"
#include "support/test_database.hpp"

namespace kheo::statistics {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Counts = std::map<std::string, std::int64_t>;

const MapChoice kThen{}, kNow{MapChoice::Kind::now, {}},
    kCatalogue{MapChoice::Kind::day, *Date::of(2025, 3, 1)};

/// The dimension of a column of the lists.
Axis axis_of(const std::string& column) {
    static const std::map<std::string, std::string> axes{{"Quận/huyện", "unit:district"},
                                                         {"Quận/huyện/thị xã", "unit:district"},
                                                         {"Phường", "unit:commune"},
                                                         {"Lĩnh vực", "field"},
                                                         {"Tập thể/Cá nhân", "owner_type"},
                                                         {"TT/CN", "owner_type"},
                                                         {"Hình thức", "basis"},
                                                         {"Đăng ký mới/Duy trì", "basis"},
                                                         {"Tháng", "month"},
                                                         {"Năm", "year"},
                                                         {"Loại", "kind"}};
    return parse_axis(axes.at(column)).value();
}

/// Spellings of the lists and of the answers made equal: "Đăng ký mới" and "Mới", "tháng 5 năm 2023" and "5".
std::string same_words(std::string text) {
    text = fold_words(text);
    if (text == "dang ky moi") return "moi";
    if (text.starts_with("thang ")) return text.substr(6, text.find(" nam") - 6);
    if (text.starts_with("nam ")) return text.substr(4);
    return text;
}

class Published : public ::testing::Test {
  protected:
    void SetUp() override {
        KHEO_NEEDS_SHARED();
        const auto imported = territory::import_directory(*database_, kheo::test::shared_dir() / "data", 0);
        ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    }

    static std::filesystem::path large() { return kheo::test::shared_dir() / "data" / "large"; }

    static nlohmann::json expected_of(const std::string& file) {
        const auto text = kheo::test::read_file(large() / "expected" / "large.json");
        return nlohmann::json::parse(text).at("files").at(file);
    }

    /// Through the real importer; the answer is the number of saved rows.
    std::int64_t import_list(const std::string& file) {
        const FixedClock clock(*Date::of(2026, 11, 21));
        std::ostringstream out, err;
        const auto exit = registry::import::import_initiatives({*database_, clock, out, err},
                                                               {large() / file, "", {}, false, true});
        EXPECT_EQ(exit, 0) << err.str();
        // The list brings hamlets of its own into the tree.
        atlas_ = database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
        return exit == 0 ? nlohmann::json::parse(out.str()).at("saved").get<std::int64_t>() : -1;
    }

    PivotAnswer answer(const PivotQuery& query) {
        const auto facts = registry::fact_source();
        const FactSource source{std::string(facts.facts), std::string(facts.themes),
                                std::string(facts.owners), fields};
        auto found = database_->read(
            [&](db::Transaction& tx) { return pivot(tx, *atlas_, source, query, *Date::of(2026, 11, 21)); });
        EXPECT_TRUE(found.has_value()) << found.error().message.in(Language::vi) << found.error().detail;
        return found ? *std::move(found) : PivotAnswer{};
    }
    static Result<std::vector<CodeName>> fields(db::Transaction& tx, Date on) {
        std::vector<CodeName> out;
        for (const auto& field : TRY(registry::fields(tx, on))) out.push_back({field.code, field.name});
        return out;
    }

    static PivotQuery asked(std::string_view under, std::string_view period, MapChoice map = kThen) {
        PivotQuery out;
        out.measures = {Measure::initiatives};
        out.under = under;
        out.period = Period::parse(period).value();
        out.map = map;
        return out;
    }

    void expect_breakdown(PivotQuery query, const std::string& column, const nlohmann::json& expected) {
        query.rows = axis_of(column);
        const auto a = answer(query);
        Counts found, wanted;
        for (const auto& row : a.rows) found[same_words(row.label.at(0).in(Language::vi))] = row.values[0][0];
        for (const auto& [name, count] : expected.items())
            if (name.empty())
                EXPECT_EQ(a.not_attributable[0][0], count.get<std::int64_t>()) << column;
            else
                wanted[same_words(name)] = count.get<std::int64_t>();
        EXPECT_EQ(found, wanted) << column;
    }

    void expect_cell(PivotQuery query, const nlohmann::json& cell) {
        std::vector<std::pair<std::string, std::string>> names;
        for (const auto& [column, value] : cell.items())
            if (column != "count") names.emplace_back(column, value.get<std::string>());
        const bool first_is_row = names[0].first != "Lĩnh vực" && names[0].first != "Loại";
        const auto& row = names[first_is_row ? 0 : 1];
        const auto& column = names[first_is_row ? 1 : 0];
        query.rows = axis_of(row.first);
        query.columns = axis_of(column.first);
        const auto a = answer(query);
        std::int64_t found = 0;
        for (std::size_t c = 0; c < a.columns.size(); ++c) {
            if (same_words(a.columns[c].label.at(0).in(Language::vi)) != same_words(column.second)) continue;
            if (row.second.empty()) found = a.not_attributable[c][0];
            for (const auto& one : a.rows)
                if (same_words(one.label.at(0).in(Language::vi)) == same_words(row.second))
                    found = one.values[c][0];
        }
        EXPECT_EQ(found, cell.at("count").get<std::int64_t>()) << cell.dump();
    }

    void expect_all(const PivotQuery& query, const nlohmann::json& expected) {
        for (const auto& [column, counts] : expected.at("by").items())
            if (column != "Cấp") expect_breakdown(query, column, counts);
        for (const auto& cell : expected.at("cells")) expect_cell(query, cell);
    }

    /// Σ rows + not attributable = totals at every level of today's map, under the unit and in the country.
    void expect_restated(std::string_view under_today, std::string_view period, std::int64_t original) {
        for (const auto* rows : {"unit:province", "unit:commune"})
            for (const auto under : {std::string_view(""), under_today}) {
                auto query = asked(under, period, kNow);
                query.rows = parse_axis(rows);
                const auto a = answer(query);
                std::int64_t sum = a.not_attributable[0][0];
                for (const auto& row : a.rows) sum += row.values[0][0];
                EXPECT_EQ(sum, original) << rows << " under " << under;
                EXPECT_EQ(a.totals[0][0], original) << rows << " under " << under;
            }
    }

    kheo::test::TestDatabase database_;
    std::shared_ptr<const territory::Atlas> atlas_;
};

TEST_F(Published, hai_phong_2022) {
    ASSERT_EQ(import_list("hai_phong_2022.xlsx"), 2084);
    const auto expected = expected_of("hai_phong_2022.xlsx");
    auto query = asked("31", "2022");
    query.measures = {Measure::practices, Measure::exemplars, Measure::units_with_initiatives};
    EXPECT_THAT(answer(query).totals[0], ElementsAre(2084, 0, expected.at("units").get<std::int64_t>()));
    expect_all(asked("31", "2022", kCatalogue), expected);
    for (const auto& [theme, wanted] : expected.at("themes").items())
        for (const auto& map : {kThen, kCatalogue}) {
            query.map = map;
            query.where = {{*parse_axis("theme"), theme}};
            EXPECT_THAT(answer(query).totals[0], ElementsAre(wanted.at("practices").get<std::int64_t>(), 0,
                                                             wanted.at("units").get<std::int64_t>()))
                << theme;
        }
    expect_restated("31", "2022", 2084);
}

TEST_F(Published, ha_noi_2023_and_half_of_2024) {
    ASSERT_EQ(import_list("ha_noi_2023.xlsx"), 13'663);
    ASSERT_EQ(import_list("ha_noi_2024_h1.xlsx"), 24'254);
    auto query = asked("01", "2024-H1");
    query.compare = Period::parse("2023");
    const auto both = answer(query);
    EXPECT_EQ(both.totals[0][0], 24'254);
    EXPECT_EQ(both.totals[1][0], 13'663);
    EXPECT_THAT(both.warnings.at(0).in(Language::vi), HasSubstr("nửa năm"));
    expect_all(asked("01", "2023"), expected_of("ha_noi_2023.xlsx"));
    expect_all(asked("01", "2024-H1"), expected_of("ha_noi_2024_h1.xlsx"));
    EXPECT_EQ(answer(asked("01", "2023..2024")).totals[0][0], 27'818)
        << "maintained ones are the same initiatives";
    auto years = asked("01", "2023..2024");
    years.rows = parse_axis("year");
    EXPECT_THAT(answer(years).warnings.at(0).in(Language::vi),
                HasSubstr("năm 2024 mới có đăng ký đến tháng 6"));
    expect_restated("01", "2023", 13'663);
    expect_restated("01", "2024-H1", 24'254);
}

TEST_F(Published, tay_ho_2009_to_2024) {
    ASSERT_EQ(import_list("tay_ho_2009_2024.xlsx"), 3'237);
    const auto expected = expected_of("tay_ho_2009_2024.xlsx");
    auto query = asked("003", "2009..2024");
    query.measures = {Measure::practices, Measure::exemplars, Measure::initiatives};
    EXPECT_THAT(answer(query).totals[0], ElementsAre(1'821, 1'416, 3'237));
    expect_all(asked("003", "2009..2024"), expected);
    query = asked("003", "2009..2024");
    query.measures = {Measure::practices};
    query.rows = parse_axis("year");
    for (const auto& row : answer(query).rows)
        EXPECT_EQ(row.values[0][0], expected.at("by_year_practices").at(row.key.at(0)).get<std::int64_t>());
    expect_restated("01", "2009..2024", 3'237);
}

}  // namespace
}  // namespace kheo::statistics
