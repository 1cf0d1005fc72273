// SPDX-License-Identifier: Apache-2.0
// Part of the door of territory: what a public copy takes of it (docs/decisions/0056-public-node.md).
#pragma once

#include "platform/db/public_table.hpp"

namespace kheo::territory {

/// Units, acts and lineage; of the lists they were read from only names and days.
std::vector<db::PublicTable> public_tables();

}  // namespace kheo::territory
