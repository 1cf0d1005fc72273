// SPDX-License-Identifier: Apache-2.0
// What other rooms learn of the registry without asking the store: names of its views, reach of grants.
#include <algorithm>

#include "registry/registry.hpp"

namespace kheo::registry {

FactSource fact_source() {
    return {"registry_fact", "registry_fact_theme", "registry_fact_owner"};
}

Visible visible_to(const auth::Principal& who, auth::Permission permission, Date on) {
    Visible visible;
    for (const auto& grant : who.grants) {
        if (!grant.gives(permission, on)) continue;
        if (!grant.unit) visible.all = true;
        if (grant.unit) visible.roots.push_back(grant.unit);
    }
    return visible;
}

}  // namespace kheo::registry
