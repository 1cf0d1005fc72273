// SPDX-License-Identifier: Apache-2.0
// What the tests of questionnaires ask the database itself.
#pragma once

#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::registry::survey::test {

/// Every column of the tables of questionnaires, "table.column".
Result<std::vector<std::string>> columns(db::Transaction& tx);
/// Every text and number that stands in those tables, and in the ledger.
Result<std::string> everything(db::Transaction& tx);
/// PostgreSQL: how many transactions last wrote the counts of one questionnaire (1: no row tells its age).
Result<std::int64_t> ages_of_counts(db::Transaction& tx);
/// Past the program: one more choice than answers.
Result<std::int64_t> add_a_choice(db::Transaction& tx);
Result<std::int64_t> tokens(db::Transaction& tx);
Result<std::int64_t> entries(db::Transaction& tx);

}  // namespace kheo::registry::survey::test
