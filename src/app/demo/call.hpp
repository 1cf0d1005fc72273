// SPDX-License-Identifier: Apache-2.0
// How the movement of the made-up city is run: the theme of the year, a window of registration that is open
// now, a call that some communes have not answered.
#pragma once

#include "app/demo/cast.hpp"

namespace kheo::app::demo {

/// After the initiatives: `year` is the newest campaign year of which there are any.
Result<> add_call(const Cast& cast, int year);

}  // namespace kheo::app::demo
