// SPDX-License-Identifier: Apache-2.0
// kheo pivot.
#include "app/command.hpp"
#include "app/sources.hpp"
#include "statistics/cli.hpp"

namespace kheo::app {

namespace {

Result<> pivot(Program& program, OpenData& data, const statistics::PivotArguments& arguments) {
    const auto atlas =
        TRY(data.database->read([](db::Transaction& tx) { return territory::load_atlas(tx); }));
    const auto json = TRY(statistics::pivot_command(*data.database, *atlas, statistics_source(), arguments,
                                                    program.clock.today()));
    program.out << json << "\n";
    return {};
}

}  // namespace

void add_figure_commands(Program& program) {
    auto* command = program.cli.add_subcommand("pivot", "Count initiatives by unit, field, time …");
    add_location(*command, program);
    auto a = std::make_shared<statistics::PivotArguments>();
    command->add_option("--measure", a->measures,
                        "initiatives, practices, exemplars, owners, units_with_initiatives");
    command->add_option("--rows", a->rows, "dimension of the rows");
    command->add_option("--columns", a->columns, "dimension of the columns");
    command->add_option("--under", a->under, "code of a unit");
    command->add_option("--where", a->where, "DIM=VALUE");
    command->add_option("--period", a->period, "2024, 2024-H1, 2009..2024 …");
    command->add_option("--compare", a->compare, "same_period_last_year or a period");
    command->add_option("--map", a->map, "then, now or a date");
    command->add_flag("--json")->description("the answer is JSON in any case");
    command->callback(
        [&program, a] { program.with_data(true, [&](OpenData& d) { return pivot(program, d, *a); }); });
}

}  // namespace kheo::app
