// SPDX-License-Identifier: Apache-2.0
// kheo import initiatives FILE, kheo import undo IMPORT.
#include "app/command.hpp"
#include "registry/import/cli.hpp"

namespace kheo::app {

namespace {

struct Typed {
    std::string file, unit, date, import;
    bool dry_run = false, json = false;
};

registry::import::CommandContext context_of(Program& program, OpenData& data) {
    return {*data.database, program.clock, program.out, program.err};
}

Result<> import_list(Program& program, OpenData& data, const Typed& typed) {
    registry::import::ImportCommand command{typed.file, typed.unit, {}, typed.dry_run, typed.json};
    if (!typed.date.empty()) command.date = TRY(parse_date(typed.date));
    program.exit_code = registry::import::import_initiatives(context_of(program, data), command);
    return {};
}

Result<> undo(Program& program, OpenData& data, const Typed& typed) {
    program.exit_code = registry::import::undo_import(context_of(program, data), typed.import, typed.json);
    return {};
}

}  // namespace

void add_import_commands(Program& program) {
    auto* group = program.cli.add_subcommand("import", words(help::import_lists));
    group->require_subcommand(1);
    auto typed = std::make_shared<Typed>();

    auto* list = group->add_subcommand("initiatives", words(help::import_initiatives));
    add_location(*list, program);
    list->add_option("FILE", typed->file, words(help::import_file))->required();
    list->add_option("--unit", typed->unit, words(help::import_unit))->type_name("CODE");
    list->add_option("--date", typed->date, words(help::import_date))->type_name("DATE");
    list->add_flag("--dry-run", typed->dry_run, words(help::import_dry_run));
    list->add_flag("--json", typed->json, words(help::json));
    list->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return import_list(program, d, *typed); });
    });

    auto* undo_command = group->add_subcommand("undo", words(help::import_undo));
    add_location(*undo_command, program);
    undo_command->add_option("IMPORT", typed->import, words(help::import_number))->required();
    undo_command->add_flag("--json", typed->json, words(help::json));
    undo_command->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return undo(program, d, *typed); });
    });
}

}  // namespace kheo::app
