// SPDX-License-Identifier: Apache-2.0
#include "statistics/run_rows.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::statistics {

namespace {

/// Conditions of one dimension: is the value one of them?
bool allows(const std::vector<std::string>& values, const std::optional<std::string>& value) {
    return std::ranges::find(values, value ? *value : std::string(kNotStated)) != values.end() &&
           (!value || *value != kNotStated);
}

bool shows_theme(const std::optional<Axis>& axis) {
    return axis && axis->dimension == Dimension::theme;
}

}  // namespace

FactColumn column_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::sector:
            return FactColumn::sector;
        case Dimension::field:
            return FactColumn::field;
        case Dimension::kind:
            return FactColumn::kind;
        case Dimension::owner_type:
            return FactColumn::owner_type;
        case Dimension::basis:
            return FactColumn::basis;
        case Dimension::level:
            return FactColumn::level;
        default:
            return FactColumn::state;
    }
}

bool is_time_dimension(Dimension dimension) {
    return dimension == Dimension::year || dimension == Dimension::half || dimension == Dimension::quarter ||
           dimension == Dimension::month;
}

std::string time_key(Dimension dimension, Date date) {
    const auto iso = date.iso();
    const auto year = iso.substr(0, 4);
    if (dimension == Dimension::year) return year;
    if (dimension == Dimension::half) return year + (date.month() <= 6 ? "-H1" : "-H2");
    if (dimension == Dimension::quarter) return year + "-Q" + std::to_string((date.month() + 2) / 3);
    return iso.substr(0, 7);
}

RunRows::RunRows(std::shared_ptr<const FactRuns> facts)
    : facts_(std::move(facts)),
      runs_(*facts_->columns->runs),
      initiatives_(runs_.column<std::uint32_t>(static_cast<std::size_t>(FactColumn::initiative))) {}

std::uint32_t RunRows::bound(runs::Rank rank, std::int64_t day) const {
    return runs_.first_from(rank, static_cast<std::uint32_t>(std::clamp<std::int64_t>(day, 0, 0x10000)));
}

std::uint32_t RunRows::first(runs::Rank rank, const Period& period) const {
    return bound(rank, static_cast<std::int64_t>(period.first.days()) - runs_.layout().epoch.days());
}

std::uint32_t RunRows::last(runs::Rank rank, const Period& period) const {
    return bound(rank, static_cast<std::int64_t>(period.last.days()) - runs_.layout().epoch.days() + 1);
}

bool RunRows::any_row(runs::Rank rank, const Period& period) const {
    const auto end = last(rank, period);
    for (auto row = first(rank, period); row < end; ++row)
        if (!facts_->hides(initiatives_[row])) return true;
    return false;
}

std::vector<UnitId> RunRows::units(const std::vector<Period>& periods) const {
    const auto& units = facts_->names->units();
    std::vector<bool> found(units.size());
    for (runs::Rank rank = 0; rank < runs_.units(); ++rank)
        found[rank] = std::ranges::any_of(periods, [&](const Period& p) { return any_row(rank, p); });
    for (const auto& [number, one] : facts_->changed)
        for (const auto& fact : one->facts) {
            const auto date = runs_.layout().epoch.plus_days(fact.values[0]);
            if (std::ranges::any_of(periods,
                                    [&](const Period& p) { return p.first <= date && date <= p.last; }))
                found[fact.rank] = true;
        }
    std::vector<UnitId> out;
    for (runs::Rank rank = 0; rank < units.size(); ++rank)
        if (found[rank]) out.push_back(units[rank]);
    return out;
}

void RunRows::place(const Mapping& mapping) {
    places_ = mapping.places;
    place_of_.assign(facts_->names->units().size(), nullptr);
    for (const auto& place : places_)
        if (const auto rank = facts_->names->find(place.unit)) place_of_[*rank] = &place;
}

Allowed RunRows::allowed(const store::GroupQuery& query) const {
    std::map<Dimension, std::vector<std::string>> values;
    for (const auto& condition : query.where)
        if (condition.axis.dimension != Dimension::unit)
            values[condition.axis.dimension].push_back(condition.value);
    Allowed out;
    out.theme_shown = shows_theme(query.rows) || shows_theme(query.columns);
    for (const auto& [dimension, list] : values) {
        if (dimension == Dimension::theme) {
            allow_themes(out, list);
        } else if (is_time_dimension(dimension)) {
            out.times[dimension] = list;
        } else {
            auto& set = out.words[dimension];
            const auto& names = facts_->names->words[static_cast<std::size_t>(column_of(dimension))].names();
            for (std::size_t w = 0; w < names.size(); ++w)
                set.push_back(allows(list, w == 0 ? std::nullopt : std::optional(names[w])));
        }
    }
    return out;
}

void RunRows::allow_themes(Allowed& out, const std::vector<std::string>& list) const {
    const auto& themes = facts_->names->themes();
    out.themes.emplace(themes.size(), false);
    for (const auto& value : list) {
        out.no_theme = out.no_theme || value == kNotStated;
        if (value == kNotStated) continue;
        const auto folded = fold_words(value);
        for (std::size_t t = 0; t < themes.size(); ++t)
            if (themes[t].folded == folded) (*out.themes)[t] = true;
    }
}

bool RunRows::holds(const Allowed& allowed, const At& at) const {
    for (const auto& [dimension, set] : allowed.words)
        if (!set[word(column_of(dimension), at)]) return false;
    for (const auto& [dimension, list] : allowed.times)
        if (!allows(list, time_key(dimension, at.date))) return false;
    if (!allowed.themes || allowed.theme_shown) return true;
    const auto themes = facts_->themes_of(at.initiative);
    if (themes.empty()) return allowed.no_theme;
    return std::ranges::any_of(themes, [&](std::uint32_t theme) { return (*allowed.themes)[theme]; });
}

}  // namespace kheo::statistics
