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

Result<std::optional<Body>> body(db::Transaction& tx, std::string_view code, std::string_view level, Date on);

Result<std::optional<Committee>> committee(db::Transaction& tx, std::string_view level,
                                           std::string_view unit_type, Date on);

/// Bodies that may run the movement on a day at a level ("" = any), for a person to choose from.
Result<std::vector<Body>> bodies(db::Transaction& tx, std::string_view level, Date on);

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
