// SPDX-License-Identifier: Apache-2.0
// The SQL of erasure.hpp. Runs inside the caller's transaction; checks no permission.
#pragma once

#include "registry/registry.hpp"

namespace kheo::registry::store {

struct OwnerRow {
    std::string name, owner_key;
};
Result<std::vector<OwnerRow>> owners(db::Transaction& tx, InitiativeId id);

struct Owned {
    InitiativeId id;
    std::string number;
};
/// By id.
Result<std::vector<Owned>> owned_by(db::Transaction& tx, std::string_view owner_key);

/// The values of every version go; their entries in the ledger stay.
Result<> empty_versions(db::Transaction& tx, InitiativeId id);

/// The lists of this content are called so from now on.
Result<> rename_batches(db::Transaction& tx, const std::string& sha256, const std::string& name);

/// Content hashes of the lists the dossier was read from.
Result<std::vector<std::string>> source_files(db::Transaction& tx, InitiativeId id);

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at);

}  // namespace kheo::registry::store
