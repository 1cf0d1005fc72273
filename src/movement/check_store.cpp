// SPDX-License-Identifier: Apache-2.0
// The invariants of the movement's tables (movement.hpp, faults); run on a live database.
#include <array>

#include "movement/messages.gen.hpp"
#include "movement/movement.hpp"

namespace kheo::movement {

namespace {

struct Invariant {
    const Message* broken;  // what the operator reads
    std::string_view sql;   // {name} of it: titles or codes that break it
};

constexpr std::array kInvariants{
    Invariant{&msg::fault_window,
              "SELECT title FROM movement_window WHERE last_day < first_day OR quota_each < 1"},
    Invariant{&msg::fault_call_empty,
              "SELECT c.code FROM movement_call c WHERE NOT EXISTS "
              "(SELECT 1 FROM movement_call_unit u WHERE u.call_id = c.id)"},
    Invariant{&msg::fault_call_due, "SELECT code FROM movement_call WHERE due < asked_on"},
    Invariant{&msg::fault_reminder,
              "SELECT DISTINCT c.code FROM movement_reminder r JOIN movement_call c ON c.id = r.call_id "
              "WHERE r.day < c.asked_on OR (c.closed_on IS NOT NULL AND r.day > c.closed_on)"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& invariant : kInvariants)
        TRY(tx.each(
            [&](const db::Row& row) {
                const Sentence line(*invariant.broken, {{"name", row.get<std::string>(0)}});
                out.push_back(line.in(Language::vi));
            },
            invariant.sql));
    return out;
}

}  // namespace kheo::movement
