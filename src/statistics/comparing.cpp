// SPDX-License-Identifier: Apache-2.0
// Both ways of counting over the same transaction, for `kheo check`.
#include "statistics/cli.hpp"
#include "statistics/fact_keeper.hpp"
#include "statistics/fact_runs.hpp"
#include "statistics/loaded.hpp"

namespace kheo::statistics {

namespace {

/// Any questions would do; these touch every fact, each dimension and both maps.
std::vector<PivotArguments> questions(Date today) {
    const std::vector<std::string> all{"initiatives", "practices", "exemplars", "owners",
                                       "units_with_initiatives"};
    const auto ever = "1900.." + std::to_string(today.year() + 1);
    const auto ask = [&](std::string rows, std::string columns, std::string map) {
        PivotArguments out;
        out.measures = all;
        out.rows = std::move(rows);
        out.columns = std::move(columns);
        out.period = ever;
        out.map = std::move(map);
        return out;
    };
    return {ask("unit:commune", "", "now"),        ask("unit:province", "year", "then"),
            ask("field", "owner_type", "now"),     ask("theme", "", "now"),
            ask("sector", "basis", "now"),         ask("state", "kind", "now"),
            ask("unit:district", "", "2025-01-01")};
}

Result<std::string> answer_with(std::shared_ptr<Counter> counter, db::Transaction& tx,
                                const territory::Atlas& atlas, const FactSource& source,
                                const PivotQuery& query, Date today) {
    const auto loaded = TRY(load_with(std::move(counter), tx, atlas, source, query, today));
    return to_json(TRY(count(tx, atlas, source, loaded, query, today)));
}

}  // namespace

Result<std::vector<std::string>> differing_answers(db::Transaction& tx, const territory::Atlas& atlas,
                                                   const FactSource& source, Date today) {
    std::vector<std::string> out;
    const auto facts = TRY(load_fact_runs(tx, atlas, source, today));
    if (!facts) return out;  // only SQL counts these facts
    for (const auto& arguments : questions(today)) {
        const auto query = TRY(read_arguments(arguments));
        const auto reference = TRY(answer_with(sql_counter(tx, source), tx, atlas, source, query, today));
        const auto found = TRY(answer_with(run_counter(facts), tx, atlas, source, query, today));
        if (reference != found) out.push_back(arguments.rows + " × " + arguments.columns);
    }
    return out;
}

}  // namespace kheo::statistics
