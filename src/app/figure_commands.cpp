// SPDX-License-Identifier: Apache-2.0
// kheo pivot, kheo report, kheo figures import.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/demo/demo.hpp"
#include "app/messages.gen.hpp"
#include "app/sources.hpp"
#include "base/text.hpp"
#include "reports/reports.hpp"
#include "statistics/cli.hpp"
#include "statistics/published/published.hpp"

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
    bool yes = false;
};

/// At a terminal a report that exists is replaced only when its owner says so. A script replaces what it
/// wrote the night before.
Result<> ask_to_replace(Program& program, const ReportArguments& typed) {
    std::error_code error;
    const bool holds_something = std::filesystem::is_regular_file(typed.file, error) &&
                                 std::filesystem::file_size(typed.file, error) > 0;
    if (!holds_something) return {};
    return ask_first(program, {msg::report_exists, {{"file", typed.file}}}, typed.yes);
}

Result<> report(Program& program, OpenData& data, const ReportArguments& typed) {
    const auto format = reports::parse_format(typed.format);
    if (!format) return fail(ErrorKind::usage, msg::unknown_format, {{"format", typed.format}});
    TRY(ask_to_replace(program, typed));
    const auto facts = statistics_source();
    const bool demonstration = TRY(setting(*data.database, demo::kSetting, "")) == "1";
    const auto bytes = TRY(data.database->read([&](db::Transaction& tx) -> Result<std::string> {
        const auto atlas = TRY(territory::load_atlas(tx));
        const auto order = TRY(reports::read_order(typed.kind, typed.unit, typed.period, *atlas));
        return reports::render(tx, order, *format,
                               {*atlas, facts, data.dir / "templates", demonstration, program.clock.now()});
    }));
    TRY(write_whole_file(typed.file, bytes));
    say(program, {msg::report_written, {{"file", typed.file}}});
    return {};
}

void add_report_command(Program& program) {
    auto* command = program.cli.add_subcommand("report", words(help::report));
    add_location(*command, program);
    auto a = std::make_shared<ReportArguments>();
    command->add_option("--kind", a->kind, words(help::report_kind))->required()->type_name("NAME");
    command->add_option("--unit", a->unit, words(help::report_unit))->required()->type_name("CODE");
    command->add_option("--period", a->period, words(help::period))->required()->type_name("DATE");
    command->add_option("--format", a->format, words(help::report_format))->type_name("NAME");
    command->add_option("-o,--output", a->file, words(help::report_output))->required()->type_name("FILE");
    add_yes(*command, a->yes);
    command->callback(
        [&program, a] { program.with_data(false, [&](OpenData& d) { return report(program, d, *a); }); });
}

struct FiguresTyped {
    std::string file;
    bool json = false;
};

Result<> import_figures(Program& program, OpenData& data, const FiguresTyped& typed) {
    const auto content = TRY(read_whole_file(typed.file));
    const auto recorded = TRY(statistics::published::record_list(
        *data.database, content, std::filesystem::path(typed.file).filename().string(), program.clock.now()));
    if (typed.json)
        program.out
            << nlohmann::ordered_json{{"saved", recorded.saved}, {"unchanged", recorded.unchanged}}.dump()
            << "\n";
    say(program,
        {msg::figures_recorded,
         {{"saved", format_count(recorded.saved)}, {"unchanged", format_count(recorded.unchanged)}}});
    return {};
}

void add_published_commands(Program& program) {
    auto* group = program.cli.add_subcommand("figures", words(help::figures));
    group->require_subcommand(1);
    auto* command = group->add_subcommand("import", words(help::figures_import));
    add_location(*command, program);
    auto typed = std::make_shared<FiguresTyped>();
    command->add_option("FILE", typed->file, words(help::figures_file))->required();
    command->add_flag("--json", typed->json, words(help::json));
    command->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return import_figures(program, d, *typed); });
    });
}

}  // namespace

void add_figure_commands(Program& program) {
    add_report_command(program);
    add_published_commands(program);
    auto* command = program.cli.add_subcommand("pivot", words(help::pivot));
    add_location(*command, program);
    auto a = std::make_shared<statistics::PivotArguments>();
    command->add_option("--measure", a->measures, words(help::pivot_measure))->type_name("NAME");
    command->add_option("--rows", a->rows, words(help::pivot_rows))->type_name("NAME");
    command->add_option("--columns", a->columns, words(help::pivot_columns))->type_name("NAME");
    command->add_option("--under", a->under, words(help::pivot_under))->type_name("CODE");
    command->add_option("--where", a->where, words(help::pivot_where))->type_name("TEXT");
    command->add_option("--period", a->period, words(help::period))->required()->type_name("DATE");
    command->add_option("--compare", a->compare, words(help::pivot_compare))->type_name("DATE");
    command->add_option("--map", a->map, words(help::pivot_map))->type_name("DATE");
    command->add_flag("--json")->description(words(help::pivot_json));
    command->callback(
        [&program, a] { program.with_data(true, [&](OpenData& d) { return pivot(program, d, *a); }); });
}

}  // namespace kheo::app
