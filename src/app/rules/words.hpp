// SPDX-License-Identifier: Apache-2.0
// What tables, columns and codes of dated rules are called for people.
#pragma once

#include "platform/rule/rule.hpp"

namespace kheo::app::rules {

struct TableWords {
    const Message* title = nullptr;
    const Message* said = nullptr;  // what a new rule changes, and what it does not
};
/// Absent: the table is not worded yet, and not shown.
const TableWords* words_of(std::string_view table);
const Message* column_word(std::string_view column);
/// The room's own word, else ours; absent where neither has one.
const Message* code_word(const rule::Table& table, std::string_view code);

}  // namespace kheo::app::rules
