// SPDX-License-Identifier: Apache-2.0
// kheo export --all DIR, kheo import all DIR.
#include "app/archiving.hpp"
#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "platform/archive/directory.hpp"

namespace kheo::app {

namespace {

void say(Program& program, const Sentence& sentence) {
    program.err << sentence.in(Language::vi) << std::endl;
}

Json to_json(const archive::Summary& summary) {
    return {{"tables", summary.tables},
            {"rows", summary.rows},
            {"files", summary.files},
            {"bytes", summary.bytes}};
}

Result<> export_all(Program& program, OpenData& data, const std::string& dir, bool json) {
    auto writer = TRY(archive::write_directory(dir));
    const auto summary = TRY(write_system(data, *writer, program.clock));
    say(program, {msg::exported,
                  {{"dir", dir},
                   {"tables", std::to_string(summary.tables)},
                   {"rows", std::to_string(summary.rows)},
                   {"files", std::to_string(summary.files)}}});
    if (json) program.out << to_json(summary).dump() << "\n";
    return {};
}

void tell_certificate(Program& program, const Json& certificate, bool json) {
    const auto number = [&](const char* key) { return certificate.at(key).dump(); };
    const auto& ledger = certificate.at("ledger");
    say(program, {msg::certificate,
                  {{"made_at", certificate.at("made_at").get<std::string>()},
                   {"signed_by", certificate.at("signed_by").get<std::string>()},
                   {"tables", number("tables")},
                   {"rows", number("rows")},
                   {"files", number("files")},
                   {"entries", ledger.at("entries").dump()},
                   {"head", ledger.at("head").get<std::string>()},
                   {"figures", number("figures")}}});
    if (json) program.out << certificate.dump() << "\n";
}

Result<> import_all(Program& program, const std::string& dir, bool json) {
    auto reader = TRY(archive::read_directory(dir));
    const auto certificate = TRY(load_system(program.location, *reader, {}, program.clock));
    tell_certificate(program, certificate, json);
    return {};
}

void add_export(Program& program) {
    auto* command = program.cli.add_subcommand("export", "Everything as CSV, files and a dictionary");
    add_location(*command, program);
    auto dir = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    command->add_option("--all", *dir, "new directory to write into")->required();
    command->add_flag("--json", *json);
    command->callback([&program, dir, json] {
        program.with_data(*json, [&](OpenData& d) { return export_all(program, d, *dir, *json); });
    });
}

void add_import(Program& program) {
    auto* command = program.cli.get_subcommand("import")->add_subcommand(
        "all", "What export --all wrote, into an empty system");
    add_location(*command, program);
    auto dir = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    command->add_option("DIR", *dir)->required();
    command->add_flag("--json", *json);
    command->callback(
        [&program, dir, json] { program.attempt(*json, [&] { return import_all(program, *dir, *json); }); });
}

}  // namespace

void add_archive_commands(Program& program) {
    add_export(program);
    add_import(program);
}

}  // namespace kheo::app
