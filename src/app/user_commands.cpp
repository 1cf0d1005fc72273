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
    auto* account = user.add_subcommand("erase", words(help::user_erase));
    add_location(*account, program);
    auto name = std::make_shared<std::string>();
    account->add_option("NAME", *name, words(help::user_name))->required();
    account->callback([&program, name] {
        program.with_data(false, [&](OpenData& d) { return erase(program, d, *name); });
    });

    auto* owner = program.cli.add_subcommand("owner", words(help::owner));
    owner->require_subcommand(1);
    auto* command = owner->add_subcommand("erase", words(help::owner_erase));
    add_location(*command, program);
    auto number = std::make_shared<std::string>();
    command->add_option("NUMBER", *number, words(help::owner_number))->required();
    auto person = std::make_shared<bool>(false);
    command->add_flag("--person", *person, words(help::owner_person));
    command->callback([&program, number, person] {
        program.with_data(false, [&](OpenData& d) { return erase_owners(program, d, *number, *person); });
    });
}

}  // namespace

void add_user_commands(Program& program) {
    auto* group = program.cli.add_subcommand("user", words(help::user));
    group->require_subcommand(1);
    add_erasures(program, *group);
    auto* command = group->add_subcommand("add", words(help::user_add));
    add_location(*command, program);
    auto typed = std::make_shared<Typed>();
    command->add_option("NAME", typed->name, words(help::user_name))->required();
    command->add_option("--role", typed->role, words(help::user_role))->required()->type_name("NAME");
    command->add_option("--unit", typed->unit, words(help::user_unit))->type_name("CODE");
    command->add_option("--from", typed->from, words(help::user_from))->type_name("DATE");
    command->add_option("--until", typed->until, words(help::user_until))->type_name("DATE");
    command->callback([&program, typed] {
        program.with_data(false, [&](OpenData& d) { return add(program, d, *typed); });
    });
}

}  // namespace kheo::app
