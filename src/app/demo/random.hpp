// SPDX-License-Identifier: Apache-2.0
// A seeded random sequence that is the same on every machine and compiler (the standard distributions are
// not).
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace kheo::app::demo {

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// 0 … bound − 1; bound at least 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
    }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <typename T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }

  private:
    std::mt19937_64 engine_;
};

}  // namespace kheo::app::demo
