// SPDX-License-Identifier: Apache-2.0
// Dated rules that an administrator enters: terms, parameters, limits, lists of questions. A room declares
// its table beside its SQL, as it declares what is public (db::PublicTable); app words and shows all of them.
// Rows are never changed but for their last day: a new rule ends the one in force the day before it begins,
// and what was begun under the old one keeps it. Functions work in the caller's transaction.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::rule {

enum class Kind { number, yes_no, text };

struct Column {
    std::string_view name;
    Kind kind = Kind::number;
    std::int64_t least = 0, most = 0;  // of a number; of a text the most characters
};

struct Word {
    std::string_view code;
    const Message* label = nullptr;
};

/// Where a number means something else for one code: bounds of its own.
struct Bound {
    std::string_view code, column;
    std::int64_t least = 0, most = 0;
};

/// A table with one code per rule, values, valid_from, valid_to and the basis. Names are SQL names.
struct Table {
    std::string_view name;  // "process_term": also in addresses and in the ledger
    std::string_view code;  // column
    std::vector<Column> values;
    std::vector<std::string_view> kept{};  // columns that the next rule takes over: position, process
    std::string_view basis = "legal_basis";
    std::string_view verified = "verified";  // compared with the original; "" where the table does not say
    std::vector<Bound> bounds{};
    std::vector<Word> words{};  // of the codes, where the room has them
    /// How many clocks run under the rule of this code and keep it; empty: there are none.
    std::function<Result<std::int64_t>(db::Transaction&, std::string_view code)> open_clocks{};
};

struct Row {
    std::string code;
    std::vector<std::string> values;  // in the order of the columns
    Date from, to;
    std::string basis;
    bool verified = false;

    bool holds_on(Date day) const { return from <= day && day <= to; }
};

/// All of them, by code and day.
Result<std::vector<Row>> rows(db::Transaction& tx, const Table& table);

/// As typed.
struct Proposal {
    std::string code;
    std::vector<std::string> values;
    std::string from, basis;
    bool verified = false;
};

/// Ends the rule that holds on that day the day before, writes the next one up to where that one ended, and
/// the ledger's entry (subject: the table, the day since 1970). not_found: no such code; invalid with all
/// faults at once under the names of the columns, from and basis.
Result<> propose(db::Transaction& tx, const Table& table, const Proposal& typed, auth::UserId actor,
                 Date today, Millis at);

}  // namespace kheo::rule
