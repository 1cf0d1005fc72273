// SPDX-License-Identifier: Apache-2.0
// kheo ledger verify [FILE] | head.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/messages.gen.hpp"

namespace kheo::app {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const ledger::Verification& v) {
    return {{"ok", v.ok},
            {"entries", v.entries},
            {"unsealed", v.unsealed},
            {"head", ledger::to_hex(v.root)},
            {"signed", v.is_signed},
            {"first_bad", v.first_bad ? Json(*v.first_bad) : Json(nullptr)}};
}

Result<> verify(Program& program, db::Database& database) {
    const auto v = TRY(database.read([](db::Transaction& tx) { return ledger::verify(tx); }));
    program.out << to_json(v).dump() << "\n";
    if (!v.ok) program.exit_code = 1;
    return {};
}

/// A copied file is opened read-only and never migrated or sealed.
Result<> verify_file(Program& program, const std::filesystem::path& file) {
    const auto database = TRY(db::Database::open(file, {.readers = 1, .read_only = true}));
    return verify(program, *database);
}

Result<> head(Program& program, OpenData& data) {
    TRY(data.seal(program.clock));
    const auto newest = TRY(data.database->read([](db::Transaction& tx) { return ledger::head(tx); }));
    Json json{{"size", 0}};
    if (newest)
        json = {{"size", newest->size},
                {"root", ledger::to_hex(newest->root)},
                {"sealed_at", iso_moment(newest->sealed_at)},
                {"public_key", ledger::to_hex(newest->public_key)},
                {"signature", ledger::to_hex(newest->signature)}};
    program.out << json.dump() << "\n";
    return {};
}

}  // namespace

void add_ledger_commands(Program& program) {
    auto* group =
        program.cli.add_subcommand("ledger", "The ledger: verify a data file, show the signed head");
    group->require_subcommand(1);

    auto* verify_command =
        group->add_subcommand("verify", "Recompute every hash; works on a copied file without a server");
    auto file = std::make_shared<std::string>();
    verify_command->add_option("FILE", *file, "a copied kheo.db");
    add_location(*verify_command, program);
    verify_command->callback([&program, file] {
        if (file->empty())
            program.with_data(true, [&](OpenData& d) { return verify(program, *d.database); });
        else
            program.attempt(true, [&] { return verify_file(program, *file); });
    });

    auto* head_command = group->add_subcommand("head", "The newest signed head");
    add_location(*head_command, program);
    head_command->callback(
        [&program] { program.with_data(true, [&](OpenData& d) { return head(program, d); }); });
}

}  // namespace kheo::app
