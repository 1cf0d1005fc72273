// SPDX-License-Identifier: Apache-2.0
// kheo init, migrate, check.
#include <algorithm>

#include "app/archiving.hpp"
#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "office/office.hpp"
#include "platform/db/migrations.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

namespace {

Result<> init(Program& program, bool with_catalogue) {
    if (program.location.data.empty() && program.location.database_url.empty())
        return fail(ErrorKind::usage, msg::no_location);
    office::FirstAdministrator first;
    const auto fill = [&](OpenData& data) -> Result<> {
        if (with_catalogue) TRY(territory::load_shipped_catalogue(*data.database, program.clock.now()));
        first = TRY(office::add_first_administrator(*data.database, program.clock));
        return {};
    };
    TRY(make_aside(program.location, program.clock, Schema::newest, fill));
    program.err << Sentence(msg::ready, {{"dir", program.location.data.string()}}).in(Language::vi) << "\n"
                << Sentence(msg::first_administrator, {{"name", first.name}, {"password", first.password}})
                       .in(Language::vi)
                << std::endl;
    return {};
}

Result<> migrate(Program& program) {
    if (program.location.data.empty() && program.location.database_url.empty())
        return fail(ErrorKind::usage, msg::no_location);
    const auto data = TRY(open_data(program.location, program.clock, 2, Older::upgrade));
    tell_upgrade(program, data.upgraded);
    TRY(data.seal(program.clock));
    program.err << Sentence(msg::migrated, {{"version", std::to_string(data.upgraded.to)},
                                            {"applied", std::to_string(data.upgraded.applied)}})
                       .in(Language::vi)
                << "\n";
    return {};
}

Result<> check(Program& program, OpenData& data) {
    const auto faults = TRY(data.database->read(all_faults));
    for (const auto& fault : faults) program.err << fault << "\n";
    if (!faults.empty())
        return fail(ErrorKind::invalid, msg::check_bad, {{"count", std::to_string(faults.size())}});
    program.err << msg::check_ok.in(Language::vi) << "\n";
    return {};
}

}  // namespace

void add_system_commands(Program& program) {
    auto* init_command =
        program.cli.add_subcommand("init", "Make an empty system: schema, keys, first administrator");
    add_location(*init_command, program);
    auto with_catalogue = std::make_shared<bool>(false);
    init_command->add_flag("--with-catalogue", *with_catalogue, "also load the shipped catalogue of units");
    init_command->callback([&program, with_catalogue] {
        program.attempt(false, [&] { return init(program, *with_catalogue); });
    });

    auto* migrate_command = program.cli.add_subcommand("migrate", "Bring the data to this version's schema");
    add_location(*migrate_command, program);
    migrate_command->callback([&program] { program.attempt(false, [&] { return migrate(program); }); });

    auto* check_command = program.cli.add_subcommand("check", "Run the data's invariants");
    add_location(*check_command, program);
    check_command->callback(
        [&program] { program.with_data(false, [&](OpenData& d) { return check(program, d); }); });
}

}  // namespace kheo::app
