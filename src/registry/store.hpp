// SPDX-License-Identifier: Apache-2.0
// The registry's tables as structs (with list_store.cpp the only SQL of the slice). Every function runs
// inside the caller's transaction; none checks a permission.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/database.hpp"
#include "registry/registry.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::store {

Result<std::vector<Field>> fields(db::Transaction& tx, Date on);
Result<std::vector<SectorRule>> sector_rules(db::Transaction& tx, Date on);

/// Takes the next `count` numbers of a series; the answer is the first of them.
Result<std::int64_t> take_numbers(db::Transaction& tx, std::string_view series, std::int64_t count);

// --- initiatives
/// Themes seen in this transaction, by folded name: long lists name few of them often.
using KnownThemes = std::unordered_map<std::string, std::int64_t>;
/// Writes row, owners, themes and headings; row_version 1. statement must be prepared (prepare.hpp).
Result<InitiativeId> insert(db::Transaction& tx, const Statement& statement, std::string_view number,
                            const Actor& actor, KnownThemes* known = nullptr);
/// Replaces the values where row_version still is `expected`; the answer is whether it was.
Result<bool> update(db::Transaction& tx, InitiativeId id, const Statement& statement, std::int64_t expected,
                    const Actor& actor);
/// A corrected unit: the live registrations that hold `from` (that very identity) now hold `to`; those of
/// other units stay. content_key keeps what the source row said, so that a file sent again is still known.
Result<> move_registrations(db::Transaction& tx, InitiativeId id, territory::UnitId from,
                            territory::UnitId to);
/// With its live registrations (newest first); nullopt when absent.
Result<std::optional<Initiative>> find(db::Transaction& tx, std::string_view number);

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id);
/// False when it is in that state already.
Result<bool> set_state(db::Transaction& tx, InitiativeId id, State state, Millis at);
Result<bool> set_level(db::Transaction& tx, InitiativeId id, RegistrationId registration,
                       std::optional<RecognitionLevel> level, Millis at);

Result<> add_owners(db::Transaction& tx, InitiativeId id, const Statement& statement);
Result<std::int64_t> theme_id(db::Transaction& tx, std::string_view name);
Result<> add_theme(db::Transaction& tx, InitiativeId id, std::int64_t theme);

/// An initiative that a maintained row may continue.
struct Known {
    InitiativeId id;
    territory::UnitId unit;
    std::string number;
};
/// Same unit, folded title and owner, kind; live in an earlier campaign year; not yet registered with the
/// same year, date and basis. The same title to the letter comes first.
Result<std::optional<Known>> find_known(db::Transaction& tx, const NewRow& row);
/// The same among all other units, for units that were merged or renamed since; at most `limit`.
Result<std::vector<Known>> find_known_elsewhere(db::Transaction& tx, const NewRow& row, int limit);

// --- registrations
struct Registered {
    RegistrationId registration;
    InitiativeId initiative;
    std::string number;  // of the initiative; filled by find_by_content
};
Result<std::optional<Registered>> find_by_content(db::Transaction& tx, std::string_view content_key);
Result<RegistrationId> insert_registration(db::Transaction& tx, InitiativeId id, const NewRow& row,
                                           std::string_view content_key, BatchId batch, const Actor& actor);

// --- versions
struct Version {
    std::int64_t version = 0;
    std::optional<std::string> value_json;  // nullopt once erased
    std::int64_t entry_id = 0;              // of the ledger
};
Result<> insert_version(db::Transaction& tx, InitiativeId id, std::int64_t version,
                        std::string_view value_json, std::string_view salt, std::int64_t entry_id);
Result<std::vector<Version>> versions(db::Transaction& tx, InitiativeId id);  // oldest first

// --- requests that may come twice
Result<std::optional<std::string>> number_of_request(db::Transaction& tx, std::string_view request_key);
Result<> remember_request(db::Transaction& tx, std::string_view request_key, InitiativeId id, Millis at);

// --- imports
Result<BatchId> insert_batch(db::Transaction& tx, const NewBatch& batch, const Actor& actor);
Result<> finish_batch(db::Transaction& tx, BatchId id, std::int64_t saved, std::int64_t unchanged);
Result<std::optional<Batch>> find_batch(db::Transaction& tx, BatchId id);
Result<std::vector<Batch>> batches(db::Transaction& tx, int limit);
Result<std::vector<Registered>> live_of_batch(db::Transaction& tx, BatchId id);
Result<> mark_undone(db::Transaction& tx, BatchId id, const Actor& actor);

}  // namespace kheo::registry::store
