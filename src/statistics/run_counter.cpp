// SPDX-License-Identifier: Apache-2.0
// The groups of a pivot counted on the run store: rows of the placed units and the period become hits (cell,
// initiative, commune); what is counted distinctly is counted entity by entity with a stamp per cell.
#include <algorithm>
#include <map>
#include <numeric>

#include "base/text.hpp"
#include "statistics/fact_runs.hpp"

namespace kheo::statistics {

namespace {

using runs::Rank;

constexpr std::uint32_t kNone = 0xFFFFFFFF;
using Key = std::optional<std::string>;

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

/// A fact in one cell; initiatives with several themes have several.
struct Hit {
    std::uint32_t row_key, column_key, initiative, commune, kind, cell = 0;
    bool exact;
};

/// The keys of an axis as numbers, in the order they are met.
class Keys {
  public:
    std::uint32_t number(std::uint64_t value, const auto& name) {
        const auto [found, fresh] = numbers_.try_emplace(value, static_cast<std::uint32_t>(names_.size()));
        if (fresh) names_.push_back(name());
        return found->second;
    }
    const Key& name(std::uint32_t number) const { return names_[number]; }
    std::size_t size() const { return names_.size(); }

  private:
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
    std::vector<Key> names_;
};

/// One fact as the loop sees it.
struct At {
    std::uint32_t row;
    Date date;
    const UnitPlace* place;
    std::uint32_t initiative;
};

class RunCounter final : public Counter {
  public:
    explicit RunCounter(std::shared_ptr<const FactRuns> facts)
        : facts_(std::move(facts)), runs_(*facts_->runs) {}

    Result<std::vector<UnitId>> units(const std::vector<Period>& periods) override {
        std::vector<UnitId> out;
        for (Rank rank = 0; rank < facts_->units.size(); ++rank)
            if (std::ranges::any_of(periods, [&](const Period& p) { return first(rank, p) < last(rank, p); }))
                out.push_back(facts_->units[rank]);
        return out;
    }

    Result<> place(const Mapping& mapping, const std::vector<Period>&) override {
        places_ = mapping.places;
        place_of_.assign(facts_->units.size(), nullptr);
        for (const auto& place : places_)
            if (const auto rank = facts_->ranks.find(place.unit.value); rank != facts_->ranks.end())
                place_of_[rank->second] = &place;
        return {};
    }

    Result<std::vector<store::Group>> group(const store::GroupQuery& query) override {
        Keys rows, columns;
        auto hits = hits_of(query, rows, columns);
        const auto cells = number_cells(hits, columns.size());
        std::vector<store::Group> out;
        if (!query.rows && !query.columns && cells.empty()) {
            out.push_back({{}, {}, zeroes(query), query.inexact_too ? zeroes(query) : zeroes({})});
            return out;
        }
        for (const auto& cell : cells)
            out.push_back({rows.name(cell.first), columns.name(cell.second), {}, {}});
        for (const auto measure : query.measures) {
            const auto all = distinct(hits, cells.size(), measure, false);
            for (std::size_t c = 0; c < out.size(); ++c) out[c].values.push_back(all[c]);
            if (!query.inexact_too) continue;
            const auto inexact = distinct(hits, cells.size(), measure, true);
            for (std::size_t c = 0; c < out.size(); ++c) out[c].inexact.push_back(inexact[c]);
        }
        return out;
    }

    Result<store::Makeup> makeup(const store::GroupQuery& query) override {
        auto by_basis = query;
        by_basis.rows = Axis{Dimension::basis, territory::Level::commune};
        by_basis.columns.reset();
        by_basis.measures = {Measure::initiatives};
        by_basis.inexact_too = false;
        store::Makeup out;
        for (const auto& one : TRY(group(by_basis)))
            (!one.row ? out.unstated : *one.row == "maintained" ? out.maintained : out.fresh) = one.values[0];
        return out;
    }

    Result<std::vector<store::YearReach>> reach(const store::GroupQuery& query) override {
        std::map<int, Date> latest;
        each(query, [&](const At& at) {
            auto& found = latest.try_emplace(at.date.year(), at.date).first->second;
            found = std::max(found, at.date);
        });
        std::vector<store::YearReach> out;
        for (const auto& [year, date] : latest) {
            const bool year_only = date.month() == 1 && date.day() == 1;
            out.push_back({year, year_only ? 12 : date.month()});
        }
        return out;
    }

  private:
    static std::vector<std::int64_t> zeroes(const store::GroupQuery& query) {
        return std::vector<std::int64_t>(query.measures.size(), 0);
    }

    std::uint32_t bound(Rank rank, std::int64_t day) const {
        return runs_.first_from(rank, static_cast<std::uint32_t>(std::clamp<std::int64_t>(day, 0, 0x10000)));
    }
    std::int64_t day_of(Date date) const {
        return static_cast<std::int64_t>(date.days()) - runs_.layout().epoch.days();
    }
    std::uint32_t first(Rank rank, const Period& period) const { return bound(rank, day_of(period.first)); }
    std::uint32_t last(Rank rank, const Period& period) const { return bound(rank, day_of(period.last) + 1); }

    std::uint32_t word(FactColumn column, std::uint32_t row) const {
        return runs_.column<std::uint16_t>(static_cast<std::size_t>(column))[row];
    }

    /// Conditions of one dimension: is the value one of them?
    bool allows(const std::vector<std::string>& values, const Key& value) const {
        return std::ranges::find(values, value ? *value : std::string(kNotStated)) != values.end() &&
               (!value || *value != kNotStated);
    }

    /// Words and times that a query allows, asked once for each value that occurs.
    struct Allowed {
        std::map<Dimension, std::vector<bool>> words;         // by number
        std::map<Dimension, std::vector<std::string>> times;  // as written
        std::optional<std::vector<bool>> themes;              // by number
        bool no_theme = false;
    };

    Allowed allowed(const store::GroupQuery& query) const {
        std::map<Dimension, std::vector<std::string>> values;
        for (const auto& condition : query.where)
            if (condition.axis.dimension != Dimension::unit)
                values[condition.axis.dimension].push_back(condition.value);
        Allowed out;
        for (const auto& [dimension, list] : values) {
            if (dimension == Dimension::theme) {
                allow_themes(out, list);
            } else if (is_time_dimension(dimension)) {
                out.times[dimension] = list;
            } else {
                auto& set = out.words[dimension];
                const auto& names = facts_->words[static_cast<std::size_t>(column_of(dimension))];
                for (std::size_t w = 0; w < names.size(); ++w)
                    set.push_back(allows(list, w == 0 ? Key{} : Key{names[w]}));
            }
        }
        return out;
    }

    void allow_themes(Allowed& out, const std::vector<std::string>& list) const {
        out.themes.emplace(facts_->themes.size(), false);
        for (const auto& value : list) {
            out.no_theme = out.no_theme || value == kNotStated;
            if (value == kNotStated) continue;
            const auto folded = fold_words(value);
            for (std::size_t t = 0; t < facts_->themes.size(); ++t)
                if (facts_->themes[t].folded == folded) (*out.themes)[t] = true;
        }
    }

    bool holds(const Allowed& allowed, const At& at, bool theme_shown) const {
        for (const auto& [dimension, set] : allowed.words)
            if (!set[word(column_of(dimension), at.row)]) return false;
        for (const auto& [dimension, list] : allowed.times)
            if (!allows(list, time_key(dimension, at.date))) return false;
        if (!allowed.themes || theme_shown) return true;
        const auto themes = facts_->themes_of.of(at.initiative);
        if (themes.empty()) return allowed.no_theme;
        return std::ranges::any_of(themes, [&](std::uint32_t theme) { return (*allowed.themes)[theme]; });
    }

    static bool shows_theme(const store::GroupQuery& query) {
        return (query.rows && query.rows->dimension == Dimension::theme) ||
               (query.columns && query.columns->dimension == Dimension::theme);
    }

    template <typename F>
    void each(const store::GroupQuery& query, F&& visit) const {
        const auto conditions = allowed(query);
        const bool theme_shown = shows_theme(query);
        const auto* days = runs_.column<std::uint16_t>(0);
        const auto* initiatives =
            runs_.column<std::uint32_t>(static_cast<std::size_t>(FactColumn::initiative));
        for (Rank rank = 0; rank < place_of_.size(); ++rank) {
            if (!place_of_[rank]) continue;
            const auto end = last(rank, query.period);
            for (auto row = first(rank, query.period); row < end; ++row) {
                const At at{row, runs_.layout().epoch.plus_days(days[row]), place_of_[rank],
                            initiatives[row]};
                if (holds(conditions, at, theme_shown)) visit(at);
            }
        }
    }

    std::uint32_t key(Keys& keys, const std::optional<Axis>& axis, bool of_rows, const At& at,
                      std::uint32_t theme) const {
        if (!axis) return keys.number(0, [] { return Key{}; });
        const auto dimension = axis->dimension;
        if (dimension == Dimension::unit) {
            const auto unit = of_rows ? at.place->row : at.place->column;
            return keys.number(static_cast<std::uint64_t>(unit.value),
                               [&] { return unit ? Key{std::to_string(unit.value)} : Key{}; });
        }
        if (dimension == Dimension::theme)
            return keys.number(theme,
                               [&] { return theme == kNone ? Key{} : Key{facts_->themes[theme].shown}; });
        if (is_time_dimension(dimension)) {
            const auto year =
                static_cast<std::uint64_t>(at.date.year()) * 16 + static_cast<std::uint64_t>(at.date.month());
            const auto step = dimension == Dimension::month  ? year
                              : dimension == Dimension::year ? year / 16
                              : dimension == Dimension::half
                                  ? year / 16 * 2 + (at.date.month() > 6 ? 1 : 0)
                                  : year / 16 * 4 + static_cast<std::uint64_t>((at.date.month() - 1) / 3);
            return keys.number(step, [&] { return Key{time_key(dimension, at.date)}; });
        }
        const auto column = column_of(dimension);
        const auto value = word(column, at.row);
        return keys.number(value, [&] {
            return value == 0 ? Key{} : Key{facts_->words[static_cast<std::size_t>(column)][value]};
        });
    }

    std::vector<Hit> hits_of(const store::GroupQuery& query, Keys& rows, Keys& columns) const {
        const auto conditions = allowed(query);
        const bool theme_shown = shows_theme(query);
        std::vector<Hit> out;
        each(query, [&](const At& at) {
            const auto add = [&](std::uint32_t theme) {
                out.push_back({key(rows, query.rows, true, at, theme),
                               key(columns, query.columns, false, at, theme), at.initiative,
                               static_cast<std::uint32_t>(at.place->commune.value),
                               word(FactColumn::kind, at.row), 0, at.place->exact});
            };
            if (!theme_shown) return add(kNone);
            const auto themes = facts_->themes_of.of(at.initiative);
            if (themes.empty() && (!conditions.themes || conditions.no_theme)) add(kNone);
            for (const auto theme : themes)
                if (!conditions.themes || (*conditions.themes)[theme]) add(theme);
        });
        return out;
    }

    /// Numbers the cells that have hits; the answer is their keys.
    static std::vector<std::pair<std::uint32_t, std::uint32_t>> number_cells(std::vector<Hit>& hits,
                                                                             std::size_t columns) {
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
        for (auto& hit : hits) {
            const auto at = static_cast<std::uint64_t>(hit.row_key) * columns + hit.column_key;
            const auto [found, fresh] = numbers.try_emplace(at, static_cast<std::uint32_t>(out.size()));
            if (fresh) out.emplace_back(hit.row_key, hit.column_key);
            hit.cell = found->second;
        }
        return out;
    }

    /// How many different entities each cell has; entities(hit, emit) names those of a hit.
    template <typename F>
    static std::vector<std::int64_t> count_entities(const std::vector<Hit>& hits, std::size_t cells,
                                                    F&& entities) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> found;  // entity, cell
        found.reserve(hits.size());
        std::uint32_t most = 0;
        for (const auto& hit : hits)
            entities(hit, [&](std::uint32_t entity) {
                found.emplace_back(entity, hit.cell);
                most = std::max(most, entity);
            });
        std::vector<std::uint32_t> next(static_cast<std::size_t>(most) + 2, 0), order(found.size());
        for (const auto& [entity, cell] : found) ++next[entity + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        for (std::uint32_t i = 0; i < found.size(); ++i) order[next[found[i].first]++] = i;
        std::vector<std::uint32_t> stamp(cells, kNone);
        std::vector<std::int64_t> out(cells, 0);
        for (const auto i : order) {
            const auto& [entity, cell] = found[i];
            out[cell] += std::exchange(stamp[cell], entity) != entity ? 1 : 0;
        }
        return out;
    }

    std::uint32_t kind_named(std::string_view name) const {
        const auto& names = facts_->words[static_cast<std::size_t>(FactColumn::kind)];
        const auto found = std::ranges::find(names, name);
        return found == names.end() ? kNone : static_cast<std::uint32_t>(found - names.begin());
    }

    std::vector<std::int64_t> distinct(const std::vector<Hit>& hits, std::size_t cells, Measure measure,
                                       bool inexact_only) const {
        const auto kind = measure == Measure::practices   ? kind_named("practice")
                          : measure == Measure::exemplars ? kind_named("exemplar")
                                                          : kNone;
        const bool one_kind = measure == Measure::practices || measure == Measure::exemplars;
        return count_entities(hits, cells, [&](const Hit& hit, auto&& emit) {
            if (inexact_only && hit.exact) return;
            if (measure == Measure::units_with_initiatives) {
                if (hit.commune != 0) emit(hit.commune);
            } else if (measure == Measure::owners) {
                for (const auto owner : facts_->owners_of.of(hit.initiative)) emit(owner);
            } else if (!one_kind || hit.kind == kind) {
                emit(hit.initiative);
            }
        });
    }

    std::shared_ptr<const FactRuns> facts_;
    const runs::Runs& runs_;
    std::vector<UnitPlace> places_;
    std::vector<const UnitPlace*> place_of_;  // by rank
};

}  // namespace

std::shared_ptr<Counter> run_counter(std::shared_ptr<const FactRuns> facts) {
    return std::make_shared<RunCounter>(std::move(facts));
}

}  // namespace kheo::statistics
