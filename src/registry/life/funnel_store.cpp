// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "registry/life/funnel.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {
using db::Row;
}

Result<std::vector<Published>> published(db::Transaction& tx, territory::UnitId unit, int campaign_year) {
    return tx.all(
        [](const Row& row) {
            using Figure = std::optional<std::int64_t>;
            Published p;
            p.unit = row.get<territory::UnitId>(0);
            p.campaign_year = row.get<int>(1);
            p.funnel = {row.get<Figure>(2), row.get<Figure>(3), row.get<Figure>(4), row.get<Figure>(5),
                        row.get<Figure>(6)};
            p.source = row.get<std::string>(7);
            return p;
        },
        "SELECT unit_id, campaign_year, registered, carried_out, recognised, not_recognised, replicated, "
        "source "
        "FROM published_funnel WHERE unit_id = ?1 AND campaign_year = ?2 ORDER BY id",
        unit, campaign_year);
}

namespace store {

Result<bool> insert_published(db::Transaction& tx, const Published& p, std::string_view request_key,
                              auth::UserId by, Millis at) {
    const auto key = request_key.empty() ? std::optional<std::string_view>() : std::optional(request_key);
    return TRY(tx.exec(
               "INSERT INTO published_funnel (unit_id, campaign_year, registered, carried_out, recognised, "
               "not_recognised, replicated, source, entered_at, entered_by, request_key) VALUES (?1, ?2, "
               "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (request_key) DO NOTHING",
               p.unit, p.campaign_year, p.funnel.registered, p.funnel.carried_out, p.funnel.recognised,
               p.funnel.not_recognised, p.funnel.replicated, tidy(p.source), at, by, key)) > 0;
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
        "c.initiative_id = i.id AND c.campaign_year = ?1 AND a.to_state = 'running') THEN 1 ELSE 0 END, "
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
