// SPDX-License-Identifier: Apache-2.0
// A short cut for long stretches split into few cells by small columns: each cell is one comparison of a byte
// ((value & mask) == wanted), sixteen rows at a time; with one sum of 16 bits at most. Private to runs.
#pragma once

#include "statistics/runs/kernels.hpp"

namespace kheo::statistics::runs {

class Few {
  public:
    Few(const Plan& plan, const Words& words);
    /// Can it, and are these stretches long enough?
    bool fits(std::span<const Stretch> lot) const;
    /// Counts into cells[slot + cell].
    void count(std::span<const Stretch> lot, std::uint64_t* cells) const;

  private:
    /// A set of byte values as one comparison.
    struct Test {
        std::uint8_t mask = 0, wanted = 0;
        bool negated = false;
    };
    struct Filter {
        const std::uint8_t* values;
        Test test;
    };
    static std::optional<Test> test_of(const std::vector<bool>& set, bool may_negate);
    bool add_table(const KeyTable& table);
    std::uint64_t sum_block(std::size_t cell, std::uint32_t first, std::uint32_t n,
                            const std::uint8_t* kept) const;
    void count_block(std::uint32_t first, std::uint32_t n, std::uint64_t* cells) const;

    const Plan& plan_;
    bool can_ = false;
    const std::uint8_t* split_ = nullptr;
    const std::uint16_t* summed_ = nullptr;  // into the upper bits of a packed word
    std::vector<Test> cells_;
    std::vector<Filter> filters_;
};

}  // namespace kheo::statistics::runs
