// SPDX-License-Identifier: Apache-2.0
// What a grant reaches on a map (territory.hpp).
#include "territory/territory.hpp"

namespace kheo::territory {

namespace {

class OnMap final : public auth::Scope {
  public:
    explicit OnMap(const Atlas& atlas) : atlas_(atlas) {}
    bool contains(auth::ScopeUnit root, auth::ScopeUnit unit, Date on) const override {
        return reaches(atlas_, root, unit, on);
    }

  private:
    const Atlas& atlas_;
};

}  // namespace

bool may_over(const Atlas& atlas, const auth::Principal& who, auth::Permission permission, UnitId unit,
              Date on) {
    return auth::may_in(who, permission, unit, on, OnMap(atlas));
}

bool AtlasScope::contains(auth::ScopeUnit root, auth::ScopeUnit unit, Date on) const {
    return reaches(*keeper_.current(), root, unit, on);
}

}  // namespace kheo::territory
