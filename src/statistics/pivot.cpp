// SPDX-License-Identifier: Apache-2.0
// The use case: question → mapping → group-bys → table.
#include <algorithm>
#include <map>
#include <set>

#include "platform/ledger/ledger.hpp"
#include "statistics/definition.hpp"
#include "statistics/labels.hpp"
#include "statistics/loaded.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/store.hpp"

namespace kheo::statistics {

namespace {

using Key = std::optional<std::string>;

/// One period's groups: by row and column, and by column alone (distinct counts do not add up).
struct Block {
    std::vector<store::Group> cells, totals;
};

std::vector<Period> periods_of(const PivotQuery& query) {
    std::vector<Period> out{query.period};
    if (query.compare) out.push_back(*query.compare);
    return out;
}

/// Moves the time keys of the compared period beside those of the asked one.
void align(const Question& question, std::vector<store::Group>& groups) {
    for (auto& group : groups) {
        if (question.query.rows) group.row = shifted(*question.query.rows, group.row, question.shift);
        if (question.query.columns)
            group.column = shifted(*question.query.columns, group.column, question.shift);
    }
}

Result<Block> count_block(Counter& counter, const Question& question, const Period& period, bool inexact) {
    store::GroupQuery query{
        period, question.query.rows, question.query.columns, question.query.measures, question.query.where,
        inexact};
    Block out;
    out.cells = TRY(counter.group(query));
    if (query.rows) {
        query.rows.reset();
        out.totals = TRY(counter.group(query));
    } else {
        out.totals = out.cells;
    }
    if (period == question.query.period) return out;
    align(question, out.cells);
    align(question, out.totals);
    return out;
}

/// The keys of an axis that occur, in list order.
std::vector<Key> keys_in_order(const Question& question, const territory::Atlas& atlas,
                               const std::optional<Axis>& axis, const std::set<Key>& found) {
    if (!axis) return {Key{}};
    std::vector<std::pair<std::string, Key>> sorted;
    sorted.reserve(found.size());
    for (const auto& key : found) sorted.emplace_back(sort_key(question, atlas, *axis, key), key);
    std::ranges::sort(sorted);
    std::vector<Key> out;
    out.reserve(sorted.size());
    for (auto& [order, key] : sorted) out.push_back(std::move(key));
    return out;
}

PivotColumn make_column(const Question& question, const territory::Atlas& atlas, const Key& key,
                        bool compared) {
    const auto& query = question.query;
    PivotColumn out;
    out.period = compared ? *query.compare : query.period;
    out.compared = compared;
    if (query.columns) {
        const auto own = compared ? shifted(*query.columns, key, -question.shift) : key;
        out.value = shown_key(question, atlas, *query.columns, own);
        out.key.push_back(out.value);
        out.label.push_back(label_of(question, atlas, *query.columns, own));
    }
    if (query.compare) {
        out.key.push_back(out.period.code());
        out.label.push_back({{}, period_name(out.period)});
    }
    return out;
}

/// Builds the table of the answer from the blocks.
class Table {
  public:
    Table(const Question& question, const territory::Atlas& atlas, std::vector<Block> blocks)
        : question_(question), atlas_(atlas), blocks_(std::move(blocks)) {
        std::set<Key> found;
        for (const auto& block : blocks_)
            for (const auto& group : block.totals) found.insert(group.column);
        keys_ = keys_in_order(question, atlas, question.query.columns, found);
        for (std::size_t i = 0; i < keys_.size(); ++i) column_of_[keys_[i]] = i;
    }

    void write(PivotAnswer& answer) const {
        for (std::size_t b = 0; b < blocks_.size(); ++b)
            for (const auto& key : keys_)
                answer.columns.push_back(make_column(question_, atlas_, key, b > 0));
        answer.totals = zeros();
        answer.not_attributable = zeros();
        each_group(&Block::totals,
                   [&](std::size_t c, const store::Group& g) { answer.totals[c] = g.values; });
        write_rows(answer);
    }

  private:
    Values zeros() const {
        return Values(blocks_.size() * keys_.size(),
                      std::vector<std::int64_t>(question_.query.measures.size(), 0));
    }

    template <typename F>
    void each_group(std::vector<store::Group> Block::* part, F&& visit) const {
        for (std::size_t b = 0; b < blocks_.size(); ++b)
            for (const auto& group : blocks_[b].*part)
                visit(b * keys_.size() + column_of_.at(group.column), group);
    }

    void write_rows(PivotAnswer& answer) const {
        const auto& axis = question_.query.rows;
        std::map<Key, PivotRow> rows;
        each_group(&Block::cells, [&](std::size_t c, const store::Group& g) {
            if (axis && axis->dimension == Dimension::unit && !g.row) {
                answer.not_attributable[c] = g.values;
                return;
            }
            auto& row = rows[g.row];
            if (row.values.empty()) row.values = row.not_attributable = zeros();
            row.values[c] = g.values;
            if (!g.inexact.empty()) row.not_attributable[c] = g.inexact;
        });
        if (!axis && rows.empty()) rows[Key{}].values = rows[Key{}].not_attributable = zeros();
        std::set<Key> found;
        for (const auto& [key, row] : rows) found.insert(key);
        for (const auto& key : keys_in_order(question_, atlas_, axis, found))
            answer.rows.push_back(named(std::move(rows[key]), key));
    }

    PivotRow named(PivotRow row, const Key& key) const {
        const auto& axis = question_.query.rows;
        if (!axis) return row;
        row.key.push_back(shown_key(question_, atlas_, *axis, key));
        row.label.push_back(label_of(question_, atlas_, *axis, key));
        if (axis->dimension == Dimension::unit) row.unit = UnitId{std::stoll(*key)};
        return row;
    }

    const Question& question_;
    const territory::Atlas& atlas_;
    std::vector<Block> blocks_;
    std::vector<Key> keys_;
    std::map<Key, std::size_t> column_of_;
};

bool years_side_by_side(const PivotQuery& query) {
    const auto by_year = [](const std::optional<Axis>& axis) {
        return axis && axis->dimension == Dimension::year;
    };
    return (by_year(query.rows) || by_year(query.columns)) &&
           query.period.first.year() < query.period.last.year();
}

Result<Comparability> comparability(Counter& counter, const Question& question) {
    const auto& query = question.query;
    const auto of = [&](const Period& period) {
        return store::GroupQuery{period, {}, {}, query.measures, query.where, false};
    };
    Comparability out;
    if (query.compare) {
        out.asked = TRY(counter.makeup(of(query.period)));
        out.compared = TRY(counter.makeup(of(*query.compare)));
    }
    if (years_side_by_side(query)) out.reach = TRY(counter.reach(of(query.period)));
    return out;
}

/// A read inside a temporary table: kept apart so that the answer says which ledger entry it saw.
Result<std::vector<Block>> count_all(Counter& counter, const Question& question, bool inexact) {
    std::vector<Block> out;
    for (const auto& period : periods_of(question.query))
        out.push_back(TRY(count_block(counter, question, period, inexact)));
    return out;
}

}  // namespace

Result<Loaded> load_with(std::shared_ptr<Counter> counter, db::Transaction& tx, const territory::Atlas& atlas,
                         const FactSource& source, const PivotQuery& query, Date today) {
    const auto question = TRY(make_question(tx, atlas, source, query, today));
    const auto periods = periods_of(query);
    auto units = TRY(counter->units(periods));
    std::ranges::sort(units);  // which of two neighbours is named first must not depend on who counts
    Loaded out{map_units(atlas, question.plan, units), std::move(counter)};
    TRY(out.counter->place(out.mapping, periods));
    return out;
}

Result<Loaded> load(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                    const PivotQuery& query, Date today) {
    return load_with(sql_counter(tx, source), tx, atlas, source, query, today);
}

Result<PivotAnswer> count(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                          const Loaded& loaded, const PivotQuery& query, Date today) {
    const auto question = TRY(make_question(tx, atlas, source, query, today));
    const auto& mapping = loaded.mapping;
    PivotAnswer answer;
    answer.query = query;
    answer.under = question.plan.under;
    answer.map_day = question.plan.map_day;
    answer.earliest_known = atlas.before_earliest(answer.map_day);
    answer.breaks = mapping.breaks;
    Table(question, atlas, TRY(count_all(*loaded.counter, question, mapping.has_inexact))).write(answer);
    answer.definition = definition(question, atlas, query.language);
    answer.warnings = warnings(question, TRY(comparability(*loaded.counter, question)), today);
    answer.notes = notes(question, atlas, mapping.breaks);
    answer.ledger_seq = TRY(ledger::last_entry(tx));
    return answer;
}

Result<PivotAnswer> pivot(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                          const PivotQuery& query, Date today) {
    const auto loaded = TRY(load(tx, atlas, source, query, today));
    return count(tx, atlas, source, loaded, query, today);
}

std::optional<std::int64_t> change_in_tenths(std::int64_t asked, std::int64_t base) {
    if (base == 0) return std::nullopt;
    const std::int64_t twice = 2000 * (asked - base);  // tenths of a percent, doubled for rounding
    const std::int64_t half = twice < 0 ? -base : base;
    return (twice + half) / (2 * base);
}

}  // namespace kheo::statistics
