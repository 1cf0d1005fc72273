// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "statistics/runs/kernels.hpp"

namespace kheo::statistics::runs {

namespace {

/// Figures by slot, before places are folded away.
struct Slots {
    std::vector<std::int64_t> count, part;
    std::vector<std::vector<std::int64_t>> sums;
};

Slots zeroes(const Plan& plan) {
    Slots out;
    out.count.resize(plan.slots());
    if (plan.ask->part) out.part.resize(plan.slots());
    out.sums.assign(plan.ask->sums.size(), std::vector<std::int64_t>(plan.slots()));
    return out;
}

Slots unpack(const Plan& plan, const Words& words, const std::vector<std::uint64_t>& cells) {
    Slots out = zeroes(plan);
    const auto per_slot = static_cast<std::size_t>(words.words());
    const std::uint64_t low = words.packed ? 0xFFFFFFU : 0xFFFFFFFFU;
    const std::size_t skip = words.packed ? 1 : 0;
    for (std::size_t s = 0; s < plan.slots(); ++s) {
        const auto first = cells[s * per_slot];
        out.count[s] = static_cast<std::int64_t>(first & low);
        if (plan.ask->part) out.part[s] = static_cast<std::int64_t>(first >> 32);
        if (words.packed) out.sums[0][s] = static_cast<std::int64_t>(first >> 24);
        for (std::size_t t = skip; t < out.sums.size(); ++t)
            out.sums[t][s] = static_cast<std::int64_t>(cells[s * per_slot + 1 + t - skip]);
    }
    return out;
}

void add(Slots& out, const Plan& plan, const OneByOne& one, const Row& row, int weight) {
    const auto place = one.place(row);
    if (!place) return;
    out.count[*place] += weight;
    if (plan.ask->part && one.holds(*plan.ask->part, row)) out.part[*place] += weight;
    for (std::size_t t = 0; t < out.sums.size(); ++t)
        out.sums[t][*place] += weight * row.values[plan.ask->sums[t]];
}

/// What the columns could not hold of the summed amounts.
void add_excess(Slots& out, const Plan& plan, const OneByOne& one) {
    for (const auto& excess : plan.runs->excess())
        for (std::size_t t = 0; t < out.sums.size(); ++t) {
            if (plan.ask->sums[t] != excess.column) continue;
            if (const auto place = one.place(plan.runs->row(excess.row))) out.sums[t][*place] += excess.more;
        }
}

/// Where the i-th cell of a unit group stands among the slots.
std::size_t slot_of(const Plan& plan, std::size_t unit, std::size_t i) {
    return (unit * plan.day_groups + i / plan.key_groups) * plan.stride + i % plan.key_groups;
}

Answer empty_answer(const Plan& plan) {
    Answer out;
    out.units = plan.ask->unit.groups;
    out.days = plan.ask->day ? plan.ask->day->groups : 1;
    for (const auto& key : plan.ask->keys) out.keys *= key.cut.groups;
    const auto cells = static_cast<std::size_t>(out.units) * out.days * out.keys;
    out.count.resize(cells);
    if (plan.ask->part) out.part.resize(cells);
    if (plan.ask->places) out.places.resize(cells);
    out.sums.assign(plan.ask->sums.size(), std::vector<std::int64_t>(cells));
    return out;
}

/// Slots → cells: the place aside goes, places become their unit group and count once each.
Answer fold(const Plan& plan, const Slots& slots) {
    Answer out = empty_answer(plan);
    for (std::uint32_t unit = 0; unit < plan.unit.groups; ++unit) {
        const auto to_unit = plan.ask->places ? plan.above[unit] : unit;
        if (to_unit == kOut) continue;
        const auto per_unit = static_cast<std::size_t>(out.days) * out.keys;
        auto from = slot_of(plan, unit, 0);
        auto to = to_unit * per_unit;
        for (std::uint32_t i = 0; i < per_unit; ++i, ++from, ++to) {
            if (i > 0 && i % plan.key_groups == 0) ++from;  // over the cell aside
            out.count[to] += slots.count[from];
            if (!out.part.empty()) out.part[to] += slots.part[from];
            if (!out.places.empty()) out.places[to] += slots.count[from] > 0 && plan.placed[unit] ? 1 : 0;
            for (std::size_t t = 0; t < out.sums.size(); ++t) out.sums[t][to] += slots.sums[t][from];
        }
    }
    return out;
}

void add_changes(Bins& bins, const Plan& plan, const OneByOne& one, const Row& row, int weight) {
    const auto& spread = *plan.ask->spread;
    const auto place = one.place(row);
    if (!place || row.values[spread.to] == kNever) return;
    bins.far.push_back(
        {*place, static_cast<std::int32_t>(row.values[spread.to] - row.values[spread.from]), weight});
}

/// Days in order with how many rows have them, for one slot.
class Spectrum {
  public:
    Spectrum(const Bins& bins, std::size_t slot, std::span<const Far> far) {
        for (std::uint32_t d = 0; d + 1 < kBins; ++d)
            if (const auto n = bins.bins.empty() ? 0 : bins.bins[slot * kBins + d]) days_.emplace_back(d, n);
        for (const auto& one : far) days_.emplace_back(one.days, one.weight);
        if (!far.empty()) std::ranges::sort(days_);
        for (const auto& [day, weight] : days_) count_ += weight;
    }
    std::int64_t count() const { return count_; }
    /// Nearest rank: the smallest number of days that so many of a thousand do not exceed.
    std::int32_t point(int permille) const {
        const auto rank = (count_ * permille + 999) / 1000;
        std::int64_t seen = 0;
        for (std::size_t i = 0; i < days_.size();) {
            const auto day = days_[i].first;
            for (; i < days_.size() && days_[i].first == day; ++i) seen += days_[i].second;
            if (seen >= rank && seen > 0) return day;
        }
        return 0;
    }

  private:
    std::vector<std::pair<std::int32_t, std::int64_t>> days_;
    std::int64_t count_ = 0;
};

void write_points(Answer& out, const Plan& plan, Bins& bins) {
    const auto& permille = plan.ask->spread->permille;
    out.measured.assign(out.count.size(), 0);
    out.points.assign(permille.size(), std::vector<std::int32_t>(out.count.size()));
    std::ranges::sort(bins.far, {}, &Far::slot);
    const auto per_unit = static_cast<std::size_t>(out.days) * out.keys;
    for (std::size_t cell = 0; cell < out.count.size(); ++cell) {
        const auto slot = slot_of(plan, cell / per_unit, cell % per_unit);
        const auto far = std::ranges::equal_range(bins.far, slot, {}, &Far::slot);
        const Spectrum spectrum(bins, slot, {far.begin(), far.end()});
        out.measured[cell] = spectrum.count();
        for (std::size_t p = 0; p < permille.size(); ++p) out.points[p][cell] = spectrum.point(permille[p]);
    }
}

/// Places do not matter here: the spread has a plan of its own without them.
Result<> add_spread(Answer& out, const Runs& runs, const Changes& changes, Ask ask, bool slowly) {
    ask.places.reset();
    const auto plan = TRY(make_plan(runs, ask));
    Bins bins;
    const OneByOne one(plan);
    if (!slowly) {
        bins.bins.assign(plan.slots() * kBins, 0);
        count_spread(plan, bins);
    }
    for (std::uint32_t row = 0; slowly && row < plan.runs->rows(); ++row)
        add_changes(bins, plan, one, plan.runs->row(row), 1);
    for (const auto& lot : changes)
        for (const auto& change : *lot) add_changes(bins, plan, one, change.row, change.weight);
    write_points(out, plan, bins);
    return {};
}

Result<Answer> finish(const Plan& plan, Slots slots, const Changes& changes, bool slowly) {
    const OneByOne one(plan);
    for (const auto& lot : changes)
        for (const auto& change : *lot) add(slots, plan, one, change.row, change.weight);
    auto out = fold(plan, slots);
    if (plan.ask->spread) TRY(add_spread(out, *plan.runs, changes, *plan.ask, slowly));
    return out;
}

/// Bins take memory per cell.
constexpr std::uint64_t kMostBinned = kMostCells / 64;

}  // namespace

Result<Answer> count(const Runs& runs, const Changes& changes, const Ask& ask) {
    const auto plan = TRY(make_plan(runs, ask));
    if (ask.spread && plan.slots() > kMostBinned) return count_slowly(runs, changes, ask);
    const auto words = words_of(plan);
    std::vector<std::uint64_t> cells(plan.slots() * static_cast<std::size_t>(words.words()));
    if (!ask.only_spread) count_rows(plan, words, cells);
    auto slots = unpack(plan, words, cells);
    add_excess(slots, plan, OneByOne(plan));
    return finish(plan, std::move(slots), changes, false);
}

Result<Answer> count_slowly(const Runs& runs, const Changes& changes, const Ask& ask) {
    const auto plan = TRY(make_plan(runs, ask));
    const OneByOne one(plan);
    auto slots = zeroes(plan);
    for (std::uint32_t row = 0; row < runs.rows(); ++row) add(slots, plan, one, runs.row(row), 1);
    return finish(plan, std::move(slots), changes, true);
}

}  // namespace kheo::statistics::runs
