// SPDX-License-Identifier: Apache-2.0
// Unit names as people write them → units. Private to territory; the contract is Atlas::resolve.
#pragma once

#include <string_view>

#include "territory/territory.hpp"

namespace kheo::territory {

class AtlasInMemory;

/// Immutable after construction; safe to share.
class Resolver {
  public:
    explicit Resolver(const AtlasInMemory& atlas) : atlas_(atlas) {}
    Resolution resolve(std::string_view text, Date on, UnitId within) const;

  private:
    const AtlasInMemory& atlas_;
};

}  // namespace kheo::territory
