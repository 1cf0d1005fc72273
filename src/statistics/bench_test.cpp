// SPDX-License-Identifier: Apache-2.0
// How long the reference SQL takes; disabled because it judges nothing. Run it by hand:
//   KHEO_BENCH=DIR statistics_large_test --gtest_also_run_disabled_tests --gtest_filter='Bench.*'
// DIR was made by `kheo init`; it then holds the country and the two lists of Hà Nội, and can be served.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <sstream>

#include "registry/import/cli.hpp"
#include "registry/registry.hpp"
#include "statistics/fact_keeper.hpp"
#include "statistics/statistics.hpp"
#include "support/temp_dir.hpp"

namespace kheo::statistics {
namespace {

class Bench : public ::testing::Test {
  protected:
    void SetUp() override {
        const char* dir = std::getenv("KHEO_BENCH");
        if (!dir || kheo::test::shared_dir().empty()) GTEST_SKIP() << "set KHEO_BENCH and KHEO_SHARED";
        database_ = db::Database::open(std::filesystem::path(dir) / "kheo.db").value();
    }

    void load_lists() {
        const auto atlas =
            database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
        if (!atlas->list(territory::Level::province, *Date::of(2026, 11, 21)).empty())
            return;  // loaded before
        ASSERT_TRUE(territory::import_directory(*database_, kheo::test::shared_dir() / "data", 0));
        const FixedClock clock(*Date::of(2026, 11, 21));
        std::ostringstream out, err;
        for (const auto* name : {"ha_noi_2023.xlsx", "ha_noi_2024_h1.xlsx", "hai_phong_2022.xlsx"})
            registry::import::import_initiatives(
                {*database_, clock, out, err},
                {kheo::test::shared_dir() / "data" / "large" / name, "", {}, false, true});
    }

    /// Facts beside the registry's, every registration thirteen times over with other initiatives and years.
    void multiply() {
        const auto done = database_->write([](db::Transaction& tx) {
            return tx.script(
                "CREATE TABLE IF NOT EXISTS bench_fact AS SELECT f.registration_id, "
                "f.initiative_id * 16 + n.n AS initiative_id, f.unit_id, "
                "(2010 + n.n) || substr(f.date, 5) AS date, f.campaign_year, f.kind, f.owner_type, f.sector, "
                "f.field, "
                "f.basis, f.state, f.level FROM registry_fact f JOIN (WITH RECURSIVE n(n) AS (SELECT 0 UNION "
                "ALL "
                "SELECT n + 1 "
                "FROM n WHERE n < 12) SELECT n FROM n) n; "
                "CREATE INDEX IF NOT EXISTS bench_fact_date ON bench_fact (date, unit_id);");
        });
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }

    void measure(const std::string& name, const FactSource& source, const std::string& rows,
                 const std::string& period, const std::string& columns, const MapChoice& map) {
        const auto atlas =
            database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
        PivotQuery query;
        query.measures = {Measure::practices, Measure::exemplars, Measure::units_with_initiatives};
        query.rows = parse_axis(rows);
        if (!columns.empty()) query.columns = parse_axis(columns);
        query.period = Period::parse(period).value();
        query.compare = query.period.same_last_year();
        query.map = map;
        std::string figures[2];
        for (auto* keeper : {static_cast<FactKeeper*>(nullptr), keeper_.get()}) {
            const auto began = std::clock();  // processor time: other programs may be busy
            const auto answer = database_->read([&](db::Transaction& tx) {
                return pivot_of(keeper, tx, *atlas, source, query, *Date::of(2026, 11, 21));
            });
            const auto took = (std::clock() - began) * 1000 / CLOCKS_PER_SEC;
            ASSERT_TRUE(answer.has_value()) << answer.error().detail;
            figures[keeper ? 1 : 0] = to_json(*answer);
            std::cout << name << " " << rows << " " << columns << " " << period << " " << code(map) << " "
                      << (keeper ? "memory" : "SQL") << ": " << took << " ms, total "
                      << answer->totals.at(0).at(0) << "\n";
        }
        EXPECT_EQ(figures[0], figures[1]);
    }

    /// Facts of this source into memory; says what it took.
    void keep(const FactSource& source) {
        const auto began = std::clock();
        keeper_ = std::make_unique<FactKeeper>(
            *database_, clock_,
            [this] {
                return database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
            },
            source);
        ASSERT_TRUE(keeper_->make().has_value());
        std::cout << "made in " << (std::clock() - began) * 1000 / CLOCKS_PER_SEC << " ms, "
                  << keeper_->figures().bytes / 1024 << " KiB\n";
    }

    FixedClock clock_{*Date::of(2026, 11, 21)};
    std::unique_ptr<FactKeeper> keeper_;

    std::unique_ptr<db::Database> database_;
};

TEST_F(Bench, DISABLED_pivot) {
    load_lists();
    multiply();
    const MapChoice now{MapChoice::Kind::now, {}};
    const FactSource registry{"registry_fact", "registry_fact_theme", "registry_fact_owner", {}};
    const FactSource many{"bench_fact", "registry_fact_theme", "registry_fact_owner", {}};
    keep(registry);
    for (const auto& map : {MapChoice{}, now}) {
        measure("40k", registry, "unit:commune", "2024", "", map);
        measure("40k", registry, "unit:province", "2024", "field", map);
    }
    keep(many);
    for (const auto& map : {MapChoice{}, now}) {
        measure("520k one year", many, "unit:commune", "2020", "", map);
        measure("520k all years", many, "unit:commune", "2010..2022", "", map);
        measure("520k all years", many, "unit:province", "2010..2022", "field", map);
    }
}

}  // namespace
}  // namespace kheo::statistics
