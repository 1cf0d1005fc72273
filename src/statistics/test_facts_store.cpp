// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics::test {

Result<> create_facts(db::Transaction& tx) {
    return tx.script(
        "CREATE TABLE fact (registration_id KHEO_ID, initiative_id BIGINT, unit_id BIGINT, date "
        "TEXT, "
        "campaign_year INTEGER, kind TEXT, owner_type TEXT, sector TEXT, field TEXT, basis TEXT, state TEXT, "
        "level TEXT);"
        "CREATE TABLE fact_theme (initiative_id BIGINT, theme TEXT, theme_folded TEXT);"
        "CREATE TABLE fact_owner (initiative_id BIGINT, owner_key TEXT);");
}

Result<> insert_fact(db::Transaction& tx, const Fact& f) {
    const auto maybe = [](const std::string& text) {
        return text.empty() ? std::optional<std::string>() : std::optional(text);
    };
    TRY(tx.exec(
        "INSERT INTO fact (initiative_id, unit_id, date, campaign_year, kind, sector, field, basis, state, "
        "level) VALUES (?1, ?2, ?3, 2024, ?4, ?5, ?6, ?7, ?8, ?9)",
        f.initiative, f.unit, f.date, f.kind, maybe(f.sector), maybe(f.field), maybe(f.basis), f.state,
        f.level));
    for (const auto& theme : f.themes)
        TRY(tx.exec("INSERT INTO fact_theme VALUES (?1, ?2, ?3)", f.initiative, theme, fold_words(theme)));
    for (const auto& owner : f.owners)
        TRY(tx.exec("INSERT INTO fact_owner VALUES (?1, ?2)", f.initiative, owner));
    return {};
}

Result<> take_all_facts(db::Transaction& tx) {
    for (const auto* table : {"fact", "fact_theme", "fact_owner"})
        TRY(tx.exec(std::string("DELETE FROM ") + table));
    return {};
}

Result<> take_facts_of(db::Transaction& tx, std::int64_t initiative) {
    for (const auto* table : {"fact", "fact_theme", "fact_owner"})
        TRY(tx.exec(std::string("DELETE FROM ") + table + " WHERE initiative_id = ?1", initiative));
    return {};
}

}  // namespace kheo::statistics::test
