// SPDX-License-Identifier: Apache-2.0
// The invariants of the movement's tables (movement.hpp, faults); run on a live database.
#include <array>

#include "movement/messages.gen.hpp"
#include "movement/movement.hpp"
#include "platform/db/invariant.hpp"

namespace kheo::movement {

namespace {

constexpr std::array kInvariants{
    db::Invariant{&msg::fault_window,
                  "SELECT title FROM movement_window WHERE last_day < first_day OR quota_each < 1"},
    db::Invariant{&msg::fault_call_empty,
                  "SELECT c.code FROM movement_call c WHERE NOT EXISTS "
                  "(SELECT 1 FROM movement_call_unit u WHERE u.call_id = c.id)"},
    db::Invariant{&msg::fault_call_due, "SELECT code FROM movement_call WHERE due < asked_on"},
    db::Invariant{&msg::fault_reminder,
                  "SELECT DISTINCT c.code FROM movement_reminder r JOIN movement_call c ON c.id = r.call_id "
                  "WHERE r.day < c.asked_on OR (c.closed_on IS NOT NULL AND r.day > c.closed_on)"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    return db::broken(tx, kInvariants);
}

}  // namespace kheo::movement
