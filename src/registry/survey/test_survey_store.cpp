// SPDX-License-Identifier: Apache-2.0
// The SQL of test_survey.hpp.
#include "platform/db/schema.hpp"
#include "registry/survey/test_survey.hpp"

namespace kheo::registry::survey::test {

Result<std::vector<std::string>> columns(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& table : TRY(db::tables(tx)))
        if (table.name.starts_with("survey"))
            for (const auto& column : table.columns) out.push_back(table.name + "." + column.name);
    return out;
}

Result<std::string> everything(db::Transaction& tx) {
    std::string out;
    for (const auto& table : TRY(db::tables(tx))) {
        if (!table.name.starts_with("survey") && !table.name.starts_with("ledger_entry")) continue;
        const auto width = static_cast<int>(table.columns.size());
        TRY(tx.each(
            [&](const db::Row& row) {
                for (int i = 0; i < width; ++i) out += std::string(row.text(i)) + "\n";
            },
            "SELECT * FROM " + table.name));
    }
    return out;
}

Result<std::int64_t> ages_of_counts(db::Transaction& tx) {
    return tx.value("SELECT count(DISTINCT xmin::text) FROM survey_option");
}

Result<std::int64_t> add_a_choice(db::Transaction& tx) {
    return tx.exec("UPDATE survey_option SET count = count + 1 WHERE position = 1");
}

Result<std::int64_t> tokens(db::Transaction& tx) {
    return tx.value("SELECT count(*) FROM survey_token");
}

Result<std::int64_t> entries(db::Transaction& tx) {
    return tx.value("SELECT count(*) FROM ledger_entry");
}

}  // namespace kheo::registry::survey::test
