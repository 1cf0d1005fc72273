// SPDX-License-Identifier: Apache-2.0
// The groups of a pivot counted on the run store: rows of the placed units and the period become hits (cell,
// initiative, commune); what is counted distinctly is counted entity by entity with a stamp per cell.
#include <algorithm>
#include <map>
#include <numeric>

#include "statistics/run_rows.hpp"

namespace kheo::statistics {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
using Key = std::optional<std::string>;

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

/// Numbers the cells that have hits; the answer is their keys.
std::vector<std::pair<std::uint32_t, std::uint32_t>> number_cells(std::vector<Hit>& hits,
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
std::vector<std::int64_t> count_entities(const std::vector<Hit>& hits, std::size_t cells, F&& entities) {
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

class RunCounter final : public Counter {
  public:
    explicit RunCounter(std::shared_ptr<const FactRuns> facts) : rows_(std::move(facts)) {}

    Result<std::vector<UnitId>> units(const std::vector<Period>& periods) override {
        return rows_.units(periods);
    }

    Result<> place(const Mapping& mapping, const std::vector<Period>&) override {
        rows_.place(mapping);
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
        rows_.each(query.period, rows_.allowed(query), [&](const At& at) {
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
    const std::vector<std::string>& names(FactColumn column) const {
        return rows_.facts().names->words[static_cast<std::size_t>(column)].names();
    }
    const std::vector<ThemeName>& themes() const { return rows_.facts().names->themes(); }

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
            return keys.number(theme, [&] { return theme == kNone ? Key{} : Key{themes()[theme].shown}; });
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
        const auto value = rows_.word(column, at);
        return keys.number(value, [&] { return value == 0 ? Key{} : Key{names(column)[value]}; });
    }

    std::vector<Hit> hits_of(const store::GroupQuery& query, Keys& rows, Keys& columns) const {
        const auto conditions = rows_.allowed(query);
        std::vector<Hit> out;
        rows_.each(query.period, conditions, [&](const At& at) {
            const auto add = [&](std::uint32_t theme) {
                out.push_back({key(rows, query.rows, true, at, theme),
                               key(columns, query.columns, false, at, theme), at.initiative,
                               static_cast<std::uint32_t>(at.place->commune.value),
                               rows_.word(FactColumn::kind, at), 0, at.place->exact});
            };
            if (!conditions.theme_shown) return add(kNone);
            const auto themes = rows_.facts().themes_of(at.initiative);
            if (themes.empty() && (!conditions.themes || conditions.no_theme)) add(kNone);
            for (const auto theme : themes)
                if (!conditions.themes || (*conditions.themes)[theme]) add(theme);
        });
        return out;
    }

    std::uint32_t kind_named(std::string_view name) const {
        const auto& known = names(FactColumn::kind);
        const auto found = std::ranges::find(known, name);
        return found == known.end() ? kNone : static_cast<std::uint32_t>(found - known.begin());
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
                for (const auto owner : rows_.facts().owners_of(hit.initiative)) emit(owner);
            } else if (!one_kind || hit.kind == kind) {
                emit(hit.initiative);
            }
        });
    }

    RunRows rows_;
};

}  // namespace

std::shared_ptr<Counter> run_counter(std::shared_ptr<const FactRuns> facts) {
    return std::make_shared<RunCounter>(std::move(facts));
}

}  // namespace kheo::statistics
