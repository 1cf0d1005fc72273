// SPDX-License-Identifier: Apache-2.0
// Rounds, sheets and points as rows. Every function runs inside the caller's transaction; none checks a
// permission.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"
#include "registry/registry.hpp"
#include "registry/scoring/sheet.hpp"

namespace kheo::registry::scoring::store {

Result<std::optional<Round>> find_round(db::Transaction& tx, life::CycleId cycle);
Result<RoundId> insert_round(db::Transaction& tx, const Round& round);
/// Replaces the moment of an earlier round of work.
Result<> set_revealed(db::Transaction& tx, RoundId id, Millis at);
/// at none: what was said no longer covers the sheets.
Result<> set_discussed(db::Transaction& tx, RoundId id, std::string_view text, std::optional<Millis> at,
                       auth::UserId by);

/// All of a round, withdrawn ones too, oldest first; their scores in the order of the criteria.
Result<std::vector<Sheet>> sheets_of(db::Transaction& tx, const Round& round, const Rubric& rubric);
Result<SheetId> insert_sheet(db::Transaction& tx, RoundId round, SheetKind kind, auth::UserId scorer,
                             const Actor& actor);
/// Writes points, texts and remark where row_version still is `expected`; the answer is whether it was.
Result<bool> save_scores(db::Transaction& tx, const Sheet& sheet, std::int64_t expected, const Actor& actor);
Result<> set_locked(db::Transaction& tx, SheetId id, std::int64_t entry, std::string_view salt,
                    const Actor& actor);
Result<> set_open(db::Transaction& tx, SheetId id);
/// The same for a sheet that is written at once: its version stays what the form was opened at.
Result<> set_open_to_write(db::Transaction& tx, SheetId id);
Result<> set_withdrawn(db::Transaction& tx, SheetId id, std::string_view reason);

struct Unlock {
    SheetId sheet;
    std::string reason;
    Tenths total = 0;
    bool after_reveal = false;
    Millis at = 0;
    auth::UserId by;
};
Result<> insert_unlock(db::Transaction& tx, const Unlock& unlock);
Result<std::vector<Unlock>> unlocks_of(db::Transaction& tx, RoundId round);

/// Whose results these are: of the initiative the cycle is about; nullopt when the dossier does not say.
Result<std::optional<Subject>> subject_of(db::Transaction& tx, InitiativeId initiative);

/// Sheets a scorer was given and that were not withdrawn, newest first.
struct Given {
    life::CycleId cycle;
    SheetId sheet;
    SheetState state = SheetState::open;
    bool begun = false;
};
Result<std::vector<Given>> given_to(db::Transaction& tx, auth::UserId scorer, int limit);

/// Cycles of a campaign year whose sheets were seen side by side.
Result<std::vector<life::CycleId>> scored_cycles(db::Transaction& tx, int year);

struct CommittedSheet {
    SheetId id;
    life::CycleId cycle;
    std::int64_t entry_id = 0;
    std::string salt;
};
Result<std::vector<CommittedSheet>> committed_sheets(db::Transaction& tx);

}  // namespace kheo::registry::scoring::store
