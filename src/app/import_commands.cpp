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
    auto* group = program.cli.add_subcommand("import", "Registration lists in, and out again");
    group->require_subcommand(1);
    auto typed = std::make_shared<Typed>();

    auto* list = group->add_subcommand("initiatives", "Read a registration list and save its valid rows");
    add_location(*list, program);
    list->add_option("FILE", typed->file, "XLSX, XLS, ODS or CSV")->required();
    list->add_option("--unit", typed->unit, "code of the sender");
    list->add_option("--date", typed->date, "date of the list");
    list->add_flag("--dry-run", typed->dry_run);
    list->add_flag("--json", typed->json);
    list->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return import_list(program, d, *typed); });
    });

    auto* undo_command = group->add_subcommand("undo", "Take a whole import back");
    add_location(*undo_command, program);
    undo_command->add_option("IMPORT", typed->import, "number of the import")->required();
    undo_command->add_flag("--json", typed->json);
    undo_command->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return undo(program, d, *typed); });
    });
}

}  // namespace kheo::app
