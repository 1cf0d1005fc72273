// SPDX-License-Identifier: Apache-2.0
// A whole system out (export --all, backup) and in again (import all, restore): what belongs to it, what must
// hold again afterwards, and the certificate that says so. Keys never travel along.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/data_dir.hpp"
#include "platform/archive/archive.hpp"

namespace kheo::app {

using Json = nlohmann::ordered_json;

/// What can be compared after loading: the ledger's head and a fixed set of figures, as one reader sees them.
Result<Json> take_facts(db::Transaction& tx, Date today);
/// One line per difference, empty when all that was recorded holds again.
std::vector<std::string> differences(const Json& recorded, const Json& found);

/// What was written, and which photos and papers the rows speak of are not in it, for they were not there.
struct Written : archive::Summary {
    std::vector<std::string> missing_files;
};

/// Writes everything a snapshot of the running system holds. Files that are missing refuse no copy: it may be
/// all that is left. They are named and counted in its facts.
Result<Written> write_system(OpenData& data, archive::Writer& writer, const Clock& clock);

/// Faults of the whole database, one line each: engine, references, invariants of the slices (these only
/// where everything they speak of is there: not in a public copy).
Result<std::vector<std::string>> all_faults(db::Transaction& tx);

struct RestoreOptions {
    std::optional<ledger::SigningKey> ledger_key;  // of the system the copy was made of; none: a new key
    std::vector<std::filesystem::path> erasures;   // journals of erased personal data, beside the copy's own
    std::string signer;                            // public key that must have signed; empty: any
};

/// Makes a system from an archive in an empty place, checks the ledger, runs all invariants, compares the
/// figures. Nothing is left behind when anything does not hold. The answer is the certificate; it counts the
/// photos and papers that the rows speak of and the copy does not hold. A public copy
/// is marked as such and gets neither key nor erasures.
Result<Json> load_system(const Location& location, archive::Reader& reader, const RestoreOptions& options,
                         const Clock& clock);

}  // namespace kheo::app
