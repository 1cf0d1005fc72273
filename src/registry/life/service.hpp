// SPDX-License-Identifier: Apache-2.0
// Private to the room: what the use cases share.
#pragma once

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// 10 characters without 0, 1, I, L, O: neutral, easy to read aloud.
std::string new_code();

/// not_found for who may not open it, as for what is not there.
Result<Cycle> open(db::Transaction& tx, std::string_view code, const Acting& acting);

/// The clock of the state it just entered; none without a term.
Result<> start_clock(db::Transaction& tx, Cycle& cycle, Date today);

/// A conflict that says who wrote last and when.
Result<Error> written_meanwhile(db::Transaction& tx, const Cycle& cycle, Millis now);

/// Keeps a new version of what is proposed, with its entry.
Result<> write_version(db::Transaction& tx, CycleId id, const Statement& statement, std::string_view verb,
                       std::string_view changed, const Acting& acting);

/// A draft as it begins, of nobody yet.
Cycle fresh_cycle(const Statement& statement, int campaign_year, Basis basis, const Acting& acting);
/// A cycle for a registration that has none; the answer is its code. Asks for no permission.
Result<std::string> follow_registration(db::Transaction& tx, const Initiative& initiative,
                                        const Registration& registration, const Acting& acting);
/// Who keeps the register there, decides there, or proposes for exactly this unit.
bool may_follow(const Acting& acting, territory::UnitId unit);
/// Writes it with its first version.
Result<CycleId> insert_draft(db::Transaction& tx, const Cycle& cycle, const Statement& statement,
                             std::string_view request_key, const Acting& acting);

/// What was recognised may go on at any time, anything else has its own year to be carried out in.
bool may_go_on(const Cycle& cycle, Date today);

/// "passed", "to_amend"; anything else leaves it open.
Verdict verdict_of(std::string_view code);

struct Sides;
/// What a carried-over draft began as, what it says now and what the register says now; nullopt when it
/// continues nothing, is registered, or what it began as was erased.
Result<std::optional<Sides>> continued_sides(db::Transaction& tx, const Cycle& cycle);

inline Actor actor_of(const Acting& acting) {
    return {acting.who.user, acting.at};
}

}  // namespace kheo::registry::life
