// SPDX-License-Identifier: Apache-2.0
// What of a table anybody may see, as a public copy takes it (docs/decisions/0056-public-node.md). Deny by
// default: a table that is not declared stays behind whole, a column that is not named is left blank (NULL,
// or 0 or empty where NULL may not stand). Conditions are SQL of the common subset over one row and stand in
// the store of the slice that owns the table.
#pragma once

#include <string_view>
#include <vector>

namespace kheo::db {

struct PublicColumn {
    std::string_view name;
    std::string_view where = {};  // blank in rows where this does not hold; "" = never blank
};

struct PublicTable {
    std::string_view name;
    std::vector<PublicColumn> columns;
    std::string_view rows = {};  // only rows where this holds; "" = all
};

}  // namespace kheo::db
