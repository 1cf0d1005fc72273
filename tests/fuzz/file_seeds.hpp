// SPDX-License-Identifier: Apache-2.0
// First inputs of the targets over photos and papers.
#pragma once

#include "fuzz/data_seeds.hpp"

namespace kheo::fuzz {

void file_seeds(Seeds& seeds);

}  // namespace kheo::fuzz
