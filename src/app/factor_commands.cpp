// SPDX-License-Identifier: Apache-2.0
// kheo second-factor list | require ROLE | exempt ROLE [--whole-country] [--from DATE] --basis TEXT: for whom
// the second step of signing in is required, as dated rules. A running server follows within a second.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "base/text.hpp"
#include "office/office.hpp"

namespace kheo::app {

namespace {

struct Typed {
    std::string role, from, basis;
    bool whole_country = false;
};

Result<> list(Program& program, OpenData& data) {
    const auto rules =
        TRY(data.database->read([](db::Transaction& tx) { return auth::load_factor_rules(tx); }));
    auto all = nlohmann::ordered_json::array();
    for (const auto& rule : rules)
        all.push_back({{"role", auth::role_name(rule.role)},
                       {"whole_country", rule.whole_country},
                       {"required", rule.required},
                       {"from", rule.from.iso()},
                       {"basis", rule.basis}});
    program.out << nlohmann::ordered_json{{"rules", all}}.dump() << "\n";
    return {};
}

Result<> set(Program& program, OpenData& data, const Typed& typed, bool required) {
    const auto role = auth::parse_role(typed.role);
    if (!role) return fail(ErrorKind::usage, msg::unknown_role, {{"role", typed.role}});
    if (!is_valid_utf8(typed.basis) || tidy(typed.basis).empty())
        return fail(ErrorKind::invalid, msg::factor_basis_empty);
    auth::FactorRule rule{0, *role, typed.whole_country, required, program.clock.today(), tidy(typed.basis)};
    if (!typed.from.empty()) rule.from = TRY(parse_date(typed.from));
    TRY(office::set_factor_rule(*data.database, rule, {}, program.clock));
    say(program, {required ? msg::factor_required_from : msg::factor_exempt_from,
                  {{"role", typed.role}, {"date", rule.from.vietnamese()}}});
    return {};
}

void add_set(Program& program, CLI::App& group, const char* name, const Message& what, bool required) {
    auto* command = group.add_subcommand(name, words(what));
    add_location(*command, program);
    auto typed = std::make_shared<Typed>();
    command->add_option("ROLE", typed->role, words(help::user_role))->required();
    command->add_flag("--whole-country", typed->whole_country, words(help::factor_whole_country));
    command->add_option("--from", typed->from, words(help::factor_from))->type_name("DATE");
    command->add_option("--basis", typed->basis, words(help::factor_basis))->required()->type_name("TEXT");
    command->callback([&program, typed, required] {
        program.with_data(false, [&](OpenData& d) { return set(program, d, *typed, required); });
    });
}

}  // namespace

void add_factor_rules(Program& program) {
    auto* group = program.cli.add_subcommand("second-factor", words(help::factor));
    group->require_subcommand(1);
    auto* command = group->add_subcommand("list", words(help::factor_list));
    add_location(*command, program);
    command->callback([&program] { program.with_data(true, [&](OpenData& d) { return list(program, d); }); });
    add_set(program, *group, "require", help::factor_require, true);
    add_set(program, *group, "exempt", help::factor_exempt, false);
}

}  // namespace kheo::app
