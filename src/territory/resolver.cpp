// SPDX-License-Identifier: Apache-2.0
#include "territory/resolver.hpp"

#include "territory/atlas.hpp"

namespace kheo::territory {

Resolution Resolver::resolve(std::string_view, Date, UnitId) const {
    (void)atlas_;
    return {};
}

}  // namespace kheo::territory
