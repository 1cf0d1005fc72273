// SPDX-License-Identifier: Apache-2.0
// SQL of bodies, their acts and work programmes, and of the standing body.
#pragma once

#include "bodies/model.hpp"

namespace kheo::bodies::store {

/// In their order; those of any day (the caller asks holds_on).
Result<std::vector<Kind>> kinds(db::Transaction& tx);

Result<std::optional<Body>> body(db::Transaction& tx, BodyId id, Date on);
/// on: those that exist that day; with_ended: also those that ended before it.
Result<std::vector<Body>> bodies_of(db::Transaction& tx, UnitId unit, Date on, bool with_ended);
/// Bodies of one kind in many units, for the teams of a commune's hamlets.
Result<std::vector<Body>> of_kind(db::Transaction& tx, std::string_view kind, Date on);
Result<std::vector<Version>> versions(db::Transaction& tx, BodyId id);
/// Its own acts, oldest first, and those by which it took over from others (kind replaced, successor = id).
Result<std::vector<Act>> acts(db::Transaction& tx, BodyId id);
struct Taken {
    BodyId from;
    std::string name;
    Date day;
};
Result<std::vector<Taken>> taken_over(db::Transaction& tx, BodyId id);

/// The body that a form with this key changed or made before.
Result<std::optional<BodyId>> by_request(db::Transaction& tx, std::string_view request_key, ActKind kind);
Result<BodyId> insert_body(db::Transaction& tx, const Wanted& wanted, const Actor& actor);
Result<> insert_version(db::Transaction& tx, BodyId id, std::string_view name, Date from);
Result<> close_version(db::Transaction& tx, BodyId id, Date last);
Result<> insert_act(db::Transaction& tx, BodyId id, ActKind kind, const Wanted& wanted, BodyId successor,
                    const Actor& actor);

Result<std::vector<Programme>> programmes(db::Transaction& tx, BodyId id);
Result<std::optional<Programme>> programme(db::Transaction& tx, std::int64_t id);
/// Those that something is linked to, newest first.
Result<std::vector<Programme>> programmes_linked(db::Transaction& tx, std::string_view type, std::int64_t id);
/// nullopt: a form with this key made it before.
Result<std::optional<std::int64_t>> insert_programme(db::Transaction& tx, const Programme& row,
                                                     std::string_view request_key, const Actor& actor);
Result<std::vector<Link>> links(db::Transaction& tx, BodyId body);
/// False when it is linked already.
Result<bool> insert_link(db::Transaction& tx, const Link& link, const Actor& actor);

Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on);
Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row);

}  // namespace kheo::bodies::store
