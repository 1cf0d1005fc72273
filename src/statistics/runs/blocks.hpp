// SPDX-License-Identifier: Apache-2.0
// The steps of one block of rows, written so that the compiler makes wide instructions of them. Plain
// pointers on purpose: these loops are what a question costs. Private to runs.
#pragma once

#include <algorithm>
#include <cstdint>

#include "statistics/runs/plan.hpp"

namespace kheo::statistics::runs {

inline constexpr std::uint32_t kBlock = 1024;
using Mask = std::uint16_t;  // 0xFFFF = counts, 0 = does not

template <typename T>
inline void keep_between(const T* values, std::uint32_t n, std::uint32_t least, std::uint32_t most,
                         Mask* mask) {
    const auto low = static_cast<T>(least);
    const auto span = static_cast<T>(std::min<std::uint32_t>(most, static_cast<T>(~T{})) - least);
    for (std::uint32_t i = 0; i < n; ++i)
        mask[i] = static_cast<T>(values[i] - low) <= span ? mask[i] : Mask{0};
}

template <typename T>
inline void keep_not_above(const T* a, const T* b, std::uint32_t n, Mask* mask) {
    for (std::uint32_t i = 0; i < n; ++i) mask[i] = a[i] <= b[i] ? mask[i] : Mask{0};
}

/// mask &= condition over rows first … first+n-1.
inline void keep(const Runs& runs, const Condition& condition, std::uint32_t first, std::uint32_t n,
                 Mask* mask) {
    const auto width = runs.layout().columns[condition.column].width;
    const auto each = [&]<typename T>(T) {
        const T* values = runs.column<T>(condition.column) + first;
        if (condition.not_above)
            return keep_not_above(values, runs.column<T>(*condition.not_above) + first, n, mask);
        constexpr std::uint32_t top = static_cast<T>(~T{});
        if (condition.least > top || condition.least > condition.most)
            return std::fill_n(mask, n, Mask{0}), void();
        keep_between(values, n, condition.least, condition.most, mask);
    };
    if (width == 1) return each(std::uint8_t{});
    if (width == 2) return each(std::uint16_t{});
    each(std::uint32_t{});
}

/// cell[i] = share of the table; `fresh`: the first table, else added.
template <typename T>
inline void add_shares(const T* values, const std::uint16_t* share, std::uint32_t n, bool fresh,
                       std::uint16_t* cell) {
    if (fresh)
        for (std::uint32_t i = 0; i < n; ++i) cell[i] = share[values[i]];
    else
        for (std::uint32_t i = 0; i < n; ++i)
            cell[i] = static_cast<std::uint16_t>(cell[i] + share[values[i]]);
}

inline void shares(const Plan& plan, std::uint32_t first, std::uint32_t n, std::uint16_t* cell) {
    bool fresh = true;
    for (const auto& table : plan.keys) {
        if (table.width == 1)
            add_shares(plan.runs->column<std::uint8_t>(table.column) + first, table.share.data(), n, fresh,
                       cell);
        else
            add_shares(plan.runs->column<std::uint16_t>(table.column) + first, table.share.data(), n, fresh,
                       cell);
        fresh = false;
    }
    if (fresh) std::fill_n(cell, n, std::uint16_t{0});
}

/// What is out goes to the last cell.
inline void put_aside(std::uint16_t* cell, const Mask* mask, std::uint32_t n, std::uint16_t last) {
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto one = std::min(cell[i], last);
        cell[i] = mask[i] ? one : last;
    }
}

inline std::uint32_t count_equal(const std::uint16_t* cell, std::uint32_t n, std::uint16_t wanted) {
    std::uint16_t out = 0;  // a block is shorter than this can count
    for (std::uint32_t i = 0; i < n; ++i) out = static_cast<std::uint16_t>(out + (cell[i] == wanted ? 1 : 0));
    return out;
}

/// Places of what is not out; the answer is how many.
inline std::uint32_t choose(const std::uint16_t* cell, std::uint32_t n, std::uint16_t last,
                            std::uint16_t* chosen) {
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        chosen[count] = static_cast<std::uint16_t>(i);
        count += cell[i] != last ? 1U : 0U;
    }
    return count;
}

template <typename T>
inline std::uint64_t sum_of(const T* values, std::uint32_t n) {
    std::uint64_t out = 0;
    for (std::uint32_t i = 0; i < n; ++i) out += values[i];
    return out;
}

inline std::uint64_t sum_of(const Runs& runs, std::size_t column, std::uint32_t first, std::uint32_t n) {
    const auto width = runs.layout().columns[column].width;
    if (width == 1) return sum_of(runs.column<std::uint8_t>(column) + first, n);
    if (width == 2) return sum_of(runs.column<std::uint16_t>(column) + first, n);
    return sum_of(runs.column<std::uint32_t>(column) + first, n);
}

/// A block of a column as 32 bits: where it stands, or copied to `room`.
inline const std::uint32_t* widened(const Runs& runs, std::size_t column, std::uint32_t first,
                                    std::uint32_t n, std::uint32_t* room) {
    const auto width = runs.layout().columns[column].width;
    if (width == 4) return runs.column<std::uint32_t>(column) + first;
    if (width == 2)
        std::copy_n(runs.column<std::uint16_t>(column) + first, n, room);
    else
        std::copy_n(runs.column<std::uint8_t>(column) + first, n, room);
    return room;
}

}  // namespace kheo::statistics::runs
