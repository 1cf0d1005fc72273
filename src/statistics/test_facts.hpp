// SPDX-License-Identifier: Apache-2.0
// Tables of the shape that registries hand to statistics, filled by tests.
#pragma once

#include <gtest/gtest.h>

#include "statistics/statistics.hpp"
#include "support/test_database.hpp"

namespace kheo::statistics::test {

struct Fact {
    std::int64_t initiative = 0;
    std::int64_t unit = 0;
    std::string date;
    std::string kind = "practice";
    std::string field = "economy";
    std::string basis = "new";  // "" = not stated
    std::vector<std::string> themes = {};
    std::vector<std::string> owners = {};
    std::string sector = "";
    std::string state = "registered", level = "unrecognised";
};

/// Tables fact, fact_theme, fact_owner (test_facts_store.cpp).
Result<> create_facts(db::Transaction& tx);
Result<> insert_fact(db::Transaction& tx, const Fact& fact);
Result<> take_all_facts(db::Transaction& tx);
Result<> take_facts_of(db::Transaction& tx, std::int64_t initiative);

class Facts : public ::testing::Test {
  protected:
    Facts() { run(create_facts); }

    template <typename F>
    void run(F&& write) {
        const auto done = database_->write(std::forward<F>(write));
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }

    void save(const std::vector<Fact>& facts) {
        run([&](db::Transaction& tx) -> Result<> {
            for (const auto& fact : facts) TRY(insert_fact(tx, fact));
            return {};
        });
    }

    static FactSource source() {
        return {"fact", "fact_theme", "fact_owner",
                [](db::Transaction&, Date) -> Result<std::vector<CodeName>> {
                    return std::vector<CodeName>{{"economy", "Kinh tế"},
                                                 {"culture_society", "Văn hóa - xã hội"}};
                },
                "initiative"};
    }

    Result<PivotAnswer> ask(const territory::Atlas& atlas, const PivotQuery& query) {
        return database_->read(
            [&](db::Transaction& tx) { return pivot(tx, atlas, source(), query, today_); });
    }

    kheo::test::TestDatabase database_;
    Date today_ = *Date::of(2026, 11, 21);
};

/// A question in short: period, rows.
inline PivotQuery question(std::string_view period, std::string_view rows = "",
                           std::vector<Measure> measures = {Measure::initiatives}) {
    PivotQuery out;
    out.measures = std::move(measures);
    out.period = Period::parse(period).value();
    if (!rows.empty()) out.rows = parse_axis(rows).value();
    return out;
}

/// "00001=2 00002=1 | 3 | 0": first column and measure of rows, total, not attributable.
inline std::string in_short(const PivotAnswer& answer, std::size_t column = 0, std::size_t measure = 0) {
    std::string out;
    for (const auto& row : answer.rows)
        out += (row.key.empty() ? "" : row.key[0]) + "=" + std::to_string(row.values[column][measure]) + " ";
    return out + "| " + std::to_string(answer.totals.at(column).at(measure)) + " | " +
           std::to_string(answer.not_attributable.at(column).at(measure));
}

}  // namespace kheo::statistics::test
