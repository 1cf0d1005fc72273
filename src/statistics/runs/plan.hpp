// SPDX-License-Identifier: Apache-2.0
// A question made ready for counting: tables per stored value, boundaries of days, stretches of rows with one
// unit and day group. Private to runs. Lives as long as one question.
#pragma once

#include "statistics/runs/ask.hpp"

namespace kheo::statistics::runs {

/// Rows begin … end-1 belong to the cells from `slot` on.
struct Stretch {
    std::uint32_t begin, end;
    std::uint32_t
        slot;  // of the first cell; cells of one slot: Plan::stride, the last one is for what is out
};

/// Table of a key column: stored value → share of the cell number; out = kKeyOut.
inline constexpr std::uint16_t kKeyOut = 0x4000;
struct KeyTable {
    std::size_t column = 0;
    int width = 1;
    std::vector<std::uint16_t> share;  // 256 or 65536
    bool filters = false;              // some value is out
    bool splits = false;               // more than one group
};

struct Plan {
    const Runs* runs = nullptr;
    const Ask* ask = nullptr;
    Cut unit;  // the asked cut, or its cut by places
    std::vector<std::uint32_t>
        above;                 // with places: unit group of each group of `unit`; kOut where never used
    std::vector<bool> placed;  // with places: is there a place to the group?
    // Where a unit has few rows to a piece of days, the day is one more key and not a bound of stretches.
    bool day_is_key = false;
    std::uint32_t day_groups = 1, key_groups = 1;
    std::uint32_t stride = 2;    // key_groups + 1
    std::vector<KeyTable> keys;  // one per column

    std::size_t slots() const { return static_cast<std::size_t>(unit.groups) * day_groups * stride; }
};

Result<Plan> make_plan(const Runs& runs, const Ask& ask);

/// Hands the stretches of all rows that may count, in order, in lots; neighbours with one slot come as one.
class Stretches {
  public:
    explicit Stretches(const Plan& plan);
    /// The next lot; empty when there are no more.
    std::span<const Stretch> next();

  private:
    struct Boundary {
        std::uint32_t day;
        std::size_t year;  // index of the year it lies in
        bool exact;        // begins that year
    };
    struct Part {
        Boundary from, to;
        std::uint32_t group;
    };
    Boundary boundary(std::uint32_t day) const;
    std::uint32_t find(Rank unit, const Boundary& boundary) const;
    void add(std::uint32_t begin, std::uint32_t end, std::uint32_t slot);

    const Plan& plan_;
    std::vector<Part> parts_;
    Rank unit_ = 0;
    std::vector<Stretch> lot_;
};

/// Cell and weight of one row, found value by value.
class OneByOne {
  public:
    explicit OneByOne(const Plan& plan) : plan_(plan) {}
    /// The place in the slots, or nullopt when the row does not count.
    std::optional<std::size_t> place(const Row& row) const;
    bool holds(const Condition& condition, const Row& row) const;

  private:
    const Plan& plan_;
};

}  // namespace kheo::statistics::runs
