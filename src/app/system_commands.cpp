// SPDX-License-Identifier: Apache-2.0
// kheo init, migrate, check, setting.
#include <algorithm>
#include <array>

#include "app/archiving.hpp"
#include "app/command.hpp"
#include "app/findings.hpp"
#include "app/mail_settings.hpp"
#include "app/messages.gen.hpp"
#include "base/text.hpp"
#include "office/office.hpp"
#include "platform/db/migrations.hpp"
#include "platform/ledger/ledger.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

namespace {

Result<> init(Program& program, bool with_catalogue) {
    TRY(need_location(program));
    office::FirstAdministrator first;
    const auto fill = [&](OpenData& data) -> Result<> {
        if (with_catalogue) TRY(territory::load_shipped_catalogue(*data.database, program.clock.now()));
        first = TRY(office::add_first_administrator(*data.database, program.clock));
        return {};
    };
    TRY(make_aside(program.location, program.clock, Schema::newest, fill));
    if (program.json)
        program.out << Json{{"data", program.location.data.string()},
                            {"administrator", first.name},
                            {"password", first.password}}
                           .dump()
                    << "\n";
    program.err << Sentence(msg::ready, {{"dir", program.location.data.string()}}).in(Language::vi) << "\n"
                << Sentence(msg::first_administrator, {{"name", first.name}, {"password", first.password}})
                       .in(Language::vi)
                << std::endl;
    return {};
}

Result<> migrate(Program& program) {
    TRY(need_location(program));
    const auto data = TRY(open_data(program.location, program.clock, 2, Older::upgrade));
    tell_upgrade(program, data.upgraded);
    TRY(data.seal(program.clock));
    if (program.json)
        program.out << Json{{"version", data.upgraded.to}, {"applied", data.upgraded.applied}}.dump() << "\n";
    program.err << Sentence(msg::migrated, {{"version", std::to_string(data.upgraded.to)},
                                            {"applied", std::to_string(data.upgraded.applied)}})
                       .in(Language::vi)
                << "\n";
    return {};
}

Json to_json(const Finding& finding) {
    return {{"code", finding.code},
            {"state", state_name(finding.state)},
            {"what", finding.what.in(Language::vi)},
            {"why", finding.why.in(Language::vi)},
            {"todo", finding.todo.in(Language::vi)},
            {"details", finding.details}};
}

void tell(Program& program, const Finding& finding) {
    const auto& word = finding.state == State::bad ? msg::state_bad : msg::state_warning;
    program.err << "[" << word.in(Language::vi) << "] " << finding.what.in(Language::vi) << "\n";
    for (const auto& detail : finding.details) program.err << "    " << detail << "\n";
    program.err << "  " << Sentence(msg::check_why, {{"text", finding.why.in(Language::vi)}}).in(Language::vi)
                << "\n"
                << "  "
                << Sentence(msg::check_todo, {{"text", finding.todo.in(Language::vi)}}).in(Language::vi)
                << "\n";
}

/// Warnings are told and leave the exit code 0; something bad makes it 1.
Result<> check(Program& program, OpenData& data) {
    const auto findings = TRY(check_data(data, program.clock));
    const auto bad = std::ranges::count(findings, State::bad, &Finding::state);
    Json json{{"ok", bad == 0}, {"findings", Json::array()}};
    for (const auto& finding : findings) {
        json["findings"].push_back(to_json(finding));
        tell(program, finding);
    }
    const Error error{
        ErrorKind::invalid, Sentence(msg::check_bad, {{"count", std::to_string(bad)}}), {}, {}, {}};
    if (bad > 0) json.update(Json::parse(error_line(error)));
    if (program.json) program.out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
    program.err << (bad > 0 ? error.message : Sentence(msg::check_ok)).in(Language::vi) << "\n";
    if (bad > 0) program.exit_code = exit_code(error.kind);
    return {};
}

/// What an operator says about the site; a running server shows it after its next start.
constexpr std::array<std::string_view, 8> kSettings = {
    "portal_name", "managing_body", "public_address",     "mail_url",
    "mail_from",   "mail_user",     "mail_password_file", "mail_ca_file"};

Result<> set_named(Program& program, OpenData& data, const std::string& name, const std::string& value) {
    if (std::ranges::find(kSettings, name) == kSettings.end())
        return fail(ErrorKind::invalid, msg::setting_unknown, {{"name", name}});
    if (!is_valid_utf8(value) || tidy(value).empty()) return fail(ErrorKind::invalid, msg::setting_empty);
    TRY(check_setting(name, tidy(value)));
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        TRY(set_setting(tx, name, tidy(value), program.clock.now()));
        TRY(ledger::append(tx, {{}, "app.setting_changed", "setting", 0, name, {}}, program.clock.now()));
        return {};
    }));
    say(program, {msg::setting_set, {{"name", name}, {"value", tidy(value)}}});
    return {};
}

Result<> show_settings(Program& program, OpenData& data) {
    Json all = Json::object();
    for (const auto name : kSettings) all[std::string(name)] = TRY(setting(*data.database, name, ""));
    program.out << all.dump() << "\n";
    return {};
}

void add_settings(Program& program) {
    auto* group = program.cli.add_subcommand("setting", words(help::setting));
    group->require_subcommand(1);
    auto* list = group->add_subcommand("list", words(help::setting_list));
    add_location(*list, program);
    list->callback(
        [&program] { program.with_data(true, [&](OpenData& d) { return show_settings(program, d); }); });
    auto* set = group->add_subcommand("set", words(help::setting_set));
    add_location(*set, program);
    auto name = std::make_shared<std::string>(), value = std::make_shared<std::string>();
    set->add_option("NAME", *name, words(help::setting_name))->required();
    set->add_option("VALUE", *value, words(help::setting_value))->required();
    set->callback([&program, name, value] {
        program.with_data(false, [&](OpenData& d) { return set_named(program, d, *name, *value); });
    });
}

}  // namespace

void add_system_commands(Program& program) {
    auto* init_command = program.cli.add_subcommand("init", words(help::init));
    add_location(*init_command, program);
    auto with_catalogue = std::make_shared<bool>(false);
    init_command->add_flag("--with-catalogue", *with_catalogue, words(help::init_catalogue));
    init_command->callback([&program, with_catalogue] {
        program.attempt(false, [&] { return init(program, *with_catalogue); });
    });

    auto* migrate_command = program.cli.add_subcommand("migrate", words(help::migrate));
    add_location(*migrate_command, program);
    migrate_command->callback([&program] { program.attempt(false, [&] { return migrate(program); }); });

    add_settings(program);

    auto* check_command = program.cli.add_subcommand("check", words(help::check));
    add_location(*check_command, program);
    check_command->callback([&program] {
        program.with_data(false, [&](OpenData& d) { return check(program, d); }, On::public_copy_too);
    });
}

}  // namespace kheo::app
