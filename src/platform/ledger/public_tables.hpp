// SPDX-License-Identifier: Apache-2.0
// The ledger in a public copy (docs/decisions/0056-public-node.md): numbers, leaves, subtrees and heads, so
// that every public proof can be made; of an entry itself nothing. Such entries are withheld. SQL is in
// store.cpp.
#pragma once

#include "platform/db/database.hpp"
#include "platform/db/public_table.hpp"

namespace kheo::ledger {

/// What a public copy takes.
std::vector<db::PublicTable> public_tables();

/// How many entries were sealed before there were random bytes: their leaves are not for the public. Asked of
/// whole data only; of a public copy it means nothing.
Result<std::int64_t> count_guessable(db::Transaction& tx);

/// How many sealed entries have only their leaf here. All of them in a public copy, none in any other data;
/// verify() finds a mixture.
Result<std::int64_t> count_withheld(db::Transaction& tx);

}  // namespace kheo::ledger
