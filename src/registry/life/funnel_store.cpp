// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "registry/life/funnel.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {
using db::Row;
}

namespace {

/// Seven figures from this column on, in the order of kFigures.
Funnel read_funnel(const Row& row, int at) {
    using Figure = std::optional<std::int64_t>;
    Funnel f;
    f.registered = row.get<Figure>(at);
    f.carried_out = row.get<Figure>(at + 1);
    f.recognised = row.get<Figure>(at + 2);
    f.not_recognised = row.get<Figure>(at + 3);
    f.replicated = row.get<Figure>(at + 4);
    f.exemplary = row.get<Figure>(at + 5);
    f.proposed = row.get<Figure>(at + 6);
    return f;
}

Result<> read_parts(db::Transaction& tx, Published& published) {
    published.parts = TRY(tx.all(
        [](const Row& row) { return FunnelPart{parse_code<OwnerType>(row.text(0)), read_funnel(row, 1)}; },
        "SELECT owner_type, registered, carried_out, recognised, not_recognised, replicated, exemplary, "
        "proposed "
        "FROM published_funnel_part WHERE funnel_id = ?1 ORDER BY owner_type",
        published.id));
    return {};
}

}  // namespace

Result<std::vector<Published>> published(db::Transaction& tx, territory::UnitId unit, int campaign_year) {
    auto all = TRY(tx.all(
        [](const Row& row) {
            Published p;
            p.unit = row.get<territory::UnitId>(0);
            p.campaign_year = row.get<int>(1);
            p.funnel = read_funnel(row, 2);
            p.source = row.get<std::string>(9);
            p.id = row.integer(10);
            p.removed_reason = row.get<std::string>(11);
            return p;
        },
        "SELECT unit_id, campaign_year, registered, carried_out, recognised, not_recognised, replicated, "
        "exemplary, proposed, source, id, removed_reason FROM published_funnel WHERE unit_id = ?1 AND "
        "campaign_year = ?2 ORDER BY id",
        unit, campaign_year));
    for (auto& one : all) TRY(read_parts(tx, one));
    return all;
}

namespace store {

Result<bool> insert_published(db::Transaction& tx, const Published& p, std::string_view request_key,
                              auth::UserId by, Millis at) {
    const auto key = request_key.empty() ? std::optional<std::string_view>() : std::optional(request_key);
    const auto id = TRY(tx.find(
        [](const Row& row) { return row.integer(0); },
        "INSERT INTO published_funnel (unit_id, campaign_year, registered, carried_out, recognised, "
        "not_recognised, replicated, exemplary, proposed, source, entered_at, entered_by, request_key) "
        "VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (request_key) DO NOTHING "
        "RETURNING id",
        p.unit, p.campaign_year, p.funnel.registered, p.funnel.carried_out, p.funnel.recognised,
        p.funnel.not_recognised, p.funnel.replicated, p.funnel.exemplary, p.funnel.proposed, tidy(p.source),
        at, by, key));
    if (!id) return false;
    for (const auto& part : p.parts)
        TRY(tx.exec(
            "INSERT INTO published_funnel_part (funnel_id, owner_type, registered, carried_out, "
            "recognised, not_recognised, replicated, exemplary, proposed) VALUES (?1, ?2, ?3, ?4, ?5, "
            "?6, ?7, ?8, ?9)",
            *id, code(*part.owner), part.funnel.registered, part.funnel.carried_out, part.funnel.recognised,
            part.funnel.not_recognised, part.funnel.replicated, part.funnel.exemplary, part.funnel.proposed));
    return true;
}

Result<std::optional<bool>> cross_out_published(db::Transaction& tx, territory::UnitId unit, std::int64_t id,
                                                std::string_view reason, auth::UserId by, Millis at) {
    const auto known =
        TRY(tx.value("SELECT count(*) FROM published_funnel WHERE id = ?1 AND unit_id = ?2", id, unit));
    if (known == 0) return std::optional<bool>();
    return std::optional(TRY(tx.exec("UPDATE published_funnel SET removed_at = ?2, removed_by = ?3, "
                                     "removed_reason = ?4 WHERE id = ?1 AND removed_at IS NULL",
                                     id, at, by, reason)) > 0);
}

Result<> each_of_funnel(db::Transaction& tx, int campaign_year,
                        const std::function<void(const FunnelRow&)>& take) {
    return tx.each(
        [&](const Row& row) {
            take({row.get<InitiativeId>(0), row.get<territory::UnitId>(1), parse_code<OwnerType>(row.text(2)),
                  row.get<bool>(3), row.get<bool>(4), row.get<bool>(5)});
        },
        "SELECT i.id, i.unit_id, i.owner_type, "
        "CASE WHEN EXISTS (SELECT 1 FROM initiative_cycle c JOIN cycle_act a ON a.cycle_id = c.id WHERE "
        "c.initiative_id = i.id AND c.campaign_year = ?1 AND a.to_state IN ('running', 'recognised')) THEN 1 "
        "ELSE 0 END, "
        "CASE WHEN EXISTS (SELECT 1 FROM initiative_cycle c JOIN recognition r ON r.cycle_id = c.id WHERE "
        "c.initiative_id = i.id AND c.campaign_year = ?1 AND r.revoked_on IS NULL) THEN 1 ELSE 0 END, "
        "CASE WHEN EXISTS (SELECT 1 FROM initiative_cycle c WHERE c.initiative_id = i.id AND c.campaign_year "
        "= "
        "?1 AND c.state IN ('not_recognised', 'revoked')) THEN 1 ELSE 0 END "
        "FROM initiative i WHERE EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND "
        "r.campaign_year = ?1 AND r.undone_at IS NULL) ORDER BY i.id",
        campaign_year);
}

}  // namespace store

}  // namespace kheo::registry::life
