// SPDX-License-Identifier: Apache-2.0
// What tables a database holds, for whoever copies all of them (export, backup) or explains them. Views,
// the engine's own tables and full-text shadows are no tables here: they are made, not kept.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::db {

enum class ColumnType { integer, real, text, bytes };
/// "integer", "real", "text", "bytes".
std::string_view column_type_name(ColumnType type);

struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    bool nullable = false;
    int key = 0;             // position in the primary key from 1, 0 = not part of it
    std::string references;  // table it points into, "" = none
};

struct Table {
    std::string name;
    std::vector<Column> columns;  // in the order of the table
};

/// All tables, those that are pointed to before those that point to them; a table may point to itself.
Result<std::vector<Table>> tables(Transaction& tx);

/// After rows were loaded with their ids: the next id is higher than any of them.
Result<> continue_identities(Transaction& tx, std::span<const Table> tables);

/// ORDER BY … that gives the rows of a table in the same order on either engine (texts by bytes).
std::string order_by_key(const Table& table);

/// What the migrations say about tables ("setting") and columns ("setting.value") in their comments.
std::map<std::string, std::string> schema_comments(std::span<const Migration> migrations);

}  // namespace kheo::db
