// SPDX-License-Identifier: Apache-2.0
// kheo user add NAME --role ROLE --unit CODE (the password comes from standard input), kheo user erase NAME,
// kheo user reset-factor NAME, kheo second-factor list | require | exempt (factor_commands.cpp),
// kheo owner erase NUMBER [--person]. A password that a person types must be changed at the first sign-in;
// one that a script hands over works at once, unless it says --must-change.
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
    bool must_change = false, no_must_change = false;
};

Result<office::NewUser> read(Program& program, const Typed& typed) {
    office::NewUser user;
    user.name = typed.name;
    user.unit_code = typed.unit;
    const auto role = auth::parse_role(typed.role);
    if (!role) return fail(ErrorKind::usage, msg::unknown_role, {{"role", typed.role}});
    user.role = *role;
    if (!typed.from.empty()) user.from = TRY(parse_date(typed.from));
    if (!typed.until.empty()) user.until = TRY(parse_date(typed.until));
    user.must_change = typed.must_change || (program.at_terminal && !typed.no_must_change);
    user.password = read_secret(program, {msg::ask_password, {{"name", typed.name}}});
    return user;
}

Result<> add(Program& program, OpenData& data, const Typed& typed) {
    const auto user = TRY(read(program, typed));
    const auto atlas =
        TRY(data.database->read([](db::Transaction& tx) { return territory::load_atlas(tx); }));
    const auto id = TRY(office::add_user(*data.database, *atlas, user, {}, program.clock));
    if (program.json)
        program.out << nlohmann::ordered_json{{"user", id.value}, {"name", typed.name}}.dump() << "\n";
    const auto unit = typed.unit.empty() ? words(msg::whole_country) : typed.unit;
    say(program, {msg::user_added, {{"name", typed.name}, {"role", typed.role}, {"unit", unit}}});
    if (user.must_change) say(program, msg::user_must_change);
    return {};
}

/// The person has something left to do: the command fails.
Result<> tell_left(Program& program, const Left& left) {
    const auto sentences = sentences_of(left);
    if (sentences.empty()) return {};
    for (const auto& sentence : sentences | std::views::drop(1)) say(program, sentence);
    return fail(Error{ErrorKind::environment, sentences.front(), {}, {}, {}});
}

Result<> erase(Program& program, OpenData& data, const std::string& name, bool yes) {
    TRY(ask_first(program, {msg::user_erasing, {{"name", name}}}, yes));
    const auto left = TRY(erase_user(data, name, program.clock));
    if (left.files.empty()) say(program, {msg::user_erased, {{"name", name}}});
    return tell_left(program, left);
}

/// What remains for the person to do.
Result<> tell_files(Program& program, const OwnersErased& done) {
    if (done.lists + done.copies > 0)
        say(program, {msg::owner_erased_files,
                      {{"lists", std::to_string(done.lists)}, {"copies", std::to_string(done.copies)}}});
    for (const auto& file : done.unread) say(program, {msg::erased_unread, {{"file", file}}});
    return tell_left(program, done.left);
}

struct OwnerTyped {
    std::string number;
    bool person = false, yes = false;
};

/// Names stand on the screen of the person who is asked, never in the log of a script.
Result<> ask_before_erasing(Program& program, OpenData& data, const OwnerTyped& typed,
                            registry::OwnersAre known) {
    const auto names = TRY(data.database->read(
        [&](db::Transaction& tx) { return registry::names_to_erase(tx, typed.number, known); }));
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : "; ") + name;
    if (program.at_terminal && !all.empty())
        say(program, {msg::owner_erasing_names, {{"number", typed.number}, {"names", all}}});
    return ask_first(program, {msg::owner_erasing, {{"number", typed.number}}}, typed.yes);
}

Result<> erase_owners(Program& program, OpenData& data, const OwnerTyped& typed) {
    const auto known = typed.person ? registry::OwnersAre::persons : registry::OwnersAre::as_the_dossier_says;
    TRY(ask_before_erasing(program, data, typed, known));
    const auto done = TRY(erase_owner(data, typed.number, known, program.clock));
    std::string all;
    for (const auto& each : done.numbers) all += (all.empty() ? "" : ", ") + each;
    if (done.numbers.empty())
        say(program, {msg::owner_erased_before, {}});
    else
        say(program, {msg::owner_erased, {{"numbers", all}}});
    return tell_files(program, done);
}

/// For the administrator who has nobody above: whoever may run this on the machine owns its data anyway.
Result<> reset_factor(Program& program, OpenData& data, const std::string& name, bool yes) {
    TRY(ask_first(program, {msg::factor_resetting, {{"name", name}}}, yes));
    const auto was_on = TRY(office::reset_factor_of(*data.database, name, program.clock));
    say(program, {was_on ? msg::factor_reset : msg::factor_was_off, {{"name", name}}});
    return {};
}

void add_reset_factor(Program& program, CLI::App& user) {
    auto* command = user.add_subcommand("reset-factor", words(help::user_reset_factor));
    add_location(*command, program);
    auto name = std::make_shared<std::string>();
    command->add_option("NAME", *name, words(help::user_name))->required();
    auto yes = std::make_shared<bool>(false);
    add_yes(*command, *yes);
    command->callback([&program, name, yes] {
        program.with_data(false, [&](OpenData& d) { return reset_factor(program, d, *name, *yes); });
    });
}

void add_erasures(Program& program, CLI::App& user) {
    auto* account = user.add_subcommand("erase", words(help::user_erase));
    add_location(*account, program);
    auto name = std::make_shared<std::string>();
    account->add_option("NAME", *name, words(help::user_name))->required();
    auto yes = std::make_shared<bool>(false);
    add_yes(*account, *yes);
    account->callback([&program, name, yes] {
        program.with_data(false, [&](OpenData& d) { return erase(program, d, *name, *yes); });
    });

    auto* owner = program.cli.add_subcommand("owner", words(help::owner));
    owner->require_subcommand(1);
    auto* command = owner->add_subcommand("erase", words(help::owner_erase));
    add_location(*command, program);
    auto typed = std::make_shared<OwnerTyped>();
    command->add_option("NUMBER", typed->number, words(help::owner_number))->required();
    command->add_flag("--person", typed->person, words(help::owner_person));
    add_yes(*command, typed->yes);
    command->callback([&program, typed] {
        program.with_data(false, [&](OpenData& d) { return erase_owners(program, d, *typed); });
    });
}

}  // namespace

void add_user_commands(Program& program) {
    auto* group = program.cli.add_subcommand("user", words(help::user));
    group->require_subcommand(1);
    add_erasures(program, *group);
    add_reset_factor(program, *group);
    add_factor_rules(program);
    auto* command = group->add_subcommand("add", words(help::user_add));
    add_location(*command, program);
    auto typed = std::make_shared<Typed>();
    command->add_option("NAME", typed->name, words(help::user_name))->required();
    command->add_option("--role", typed->role, words(help::user_role))->required()->type_name("NAME");
    command->add_option("--unit", typed->unit, words(help::user_unit))->type_name("CODE");
    command->add_option("--from", typed->from, words(help::user_from))->type_name("DATE");
    command->add_option("--until", typed->until, words(help::user_until))->type_name("DATE");
    command->add_flag("--must-change", typed->must_change, words(help::user_must_change));
    command->add_flag("--no-must-change", typed->no_must_change, words(help::user_no_must_change));
    command->callback([&program, typed] {
        program.with_data(false, [&](OpenData& d) { return add(program, d, *typed); });
    });
}

}  // namespace kheo::app
