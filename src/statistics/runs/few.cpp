// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/few.hpp"

#include <cstring>

#include "statistics/runs/blocks.hpp"

namespace kheo::statistics::runs {

namespace {

constexpr std::uint32_t kMostCellsSplit = 12;
constexpr std::uint32_t kLongEnough = 96;  // rows of a stretch on average
using Bytes = std::uint8_t __attribute__((vector_size(16)));

using Doubles = std::uint32_t __attribute__((vector_size(16)));

Bytes load(const std::uint8_t* from) {
    Bytes out;
    std::memcpy(&out, from, sizeof out);
    return out;
}

Bytes all(std::uint8_t value) {
    return Bytes{} + value;
}

std::uint64_t total(Bytes bytes) {
    std::uint64_t out = 0;
    for (int i = 0; i < 16; ++i) out += bytes[i];
    return out;
}

}  // namespace

std::optional<Few::Test> Few::test_of(const std::vector<bool>& set, bool may_negate) {
    std::uint8_t same = 0xFF, wanted = 0;
    std::size_t size = 0;
    for (std::size_t v = 0; v < 256; ++v) {
        if (!set[v]) continue;
        if (size++ == 0) wanted = static_cast<std::uint8_t>(v);
        same &= static_cast<std::uint8_t>(~(v ^ wanted));
    }
    if (size > 0 && size == 1U << (8 - std::popcount(same)))
        return Test{same, static_cast<std::uint8_t>(wanted & same), false};
    if (!may_negate) return std::nullopt;
    auto rest = set;
    rest.flip();
    auto test = test_of(rest, false);
    if (test) test->negated = true;
    return test;
}

bool Few::add_table(const KeyTable& table) {
    if (table.width != 1) return false;
    const auto* values = plan_.runs->column<std::uint8_t>(table.column);
    std::vector<bool> set(256);
    if (!table.splits) {
        for (std::size_t v = 0; v < 256; ++v) set[v] = table.share[v] != kKeyOut;
        const auto test = test_of(set, true);
        if (test) filters_.push_back({values, *test});
        return test.has_value();
    }
    if (split_) return false;
    split_ = values;
    for (std::uint32_t cell = 0; cell < plan_.key_groups; ++cell) {
        for (std::size_t v = 0; v < 256; ++v) set[v] = table.share[v] == cell;
        const bool none = std::ranges::find(set, true) == set.end();
        const auto test = none ? std::optional(Test{0, 1, false}) : test_of(set, false);
        if (!test) return false;
        cells_.push_back(*test);
    }
    return true;
}

Few::Few(const Plan& plan, const Words& words) : plan_(plan) {
    const auto& sums = plan.ask->sums;
    const bool one_sum = sums.size() == 1 && words.packed && plan.runs->layout().columns[sums[0]].width == 2;
    if ((!sums.empty() && !one_sum) || plan.ask->part) return;
    if (plan.key_groups > kMostCellsSplit || plan.keys.empty()) return;
    for (const auto& table : plan.keys)
        if (!add_table(table)) return;
    if (one_sum) summed_ = plan.runs->column<std::uint16_t>(sums[0]);
    can_ = split_ != nullptr;
}

bool Few::fits(std::span<const Stretch> lot) const {
    if (!can_) return false;
    std::uint64_t rows = 0;
    for (const auto& stretch : lot) rows += stretch.end - stretch.begin;
    return rows >= lot.size() * kLongEnough;
}

std::uint64_t Few::sum_block(std::size_t cell, std::uint32_t first, std::uint32_t n,
                             const std::uint8_t* kept) const {
    const auto mask = all(cells_[cell].mask), wanted = all(cells_[cell].wanted);
    Doubles sums{};
    for (std::uint32_t i = 0; i < n; i += 16) {
        const Bytes equal = reinterpret_cast<Bytes>((load(split_ + first + i) & mask) == wanted);
        const Bytes counts = equal & load(kept + i);
        const Bytes low =
            __builtin_shufflevector(counts, counts, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        const Bytes high = __builtin_shufflevector(counts, counts, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
                                                   14, 14, 15, 15);
        const auto* values = reinterpret_cast<const std::uint8_t*>(summed_ + first + i);
        const auto add = [&](Bytes chosen) {
            const auto pairs = reinterpret_cast<Doubles>(chosen);
            sums += (pairs & 0xFFFFU) + (pairs >> 16U);
        };
        add(load(values) & low);
        add(load(values + 16) & high);
    }
    return std::uint64_t{sums[0]} + sums[1] + sums[2] + sums[3];
}

void Few::count_block(std::uint32_t first, std::uint32_t n, std::uint64_t* cells) const {
    // 255 × 16 rows fit the bytes that count; a block is shorter. What follows the last row is masked out.
    std::uint8_t keep_rows[kBlock];
    Mask wide[kBlock];
    std::fill_n(wide, n, Mask{0xFFFF});
    for (const auto& condition : plan_.ask->where) keep(*plan_.runs, condition, first, n, wide);
    for (std::uint32_t i = 0; i < n; ++i) keep_rows[i] = static_cast<std::uint8_t>(wide[i]);
    std::fill(keep_rows + n, keep_rows + std::min(kBlock, (n + 15) / 16 * 16), std::uint8_t{0});
    for (const auto& filter : filters_) {
        const auto mask = all(filter.test.mask), wanted = all(filter.test.wanted);
        const auto turn = all(filter.test.negated ? 0xFF : 0);
        for (std::uint32_t i = 0; i < n; i += 16) {
            const Bytes equal = reinterpret_cast<Bytes>((load(filter.values + first + i) & mask) == wanted);
            const Bytes kept = load(keep_rows + i) & (equal ^ turn);
            std::memcpy(keep_rows + i, &kept, sizeof kept);
        }
    }
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        const auto mask = all(cells_[cell].mask), wanted = all(cells_[cell].wanted);
        Bytes count{};
        for (std::uint32_t i = 0; i < n; i += 16) {
            const Bytes equal = reinterpret_cast<Bytes>((load(split_ + first + i) & mask) == wanted);
            count -= equal & load(keep_rows + i);
        }
        cells[cell] += total(count);
        if (summed_) cells[cell] += sum_block(cell, first, n, keep_rows) << kPackedAt;
    }
}

void Few::count(std::span<const Stretch> lot, std::uint64_t* cells) const {
    for (const auto& stretch : lot)
        for (auto first = stretch.begin; first < stretch.end; first += kBlock)
            count_block(first, std::min(kBlock, stretch.end - first), cells + stretch.slot);
}

}  // namespace kheo::statistics::runs
