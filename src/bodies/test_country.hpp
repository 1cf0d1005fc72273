// SPDX-License-Identifier: Apache-2.0
// A province with two communes and a hamlet each in the real tables of territory, for tests of pages.
#pragma once

#include "platform/db/database.hpp"
#include "territory/territory.hpp"

namespace kheo::bodies::test {

inline constexpr territory::UnitId kProvince{1}, kCommune{11}, kHamlet{31}, kOtherCommune{12},
    kOtherHamlet{32};

void make_country(db::Database& database);

}  // namespace kheo::bodies::test
