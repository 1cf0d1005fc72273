// SPDX-License-Identifier: Apache-2.0
// The only SQL of the room (migration 0091).
#pragma once

#include "registry/evidence/evidence.hpp"

namespace kheo::registry::evidence::store {

struct Committed {
    std::string salt;
    std::int64_t entry = 0;
};

Result<VisitId> insert(db::Transaction& tx, const Visit& visit, std::string_view request_key,
                       const Committed& committed);
Result<std::optional<VisitId>> find_visit_request(db::Transaction& tx, std::string_view request_key);
/// False when it ended already.
Result<bool> end(db::Transaction& tx, VisitId id, const VisitEnd& end, std::string_view request_key,
                 const Committed& committed);
Result<std::optional<VisitId>> find_end_request(db::Transaction& tx, std::string_view request_key);
/// Newest first, with people and follow-ups; also those that count no more.
Result<std::vector<Visit>> visits(db::Transaction& tx, life::CycleId cycle);
Result<std::optional<Visit>> find(db::Transaction& tx, VisitId id);
/// Those that count.
Result<std::int64_t> count_visits(db::Transaction& tx, life::CycleId cycle);
/// The visit it belongs to.
Result<std::optional<VisitId>> visit_of(db::Transaction& tx, FollowUpId id);
Result<> mark_done(db::Transaction& tx, FollowUpId id, const Actor& actor);

Result<QuantityId> insert(db::Transaction& tx, const Quantity& quantity, std::string_view request_key,
                          const Committed& committed);
Result<std::optional<QuantityId>> find_quantity_request(db::Transaction& tx, std::string_view request_key);
/// Not crossed out, newest first.
Result<std::vector<Quantity>> quantities(db::Transaction& tx, life::CycleId cycle);
/// False when it is crossed out already or not of this cycle.
Result<bool> cross_out(db::Transaction& tx, life::CycleId cycle, QuantityId id, const Actor& actor);
Result<std::int64_t> count_quantities(db::Transaction& tx, life::CycleId cycle);

/// Everything that is not erased, with what its entry committed to.
Result<std::vector<std::pair<Visit, Committed>>> committed_visits(db::Transaction& tx);
/// Reasons for which visits ended.
Result<std::vector<std::pair<Visit, Committed>>> committed_ends(db::Transaction& tx);
Result<std::vector<std::pair<Quantity, Committed>>> committed_quantities(db::Transaction& tx);

Result<bool> is_public(db::Transaction& tx, std::int64_t cycle);

}  // namespace kheo::registry::evidence::store
