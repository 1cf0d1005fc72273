// SPDX-License-Identifier: Apache-2.0
// What people do with rubrics: read, draft, put in force, end. Every act checks the right to run the movement
// over the rubric's unit and writes its ledger entry in the same transaction. What a person may not see looks
// as if it were not there.
#pragma once

#include "registry/scoring/scoring.hpp"

namespace kheo::registry::scoring {

/// Ledger verbs; subject "rubric".
namespace verb {
inline constexpr std::string_view kRubricDrafted = "scoring.rubric_drafted";
inline constexpr std::string_view kRubricChanged = "scoring.rubric_changed";
inline constexpr std::string_view kRubricInForce = "scoring.rubric_in_force";
inline constexpr std::string_view kRubricEnded = "scoring.rubric_ended";
inline constexpr std::string_view kRubricDiscarded = "scoring.rubric_discarded";
}  // namespace verb

/// The rubric that holds for a unit on a day: its own, else that of the nearest unit above, else the default.
/// A unit that is gone asks where it stands on that day's map.
Result<std::optional<Rubric>> applicable(db::Transaction& tx, const territory::Atlas& atlas,
                                         territory::UnitId unit, Subject subject, Date on);

/// Those the person may see: of the units he reaches, of units above them, the default; drafts only with the
/// right to run the movement there. Without criteria and grades.
Result<std::vector<Rubric>> visible_rubrics(db::Transaction& tx, const Person& person);
/// not_found when absent or not visible.
Result<Rubric> load_rubric(db::Transaction& tx, const Person& person, RubricId id);

/// A draft for the unit with the content of another version or of a template. A form sent twice makes one.
Result<RubricId> begin_draft(db::Transaction& tx, const Person& person, territory::UnitId unit,
                             RubricId source, std::string_view request_key);
/// conflict when it is no longer at rubric.row_version. A draft may be unfinished.
Result<> save_draft(db::Transaction& tx, const Person& person, const Rubric& rubric);
Result<> discard_draft(db::Transaction& tx, const Person& person, RubricId id);
/// From `day` (not before today) the draft holds and the version before ends on the day before. invalid with
/// everything that is wrong at once.
Result<> put_in_force(db::Transaction& tx, const Person& person, RubricId id, std::int64_t row_version,
                      std::optional<Date> day, std::string_view basis);
/// It holds for the last time on `last` (not before today): afterwards that of the unit above holds again.
Result<> end_rubric(db::Transaction& tx, const Person& person, RubricId id, std::optional<Date> last);

}  // namespace kheo::registry::scoring
