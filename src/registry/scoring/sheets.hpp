// SPDX-License-Identifier: Apache-2.0
// What people do in a round of scoring. Every act checks the right over the dossier's unit, the duties kept
// apart and the stage of the dossier, and writes its ledger entry in the same transaction. Nothing leaves
// this door that the person may not see yet: see() is the only way to read sheets.
#pragma once

#include "registry/life/life.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/scoring/sheet.hpp"
#include "registry/scoring/sheet_store.hpp"

namespace kheo::registry::scoring {

/// Photos and papers of the dossier: what may be attached to a criterion of its sheet.
Result<std::vector<file::Attachment>> attachments_of(db::Transaction& tx, const life::Cycle& cycle);

/// Ledger verbs; subject "cycle".
namespace verb {
inline constexpr std::string_view kAssigned = "scoring.scorer_assigned";
inline constexpr std::string_view kWithdrawn = "scoring.scorer_withdrawn";
inline constexpr std::string_view kSaved = "scoring.sheet_saved";
inline constexpr std::string_view kLocked = "scoring.sheet_locked";
inline constexpr std::string_view kUnlocked = "scoring.sheet_unlocked";
inline constexpr std::string_view kDiscussed = "scoring.discussed";
inline constexpr std::string_view kSelfSaved = "scoring.self_saved";
inline constexpr std::string_view kSelfLocked = "scoring.self_locked";
inline constexpr std::string_view kSelfUnlocked = "scoring.self_unlocked";
}  // namespace verb

/// A dossier's round as one person sees it. Sheets of others hold points and texts only when
/// `side_by_side`; until then they say who and whether locked to those who name scorers, and to others not
/// even that they exist.
struct Seen {
    life::Cycle cycle;
    Stage stage = Stage::before;
    std::optional<Subject> subject;  // whose results; the dossier may not say
    std::optional<Round> round;      // none until the first sheet
    std::optional<Rubric> rubric;    // of the round, else the one that would hold today
    std::vector<Sheet> sheets;
    std::vector<store::Unlock> unlocks;  // of sheets that are seen
    std::optional<Summary> summary;      // when side_by_side, or when the result may be seen
    std::int64_t scorers = 0, locked = 0;
    bool side_by_side = false;
    bool may_assign = false, may_self = false;
    bool made_it = false, barred = false;  // must stay apart; must not score
    std::optional<Sentence> open_point;    // what keeps the scoring from being closed; for those who close it

    /// The person's own sheet of a kind that counts; nullptr when there is none.
    const Sheet* own(auth::UserId user) const;
};

/// not_found when the dossier is absent or the person may not open it.
Result<Seen> see(db::Transaction& tx, const Person& person, std::string_view code);

/// Why this person must not score this dossier; nullopt = may.
Result<std::optional<Sentence>> must_not_score(db::Transaction& tx, const territory::Atlas& atlas,
                                               const auth::Principal& who, const life::Cycle& cycle,
                                               Date today);

struct Candidate {
    auth::UserId user;
    std::string name;
    std::optional<Sentence> hindrance;
};
/// Accounts with a right to score over the dossier's unit, by name, those who must not with the reason.
Result<std::vector<Candidate>> candidates(db::Transaction& tx, const Person& person,
                                          const life::Cycle& cycle);

/// An open sheet whose scorer may not write on it any more (the right ended, the account was closed, he came
/// to the owner's side): an officer takes it out even after the sheets were seen.
Result<bool> left_behind(db::Transaction& tx, const Person& person, const life::Cycle& cycle,
                         const Sheet& sheet);
/// Once the sheets were seen nobody joins, unless one was taken out and too few are left.
bool scorers_fixed(const Round& round, std::span<const Sheet> sheets);

/// Gives a sheet to a scorer. Nothing changes when he has one.
Result<> assign(db::Transaction& tx, const Person& person, std::string_view code, auth::UserId scorer);
/// Takes a sheet out of the round, with the reason; after the sheets were seen side by side only one that is
/// left_behind.
Result<> withdraw(db::Transaction& tx, const Person& person, std::string_view code, SheetId sheet,
                  std::string_view reason);
/// The scorer asks not to score: his own sheet goes.
Result<> excuse(db::Transaction& tx, const Person& person, std::string_view code, std::string_view reason);

/// Writes the own sheet of a kind, from the version it was opened at; lock: all points are needed, and it is
/// locked. invalid names boxes "p-<criterion>".
enum class Then { keep, lock };
Result<> save(db::Transaction& tx, const Person& person, std::string_view code, SheetKind kind,
              const Sheet& typed, Then then);
/// Opens the own locked sheet again, with a reason, while the stage lasts.
Result<> unlock(db::Transaction& tx, const Person& person, std::string_view code, SheetKind kind,
                std::string_view reason);
/// What was said about a wide spread.
Result<> discuss(db::Transaction& tx, const Person& person, std::string_view code, std::string_view text);

/// Of one dossier, whoever asks; for guards. nullopt: no round yet.
struct Standing {
    Round round;
    Rubric rubric;
    std::vector<Sheet> sheets;
};
Result<std::optional<Standing>> standing(db::Transaction& tx, life::CycleId cycle);

/// Locked sheets that are not what their ledger entry committed to, one line each.
Result<> add_altered_sheets(db::Transaction& tx, std::vector<std::string>& out);

}  // namespace kheo::registry::scoring
