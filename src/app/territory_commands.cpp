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

CLI::App& command(CLI::App& group, Program& program, const char* name, const Message& what,
                  const std::shared_ptr<Arguments>& arguments, Run run, On on = On::own_data) {
    auto* made = group.add_subcommand(name, words(what));
    add_location(*made, program);
    made->add_flag("--json", arguments->json, words(help::json));
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
    auto* group = program.cli.add_subcommand("territory", words(help::territory));
    group->require_subcommand(1);
    auto a = std::make_shared<Arguments>();

    auto& import_command =
        command(*group, program, "import", help::territory_import, a,
                [&program](db::Database& database, const Arguments& arguments, const territory::Output& to) {
                    return territory::run_import(database, arguments.text, program.clock.now(), to);
                });
    import_command.add_option("DIR", a->text, words(help::territory_dir))->required();

    auto& list_command = command(*group, program, "list", help::territory_list, a, list, On::public_copy_too);
    list_command.add_option("--date", a->date, words(help::date))->type_name("DATE")->required();
    list_command.add_option("--level", a->level, words(help::level))->type_name("NAME");
    list_command.add_option("--under", a->under, words(help::under_name))->type_name("CODE");

    auto& resolve_command =
        command(*group, program, "resolve", help::territory_resolve, a, resolve, On::public_copy_too);
    resolve_command.add_option("TEXT", a->text, words(help::unit_text))->required();
    resolve_command.add_option("--date", a->date, words(help::date))->type_name("DATE")->required();
    resolve_command.add_option("--within", a->within, words(help::within))->type_name("CODE");

    auto& successors_command = command(*group, program, "successors", help::territory_successors, a,
                                       successors, On::public_copy_too);
    successors_command.add_option("CODE", a->text, words(help::code_on))->required();
    successors_command.add_option("--date", a->date, words(help::date))->type_name("DATE")->required();
    successors_command.add_option("--on", a->on, words(help::date_on))->type_name("DATE")->required();
}

}  // namespace kheo::app
