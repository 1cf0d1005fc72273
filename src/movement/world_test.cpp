// SPDX-License-Identifier: Apache-2.0
// The registry behind the tests' world.
#include "movement/test_world.hpp"
#include "registry/registry.hpp"

namespace kheo::movement::test {

Result<std::int64_t> MovementWorld::count(db::Transaction& tx, const CountQuestion& question) {
    registry::ListQuery query;
    query.unit_code = "id:" + std::to_string(question.unit.value);
    query.map = {registry::MapChoice::Kind::day, question.map};
    query.campaign_year = std::to_string(question.campaign_year);
    query.sector = question.sector;
    registry::Visible all;
    all.all = true;
    return TRY(registry::count(tx, query, {*atlas_, all, clock_.today()})).initiatives;
}

void MovementWorld::enter(std::int64_t unit, std::string title, std::string_view sector) {
    registry::NewRow row;
    row.statement.title = std::move(title);
    row.statement.owner_text = "Chi hội";
    row.statement.unit = UnitId{unit};
    row.statement.field = "economy";
    if (!sector.empty()) row.statement.sector = registry::parse_code<registry::Sector>(sector);
    row.campaign_year = 2026;
    row.date = clock_.today();
    const registry::NewBatch batch{"mau.csv", row.statement.title, UnitId{kProvince}, row.date, 2026, 0};
    const auto done = database_->write([&](db::Transaction& tx) {
        return registry::register_rows(tx, batch, std::vector{row}, *atlas_, {officer_.user, clock_.now()});
    });
    ASSERT_TRUE(done.has_value()) << done.error().detail;
}

}  // namespace kheo::movement::test
