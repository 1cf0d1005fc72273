// SPDX-License-Identifier: Apache-2.0
// Private to the room: one request to its pages.
#pragma once

#include "registry/pages.hpp"
#include "registry/replication/pages.hpp"

namespace kheo::registry::replication {

/// One request: who asks, today, the map of today.
struct Visit {
    Visit(const PageServices& s, const http::Request& r)
        : services(s),
          request(r),
          atlas(s.atlas()),
          today(s.clock.today()),
          acting{r.who, *atlas, today, s.clock.now(), s.parts},
          number(r.captures.get("number")) {}
    Visit(const Visit&) = delete;

    bool may(auth::Permission permission, territory::UnitId unit) const {
        return life::may_in(*atlas, request.who, permission, unit, today);
    }
    Reading reading(auth::Permission permission) const {
        return {*atlas, visible_to(request.who, permission, today), today, nullptr};
    }
    std::string unit(territory::UnitId id, Date on) const { return unit_label(*atlas, id, on); }
    std::string now(territory::UnitId id) const {
        const auto standing = atlas->restate(id, today).unit;
        return unit(standing ? standing : id, today);
    }

    const PageServices& services;
    const http::Request& request;
    std::shared_ptr<const territory::Atlas> atlas;
    Date today;
    Acting acting;
    std::string number;
};

// One handler per route of due_pages.cpp.
Result<http::Response> show_due(const PageServices& services, const http::Request& request);
Result<http::Response> do_due(const PageServices& services, const http::Request& request);

}  // namespace kheo::registry::replication
