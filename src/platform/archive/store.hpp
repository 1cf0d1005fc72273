// SPDX-License-Identifier: Apache-2.0
// The only SQL of the room: whole tables out and in, by what the database says its tables are.
#pragma once

#include <functional>

#include "platform/archive/csv.hpp"
#include "platform/db/public_table.hpp"
#include "platform/db/schema.hpp"

namespace kheo::archive::store {

/// Every row in the order of its key.
Result<> each_row(db::Transaction& tx, const db::Table& table,
                  const std::function<void(const db::Row&)>& row);
/// The declared rows, NULL in every column that is not declared or not for anybody in this row.
Result<> each_public_row(db::Transaction& tx, const db::Table& table, const db::PublicTable& declared,
                         const std::function<void(const db::Row&)>& row);
Result<> clear(db::Transaction& tx, const db::Table& table);

/// Inserts rows with their ids as they come; one statement, prepared once.
class Inserter {
  public:
    Inserter(db::Transaction& tx, const db::Table& table);
    /// Refuses (invalid) another number of fields than columns.
    Result<> insert(const std::vector<Field>& fields);

  private:
    db::Transaction& tx_;
    const db::Table& table_;
    std::string sql_;
    std::vector<std::string> bytes_;
};

}  // namespace kheo::archive::store
