// SPDX-License-Identifier: Apache-2.0
#include "platform/db/schema.hpp"

#include <algorithm>
#include <set>

namespace kheo::db {

namespace {

/// By SQLite's rules of affinity, which also fit the words our migrations use.
ColumnType type_of(std::string_view declared) {
    if (declared.find("INT") != std::string_view::npos) return ColumnType::integer;
    if (declared.contains("BLOB") || declared == "BYTEA") return ColumnType::bytes;
    if (declared.find("REAL") != std::string_view::npos || declared.find("DOUBLE") != std::string_view::npos)
        return ColumnType::real;
    return ColumnType::text;
}

Result<std::vector<Column>> sqlite_columns(Transaction& tx, const std::string& table) {
    auto columns = TRY(tx.all(
        [](const Row& row) {
            return Column{row.get<std::string>(0),
                          type_of(row.text(1)),
                          row.integer(2) == 0 && row.integer(3) == 0,
                          row.get<int>(3),
                          {}};
        },
        "SELECT name, upper(type), \"notnull\", pk FROM pragma_table_info(?1) ORDER BY cid", table));
    TRY(tx.each(
        [&](const Row& row) {
            const auto column = std::ranges::find(columns, row.text(0), &Column::name);
            if (column != columns.end()) column->references = row.get<std::string>(1);
        },
        "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)", table));
    return columns;
}

Result<std::vector<Column>> postgres_columns(Transaction& tx, const std::string& table) {
    return tx.all(
        [](const Row& row) {
            const auto key = row.get<int>(3);
            return Column{row.get<std::string>(0), type_of(row.text(1)), !row.get<bool>(2) && key == 0, key,
                          row.get<std::string>(4)};
        },
        "SELECT a.attname, upper(format_type(a.atttypid, NULL)), a.attnotnull, "
        "coalesce(array_position(k.conkey, a.attnum), 0), coalesce(f.confrelid::regclass::text, '') "
        "FROM pg_attribute a "
        "LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p' "
        "LEFT JOIN pg_constraint f ON f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey[1] = a.attnum "
        "WHERE a.attrelid = ?1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        table);
}

Result<std::vector<Column>> columns_of(Transaction& tx, const std::string& table) {
    return tx.engine() == Engine::sqlite ? sqlite_columns(tx, table) : postgres_columns(tx, table);
}

std::string_view names_sql(Engine engine) {
    if (engine == Engine::sqlite)
        return "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
               "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    return "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
           "AND tablename <> 'unfinished_making' ORDER BY tablename";
}

/// Everything that `table` points to stands in `placed` already.
bool may_follow(const Table& table, const std::set<std::string>& placed) {
    return std::ranges::all_of(table.columns, [&](const Column& column) {
        return column.references.empty() || column.references == table.name ||
               placed.contains(column.references);
    });
}

/// Parents first, otherwise by name. Tables that point at each other in a circle come last, as they are.
std::vector<Table> parents_first(std::vector<Table> waiting) {
    std::vector<Table> ordered;
    std::set<std::string> placed;
    for (;;) {
        const auto next =
            std::ranges::find_if(waiting, [&](const Table& table) { return may_follow(table, placed); });
        if (next == waiting.end()) break;
        placed.insert(next->name);
        ordered.push_back(std::move(*next));
        waiting.erase(next);
    }
    std::ranges::move(waiting, std::back_inserter(ordered));
    return ordered;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Reads one migration line by line; comments before CREATE TABLE speak of the table, those behind a column
/// of the column.
class CommentReader {
  public:
    explicit CommentReader(std::map<std::string, std::string>& out) : out_(out) {}

    void line(std::string_view text) {
        text = trimmed(text);
        const auto dashes = text.find("--");
        const auto code = trimmed(text.substr(0, dashes));
        const auto comment =
            dashes == std::string_view::npos ? std::string_view{} : trimmed(text.substr(dashes + 2));
        if (code.empty()) return dashes == std::string_view::npos ? void(gap_ = true) : add(comment);
        if (code.starts_with("CREATE TABLE "))
            begin(code.substr(13));
        else if (code.starts_with(")"))
            table_.clear();
        else if (!table_.empty() && !comment.empty())
            out_[table_ + "." + std::string(code.substr(0, code.find(' ')))] = comment;
        above_.clear();
        gap_ = false;
    }

  private:
    void begin(std::string_view rest) {
        table_ = rest.substr(0, rest.find_first_of(" ("));
        if (!above_.empty()) out_[table_] = above_;
    }
    /// A comment behind an empty line begins anew.
    void add(std::string_view more) {
        if (more.starts_with("SPDX-")) return;
        if (std::exchange(gap_, false)) above_.clear();
        if (!above_.empty()) above_ += ' ';
        above_ += more;
    }

    std::map<std::string, std::string>& out_;
    std::string above_, table_;
    bool gap_ = false;
};

}  // namespace

std::string_view column_type_name(ColumnType type) {
    constexpr std::string_view kNames[] = {"integer", "real", "text", "bytes"};
    return kNames[static_cast<int>(type)];
}

Result<std::vector<Table>> tables(Transaction& tx) {
    const auto names =
        TRY(tx.all([](const Row& row) { return row.get<std::string>(0); }, names_sql(tx.engine())));
    std::vector<Table> found;
    found.reserve(names.size());
    for (const auto& name : names) found.push_back({name, TRY(columns_of(tx, name))});
    return parents_first(std::move(found));
}

/// SQLite takes the highest id of the table by itself.
Result<> continue_identities(Transaction& tx, std::span<const Table> tables) {
    if (tx.engine() == Engine::sqlite) return {};
    for (const auto& table : tables) {
        const auto identities = TRY(tx.all([](const Row& row) { return row.get<std::string>(0); },
                                           "SELECT attname FROM pg_attribute WHERE attrelid = ?1::regclass "
                                           "AND attidentity <> ''",
                                           table.name));
        for (const auto& column : identities)
            TRY(tx.exec("SELECT setval(pg_get_serial_sequence(?1, ?2), (SELECT max(\"" + column +
                            "\") FROM \"" + table.name + "\"))",
                        table.name, column));
    }
    return {};
}

std::string order_by_key(const Table& table) {
    std::vector<const Column*> keys;
    for (const auto& column : table.columns)
        if (column.key > 0) keys.push_back(&column);
    std::ranges::sort(keys, {}, &Column::key);
    std::string out;
    for (const auto* key : keys) out += (out.empty() ? "ORDER BY \"" : ", \"") + key->name + "\"";
    return out;
}

std::map<std::string, std::string> schema_comments(std::span<const Migration> migrations) {
    std::map<std::string, std::string> out;
    for (const auto& migration : migrations) {
        CommentReader reader(out);
        for (std::string_view rest = migration.sql; !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            reader.line(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return out;
}

}  // namespace kheo::db
