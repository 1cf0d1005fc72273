// SPDX-License-Identifier: Apache-2.0
#include "app/demo/demo.hpp"

#include <algorithm>
#include <map>

#include "app/demo/call.hpp"
#include "app/demo/questionnaire.hpp"
#include "app/demo/shelf.hpp"
#include "app/demo/spread.hpp"
#include "app/demo/team.hpp"
#include "app/demo/world.hpp"
#include "app/messages.gen.hpp"
#include "base/text.hpp"
#include "office/office.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/password.hpp"
#include "registry/registry.hpp"
#include "territory/territory.hpp"

namespace kheo::app::demo {

namespace {

constexpr std::uint64_t kSeed = 20260703;

using Tell = std::function<void(const Sentence&)>;
using Atlas = territory::Atlas;

Result<> load_units(OpenData& data, const DemoTerritory& made_up, Millis at) {
    const auto rows = made_up.rows();
    TRY(territory::load_shipped_catalogue(*data.database, at,
                                          {{"units_2024.csv", rows.before},
                                           {"units_2025.csv", rows.after},
                                           {"units_2026.csv", rows.after},
                                           {"units_changes_2025.csv", rows.changes}}));
    return {};
}

Result<territory::UnitId> unit_of(db::Transaction& tx, const Atlas& atlas, const DemoRow& row) {
    const auto* unit = atlas.find_code(row.unit_code, row.date);
    if (!unit)
        return fail(ErrorKind::internal, msg::unknown_unit,
                    {{"code", row.unit_code}, {"date", row.date.vietnamese()}});
    if (row.hamlet.empty()) return unit->id;
    return territory::ensure_hamlet(tx, unit->id, row.hamlet, row.date);
}

/// The hamlets that the rows name enter the tree first; the registry needs a snapshot that knows them.
Result<std::vector<territory::UnitId>> place(OpenData& data, const std::vector<DemoRow>& rows) {
    return data.database->write([&](db::Transaction& tx) -> Result<std::vector<territory::UnitId>> {
        const auto atlas = TRY(territory::load_atlas(tx));
        std::vector<territory::UnitId> units;
        units.reserve(rows.size());
        for (const auto& row : rows) units.push_back(TRY(unit_of(tx, *atlas, row)));
        return units;
    });
}

/// One list per campaign year, as the province would have sent it.
Result<> register_year(OpenData& data, int year, std::vector<registry::NewRow> rows, const DemoTerritory& t,
                       Millis at) {
    return data.database->write([&](db::Transaction& tx) -> Result<> {
        const auto atlas = TRY(territory::load_atlas(tx));
        registry::NewBatch batch;
        batch.file_name = "trinh-dien-" + std::to_string(year);
        batch.sha256 = batch.file_name;
        batch.list_date = *Date::of(year, 12, 31);
        batch.campaign_year = year;
        if (const auto* province = atlas->find_code(t.province.code, batch.list_date))
            batch.sender = province->id;
        TRY(registry::register_rows(tx, batch, rows, *atlas, {{}, at}));
        return {};
    });
}

Result<> register_all(OpenData& data, const DemoWorld& world, Millis at) {
    const auto units = TRY(place(data, world.rows));
    std::map<int, std::vector<registry::NewRow>> by_year;
    for (std::size_t i = 0; i < world.rows.size(); ++i) {
        const auto& row = world.rows[i];
        registry::NewRow made;
        made.statement = row.statement;
        made.statement.unit = units[i];
        made.campaign_year = row.year;
        made.date = row.date;
        made.basis = row.basis;
        by_year[row.year].push_back(std::move(made));
    }
    for (auto& [year, rows] : by_year) TRY(register_year(data, year, std::move(rows), world.territory, at));
    return {};
}

Result<> add_accounts(OpenData& data, const Clock& clock) {
    const auto hash = TRY(auth::hash_password(kPassword));
    return data.database->write([&](db::Transaction& tx) -> Result<> {
        const auto atlas = TRY(territory::load_atlas(tx));
        for (const auto& account : accounts()) {
            const auto id = TRY(auth::add_account(
                tx, {std::string(account.name), std::string(account.display_name), hash, false},
                clock.now()));
            auth::Grant grant{
                account.role, {}, *Date::parse_iso(kBeginningOfTime), *Date::parse_iso(kEndOfTime)};
            if (const auto* unit = atlas->find_code(account.unit_code, clock.today())) grant.unit = unit->id;
            if (!account.hamlet.empty())
                grant.unit = TRY(territory::ensure_hamlet(tx, grant.unit, account.hamlet, clock.today()));
            TRY(auth::add_grant(tx, id, grant, {}, clock.now()));
        }
        return {};
    });
}

/// Everybody knows the password here, and the server answers this machine only: a telephone would keep nobody
/// out. A rule like any other, which the administrator of a demonstration may change.
Result<> exempt_from_second_factor(OpenData& data, const Clock& clock) {
    const auth::FactorRule rule{
        0,     auth::Role::administrator,          true,
        false, *Date::parse_iso(kBeginningOfTime), std::string(msg::demo_exempt.in(Language::vi))};
    return office::set_factor_rule(*data.database, rule, {}, clock);
}

Result<> name_hamlets(OpenData& data, Date today) {
    return data.database->write([&](db::Transaction& tx) -> Result<> {
        const auto atlas = TRY(territory::load_atlas(tx));
        const auto* ward = atlas->find_code("99001", today);
        for (const auto name : kCopyHamlets) TRY(territory::ensure_hamlet(tx, ward->id, name, today));
        return {};
    });
}

/// Dossiers with what hangs on them.
Result<> add_work(OpenData& data, const Clock& clock) {
    TRY(name_hamlets(data, clock.today()));
    Cast cast(*data.database, clock);
    TRY(cast.open());
    file::Files files(*data.database, clock, data.dir / "files");
    const auto dossiers = TRY(add_dossiers(cast, files));
    TRY(add_questionnaires(cast, dossiers));
    TRY(add_spread(cast, dossiers));
    return add_shelf(cast, dossiers);
}

Result<> add_movement(OpenData& data, const Clock& clock, const DemoWorld& world) {
    Cast cast(*data.database, clock);
    TRY(cast.open());
    return add_call(cast, std::ranges::max(world.rows, {}, &DemoRow::year).year);
}

}  // namespace

const std::vector<DemoAccount>& accounts() {
    static const std::vector<DemoAccount> all{
        {"quantri", "Quản trị (trình diễn)", auth::Role::administrator, ""},
        {"trunguong", "Cán bộ trung ương (trình diễn)", auth::Role::officer, ""},
        {"hoasen", "Cán bộ thành phố Hoa Sen (trình diễn)", auth::Role::officer, "99"},
        {"lienhong", "Cán bộ phường Liên Hồng (trình diễn)", auth::Role::officer, "99001"},
        {"thamdinh", "Cán bộ thẩm định phường Liên Hồng (trình diễn)", auth::Role::officer, "99001"},
        {"bithu", "Lãnh đạo phường Liên Hồng (trình diễn)", auth::Role::leader, "99001"},
        {"lanhdao", "Lãnh đạo thành phố Hoa Sen (trình diễn)", auth::Role::leader, "99"},
        {"nguoicham", "Người chấm của thành phố Hoa Sen (trình diễn)", auth::Role::scorer, "99"},
        {"champhuong", "Người chấm của phường Liên Hồng (trình diễn)", auth::Role::scorer, "99001"},
        {"todanvan", "Tổ dân vận số 4 phường Liên Hồng (trình diễn)", auth::Role::team, "99001",
         "Tổ dân phố số 4"},
    };
    return all;
}

Result<> fill_with_demo(OpenData& data, const Clock& clock, const Tell& tell) {
    TRY(set_setting(*data.database, kSetting, "1", clock.now()));
    const auto world = make_world(kSeed);
    TRY(set_setting(*data.database, "managing_body", world.territory.province.full_name(), clock.now()));
    tell({msg::demo_units});
    TRY(load_units(data, world.territory, clock.now()));
    tell({msg::demo_initiatives, {{"count", format_count(static_cast<std::int64_t>(world.rows.size()))}}});
    TRY(register_all(data, world, clock.now()));
    tell({msg::demo_accounts});
    TRY(exempt_from_second_factor(data, clock));
    TRY(add_accounts(data, clock));
    TRY(add_team(*data.database, clock));
    tell({msg::demo_dossiers});
    TRY(add_work(data, clock));
    tell({msg::demo_call});
    return add_movement(data, clock, world);
}

}  // namespace kheo::app::demo
