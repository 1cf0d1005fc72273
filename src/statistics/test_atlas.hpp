// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/atlas.hpp"

namespace kheo::statistics::test {

using namespace kheo::test;
using territory::Level;
using territory::Unit;
using territory::UnitId;

}  // namespace kheo::statistics::test
