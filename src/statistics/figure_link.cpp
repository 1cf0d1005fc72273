// SPDX-License-Identifier: Apache-2.0
#include "statistics/figure_link.hpp"

#include <algorithm>

#include "statistics/labels.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

/// Where a dimension stands in the list's question; nullptr: nowhere.
std::string* slot(registry::ListQuery& list, Dimension dimension) {
    switch (dimension) {
        case Dimension::kind:
            return &list.kind;
        case Dimension::owner_type:
            return &list.owner_type;
        case Dimension::sector:
            return &list.sector;
        case Dimension::field:
            return &list.field;
        case Dimension::basis:
            return &list.basis;
        case Dimension::state:
            return &list.state;
        case Dimension::level:
            return &list.level;
        case Dimension::theme:
            return &list.theme;
        default:
            return nullptr;
    }
}

/// Narrows the list's period to a part of it; false when nothing is left.
bool narrow(registry::ListQuery& list, std::string_view part) {
    const auto period = Period::parse(part);
    if (!period) return false;
    const Date first = std::max(period->first, list.period->first);
    const Date last = std::min(period->last, list.period->last);
    if (last < first) return false;
    if (first != period->first || last != period->last)
        list.period = Period{first, last};
    else
        list.period = period;
    return true;
}

/// One value of one dimension; false when the list cannot say it.
bool set(registry::ListQuery& list, const Axis& axis, const std::string& value) {
    if (is_time(axis.dimension)) return narrow(list, value);
    auto* text = slot(list, axis.dimension);
    if (!text || (!text->empty() && *text != value)) return false;
    *text = value;
    return true;
}

bool set_measure(registry::ListQuery& list, Measure measure) {
    const Axis kind{Dimension::kind};
    switch (measure) {
        case Measure::initiatives:
            return true;
        case Measure::practices:
            return set(list, kind, "practice");
        case Measure::exemplars:
            return set(list, kind, "exemplar");
        default:
            return false;
    }
}

bool set_row(registry::ListQuery& list, const PivotAnswer& answer, const PivotRow& row, bool compared) {
    const auto& axis = answer.query.rows;
    if (!axis) return true;
    if (axis->dimension == Dimension::unit) {
        list.unit_code = row.key.at(0);
        return true;
    }
    if (!is_time(axis->dimension) || !compared) return set(list, *axis, row.key.at(0));
    // The compared figure of a time row is that of the same part of the compared period.
    return narrow(list, *shifted(*axis, row.key.at(0), -shift_years(answer.query)));
}

/// `then` means the last day of the asked period: for any other period the day itself is named.
registry::MapChoice map_of(const PivotAnswer& answer, const registry::ListQuery& list) {
    using Kind = registry::MapChoice::Kind;
    if (answer.query.map.kind == MapChoice::Kind::now) return {Kind::now, {}};
    if (answer.query.map.kind == MapChoice::Kind::then && list.period->last == answer.map_day)
        return {Kind::then, {}};
    return {Kind::day, answer.map_day};
}

}  // namespace

std::optional<registry::ListQuery> list_behind(const PivotAnswer& answer, const FigurePlace& place) {
    const auto& query = answer.query;
    const auto& column = answer.columns.at(place.column);
    registry::ListQuery list;
    list.period = column.period;
    list.unit_code = query.under;
    list.not_attributable = place.not_attributable;
    bool said = set_measure(list, query.measures.at(place.measure));
    for (const auto& condition : query.where) said = said && set(list, condition.axis, condition.value);
    if (query.columns) said = said && set(list, *query.columns, column.value);
    if (place.row) said = said && set_row(list, answer, *place.row, column.compared);
    if (!said) return std::nullopt;
    list.map = map_of(answer, list);
    return list;
}

std::string link_behind(const PivotAnswer& answer, const FigurePlace& place) {
    const auto list = list_behind(answer, place);
    return list ? registry::list_address(*list) : std::string();
}

}  // namespace kheo::statistics
