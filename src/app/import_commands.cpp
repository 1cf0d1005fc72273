// SPDX-License-Identifier: Apache-2.0
// kheo import initiatives FILE, kheo import list, kheo import undo IMPORT.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "base/text.hpp"
#include "registry/import/cli.hpp"

namespace kheo::app {

namespace {

struct Typed {
    std::string file, unit, date, import;
    bool dry_run = false, json = false, yes = false;
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

std::vector<Sentence::Argument> shown(const registry::Batch& batch) {
    return {{"number", std::to_string(batch.id.value)},
            {"moment", format_moment(batch.created_at)},
            {"file", batch.given.file_name},
            {"saved", format_count(batch.saved)},
            {"state", batch.undone ? words(msg::import_line_undone) : ""}};
}

nlohmann::ordered_json to_json(const registry::Batch& batch) {
    return {{"import", batch.id.value}, {"file", batch.given.file_name}, {"at", iso_moment(batch.created_at)},
            {"saved", batch.saved},     {"unchanged", batch.unchanged},  {"rejected", batch.given.rejected},
            {"undone", batch.undone}};
}

Result<> list_imports(Program& program, OpenData& data, const Typed& typed) {
    constexpr int kShown = 50;
    const auto all =
        TRY(data.database->read([](db::Transaction& tx) { return registry::batches(tx, kShown); }));
    auto json = nlohmann::ordered_json::array();
    for (const auto& batch : all) {
        json.push_back(to_json(batch));
        say(program, {msg::import_line, shown(batch)});
    }
    if (all.empty()) say(program, msg::import_none);
    if (typed.json)
        program.out << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return {};
}

Result<> undo(Program& program, OpenData& data, const Typed& typed) {
    registry::BatchId id;
    const auto batch =
        TRY(data.database->read([&](db::Transaction& tx) -> Result<std::optional<registry::Batch>> {
            id = TRY(registry::import::batch_named(tx, typed.import));
            return registry::find_batch(tx, id);
        }));
    if (batch && !batch->undone)
        TRY(ask_first(program, {msg::import_undoing, shown(*batch)}, typed.yes || typed.json));
    program.exit_code = registry::import::undo_import(context_of(program, data), id, typed.json);
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

    auto* shown_command = group->add_subcommand("list", words(help::import_list));
    add_location(*shown_command, program);
    shown_command->add_flag("--json", typed->json, words(help::json));
    shown_command->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return list_imports(program, d, *typed); });
    });

    auto* undo_command = group->add_subcommand("undo", words(help::import_undo));
    add_location(*undo_command, program);
    undo_command->add_option("IMPORT", typed->import, words(help::import_number))->required();
    undo_command->add_flag("--json", typed->json, words(help::json));
    add_yes(*undo_command, typed->yes);
    undo_command->callback([&program, typed] {
        program.with_data(typed->json, [&](OpenData& d) { return undo(program, d, *typed); });
    });
}

}  // namespace kheo::app
