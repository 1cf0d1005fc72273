// SPDX-License-Identifier: Apache-2.0
#include "statistics/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "statistics/messages.gen.hpp"

namespace kheo::statistics {

namespace {

constexpr std::array kMeasures{Measure::initiatives, Measure::practices, Measure::exemplars, Measure::owners,
                               Measure::units_with_initiatives};

struct DimensionCode {
    Axis axis;
    std::string_view code;
};
constexpr auto kNoLevel = territory::Level::commune;
constexpr std::array kDimensions{
    DimensionCode{{Dimension::unit, territory::Level::province}, "unit:province"},
    DimensionCode{{Dimension::unit, territory::Level::district}, "unit:district"},
    DimensionCode{{Dimension::unit, territory::Level::commune}, "unit:commune"},
    DimensionCode{{Dimension::unit, territory::Level::hamlet}, "unit:hamlet"},
    DimensionCode{{Dimension::sector, kNoLevel}, "sector"},
    DimensionCode{{Dimension::field, kNoLevel}, "field"},
    DimensionCode{{Dimension::theme, kNoLevel}, "theme"},
    DimensionCode{{Dimension::kind, kNoLevel}, "kind"},
    DimensionCode{{Dimension::owner_type, kNoLevel}, "owner_type"},
    DimensionCode{{Dimension::basis, kNoLevel}, "basis"},
    DimensionCode{{Dimension::state, kNoLevel}, "state"},
    DimensionCode{{Dimension::level, kNoLevel}, "level"},
    DimensionCode{{Dimension::year, kNoLevel}, "year"},
    DimensionCode{{Dimension::half, kNoLevel}, "half"},
    DimensionCode{{Dimension::quarter, kNoLevel}, "quarter"},
    DimensionCode{{Dimension::month, kNoLevel}, "month"},
};

const std::array kSectors{ValueName{"party", &msg::sector_party}, ValueName{"state", &msg::sector_state},
                          ValueName{"front_and_organisations", &msg::sector_front},
                          ValueName{"armed_forces", &msg::sector_armed_forces}};
const std::array kKinds{ValueName{"practice", &msg::kind_practice},
                        ValueName{"exemplar", &msg::kind_exemplar}};
const std::array kOwnerTypes{ValueName{"collective", &msg::owner_collective},
                             ValueName{"individual", &msg::owner_individual},
                             ValueName{"household", &msg::owner_household}};
const std::array kBases{ValueName{"new", &msg::basis_new}, ValueName{"maintained", &msg::basis_maintained}};
const std::array kStates{
    ValueName{"registered", &msg::state_registered}, ValueName{"running", &msg::state_running},
    ValueName{"recognised", &msg::state_recognised}, ValueName{"stopped", &msg::state_stopped},
    ValueName{"suspended", &msg::state_suspended},   ValueName{"not_recognised", &msg::state_not_recognised},
    ValueName{"revoked", &msg::state_revoked}};
const std::array kLevels{
    ValueName{"unrecognised", &msg::level_none}, ValueName{"commune", &msg::level_commune},
    ValueName{"district", &msg::level_district}, ValueName{"province", &msg::level_province}};

const Message& unit_axis_name(territory::Level level) {
    switch (level) {
        case territory::Level::province:
            return msg::axis_province;
        case territory::Level::district:
            return msg::axis_district;
        case territory::Level::commune:
            return msg::axis_commune;
        case territory::Level::hamlet:
            break;
    }
    return msg::axis_hamlet;
}

}  // namespace

std::span<const ValueName> fixed_values(Dimension dimension) {
    switch (dimension) {
        case Dimension::sector:
            return kSectors;
        case Dimension::kind:
            return kKinds;
        case Dimension::owner_type:
            return kOwnerTypes;
        case Dimension::basis:
            return kBases;
        case Dimension::state:
            return kStates;
        case Dimension::level:
            return kLevels;
        default:
            return {};
    }
}

bool is_time(Dimension dimension) {
    return dimension == Dimension::year || dimension == Dimension::half || dimension == Dimension::quarter ||
           dimension == Dimension::month;
}

std::span<const Measure> all_measures() {
    return kMeasures;
}

std::string_view code(Measure measure) {
    switch (measure) {
        case Measure::initiatives:
            return "initiatives";
        case Measure::practices:
            return "practices";
        case Measure::exemplars:
            return "exemplars";
        case Measure::owners:
            return "owners";
        case Measure::units_with_initiatives:
            break;
    }
    return "units_with_initiatives";
}

std::optional<Measure> parse_measure(std::string_view text) {
    const auto found = std::ranges::find_if(kMeasures, [&](Measure m) { return code(m) == text; });
    return found == kMeasures.end() ? std::nullopt : std::optional(*found);
}

std::string code(const Axis& axis) {
    const auto found = std::ranges::find(kDimensions, axis, &DimensionCode::axis);
    return found == kDimensions.end() ? std::string() : std::string(found->code);
}

std::optional<Axis> parse_axis(std::string_view text) {
    const auto found = std::ranges::find(kDimensions, text, &DimensionCode::code);
    return found == kDimensions.end() ? std::nullopt : std::optional(found->axis);
}

std::string code(const MapChoice& map) {
    if (map.kind == MapChoice::Kind::day) return map.day.iso();
    return map.kind == MapChoice::Kind::now ? "now" : "then";
}

std::optional<MapChoice> parse_map(std::string_view text) {
    if (text == "then") return MapChoice{};
    if (text == "now") return MapChoice{MapChoice::Kind::now, {}};
    const auto day = Date::parse_iso(text);
    return day ? std::optional(MapChoice{MapChoice::Kind::day, *day}) : std::nullopt;
}

const Message& measure_name(Measure measure) {
    switch (measure) {
        case Measure::initiatives:
            return msg::measure_initiatives;
        case Measure::practices:
            return msg::measure_practices;
        case Measure::exemplars:
            return msg::measure_exemplars;
        case Measure::owners:
            return msg::measure_owners;
        case Measure::units_with_initiatives:
            break;
    }
    return msg::measure_units;
}

const Message& measure_definition(Measure measure) {
    switch (measure) {
        case Measure::initiatives:
            return msg::defines_initiatives;
        case Measure::practices:
            return msg::defines_practices;
        case Measure::exemplars:
            return msg::defines_exemplars;
        case Measure::owners:
            return msg::defines_owners;
        case Measure::units_with_initiatives:
            break;
    }
    return msg::defines_units;
}

const Message& axis_name(const Axis& axis) {
    switch (axis.dimension) {
        case Dimension::unit:
            return unit_axis_name(axis.level);
        case Dimension::sector:
            return msg::axis_sector;
        case Dimension::field:
            return msg::axis_field;
        case Dimension::theme:
            return msg::axis_theme;
        case Dimension::kind:
            return msg::axis_kind;
        case Dimension::owner_type:
            return msg::axis_owner_type;
        case Dimension::basis:
            return msg::axis_basis;
        case Dimension::state:
            return msg::axis_state;
        case Dimension::level:
            return msg::axis_level;
        case Dimension::year:
            return msg::axis_year;
        case Dimension::half:
            return msg::axis_half;
        case Dimension::quarter:
            return msg::axis_quarter;
        case Dimension::month:
            break;
    }
    return msg::axis_month;
}

}  // namespace kheo::statistics
