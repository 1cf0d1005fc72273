// SPDX-License-Identifier: Apache-2.0
// An approved cycle enters the register (perform.hpp, enter_register): with what the draft changed, in the
// book of the unit as it stands today.
#include <fmt/format.h>

#include "registry/entering.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/perform.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/statement.hpp"
#include "registry/life/store.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

/// A unit that was split has no book any more, and nobody guesses into which part the dossier went.
Result<> refuse_split(territory::UnitId unit, const Acting& acting) {
    const auto now = acting.atlas.restate(unit, acting.today);
    if (!now.unit || now.exact) return {};
    const auto* was = acting.atlas.find(unit, acting.today);
    return fail(ErrorKind::conflict, msg::unit_split, {{"unit", was ? was->full_name : std::string()}});
}

Result<Statement> statement_to_enter(db::Transaction& tx, const Cycle& cycle) {
    const auto sides = TRY(continued_sides(tx, cycle));
    if (!sides) return statement_of(tx, cycle);
    return merged(*sides);
}

}  // namespace

Result<std::optional<Sides>> continued_sides(db::Transaction& tx, const Cycle& cycle) {
    std::optional<Sides> out;
    if (!cycle.initiative || cycle.registered()) return out;
    const auto begun = TRY(store::first_version(tx, cycle.id));
    const auto number = TRY(registry::store::number_of(tx, cycle.initiative));
    if (begun.empty() || !number) return out;
    const auto registered = TRY(registry::store::find(tx, *number));
    if (!registered) return out;
    const auto draft = TRY(statement_of(tx, cycle));
    out = Sides{from_json(begun), draft, registered->statement};
    return out;
}

Result<> enter_register(db::Transaction& tx, Doing& doing, const Acting& acting) {
    auto& c = doing.cycle;
    NewRow row;
    row.statement = TRY(statement_to_enter(tx, c));
    TRY(refuse_split(row.statement.unit, acting));
    row.campaign_year = c.campaign_year;
    row.date = acting.today;
    row.basis = c.basis;
    const Reading reading{acting.atlas, visible_to(acting.who, auth::Permission::approve, acting.today),
                          acting.today};
    const auto entered = TRY(enter(tx, row, c.initiative, reading, actor_of(acting)));
    c.initiative = entered.initiative;
    c.registration = entered.registration;
    c.book_unit = book_unit(acting.atlas, row.statement.unit, acting.today);
    const auto book = fmt::format("SO-{}-{}", c.book_unit.value, c.campaign_year);
    c.reg_no = TRY(registry::store::take_numbers(tx, book, 1));
    return {};
}

}  // namespace kheo::registry::life
