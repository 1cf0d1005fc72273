// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/plan.hpp"

#include <algorithm>
#include <map>

#include "statistics/runs/messages.gen.hpp"

namespace kheo::statistics::runs {

namespace {

constexpr std::size_t kLot = 4096;

std::uint64_t product(const Ask& ask, std::uint64_t units) {
    std::uint64_t out = units * (ask.day ? ask.day->groups : 1);
    for (const auto& key : ask.keys) out = out > kMostCells * 4 ? out : out * key.cut.groups;
    return out;
}

std::unexpected<Error> too_many(std::uint64_t cells) {
    return fail(ErrorKind::usage, msg::too_many_cells,
                {{"cells", std::to_string(cells)}, {"most", std::to_string(kMostCells)}});
}

/// Groups that are pairs of an asked unit group and a place; a place under two groups counts in both.
void cut_by_places(Plan& plan, const Ask& ask) {
    std::vector<std::uint32_t> first(ask.places->groups, kOut);  // pair of a place's first unit group
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> others;
    const auto ranks = ask.unit.group.size();
    plan.unit.group.assign(ranks, kOut);
    for (std::size_t rank = 0; rank < ranks; ++rank) {
        const auto group = ask.unit.group[rank];
        if (group == kOut) continue;
        const auto place = rank < ask.places->group.size() ? ask.places->group[rank] : kOut;
        const bool known = place < first.size() && first[place] != kOut && plan.above[first[place]] == group;
        if (known) {
            plan.unit.group[rank] = first[place];
            continue;
        }
        const auto next = static_cast<std::uint32_t>(plan.above.size());
        const bool fresh_place = place < first.size() && first[place] == kOut;
        if (fresh_place) first[place] = next;
        const auto pair = fresh_place ? next : others.try_emplace({group, place}, next).first->second;
        if (pair == next) {
            plan.above.push_back(group);
            plan.placed.push_back(place != kOut);
        }
        plan.unit.group[rank] = pair;
    }
    plan.unit.groups = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(plan.above.size()));
    plan.above.resize(plan.unit.groups, kOut);
    plan.placed.resize(plan.unit.groups, false);
}

std::uint32_t group_of(const KeyCut& key, std::uint32_t stored) {
    const auto value = (stored >> key.shift) & ((1U << key.bits) - 1U);
    return value < key.cut.group.size() ? key.cut.group[value] : kOut;
}

/// Adds a cut to the table of its column.
void fold(KeyTable& table, const KeyCut& key, std::uint32_t weight) {
    for (std::size_t v = 0; v < table.share.size(); ++v) {
        const auto group = group_of(key, static_cast<std::uint32_t>(v));
        auto& share = table.share[v];
        const bool out = group == kOut || share == kKeyOut;
        share = out ? kKeyOut : static_cast<std::uint16_t>(share + group * weight);
    }
}

/// Does it cost less to look every row's day up than to find where each piece of days begins in each unit?
/// Rough nanoseconds per unit, measured; both ways give the same.
bool better_as_key(const Runs& runs, const DayCut& day) {
    const auto rows = static_cast<double>(runs.rows()) / std::max(1U, runs.units());
    const auto& years = runs.year_days();
    double pieces = 0, covered = 0;
    for (const auto& piece : day.pieces) {
        const bool exact = std::ranges::find(years, piece.from) != years.end();
        pieces += exact ? 10 : 25;
        covered += std::min(piece.to + 1, years.back()) - std::min(piece.from, years.back());
    }
    const auto share = std::min(1.0, covered / std::max(1U, years.back() - years.front()));
    return rows * 1.6 < pieces + rows * share;
}

/// The day as the first key.
void add_day_table(Plan& plan) {
    KeyTable table{0, 2, std::vector<std::uint16_t>(0x10000, kKeyOut), true, true};
    for (const auto& piece : plan.ask->day->pieces)
        for (auto day = piece.from; day <= std::min<std::uint32_t>(piece.to, 0xFFFF); ++day)
            table.share[day] = static_cast<std::uint16_t>(piece.group * plan.key_groups);
    plan.keys.push_back(std::move(table));
    plan.key_groups *= plan.day_groups;
    plan.day_groups = 1;
    plan.day_is_key = true;
}

void make_tables(Plan& plan) {
    std::uint32_t weight = plan.key_groups;
    for (const auto& key : plan.ask->keys) {
        weight /= key.cut.groups;
        auto table = std::ranges::find(plan.keys, key.column, &KeyTable::column);
        if (table == plan.keys.end()) {
            const int width = plan.runs->layout().columns[key.column].width;
            plan.keys.push_back({key.column, width,
                                 std::vector<std::uint16_t>(width == 1 ? 0x100 : 0x10000, 0), false, false});
            table = plan.keys.end() - 1;
        }
        fold(*table, key, weight);
        table->splits = table->splits || key.cut.groups > 1;
    }
    for (auto& table : plan.keys)
        table.filters = std::ranges::find(table.share, kKeyOut) != table.share.end();
}

}  // namespace

Result<Plan> make_plan(const Runs& runs, const Ask& ask) {
    if (ask.sums.size() > 2) return fail(ErrorKind::usage, msg::too_many_sums, {{"most", "2"}});
    Plan plan;
    plan.runs = &runs;
    plan.ask = &ask;
    plan.unit = ask.unit;
    plan.unit.group.resize(runs.units(), kOut);
    const auto cells = product(ask, ask.unit.groups);
    if (cells > kMostCells) return too_many(cells);
    if (ask.places) cut_by_places(plan, ask);
    if (const auto all = product(ask, plan.unit.groups); all > 4 * kMostCells) return too_many(all);
    if (ask.day) plan.day_groups = ask.day->groups;
    for (const auto& key : ask.keys) plan.key_groups *= key.cut.groups;
    if (plan.key_groups >= kKeyOut) return too_many(cells);
    make_tables(plan);
    if (ask.day && plan.key_groups * plan.day_groups < kKeyOut && better_as_key(runs, *ask.day))
        add_day_table(plan);
    plan.stride = plan.key_groups + 1;
    return plan;
}

Stretches::Stretches(const Plan& plan) : plan_(plan) {
    lot_.reserve(kLot + 64);
    if (!plan.ask->day || plan.day_is_key) {
        parts_.push_back({boundary(0), boundary(0x10000), 0});
        return;
    }
    for (const auto& piece : plan.ask->day->pieces)
        parts_.push_back({boundary(piece.from), boundary(piece.to + 1), piece.group});
}

Stretches::Boundary Stretches::boundary(std::uint32_t day) const {
    const auto& days = plan_.runs->year_days();
    if (day <= days.front()) return {day, 0, true};
    if (day >= days.back()) return {day, days.size() - 1, true};
    const auto year = static_cast<std::size_t>(std::ranges::upper_bound(days, day) - days.begin()) - 1;
    return {day, year, days[year] == day};
}

std::uint32_t Stretches::find(Rank unit, const Boundary& boundary) const {
    const auto& runs = *plan_.runs;
    const auto from = runs.year_start(unit, boundary.year);
    if (boundary.exact) return from;
    const auto* days = runs.column<std::uint16_t>(0);
    // Few rows to a year of a unit: counting without a branch beats halving.
    auto left = runs.year_start(unit, boundary.year + 1) - from;
    auto at = from;
    while (left > 64) {
        const auto half = left / 2;
        at = days[at + half] < boundary.day ? at + half : at;
        left -= half;
    }
    std::uint32_t less = 0;
    for (std::uint32_t i = 0; i < left; ++i) less += days[at + i] < boundary.day ? 1U : 0U;
    return at + less;
}

// A lot is filled by this alone; a unit never has more stretches than parts.
void Stretches::add(std::uint32_t begin, std::uint32_t end, std::uint32_t slot) {
    if (begin == end) return;
    if (!lot_.empty() && lot_.back().slot == slot && lot_.back().end == begin)
        lot_.back().end = end;
    else
        lot_.push_back({begin, end, slot});
}

std::span<const Stretch> Stretches::next() {
    lot_.clear();
    const auto units = plan_.runs->units();
    for (; unit_ < units && lot_.size() < kLot; ++unit_) {
        const auto group = plan_.unit.group[unit_];
        if (group == kOut) continue;
        std::uint32_t at = 0, day = kOut;  // where the part before ended
        for (const auto& part : parts_) {
            const auto begin = part.from.day == day ? at : find(unit_, part.from);
            at = find(unit_, part.to);
            day = part.to.day;
            add(begin, at, (group * plan_.day_groups + part.group) * plan_.stride);
        }
    }
    return lot_;
}

bool OneByOne::holds(const Condition& condition, const Row& row) const {
    const auto most_stored = [&](std::size_t column) -> std::int64_t {
        const auto width = plan_.runs->layout().columns[column].width;
        return width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0xFFFFFFFFLL;
    };
    const auto value = std::min(row.values[condition.column], most_stored(condition.column));
    if (condition.not_above)
        return value <= std::min(row.values[*condition.not_above], most_stored(*condition.not_above));
    return condition.least <= value && value <= condition.most;
}

std::optional<std::size_t> OneByOne::place(const Row& row) const {
    const auto& ask = *plan_.ask;
    const auto unit = row.rank < plan_.unit.group.size() ? plan_.unit.group[row.rank] : kOut;
    if (unit == kOut) return std::nullopt;
    std::uint32_t day = 0;
    if (ask.day && !plan_.day_is_key) {
        const auto found = std::ranges::find_if(ask.day->pieces, [&](const Piece& piece) {
            return piece.from <= row.values[0] && row.values[0] <= piece.to;
        });
        if (found == ask.day->pieces.end()) return std::nullopt;
        day = found->group;
    }
    std::uint32_t key = 0;
    for (const auto& table : plan_.keys) {
        const auto share = table.share[static_cast<std::size_t>(row.values[table.column])];
        if (share == kKeyOut) return std::nullopt;
        key += share;
    }
    for (const auto& condition : ask.where)
        if (!holds(condition, row)) return std::nullopt;
    return (static_cast<std::size_t>(unit) * plan_.day_groups + day) * plan_.stride + key;
}

}  // namespace kheo::statistics::runs
