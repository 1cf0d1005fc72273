// SPDX-License-Identifier: Apache-2.0
// kheo user add NAME --role ROLE --unit CODE: the password comes from standard input.
#include "app/command.hpp"
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
    TRY(office::add_user(*data.database, *atlas, user, {}, program.clock));
    program.err << Sentence(msg::user_added, {{"name", typed.name}}).in(Language::vi) << "\n";
    return {};
}

}  // namespace

void add_user_commands(Program& program) {
    auto* group = program.cli.add_subcommand("user", "Accounts");
    group->require_subcommand(1);
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
