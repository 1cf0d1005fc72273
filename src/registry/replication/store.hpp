// SPDX-License-Identifier: Apache-2.0
// The tables replication and initiative_pulse; private to the room. No permission is checked here.
#pragma once

#include <functional>
#include <optional>

#include "registry/replication/due.hpp"
#include "registry/replication/replication.hpp"

namespace kheo::registry::replication::store {

Result<> insert(db::Transaction& tx, life::CycleId cycle, InitiativeId parent, std::string_view adapted,
                std::string_view request_key, const Acting& acting);
Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key);
/// The answer is whether the cycle is a copy.
Result<bool> set_result(db::Transaction& tx, life::CycleId cycle, std::string_view result);
/// The first cycle of an initiative that is a copy; nullopt when it began by itself.
struct Origin {
    life::CycleId cycle;
    InitiativeId parent;
    std::string adapted, result;
};
Result<std::optional<Origin>> origin_of(db::Transaction& tx, InitiativeId initiative);
/// What origin_of answers for the parent, when the parent has a live registration.
Result<std::optional<InitiativeId>> live_parent_of(db::Transaction& tx, InitiativeId initiative);
/// Registered copies of an initiative, of its copies and so on, oldest first: with what was adapted and what
/// came of it, without parent and depth in the node.
struct Copy {
    InitiativeId parent;
    Node node;
};
Result<std::vector<Copy>> copies_below(db::Transaction& tx, InitiativeId initiative);
/// Its registered copies alone.
Result<std::int64_t> count_copies(db::Transaction& tx, InitiativeId initiative);
/// What a spread shows of an initiative; nullopt without a live registration.
Result<std::optional<Node>> node(db::Transaction& tx, InitiativeId initiative);

/// The answer is whether it was new.
Result<bool> insert_pulse(db::Transaction& tx, InitiativeId initiative, const Pulse& pulse,
                          std::string_view request_key, const Acting& acting);

Result<> empty_texts(db::Transaction& tx, InitiativeId initiative);

struct Watched {
    std::string number, title;
    territory::UnitId unit;
    Evidence evidence;
    std::optional<Date> reminded{};
    InitiativeId id{};
};
/// Every initiative with a live registration, streaming.
Result<> each_evidence(db::Transaction& tx, const std::function<void(const Watched&)>& visit);

/// Initiatives registered in that year and open, with nothing for a later year; without who may see them.
Result<> each_due(db::Transaction& tx, int last_year, const std::function<void(Due)>& take);
/// Code of the dossier of an initiative for that year.
Result<std::optional<std::string>> cycle_of_year(db::Transaction& tx, std::string_view number, int year);

/// Value of a dated parameter; 0 when there is none that day.
Result<std::int64_t> parameter(db::Transaction& tx, std::string_view name, Date on);
/// False: it was reminded of on that day.
Result<bool> insert_reminder(db::Transaction& tx, InitiativeId initiative, bool letter, const Acting& acting);

}  // namespace kheo::registry::replication::store
