// SPDX-License-Identifier: Apache-2.0
// The two writes every act is made of: a new version of an initiative with its ledger entry, and an entry
// alone.
#pragma once

#include <string_view>

#include "registry/registry.hpp"

namespace kheo::registry {

/// Ledger verbs of the registry.
namespace verb {
inline constexpr std::string_view kRegistered = "registry.registered";  // a new initiative
inline constexpr std::string_view kMaintained = "registry.maintained";  // one more campaign year
inline constexpr std::string_view kEdited = "registry.edited";
// the text of the year that was entered; who approves what others wrote has not edited
inline constexpr std::string_view kRenewed = "registry.renewed";
inline constexpr std::string_view kUndone = "registry.undone";  // a registration taken back with its import
inline constexpr std::string_view kImported = "registry.imported";  // a whole list
inline constexpr std::string_view kImportUndone = "registry.import_undone";
inline constexpr std::string_view kStateChanged = "registry.state_changed";  // followed its cycle
inline constexpr std::string_view kErased = "registry.erased";               // a person's name, on request
}  // namespace verb

/// Keeps the values as the given version and writes the entry with their salted commitment.
Result<> write_version(db::Transaction& tx, InitiativeId id, std::int64_t version, const Statement& statement,
                       std::string_view act, std::string_view changed, const Actor& actor);

Result<> write_entry(db::Transaction& tx, std::string_view act, InitiativeId id, std::string_view changed,
                     const Actor& actor);
Result<> write_entry(db::Transaction& tx, std::string_view act, BatchId id, const Actor& actor);

}  // namespace kheo::registry
