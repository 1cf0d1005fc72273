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

Result<> verify(Program& program, db::Database& database, std::optional<std::string_view> trusted_key) {
    const auto v = TRY(database.read([&](db::Transaction& tx) { return ledger::verify(tx, trusted_key); }));
    program.out << to_json(v).dump() << "\n";
    if (!v.ok) program.exit_code = 1;
    return {};
}

/// A copied file is opened read-only and never migrated or sealed.
/// Without a key the signatures are checked against the key that stands beside them: that shows damage, not a
/// forger who signed anew. --key takes the public key as `ledger head` prints it.
Result<> verify_file(Program& program, const std::filesystem::path& file, const std::string& key_hex) {
    const auto database = TRY(db::Database::open(file, {.readers = 1, .read_only = true}));
    if (key_hex.empty()) return verify(program, *database, std::nullopt);
    const auto key = ledger::from_hex(key_hex);
    if (key.size() != 32) return fail(ErrorKind::usage, msg::bad_key, {{"text", key_hex}});
    return verify(program, *database, key);
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
    auto key = std::make_shared<std::string>();
    verify_command->add_option("--key", *key,
                               "public key in hexadecimal that must have signed a copied file");
    add_location(*verify_command, program);
    verify_command->callback([&program, file, key] {
        if (file->empty())
            program.with_data(true,
                              [&](OpenData& d) { return verify(program, *d.database, d.key.public_key); });
        else
            program.attempt(true, [&] { return verify_file(program, *file, *key); });
    });

    auto* head_command = group->add_subcommand("head", "The newest signed head");
    add_location(*head_command, program);
    head_command->callback(
        [&program] { program.with_data(true, [&](OpenData& d) { return head(program, d); }); });
}

}  // namespace kheo::app
