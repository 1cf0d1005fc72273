// SPDX-License-Identifier: Apache-2.0
// Rubrics and the dated numbers of scoring as rows. Every function runs inside the caller's transaction; none
// checks a permission.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"
#include "registry/registry.hpp"
#include "registry/scoring/rubric.hpp"

namespace kheo::registry::scoring::store {

/// With criteria and grades; nullopt when there is none.
Result<std::optional<Rubric>> find_rubric(db::Transaction& tx, RubricId id);
/// Without criteria and grades: by unit, subject, newest first.
Result<std::vector<Rubric>> rubrics(db::Transaction& tx);
/// In force, of exactly this unit (none = the default), newest first; without criteria and grades.
Result<std::vector<Rubric>> versions_of(db::Transaction& tx, auth::ScopeUnit unit, Subject subject);
/// The one in force on a day for exactly this unit; with criteria and grades.
Result<std::optional<Rubric>> in_force(db::Transaction& tx, auth::ScopeUnit unit, Subject subject, Date on);
Result<std::optional<RubricId>> rubric_of_request(db::Transaction& tx, std::string_view request_key);

Result<RubricId> insert_draft(db::Transaction& tx, const Rubric& rubric, std::string_view request_key,
                              const Actor& actor);
/// Replaces a draft that still is at `expected`; the answer is whether it was.
Result<bool> update_draft(db::Transaction& tx, const Rubric& rubric, std::int64_t expected);
Result<> delete_draft(db::Transaction& tx, RubricId id);
Result<> set_in_force(db::Transaction& tx, const Rubric& rubric, std::int64_t entry, std::string_view salt);
Result<> set_last_day(db::Transaction& tx, RubricId id, Date last);

/// The number of a rule on a day, 0 when there is none.
Result<std::int64_t> parameter(db::Transaction& tx, std::string_view code, Date on);

/// A rubric in force whose content is not what its ledger entry committed to.
struct Committed {
    RubricId id;
    std::int64_t entry_id = 0;
    std::string salt;
};
Result<std::vector<Committed>> committed_rubrics(db::Transaction& tx);

}  // namespace kheo::registry::scoring::store
