// SPDX-License-Identifier: Apache-2.0
// The registrations that a group-by is about, on the run store: those of the placed units and the period that
// fulfil the conditions, first from the columns, then those beside them. Private to the slice; of one
// question.
#pragma once

#include "statistics/fact_runs.hpp"

namespace kheo::statistics {

FactColumn column_of(Dimension dimension);
bool is_time_dimension(Dimension dimension);
/// "2025", "2025-H1", "2025-Q3", "2025-05"
std::string time_key(Dimension dimension, Date date);

/// One fact as the loop sees it.
struct At {
    std::uint32_t row;       // of the columns
    const FreshFact* fresh;  // or one beside them
    Date date;
    const UnitPlace* place;
    std::uint32_t initiative;
};

/// What a query allows, asked once for each value that occurs.
struct Allowed {
    std::map<Dimension, std::vector<bool>> words;         // by number
    std::map<Dimension, std::vector<std::string>> times;  // as written
    std::optional<std::vector<bool>> themes;              // by number
    bool no_theme = false;
    bool theme_shown = false;  // themes are then picked one by one
};

class RunRows {
  public:
    explicit RunRows(std::shared_ptr<const FactRuns> facts);

    std::vector<UnitId> units(const std::vector<Period>& periods) const;
    void place(const Mapping& mapping);

    const FactRuns& facts() const { return *facts_; }
    std::uint32_t word(FactColumn column, const At& at) const {
        const auto c = static_cast<std::size_t>(column);
        return at.fresh ? at.fresh->values[c] : runs_.column<std::uint16_t>(c)[at.row];
    }
    Allowed allowed(const store::GroupQuery& query) const;

    template <typename F>
    void each(const Period& period, const Allowed& conditions, F&& visit) const {
        const auto* days = runs_.column<std::uint16_t>(0);
        const auto ranks = std::min<std::size_t>(place_of_.size(), runs_.units());
        for (runs::Rank rank = 0; rank < ranks; ++rank) {
            if (!place_of_[rank]) continue;
            const auto end = last(rank, period);
            for (auto row = first(rank, period); row < end; ++row) {
                if (facts_->hides(initiatives_[row])) continue;
                const At at{row, nullptr, runs_.layout().epoch.plus_days(days[row]), place_of_[rank],
                            initiatives_[row]};
                if (holds(conditions, at)) visit(at);
            }
        }
        each_beside(period, [&](const At& at) {
            if (holds(conditions, at)) visit(at);
        });
    }

  private:
    /// Facts beside the columns, of placed units, in the period.
    template <typename F>
    void each_beside(const Period& period, F&& visit) const {
        for (const auto& [number, one] : facts_->changed)
            for (const auto& fact : one->facts) {
                const auto date = runs_.layout().epoch.plus_days(fact.values[0]);
                if (place_of_[fact.rank] && period.first <= date && date <= period.last)
                    visit(At{0, &fact, date, place_of_[fact.rank], number});
            }
    }

    bool holds(const Allowed& allowed, const At& at) const;
    void allow_themes(Allowed& out, const std::vector<std::string>& list) const;
    std::uint32_t bound(runs::Rank rank, std::int64_t day) const;
    std::uint32_t first(runs::Rank rank, const Period& period) const;
    std::uint32_t last(runs::Rank rank, const Period& period) const;
    bool any_row(runs::Rank rank, const Period& period) const;

    std::shared_ptr<const FactRuns> facts_;
    const runs::Runs& runs_;
    const std::uint32_t* initiatives_;
    std::vector<UnitPlace> places_;
    std::vector<const UnitPlace*> place_of_;  // by rank
};

}  // namespace kheo::statistics
