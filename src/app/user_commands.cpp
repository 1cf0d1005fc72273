// SPDX-License-Identifier: Apache-2.0
// kheo user add NAME --role ROLE --unit CODE (the password comes from standard input), kheo user erase NAME,
// kheo owner erase NUMBER [--person].
#include <nlohmann/json.hpp>
#include <ranges>

#include "app/command.hpp"
#include "app/erasures.hpp"
#include "app/messages.gen.hpp"
#include "office/office.hpp"

namespace kheo::app {

namespace {

struct Typed {
    std::string name, role, unit, from, until;
};

Result<office::NewUser> read(const Typed& typed) {
    office::NewUser user;
    user.name = typed.name;
    user.unit_code = typed.unit;
    const auto role = auth::parse_role(typed.role);
    if (!role) return fail(ErrorKind::usage, msg::unknown_role, {{"role", typed.role}});
    user.role = *role;
    if (!typed.from.empty()) user.from = TRY(parse_date(typed.from));
    if (!typed.until.empty()) user.until = TRY(parse_date(typed.until));
    std::getline(std::cin, user.password);
    return user;
}

Result<> add(Program& program, OpenData& data, const Typed& typed) {
    const auto user = TRY(read(typed));
    const auto atlas =
        TRY(data.database->read([](db::Transaction& tx) { return territory::load_atlas(tx); }));
    const auto id = TRY(office::add_user(*data.database, *atlas, user, {}, program.clock));
    if (program.json)
        program.out << nlohmann::ordered_json{{"user", id.value}, {"name", typed.name}}.dump() << "\n";
    program.err << Sentence(msg::user_added, {{"name", typed.name}}).in(Language::vi) << "\n";
    return {};
}

Result<> erase(Program& program, OpenData& data, const std::string& name) {
    TRY(erase_user(data, name, program.clock));
    program.err << Sentence(msg::user_erased, {{"name", name}}).in(Language::vi) << "\n";
    return {};
}

/// What remains for the person to do.
Result<> tell_files(Program& program, const OwnersErased& done) {
    if (done.lists + done.copies > 0)
        say(program, {msg::owner_erased_files,
                      {{"lists", std::to_string(done.lists)}, {"copies", std::to_string(done.copies)}}});
    for (const auto& file : done.unread) say(program, {msg::erased_unread, {{"file", file}}});
    if (done.left.empty()) return {};
    for (const auto& file : done.left | std::views::drop(1))
        say(program, {msg::erased_left, {{"file", file}}});
    return fail(ErrorKind::environment, msg::erased_left, {{"file", done.left.front()}});
}

Result<> erase_owners(Program& program, OpenData& data, const std::string& number, bool person) {
    const auto known = person ? registry::OwnersAre::persons : registry::OwnersAre::as_the_dossier_says;
    const auto done = TRY(erase_owner(data, number, known, program.clock));
    std::string all;
    for (const auto& each : done.numbers) all += (all.empty() ? "" : ", ") + each;
    if (done.numbers.empty())
        say(program, {msg::owner_erased_before, {}});
    else
        say(program, {msg::owner_erased, {{"numbers", all}}});
    return tell_files(program, done);
}

void add_erasures(Program& program, CLI::App& user) {
    auto* account = user.add_subcommand("erase", "Take the person out of an account; its acts stay");
    add_location(*account, program);
    auto name = std::make_shared<std::string>();
    account->add_option("NAME", *name)->required();
    account->callback([&program, name] {
        program.with_data(false, [&](OpenData& d) { return erase(program, d, *name); });
    });

    auto* owner = program.cli.add_subcommand("owner", "Persons and households who own initiatives");
    owner->require_subcommand(1);
    auto* command = owner->add_subcommand("erase", "Take their names out of the registry; figures stay");
    add_location(*command, program);
    auto number = std::make_shared<std::string>();
    command->add_option("NUMBER", *number, "of one of their dossiers, e.g. DH-2026-00001")->required();
    auto person = std::make_shared<bool>(false);
    command->add_flag("--person", *person, "the owner is a person, whatever the dossier says");
    command->callback([&program, number, person] {
        program.with_data(false, [&](OpenData& d) { return erase_owners(program, d, *number, *person); });
    });
}

}  // namespace

void add_user_commands(Program& program) {
    auto* group = program.cli.add_subcommand("user", "Accounts");
    group->require_subcommand(1);
    add_erasures(program, *group);
    auto* command = group->add_subcommand("add", "Make an account; the password comes from standard input");
    add_location(*command, program);
    auto typed = std::make_shared<Typed>();
    command->add_option("NAME", typed->name)->required();
    command->add_option("--role", typed->role, "administrator, officer, reader")->required();
    command->add_option("--unit", typed->unit, "code of the unit; absent: the whole country");
    command->add_option("--from", typed->from, "first day");
    command->add_option("--until", typed->until, "last day");
    command->callback([&program, typed] {
        program.with_data(false, [&](OpenData& d) { return add(program, d, *typed); });
    });
}

}  // namespace kheo::app
