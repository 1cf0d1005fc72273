// SPDX-License-Identifier: Apache-2.0
// kheo pivot, kheo report.
#include "app/command.hpp"
#include "app/demo/demo.hpp"
#include "app/messages.gen.hpp"
#include "app/sources.hpp"
#include "reports/reports.hpp"
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

struct ReportArguments {
    std::string kind, unit, period, format = "docx", file;
};

Result<> report(Program& program, OpenData& data, const ReportArguments& typed) {
    const auto format = reports::parse_format(typed.format);
    if (!format) return fail(ErrorKind::usage, msg::unknown_format, {{"format", typed.format}});
    const auto facts = statistics_source();
    const bool demonstration = TRY(setting(*data.database, demo::kSetting, "")) == "1";
    const auto bytes = TRY(data.database->read([&](db::Transaction& tx) -> Result<std::string> {
        const auto atlas = TRY(territory::load_atlas(tx));
        const auto order = TRY(reports::read_order(typed.kind, typed.unit, typed.period, *atlas));
        return reports::render(tx, order, *format,
                               {*atlas, facts, data.dir / "templates", demonstration, program.clock.now()});
    }));
    return write_whole_file(typed.file, bytes);
}

void add_report_command(Program& program) {
    auto* command = program.cli.add_subcommand("report", "A periodic review as an official document");
    add_location(*command, program);
    auto a = std::make_shared<ReportArguments>();
    command->add_option("--kind", a->kind, "half_year, annual")->required();
    command->add_option("--unit", a->unit, "code of the unit, VN for the whole country")->required();
    command->add_option("--period", a->period, "2024, 2024-H1 …")->required();
    command->add_option("--format", a->format, "docx, html");
    command->add_option("-o,--output", a->file, "file to write")->required();
    command->callback(
        [&program, a] { program.with_data(false, [&](OpenData& d) { return report(program, d, *a); }); });
}

}  // namespace

void add_figure_commands(Program& program) {
    add_report_command(program);
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
