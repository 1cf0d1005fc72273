// SPDX-License-Identifier: Apache-2.0
// A public copy: what the public pages may show and nothing else, for a machine that everybody reaches
// (docs/decisions/0056-public-node.md). The inner machine writes it, the public one loads it into an empty
// place and only reads it.
#pragma once

#include <optional>
#include <vector>

#include "app/archiving.hpp"
#include "platform/db/public_table.hpp"

namespace kheo::app {

/// When the copy was taken; nothing where the data are not one.
Result<std::optional<Millis>> public_copy_taken(db::Transaction& tx);
/// Marks freshly loaded data.
Result<> mark_public_copy(db::Transaction& tx, Millis taken_at);

/// The settings that public pages show.
db::PublicTable public_settings();
/// They and what every room declares.
std::vector<db::PublicTable> public_tables(bool demonstration);

/// conflict where the ledger does not hold. The ledger's head and how many practices there are, as recorded
/// in a public archive and found again.
Result<Json> take_public_facts(db::Transaction& tx, Date today);
bool is_public(const Json& facts);

/// Writes the public copy of what one snapshot shows. Refuses (conflict) a ledger that does not hold or has
/// entries that were sealed without random bytes.
Result<Written> write_public_copy(OpenData& data, archive::Writer& writer, const Clock& clock);

}  // namespace kheo::app
