// SPDX-License-Identifier: Apache-2.0
#include "statistics/page_units.hpp"

#include <algorithm>

#include "statistics/messages.gen.hpp"
#include "statistics/question.hpp"

namespace kheo::statistics {

using territory::Level;
using territory::Unit;

namespace {

std::string code_of(const Unit& unit) {
    return unit.code.empty() ? "id:" + std::to_string(unit.id.value) : unit.code;
}

/// The unit an address names, on the day of its map; absent when it names none.
const Unit* unit_on_map(const PageReading& reading, const PivotAnswer& answer) {
    return answer.under ? reading.atlas.find(answer.under, answer.map_day) : nullptr;
}

/// Units above the asked one that the reader may open, the highest first.
std::vector<const Unit*> way_down(const PageReading& reading, const PivotAnswer& answer) {
    std::vector<const Unit*> out;
    for (const auto* unit = unit_on_map(reading, answer); unit && may_ask(reading, unit->id);
         unit = unit->parent ? reading.atlas.find(unit->parent, answer.map_day) : nullptr)
        out.insert(out.begin(), unit);
    return out;
}

}  // namespace

bool may_ask(const PageReading& reading, UnitId unit) {
    if (reading.visible.all || !unit) return true;
    return std::ranges::any_of(reading.visible.roots, [&](UnitId root) {
        return territory::reaches(reading.atlas, root, unit, reading.today);
    });
}

std::string first_unit(const PageReading& reading, const PageQuery& query) {
    if (!query.unit.empty() || reading.visible.all || reading.visible.roots.size() != 1) return query.unit;
    const auto base = base_question(query);
    const Date day = base ? map_day(*base, reading.today) : reading.today;
    const auto stands = reading.atlas.restate(reading.visible.roots[0], day).unit;
    const auto* unit = stands && may_ask(reading, stands) ? reading.atlas.find(stands, day) : nullptr;
    return unit ? code_of(*unit) : std::string();
}

std::optional<Level> next_level(const territory::Atlas& atlas, UnitId unit, Date day) {
    if (!unit) return Level::province;
    switch (atlas.find(unit, day)->level) {
        case Level::province:
            return atlas.list(Level::district, day, unit).empty() ? Level::commune : Level::district;
        case Level::district:
            return Level::commune;
        case Level::commune:
            return Level::hamlet;
        case Level::hamlet:
            break;
    }
    return std::nullopt;
}

std::string unit_name(const PageReading& reading, const PivotAnswer& answer) {
    const auto* unit = unit_on_map(reading, answer);
    if (unit) return unit->full_name;
    return std::string((reading.visible.all ? msg::whole_country : msg::your_units).in(reading.language));
}

bool starts_at_country(const PageReading& reading) {
    return reading.visible.all || reading.visible.roots.size() > 1;
}

std::vector<view::Crumb> crumbs(const PageReading& reading, const PageAnswer& page) {
    std::vector<view::Crumb> out;
    auto query = page.query;
    const auto add = [&](std::string name, std::string unit) {
        query.unit = std::move(unit);
        out.push_back({view::Label(std::move(name)), page_address(query)});
    };
    if (starts_at_country(reading))
        add(std::string((reading.visible.all ? msg::whole_country : msg::your_units).in(reading.language)),
            "");
    for (const auto* unit : way_down(reading, page.answer)) add(unit->full_name, code_of(*unit));
    if (!out.empty()) out.back().href.clear();
    return out;
}

std::vector<view::Option> unit_options(const PageReading& reading, const PageAnswer& page) {
    std::vector<view::Option> out;
    if (starts_at_country(reading))
        out.push_back({"", reading.visible.all ? msg::whole_country : msg::your_units});
    for (const auto* unit : way_down(reading, page.answer)) out.push_back({code_of(*unit), unit->full_name});
    const auto& answer = page.answer;
    const auto level = next_level(reading.atlas, answer.under, answer.map_day);
    if (!level || *level == Level::hamlet) return out;
    for (const auto* unit : units_below(reading, answer, *level))
        out.push_back({code_of(*unit), "— " + unit->full_name});
    return out;
}

std::vector<const Unit*> units_below(const PageReading& reading, const PivotAnswer& answer, Level level) {
    auto out = reading.atlas.list(level, answer.map_day, answer.under);
    std::erase_if(out, [&](const Unit* unit) { return !may_ask(reading, unit->id); });
    return out;
}

}  // namespace kheo::statistics
