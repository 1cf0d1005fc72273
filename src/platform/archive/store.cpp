// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/archive/messages.gen.hpp"

namespace kheo::archive::store {

namespace {

std::string column_list(const db::Table& table) {
    std::string out;
    for (const auto& column : table.columns) out += (out.empty() ? "\"" : ", \"") + column.name + "\"";
    return out;
}

std::string public_value(const db::Column& column, const db::PublicTable& declared) {
    const auto found = std::ranges::find(declared.columns, column.name, &db::PublicColumn::name);
    if (found == declared.columns.end()) return "NULL";
    if (found->where.empty()) return fmt::format("\"{}\"", column.name);
    return fmt::format("CASE WHEN ({}) THEN \"{}\" END", found->where, column.name);
}

}  // namespace

Result<> each_row(db::Transaction& tx, const db::Table& table,
                  const std::function<void(const db::Row&)>& row) {
    return tx.each_params(
        fmt::format("SELECT {} FROM \"{}\" {}", column_list(table), table.name, db::order_by_key(table)), {},
        row);
}

Result<> each_public_row(db::Transaction& tx, const db::Table& table, const db::PublicTable& declared,
                         const std::function<void(const db::Row&)>& row) {
    std::string values;
    for (const auto& column : table.columns)
        values += (values.empty() ? "" : ", ") + public_value(column, declared);
    const auto rows = declared.rows.empty() ? std::string() : fmt::format("WHERE {}", declared.rows);
    return tx.each_params(
        fmt::format("SELECT {} FROM \"{}\" {} {}", values, table.name, rows, db::order_by_key(table)), {},
        row);
}

Result<> clear(db::Transaction& tx, const db::Table& table) {
    TRY(tx.exec(fmt::format("DELETE FROM \"{}\"", table.name)));
    return {};
}

Inserter::Inserter(db::Transaction& tx, const db::Table& table)
    : tx_(tx), table_(table), bytes_(table.columns.size()) {
    std::string values;
    for (std::size_t i = 1; i <= table.columns.size(); ++i)
        values += fmt::format("{}?{}", i > 1 ? ", " : "", i);
    sql_ = fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", table.name, column_list(table), values);
}

Result<> Inserter::insert(const std::vector<Field>& fields) {
    if (fields.size() != table_.columns.size())
        return fail(ErrorKind::invalid, msg::malformed, {}, "number of fields in " + table_.name);
    std::vector<db::Param> params;
    params.reserve(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i)
        params.push_back(TRY(to_param(fields[i], table_.columns[i], bytes_[i])));
    TRY(tx_.exec_params(sql_, params));
    return {};
}

}  // namespace kheo::archive::store
