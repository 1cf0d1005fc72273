// SPDX-License-Identifier: Apache-2.0
// What must hold of a room's tables beyond what the schema refuses, as queries that find what breaks it. For
// `kheo check`; run on a live database.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "platform/db/database.hpp"

namespace kheo::db {

struct Invariant {
    const Message* broken;  // what the operator reads; {name} is the first column
    std::string_view sql;   // one row for each that breaks it; none when it holds
};

/// One line for each row that breaks one of them, in their order; empty when all hold.
inline Result<std::vector<std::string>> broken(Transaction& tx, std::span<const Invariant> invariants) {
    std::vector<std::string> out;
    for (const auto& each : invariants)
        TRY(tx.each(
            [&](const Row& row) {
                out.push_back(Sentence(*each.broken, {{"name", row.get<std::string>(0)}}).in(Language::vi));
            },
            each.sql));
    return out;
}

}  // namespace kheo::db
