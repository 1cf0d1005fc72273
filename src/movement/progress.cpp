// SPDX-License-Identifier: Apache-2.0
#include "movement/progress.hpp"

#include <algorithm>
#include <set>

#include "movement/kept.hpp"
#include "movement/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::movement {

namespace {

Place place_of(const territory::Atlas& atlas, UnitId asked, Date asked_on, Date today) {
    if (atlas.present(asked, today)) return {asked, today, false, {asked}};
    const auto now = atlas.restate(asked, today);
    if (now.exact && now.unit && atlas.present(now.unit, today)) return {now.unit, today, false, {asked}};
    return {asked, asked_on, true, {asked}};
}

std::string name_of(const territory::Atlas& atlas, UnitId unit, Date on) {
    const auto* found = atlas.find(unit, on);
    return found ? found->full_name : std::string();
}

std::string code_of(const territory::Atlas& atlas, const Place& place) {
    const auto* found = atlas.find(place.unit, place.map);
    return found ? found->code : std::string();
}

/// What a line owes by sector; the most demanding of the units it stands for.
std::map<std::string, int> owed(const Place& place, const std::vector<Quota>& quotas, int each) {
    std::map<std::string, int> out;
    for (const auto& quota : quotas) {
        const bool own =
            quota.unit == place.unit || std::ranges::find(place.asked, quota.unit) != place.asked.end();
        if (own) out[quota.sector] = std::max(out[quota.sector], quota.required);
    }
    if (!out.contains("")) out[""] = each;
    return out;
}

struct Known {
    std::vector<Quota> quotas;
    std::vector<Reminder> reminders;
    std::set<std::int64_t> with_address;
};

Result<Known> known_of(db::Transaction& tx, const Call& call) {
    Known out;
    out.quotas = TRY(store::quotas(tx, call.window));
    out.reminders = TRY(store::reminders(tx, call.id));
    for (const auto& contact : TRY(store::contacts(tx))) out.with_address.insert(contact.unit.value);
    return out;
}

Result<> count(db::Transaction& tx, const Services& services, const Window& window, const Known& known,
               AskedRow& row) {
    const auto question = [&](const std::string& sector) {
        return CountQuestion{row.place.unit, row.place.map, window.campaign_year, sector};
    };
    for (const auto& [sector, required] : owed(row.place, known.quotas, window.quota_each)) {
        const auto have = TRY(services.registered(tx, question(sector)));
        if (sector.empty()) {
            row.registered = have;
            row.required = required;
        }
        if (have < required) row.missing.push_back({sector, have, required});
    }
    if (services.on_the_way) row.on_the_way = TRY(services.on_the_way(tx, question("")));
    return {};
}

AskedRow row_of(const territory::Atlas& atlas, Place place, const Known& known, Date asked_on, Date today) {
    AskedRow row;
    row.name = name_of(atlas, place.unit, place.map);
    for (const auto unit : place.asked)
        if (unit != place.unit) row.formerly.push_back(name_of(atlas, unit, asked_on));
    for (const auto& reminder : known.reminders) {
        if (reminder.unit != place.unit && std::ranges::find(place.asked, reminder.unit) == place.asked.end())
            continue;
        if (!row.reminded_on || *row.reminded_on < reminder.day) row.reminded_on = reminder.day;
    }
    row.reminded_today = row.reminded_on == today;
    row.has_address =
        known.with_address.contains(place.unit.value) ||
        std::ranges::any_of(place.asked, [&](UnitId u) { return known.with_address.contains(u.value); });
    row.place = std::move(place);
    return row;
}

}  // namespace

std::vector<Place> places_of(const territory::Atlas& atlas, const std::vector<UnitId>& asked, Date asked_on,
                             Date today) {
    std::vector<Place> out;
    for (const auto unit : asked) {
        auto place = place_of(atlas, unit, asked_on, today);
        const auto same = std::ranges::find(out, place.unit, &Place::unit);
        if (same == out.end())
            out.push_back(std::move(place));
        else
            same->asked.push_back(unit);
    }
    std::ranges::stable_sort(out, {}, [&](const Place& place) { return code_of(atlas, place); });
    return out;
}

std::vector<const AskedRow*> Progress::to_remind() const {
    std::vector<const AskedRow*> out;
    for (const auto& row : rows)
        if (!row.answered() && !row.reminded_today) out.push_back(&row);
    return out;
}

namespace {

Result<Progress> counted(db::Transaction& tx, const Services& services, const territory::Atlas& atlas,
                         const Call& call, const Window& window, Date today) {
    const auto known = TRY(known_of(tx, call));
    Progress out;
    for (auto& place : places_of(atlas, TRY(store::asked_units(tx, call.id)), call.asked_on, today)) {
        auto row = row_of(atlas, std::move(place), known, call.asked_on, today);
        TRY(count(tx, services, window, known, row));
        out.answered += row.answered();
        out.rows.push_back(std::move(row));
    }
    return out;
}

}  // namespace

Result<Progress> progress_of(db::Transaction& tx, const Services& services, const territory::Atlas& atlas,
                             const Call& call, const Window& window, Date today) {
    // Nothing of what is not committed yet belongs into memory that others share.
    if (!services.kept || tx.writes()) return counted(tx, services, atlas, call, window, today);
    const auto entries = TRY(ledger::standing(tx)).total();
    const Stamp stamp{entries, atlas.serial(), today};
    if (const auto kept = services.kept->find(call.id, stamp)) return *kept;
    const auto fresh =
        std::make_shared<const Progress>(TRY(counted(tx, services, atlas, call, window, today)));
    services.kept->keep(call.id, stamp, fresh);
    return *fresh;
}

}  // namespace kheo::movement
