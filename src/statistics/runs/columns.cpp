// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/columns.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <numeric>
#include <unordered_map>

namespace kheo::statistics::runs {

namespace {

constexpr std::size_t kAlign = 64;
// Kernels read in steps of a few bytes; what they read past the last row belongs to the arena.
constexpr std::size_t kPadding = 64;

std::size_t aligned(std::size_t bytes) {
    return (bytes + kPadding + kAlign - 1) / kAlign * kAlign;
}

std::uint64_t most_of(int width) {
    return width == 1 ? 0xFFU : width == 2 ? 0xFFFFU : 0xFFFFFFFFU;
}

std::uint32_t days_to(int year, Date epoch) {
    return static_cast<std::uint32_t>(std::max(0, Date::of(year, 1, 1)->days() - epoch.days()));
}

int year_of(std::uint32_t day, Date epoch) {
    return epoch.plus_days(static_cast<int>(day)).year();
}

std::uint16_t leading_day(const std::vector<std::byte>& column, std::size_t row) {
    std::uint16_t out = 0;
    std::memcpy(&out, column.data() + row * 2, 2);
    return out;
}

/// Stable counting sort of `rows` by key(row) < buckets.
template <typename Key>
std::vector<std::uint32_t> sorted_by(const std::vector<std::uint32_t>& rows, std::size_t buckets, Key&& key) {
    std::vector<std::uint32_t> next(buckets + 1, 0), out(rows.size());
    for (const auto row : rows) ++next[key(row) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (const auto row : rows) out[next[key(row)]++] = row;
    return out;
}

void gather(std::byte* to, const std::byte* from, const std::vector<std::uint32_t>& order, int width) {
    const auto copy = [&]<typename T>(T) {
        auto* out = reinterpret_cast<T*>(to);
        const auto* in = reinterpret_cast<const T*>(from);
        for (std::size_t i = 0; i < order.size(); ++i) out[i] = in[order[i]];
    };
    if (width == 1) return copy(std::uint8_t{});
    if (width == 2) return copy(std::uint16_t{});
    copy(std::uint32_t{});
}

}  // namespace

std::optional<std::uint16_t> Layout::day(Date date) const {
    const auto days = static_cast<std::int64_t>(date.days()) - epoch.days();
    if (days < 0 || days >= kNever) return std::nullopt;
    return static_cast<std::uint16_t>(days);
}

Arena::Arena(std::size_t bytes)
    : data_(static_cast<std::byte*>(::operator new(std::max(bytes, kAlign), std::align_val_t{kAlign}))),
      size_(bytes) {}

void Arena::Free::operator()(std::byte* bytes) const {
    ::operator delete(bytes, std::align_val_t{kAlign});
}

Runs::Runs(Layout layout, Shape shape) : layout_(std::move(layout)), shape_(shape) {
    std::size_t at = aligned((shape_.units * shape_.years + 1) * sizeof(std::uint32_t));
    for (const auto& column : layout_.columns) {
        at_.push_back(at);
        at += aligned(shape_.rows * static_cast<std::size_t>(column.width));
    }
    ids_at_ = at;
    at += aligned(shape_.rows * sizeof(std::uint32_t));
    excess_at_ = at;
    at += aligned(shape_.excess * sizeof(Excess));
    for (std::size_t y = 0; y <= shape_.years; ++y)
        year_days_.push_back(
            days_to(static_cast<int>(shape_.first_year) + static_cast<int>(y), layout_.epoch));
    arena_ = Arena(at);
}

std::uint32_t Runs::first_from(Rank unit, std::uint32_t day) const {
    if (day >= year_days_.back()) return end(unit);
    if (day <= year_days_.front()) return begin(unit);
    const auto year =
        static_cast<std::size_t>(std::ranges::upper_bound(year_days_, day) - year_days_.begin()) - 1;
    const auto* days = column<std::uint16_t>(0);
    const auto from = starts()[unit * shape_.years + year], to = starts()[unit * shape_.years + year + 1];
    if (day == year_days_[year]) return from;
    return static_cast<std::uint32_t>(std::lower_bound(days + from, days + to, day) - days);
}

std::uint32_t Runs::stored(std::size_t column, std::uint32_t row) const {
    switch (layout_.columns[column].width) {
        case 1:
            return this->column<std::uint8_t>(column)[row];
        case 2:
            return this->column<std::uint16_t>(column)[row];
        default:
            return this->column<std::uint32_t>(column)[row];
    }
}

std::span<const Excess> Runs::excess() const {
    return {reinterpret_cast<const Excess*>(arena_.data() + excess_at_), shape_.excess};
}

std::int64_t Runs::value(std::size_t column, std::uint32_t row) const {
    std::int64_t out = stored(column, row);
    if (!layout_.columns[column].amount) return out;
    const auto all = excess();
    const auto of_row = std::ranges::equal_range(all, row, {}, &Excess::row);
    for (const auto& one : of_row)
        if (one.column == column) out += one.more;
    return out;
}

Rank Runs::unit_of(std::uint32_t row) const {
    const auto* first = starts();
    const auto* found = std::upper_bound(first, first + shape_.units * shape_.years + 1, row);
    return static_cast<Rank>(static_cast<std::size_t>(found - first - 1) / shape_.years);
}

Row Runs::row(std::uint32_t row) const {
    Row out{unit_of(row), ids()[row], {}};
    for (std::size_t c = 0; c < layout_.columns.size(); ++c) out.values.push_back(value(c, row));
    return out;
}

std::optional<std::uint32_t> Runs::find(const Row& row) const {
    const auto* days = column<std::uint16_t>(0);
    for (auto at = first_from(row.rank, static_cast<std::uint32_t>(row.values[0]));
         at < end(row.rank) && days[at] == row.values[0]; ++at)
        if (ids()[at] == row.id) return at;
    return std::nullopt;
}

Builder::Builder(Layout layout, std::uint32_t units)
    : layout_(std::move(layout)), units_(units), columns_(layout_.columns.size()) {}

void Builder::reserve(std::size_t rows) {
    ranks_.reserve(rows);
    ids_.reserve(rows);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        columns_[c].reserve(rows * static_cast<std::size_t>(layout_.columns[c].width));
}

void Builder::add(Rank rank, std::uint32_t id, std::span<const std::int64_t> values) {
    const auto row = static_cast<std::uint32_t>(ranks_.size());
    ranks_.push_back(rank);
    ids_.push_back(id);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const auto width = static_cast<std::size_t>(layout_.columns[c].width);
        const auto most = static_cast<std::int64_t>(most_of(layout_.columns[c].width));
        const auto kept = std::clamp<std::int64_t>(values[c], 0, most);
        if (layout_.columns[c].amount && kept != values[c])
            excess_.push_back({row, static_cast<std::uint32_t>(c), values[c] - kept});
        const auto bits = static_cast<std::uint32_t>(kept);
        const auto* bytes = reinterpret_cast<const std::byte*>(&bits);  // little endian machines only
        columns_[c].insert(columns_[c].end(), bytes, bytes + width);
    }
}

std::vector<std::uint32_t> Builder::order() const {
    std::vector<std::uint32_t> rows(ranks_.size());
    std::iota(rows.begin(), rows.end(), 0U);
    rows = sorted_by(rows, 0x10000, [&](std::uint32_t row) { return leading_day(columns_[0], row); });
    return sorted_by(rows, units_, [&](std::uint32_t row) { return ranks_[row]; });
}

Shape Builder::shape() const {
    Shape out{ranks_.size(), units_, 1, excess_.size(), layout_.epoch.year()};
    if (ranks_.empty()) return out;
    std::uint16_t least = kNever, most = 0;
    for (std::size_t row = 0; row < ranks_.size(); ++row) {
        const auto day = leading_day(columns_[0], row);
        least = std::min(least, day);
        most = std::max(most, day);
    }
    out.first_year = year_of(least, layout_.epoch);
    out.years = static_cast<std::uint64_t>(year_of(most, layout_.epoch) - out.first_year + 1);
    return out;
}

void Builder::fill_starts(Runs& runs, const std::vector<std::uint32_t>& order) const {
    auto* starts = runs.part<std::uint32_t>(0);
    const auto years = runs.shape_.years;
    std::vector<std::uint16_t> year_by_day(0x10000);
    for (std::size_t y = 0; y < years; ++y)
        for (auto day = runs.year_days_[y]; day < std::min<std::uint32_t>(runs.year_days_[y + 1], 0x10000);
             ++day)
            year_by_day[day] = static_cast<std::uint16_t>(y);
    std::fill_n(starts, units_ * years + 1, 0U);
    for (const auto row : order)
        ++starts[ranks_[row] * years + year_by_day[leading_day(columns_[0], row)] + 1];
    std::partial_sum(starts, starts + units_ * years + 1, starts);
}

void Builder::fill_excess(Runs& runs, const std::vector<std::uint32_t>& order) const {
    if (excess_.empty()) return;
    std::unordered_map<std::uint32_t, std::uint32_t> place;
    for (const auto& one : excess_) place[one.row] = 0;
    for (std::uint32_t i = 0; i < order.size(); ++i)
        if (const auto found = place.find(order[i]); found != place.end()) found->second = i;
    auto moved = excess_;
    for (auto& one : moved) one.row = place[one.row];
    std::ranges::sort(moved, {}, [](const Excess& one) { return std::pair(one.row, one.column); });
    std::ranges::copy(moved, runs.part<Excess>(runs.excess_at_));
}

void Builder::fill(Runs& runs, const std::vector<std::uint32_t>& order) const {
    fill_starts(runs, order);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        gather(runs.part<std::byte>(runs.at_[c]), columns_[c].data(), order, layout_.columns[c].width);
    gather(runs.part<std::byte>(runs.ids_at_), reinterpret_cast<const std::byte*>(ids_.data()), order, 4);
    fill_excess(runs, order);
}

std::shared_ptr<const Runs> Builder::finish() {
    const auto runs = std::make_shared<Runs>(layout_, shape());
    std::memset(runs->arena_.data(), 0, runs->arena_.size());  // the gaps are written to files too
    fill(*runs, order());
    return runs;
}

}  // namespace kheo::statistics::runs
