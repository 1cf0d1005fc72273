// SPDX-License-Identifier: Apache-2.0
// The door's questions: the standing body and the bodies of a unit.
#include "bodies/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on) {
    return store::standing_body(tx, unit, level, on);
}

Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row, auth::UserId actor,
                               Millis at) {
    if (!TRY(store::set_standing_body(tx, row))) return false;
    const ledger::Entry entry{actor,          "bodies.standing_body_set", "unit",
                              row.unit.value, "body,from,legal_basis",    {}};
    TRY(ledger::append(tx, entry, at));
    return true;
}

Result<std::vector<Body>> bodies_of(db::Transaction& tx, UnitId unit, Date on) {
    return store::bodies_of(tx, unit, on, false);
}

}  // namespace kheo::bodies
