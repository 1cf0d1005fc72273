// SPDX-License-Identifier: Apache-2.0
#include "reports/test_country.hpp"

namespace kheo::reports::test {

Result<> create_facts(db::Transaction& tx) {
    return tx.script(
        "CREATE TABLE fact (registration_id KHEO_ID, initiative_id BIGINT, unit_id BIGINT, date "
        "TEXT, "
        "campaign_year INTEGER, kind TEXT, owner_type TEXT, sector TEXT, field TEXT, basis TEXT, state TEXT, "
        "level TEXT);"
        "CREATE TABLE fact_theme (initiative_id BIGINT, theme TEXT, theme_folded TEXT);"
        "CREATE TABLE fact_owner (initiative_id BIGINT, owner_key TEXT);");
}

Result<> insert_fact(db::Transaction& tx, std::int64_t initiative, std::int64_t unit, std::string_view date,
                     const Fact& fact) {
    const auto stated = [](const std::string& text) {
        return text.empty() ? std::optional<std::string>() : std::optional(text);
    };
    TRY(tx.exec(
        "INSERT INTO fact (initiative_id, unit_id, date, campaign_year, kind, sector, field, basis, state, "
        "level) "
        "VALUES (?1, ?2, ?3, 2024, ?4, ?5, ?6, ?7, 'registered', 'unrecognised')",
        initiative, unit, date, fact.kind, stated(fact.sector), stated(fact.field), stated(fact.basis)));
    return {};
}

}  // namespace kheo::reports::test
