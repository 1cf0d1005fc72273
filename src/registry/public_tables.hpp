// SPDX-License-Identifier: Apache-2.0
// Part of the door of the registry: what a public copy takes of it (docs/decisions/0056-public-node.md).
#pragma once

#include "platform/db/public_table.hpp"

namespace kheo::registry {

/// Practices with live registrations and what the public pages show of them; texts of the form only in a
/// demonstration (docs/decisions/0010-public-facts.md). portal decides what its pages show by the same rules:
/// who changes one changes both.
std::vector<db::PublicTable> public_tables(bool demonstration);

}  // namespace kheo::registry
