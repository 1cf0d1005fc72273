// SPDX-License-Identifier: Apache-2.0
// A round of scoring and its sheets as plain values, and the arithmetic over them. Means are exact ratios,
// spreads are whole tenths, flags compare whole numbers. Pure; safe on any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/file/model.hpp"
#include "registry/life/model.hpp"
#include "registry/scoring/rubric.hpp"

namespace kheo::registry::scoring {

using RoundId = Id<struct RoundTag>;
using SheetId = Id<struct SheetTag>;

struct Round {
    RoundId id;
    life::CycleId cycle;
    RubricId rubric;
    std::int64_t required_sheets = 0;
    std::int64_t spread_percent = 0;            // of the scale: a wider total must be discussed
    std::int64_t criterion_spread_percent = 0;  // of a criterion's most: marked only
    Date opened_on;
    std::optional<Millis> revealed_at;
    std::string discussion;
    std::optional<Millis> discussed_at;
    auth::UserId discussed_by;
};

enum class SheetKind { self, appraised };
enum class SheetState { open, locked, withdrawn };

struct Score {
    CriterionId criterion;
    std::optional<Tenths> points;  // not given yet; there is no default
    std::string evidence, note;
    std::vector<file::AttachmentId> attached{};  // of the dossier, that show it; in order, each once
};

struct Sheet {
    SheetId id;
    RoundId round;
    SheetKind kind = SheetKind::appraised;
    auth::UserId scorer;  // none for the proposing side's
    SheetState state = SheetState::open;
    std::string remark;
    std::int64_t row_version = 0;
    std::optional<Millis> saved_at, locked_at;
    std::string withdrawn_reason;
    std::vector<Score> scores;  // one per criterion, in the rubric's order
    bool outdated = false;      // locked before the work was taken up again: counts as open

    bool locked() const { return state == SheetState::locked && !outdated; }
    bool begun() const { return saved_at.has_value(); }
};

/// The sum of what is given so far.
Tenths total_of(const Sheet& sheet);
bool is_complete(const Sheet& sheet);

/// Where a dossier stands for scoring.
enum class Stage {
    before,   // not yet carried out
    self,     // carried out: the proposing side scores itself
    handed,   // self-assessed: scorers may be named
    scoring,  // checked: scorers score
    closed,   // scored: nothing changes any more
};
Stage stage_of(const life::Cycle& cycle);

/// Sheets of scorers that count for the round: neither withdrawn nor the proposing side's.
std::vector<const Sheet*> live(std::span<const Sheet> sheets);
const Sheet* self_sheet(std::span<const Sheet> sheets);
/// May the sheets be seen side by side? All locked, and as many as are required.
bool all_locked(const Round& round, std::span<const Sheet> sheets);

struct CriterionSummary {
    Mean mean;
    Tenths spread = 0;  // largest − smallest
    bool wide = false;
};
struct Summary {
    std::vector<CriterionSummary> criteria;  // in the rubric's order
    Mean total;
    Tenths spread = 0;
    bool wide = false;  // the total: must be discussed
    Mean result;        // of the criterion that decides between equal totals; count 0 when there is none
};
/// Of complete sheets.
Summary summarise(const Rubric& rubric, const Round& round, std::span<const Sheet* const> sheets);

/// Does a come before b? The larger mean total, then the larger mean of the result criterion.
bool ranks_before(const Summary& a, const Summary& b);

/// What keeps the scoring from being closed; nullopt when it is complete.
std::optional<Sentence> incomplete(const Rubric& rubric, const Round& round, std::span<const Sheet> sheets);

/// What the ledger entry of a lock commits to.
std::string canonical(const Sheet& sheet);

}  // namespace kheo::registry::scoring
