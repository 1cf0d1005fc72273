// SPDX-License-Identifier: Apache-2.0
// The SQL of this room: dated rows about bodies, committees and forms.
#pragma once

#include <optional>
#include <vector>

#include "platform/db/database.hpp"
#include "reports/model.hpp"

namespace kheo::reports::store {

/// "country" for no unit, else the level's name.
std::string level_of(const territory::Unit* unit);

/// The body that runs the movement in a unit on a day, by its code, and the decision that says so: the unit's
/// own row first, then its level's.
struct StandingBody {
    std::string body, legal_basis;
    bool verified = false;
};
Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on);

Result<std::optional<Body>> body(db::Transaction& tx, std::string_view code, std::string_view level, Date on);

Result<std::optional<Committee>> committee(db::Transaction& tx, std::string_view level,
                                           std::string_view unit_type, Date on);

/// Bodies that may run the movement on a day at a level ("" = any), for a person to choose from.
Result<std::vector<Body>> bodies(db::Transaction& tx, std::string_view level, Date on);

/// A unit's own standing body from a day on, until the unit's next decision where a later one is known: that
/// one stays as it is. The row in force ends the day before; a row from the same day is replaced (a
/// correction). Repeating a request_key changes nothing.
struct NewStandingBody {
    UnitId unit;
    std::string level, body;
    Date from;
    std::string legal_basis, request_key;
};
Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row);

/// A row of report_form_rule.
struct FormRule {
    std::string item;
    int minimum = 0, maximum = 0;
    std::string unit;  // mm, pt
    std::string legal_basis;
    bool verified = false;
};
Result<std::vector<FormRule>> form_rules(db::Transaction& tx, Form form, Date on);

}  // namespace kheo::reports::store
