// SPDX-License-Identifier: Apache-2.0
#include "platform/db/integrity.hpp"

#include "platform/db/messages.gen.hpp"
#include "platform/db/schema.hpp"

namespace kheo::db {

namespace {

using Faults = std::vector<std::string>;

/// In the language of those who run an installation.
std::string line(const Message& message, std::vector<Sentence::Argument> arguments) {
    return Sentence(message, std::move(arguments)).in(Language::vi);
}

Result<Faults> sqlite_faults(Transaction& tx) {
    Faults faults;
    TRY(tx.each(
        [&](const Row& row) {
            if (row.text(0) != "ok")
                faults.push_back(line(msg::fault_sqlite, {{"text", row.get<std::string>(0)}}));
        },
        "PRAGMA integrity_check(20)"));
    TRY(tx.each(
        [&](const Row& row) {
            faults.push_back(line(msg::fault_orphan,
                                  {{"table", row.get<std::string>(0)}, {"row", row.get<std::string>(1)}}));
        },
        "PRAGMA foreign_key_check"));
    return faults;
}

/// One line for each row of the answer, whose first column is {name} of the message.
Result<> add(Transaction& tx, const Message& message, std::string_view sql, Faults& faults,
             const std::string& table = "") {
    return tx.each(
        [&](const Row& row) {
            faults.push_back(line(message, {{"name", row.get<std::string>(0)}, {"table", table}}));
        },
        sql);
}

/// Foreign keys hold as long as nobody switched their triggers off; a look costs little.
Result<> add_orphans(Transaction& tx, Faults& faults) {
    for (const auto& table : TRY(tables(tx)))
        for (const auto& column : table.columns) {
            if (column.references.empty()) continue;
            const auto sql = "SELECT min(c.\"" + column.name + "\") FROM \"" + table.name +
                             "\" c LEFT JOIN \"" + column.references + "\" p ON p.id = c.\"" + column.name +
                             "\" WHERE c.\"" + column.name +
                             "\" IS NOT NULL AND p.id IS NULL HAVING "
                             "count(*) > 0";
            TRY(add(tx, msg::fault_dangling, sql, faults, table.name + "." + column.name));
        }
    return {};
}

/// After a load with given ids the next id must be higher than all of them.
Result<> add_late_sequences(Transaction& tx, Faults& faults) {
    const auto columns = TRY(
        tx.all([](const Row& row) { return std::pair{row.get<std::string>(0), row.get<std::string>(1)}; },
               "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
               "WHERE a.attidentity <> '' AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"));
    for (const auto& [table, column] : columns)
        TRY(add(tx, msg::fault_sequence,
                "SELECT '" + table + "' WHERE (SELECT max(\"" + column + "\") FROM \"" + table +
                    "\") > (SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('" + table +
                    "', '" + column + "')::regclass), 0))",
                faults));
    return {};
}

Result<Faults> postgres_faults(Transaction& tx) {
    Faults faults;
    TRY(add(tx, msg::fault_index,
            "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT (indisvalid AND indisready)", faults));
    TRY(add(tx, msg::fault_constraint, "SELECT conname FROM pg_constraint WHERE NOT convalidated", faults));
    TRY(add(tx, msg::fault_checksum,
            "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database() AND "
            "checksum_failures > 0",
            faults));
    TRY(add_orphans(tx, faults));
    TRY(add_late_sequences(tx, faults));
    return faults;
}

}  // namespace

Result<std::vector<std::string>> integrity_faults(Transaction& tx) {
    return tx.engine() == Engine::sqlite ? sqlite_faults(tx) : postgres_faults(tx);
}

}  // namespace kheo::db
