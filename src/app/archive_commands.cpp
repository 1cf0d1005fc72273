// SPDX-License-Identifier: Apache-2.0
// kheo export --all DIR, import all DIR, backup FILE, restore FILE, backup-key new FILE, backup-key set KEY.
#include "app/archiving.hpp"
#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "app/public_copy.hpp"
#include "app/settings_audit.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "platform/archive/container.hpp"
#include "platform/archive/directory.hpp"

namespace kheo::app {

namespace {

Json to_json(const archive::Summary& summary) {
    return {{"tables", summary.tables},
            {"rows", summary.rows},
            {"files", summary.files},
            {"bytes", summary.bytes}};
}

/// A copy that does not hold everything is made all the same, and never in silence.
Json tell_missing(Program& program, const Written& written) {
    constexpr std::size_t kMostNames = 5;
    auto json = to_json(written);
    json["missing_files"] = written.missing_files.size();
    if (written.missing_files.empty()) return json;
    std::string names;
    for (std::size_t i = 0; i < std::min(kMostNames, written.missing_files.size()); ++i)
        names += "\n  " + written.missing_files[i];
    say(program, {msg::copied_without_files,
                  {{"count", format_count(std::ssize(written.missing_files))}, {"names", names}}});
    return json;
}

Result<> export_all(Program& program, OpenData& data, const std::string& dir, bool json) {
    auto writer = TRY(archive::write_directory(dir));
    const auto summary = TRY(write_system(data, *writer, program.clock));
    say(program, {msg::exported,
                  {{"dir", dir},
                   {"tables", format_count(summary.tables)},
                   {"rows", format_count(summary.rows)},
                   {"files", format_count(summary.files)}}});
    const auto told = tell_missing(program, summary);
    if (json) program.out << told.dump() << "\n";
    return {};
}

Result<> export_public(Program& program, OpenData& data, const std::string& dir, bool json) {
    auto writer = TRY(archive::write_directory(dir));
    const auto summary = TRY(write_public_copy(data, *writer, program.clock));
    say(program, {msg::exported_public,
                  {{"dir", dir},
                   {"tables", format_count(summary.tables)},
                   {"rows", format_count(summary.rows)},
                   {"key", to_hex(data.key.public_key)}}});
    const auto told = tell_missing(program, summary);
    if (json) program.out << told.dump() << "\n";
    return {};
}

void tell_certificate(Program& program, const Json& certificate, bool json) {
    const auto count = [](const Json& value) { return format_count(value.get<std::int64_t>()); };
    const auto moment = [](const Json& value) { return format_moment(value.get<Millis>()); };
    const auto number = [&](const char* key) { return count(certificate.at(key)); };
    const auto& ledger = certificate.at("ledger");
    say(program, {msg::certificate,
                  {{"made_at", moment(certificate.at("made_at_ms"))},
                   {"signed_by", certificate.at("signed_by").get<std::string>()},
                   {"tables", number("tables")},
                   {"rows", number("rows")},
                   {"files", number("files")},
                   {"entries", count(ledger.at("entries"))},
                   {"head", ledger.at("head").get<std::string>()},
                   {"figures", number("figures")}}});
    if (!ledger.at("ok").get<bool>()) say(program, {msg::certificate_ledger_broken});
    if (certificate.at("faults") == 0)
        say(program, {msg::certificate_consistent});
    else
        say(program, {msg::certificate_faults, {{"count", number("faults")}}});
    if (certificate.at("missing_files") != 0)
        say(program, {msg::certificate_missing_files, {{"count", number("missing_files")}}});
    const auto& erasures = certificate.at("erasures");
    if (erasures.at("known") != 0)
        say(program, {msg::certificate_erasures,
                      {{"known", count(erasures.at("known"))},
                       {"applied", count(erasures.at("applied"))},
                       {"until", moment(erasures.at("until_ms"))}}});
    for (const auto& journal : erasures.at("torn"))
        say(program, {msg::certificate_torn, {{"file", journal.get<std::string>()}}});
    if (certificate.at("public") == true) say(program, {msg::certificate_public});
    if (certificate.at("ledger_key") == "new") say(program, {msg::certificate_new_key});
    if (json) program.out << certificate.dump() << "\n";
}

struct RestoreArguments {
    std::string file, key, ledger_key, signer;
    std::vector<std::string> erasures;
    bool json = false;
};

Result<std::string> parse_signer(const std::string& text) {
    auto key = from_hex(text);
    if (key.size() != 32) return fail(ErrorKind::usage, msg::bad_key, {{"text", text}});
    return key;
}

Result<RestoreOptions> options_of(const RestoreArguments& typed) {
    RestoreOptions options;
    if (!typed.ledger_key.empty()) options.ledger_key = TRY(ledger::load_key(typed.ledger_key));
    if (!typed.signer.empty()) options.signer = TRY(parse_signer(typed.signer));
    options.erasures.assign(typed.erasures.begin(), typed.erasures.end());
    return options;
}

void add_restore_options(CLI::App& command, const std::shared_ptr<RestoreArguments>& typed) {
    command.add_option("--ledger-key", typed->ledger_key, words(help::ledger_key))->type_name("FILE");
    command.add_option("--erasures", typed->erasures, words(help::erasures))->type_name("FILE");
}

Result<> import_all(Program& program, const RestoreArguments& typed) {
    TRY(need_location(program));
    const auto options = TRY(options_of(typed));
    auto reader = TRY(archive::read_directory(typed.file));
    const auto certificate = TRY(load_system(program.location, *reader, options, program.clock));
    tell_certificate(program, certificate, typed.json);
    return {};
}

Result<std::string> parse_public_key(const std::string& text) {
    if (text.starts_with(archive::kSecretMark)) return fail(ErrorKind::usage, msg::backup_key_is_secret);
    auto key = from_hex(text);
    if (!archive::seals(key)) return fail(ErrorKind::usage, msg::bad_backup_key, {{"text", text}});
    return key;
}

Result<> set_backup_key(Program& program, OpenData& data, const std::string& typed) {
    const auto text = std::string(trim(typed));
    TRY(parse_public_key(text));
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        TRY(set_setting(tx, kBackupKey, text, program.clock.now()));
        TRY(ledger::append(tx, {{}, "app.backup_key_set", "setting", 0, kBackupKey, {}},
                           program.clock.now()));
        return {};
    }));
    say(program, {msg::backup_key_set, {{"key", text}}});
    return {};
}

/// A secret key beside the data would be stolen or lost together with them.
Result<> refuse_inside_data(const std::filesystem::path& file) {
    std::error_code error;
    for (auto dir = std::filesystem::absolute(file, error).parent_path();; dir = dir.parent_path()) {
        if (std::filesystem::exists(dir / kDatabaseFile, error))
            return fail(ErrorKind::invalid, msg::key_inside_data, {{"dir", dir.string()}});
        if (dir == dir.parent_path()) return {};
    }
}

Result<> new_backup_key(Program& program, const std::string& file) {
    TRY(refuse_inside_data(file));
    const auto key = archive::make_operator_key();
    TRY(archive::save_operator_key(key, file));
    say(program, {msg::backup_key_made, {{"file", file}, {"key", to_hex(key.public_key)}}});
    program.out << Json{{"public_key", to_hex(key.public_key)}}.dump() << "\n";
    return {};
}

Result<> backup(Program& program, OpenData& data, const std::string& file, std::string key, bool json) {
    if (key.empty()) key = TRY(setting(*data.database, kBackupKey, ""));
    if (key.empty()) return fail(ErrorKind::invalid, msg::no_backup_key);
    const auto public_key = TRY(parse_public_key(key));
    auto writer = TRY(archive::write_container(file, public_key));
    const auto summary = TRY(write_system(data, *writer, program.clock));
    const auto now = program.clock.now();
    TRY(set_setting(*data.database, kLastBackup, std::to_string(now), now));
    say(program, {msg::backed_up,
                  {{"file", file},
                   {"rows", format_count(summary.rows)},
                   {"files", format_count(summary.files)},
                   {"key", key}}});
    const auto told = tell_missing(program, summary);
    if (json) program.out << told.dump() << "\n";
    return {};
}

Result<> restore(Program& program, const RestoreArguments& typed) {
    TRY(need_location(program));
    const auto options = TRY(options_of(typed));
    const auto key = TRY(archive::load_operator_key(typed.key));
    auto reader = TRY(archive::read_container(typed.file, key));
    const auto certificate = TRY(load_system(program.location, *reader, options, program.clock));
    tell_certificate(program, certificate, typed.json);
    if (typed.erasures.empty()) say(program, {msg::restored_without_journal});
    return {};
}

void add_backup(Program& program) {
    auto* command = program.cli.add_subcommand("backup", words(help::backup));
    add_location(*command, program);
    auto file = std::make_shared<std::string>(), key = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    command->add_option("FILE", *file, words(help::backup_file))->required();
    command->add_option("--key", *key, words(help::backup_to_key))->type_name("KEY");
    command->add_flag("--json", *json, words(help::json));
    command->callback([&program, file, key, json] {
        program.with_data(*json, [&](OpenData& d) { return backup(program, d, *file, *key, *json); });
    });
}

void add_restore(Program& program) {
    auto* command = program.cli.add_subcommand("restore", words(help::restore));
    add_location(*command, program);
    auto typed = std::make_shared<RestoreArguments>();
    command->add_option("FILE", typed->file, words(help::restore_file))->required();
    command->add_option("--key", typed->key, words(help::restore_key))->required()->type_name("FILE");
    add_restore_options(*command, typed);
    command->add_flag("--json", typed->json, words(help::json));
    command->callback(
        [&program, typed] { program.attempt(typed->json, [&] { return restore(program, *typed); }); });
}

void add_backup_key(Program& program) {
    auto* group = program.cli.add_subcommand("backup-key", words(help::backup_key));
    group->require_subcommand(1);
    auto* make = group->add_subcommand("new", words(help::backup_key_new));
    auto file = std::make_shared<std::string>();
    make->add_option("FILE", *file, words(help::backup_file))->required();
    make->callback(
        [&program, file] { program.attempt(false, [&] { return new_backup_key(program, *file); }); });
    auto* set = group->add_subcommand("set", words(help::backup_key_set));
    add_location(*set, program);
    auto key = std::make_shared<std::string>();
    set->add_option("KEY", *key, words(help::backup_public))->required();
    set->callback([&program, key] {
        program.with_data(false, [&](OpenData& d) { return set_backup_key(program, d, *key); });
    });
}

void add_export(Program& program) {
    auto* command = program.cli.add_subcommand("export", words(help::export_everything));
    add_location(*command, program);
    auto all = std::make_shared<std::string>(), open = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    command->add_option("--all", *all, words(help::export_all))->type_name("DIR");
    command->add_option("--public", *open, words(help::export_public))->type_name("DIR");
    command->add_flag("--json", *json, words(help::json));
    command->callback([&program, all, open, json] {
        if (all->empty() == open->empty())
            return program.report({ErrorKind::usage, msg::export_what, {}, {}, {}}, *json);
        program.with_data(*json, [&](OpenData& d) {
            return all->empty() ? export_public(program, d, *open, *json)
                                : export_all(program, d, *all, *json);
        });
    });
}

void add_import(Program& program) {
    auto* command = program.cli.get_subcommand("import")->add_subcommand("all", words(help::import_all));
    add_location(*command, program);
    auto typed = std::make_shared<RestoreArguments>();
    command->add_option("DIR", typed->file, words(help::import_dir))->required();
    command->add_option("--signed-by", typed->signer, words(help::signed_by))->type_name("KEY");
    add_restore_options(*command, typed);
    command->add_flag("--json", typed->json, words(help::json));
    command->callback(
        [&program, typed] { program.attempt(typed->json, [&] { return import_all(program, *typed); }); });
}

}  // namespace

void add_archive_commands(Program& program) {
    add_export(program);
    add_import(program);
    add_backup(program);
    add_restore(program);
    add_backup_key(program);
}

}  // namespace kheo::app
