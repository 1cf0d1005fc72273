// SPDX-License-Identifier: Apache-2.0
// The invariants of all rooms, once: `kheo check`, an upgrade, a copy and its restoring ask the same. A room
// that has some is a row here.
#pragma once

#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace kheo::app {

enum class Part { registry, attachments, rights, bodies, viewings };

/// One line per row that no page of the program could have left like this.
Result<std::vector<std::string>> broken(db::Transaction& tx, Part part);
/// One line per row whose words are no longer those that the ledger committed to.
Result<std::vector<std::string>> altered(db::Transaction& tx, Part part);

/// The same of all parts.
Result<std::vector<std::string>> broken(db::Transaction& tx);
Result<std::vector<std::string>> altered(db::Transaction& tx);

}  // namespace kheo::app
