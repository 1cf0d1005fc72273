// SPDX-License-Identifier: Apache-2.0
// What worked in one hamlet is taken up by others: copies of a recognised initiative, copies of a copy, and
// one that is still a draft.
#pragma once

#include <array>
#include <string_view>

#include "app/demo/dossiers.hpp"

namespace kheo::app::demo {

/// Hamlets of phường Liên Hồng that must be there before: they take it up.
inline constexpr std::array<std::string_view, 2> kCopyHamlets{"Tổ dân phố số 5", "Tổ dân phố số 7"};

Result<> add_spread(const Cast& cast, const Dossiers& dossiers);

}  // namespace kheo::app::demo
