// SPDX-License-Identifier: Apache-2.0
// One question over a run store: a cut by unit, by day and by up to three other columns, with conditions, and
// what is measured in each cell. Any tree of units is a table rank → group; any span of time a list of pieces
// of days; any dimension or filter on a small column a table value → group. Values only; no memory of others.
#pragma once

#include <optional>

#include "statistics/runs/columns.hpp"

namespace kheo::statistics::runs {

/// Group of what does not count.
inline constexpr std::uint32_t kOut = 0xFFFFFFFF;

/// value → group; a value beyond the table is out.
struct Cut {
    std::vector<std::uint32_t> group;
    std::uint32_t groups = 1;
};

/// Days from … to (inclusive, as columns count) that belong to a group.
struct Piece {
    std::uint32_t from = 0, to = 0, group = 0;
};

/// Pieces of the leading day, ascending, without overlap; days between them do not count.
struct DayCut {
    std::vector<Piece> pieces;
    std::uint32_t groups = 1;
};

/// A column of 1 or 2 bytes, or some bits of one, as a dimension; groups = 1: only a filter.
struct KeyCut {
    std::size_t column = 0;
    Cut cut;
    int shift = 0, bits = 16;  // the value is (stored >> shift) & (2^bits − 1)
};

/// Holds when least <= value <= most, or, with `not_above`, when value <= the value of that column.
struct Condition {
    std::size_t column = 0;
    std::uint32_t least = 0, most = 0xFFFFFFFF;
    std::optional<std::size_t> not_above;
};

/// Days from one column to another; rows whose second day is kNever have none.
struct Spread {
    std::size_t from = 0, to = 0;
    std::vector<int> permille;  // 500 = median, 900 = p90; nearest rank
};

struct Ask {
    Cut unit;                   // rank → group
    std::optional<DayCut> day;  // absent: every day, one group
    std::vector<KeyCut> keys;
    std::vector<Condition> where;   // all must hold
    std::vector<std::size_t> sums;  // columns, at most two
    std::optional<Condition> part;  // how many of the counted also fulfil this (numerator of a ratio)
    std::optional<Cut> places;      // rank → place: how many different ones have one; out = none
    std::optional<Spread> spread;
    bool only_spread = false;  // nothing but the spread is wanted
};

/// Cells in order: unit group, day group, then the keys, the last one fastest.
struct Answer {
    std::uint32_t units = 1, days = 1, keys = 1;
    std::vector<std::int64_t> count;
    std::vector<std::vector<std::int64_t>> sums;    // [asked sum][cell]
    std::vector<std::int64_t> part, places;         // empty unless asked
    std::vector<std::int64_t> measured;             // spread: rows that have one
    std::vector<std::vector<std::int32_t>> points;  // spread: [permille][cell]; 0 where measured is 0
    std::size_t cell(std::uint32_t unit, std::uint32_t day, std::uint32_t key) const {
        return (static_cast<std::size_t>(unit) * days + day) * keys + key;
    }
};

/// A row that came or went since the columns were made: weight +1 or −1.
struct Change {
    Row row;
    int weight = 1;
};

/// Rows that came or went, in the lots they came in; lots are shared and never changed.
using Changes = std::vector<std::shared_ptr<const std::vector<Change>>>;

/// Errors: usage, with a sentence, when the question has more cells than anybody reads (kMostCells), or asks
/// for more than two sums.
inline constexpr std::uint64_t kMostCells = 4'000'000;
Result<Answer> count(const Runs& runs, const Changes& changes, const Ask& ask);

/// The same, row by row and slowly: what count() is tested against, and how single rows are counted.
Result<Answer> count_slowly(const Runs& runs, const Changes& changes, const Ask& ask);

}  // namespace kheo::statistics::runs
