// SPDX-License-Identifier: Apache-2.0
// kheo territory import | list | resolve | successors.
#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "territory/cli.hpp"

namespace kheo::app {

namespace {

struct Arguments {
    std::string text, date, on, level, under, within;
    bool json = false;
};

using Run = std::function<Result<>(db::Database&, const Arguments&, const territory::Output&)>;

void answer(Program& program, const std::shared_ptr<Arguments>& arguments, const Run& run, On on) {
    program.with_data(
        arguments->json,
        [&](OpenData& data) {
            return run(*data.database, *arguments, {program.out, program.err, arguments->json});
        },
        on);
}

CLI::App& command(CLI::App& group, Program& program, const char* name, const char* what,
                  const std::shared_ptr<Arguments>& arguments, Run run, On on = On::own_data) {
    auto* made = group.add_subcommand(name, what);
    add_location(*made, program);
    made->add_flag("--json", arguments->json, "answer in JSON");
    made->callback([&program, arguments, run = std::move(run), on] { answer(program, arguments, run, on); });
    return *made;
}

Result<> list(db::Database& database, const Arguments& a, const territory::Output& to) {
    territory::ListOptions options{TRY(parse_date(a.date)), std::nullopt, a.under};
    if (!a.level.empty()) {
        options.level = territory::parse_level(a.level);
        if (!options.level) return fail(ErrorKind::usage, msg::bad_level, {{"text", a.level}});
    }
    return territory::run_list(database, options, to);
}

Result<> resolve(db::Database& database, const Arguments& a, const territory::Output& to) {
    return territory::run_resolve(database, {a.text, TRY(parse_date(a.date)), a.within}, to);
}

Result<> successors(db::Database& database, const Arguments& a, const territory::Output& to) {
    return territory::run_successors(database, {a.text, TRY(parse_date(a.date)), TRY(parse_date(a.on))}, to);
}

}  // namespace

void add_territory_commands(Program& program) {
    auto* group =
        program.cli.add_subcommand("territory", "Units over time: import, list, resolve, successors");
    group->require_subcommand(1);
    auto a = std::make_shared<Arguments>();

    auto& import_command =
        command(*group, program, "import", "Read a directory of catalogue files", a,
                [&program](db::Database& database, const Arguments& arguments, const territory::Output& to) {
                    return territory::run_import(database, arguments.text, program.clock.now(), to);
                });
    import_command.add_option("DIR", a->text, "directory with units_YYYY.csv …")->required();

    auto& list_command = command(*group, program, "list", "Units of a day", a, list, On::public_copy_too);
    list_command.add_option("--date", a->date, "YYYY-MM-DD")->required();
    list_command.add_option("--level", a->level, "province, district, commune or hamlet");
    list_command.add_option("--under", a->under, "code or name of a unit");

    auto& resolve_command =
        command(*group, program, "resolve", "The unit a text means", a, resolve, On::public_copy_too);
    resolve_command.add_option("TEXT", a->text, "a name as people write it")->required();
    resolve_command.add_option("--date", a->date, "YYYY-MM-DD")->required();
    resolve_command.add_option("--within", a->within, "code or name of the unit to search first");

    auto& successors_command =
        command(*group, program, "successors", "What a unit became", a, successors, On::public_copy_too);
    successors_command.add_option("CODE", a->text, "official code on --date")->required();
    successors_command.add_option("--date", a->date, "YYYY-MM-DD")->required();
    successors_command.add_option("--on", a->on, "YYYY-MM-DD")->required();
}

}  // namespace kheo::app
