// SPDX-License-Identifier: Apache-2.0
#include "platform/search/doc_set.hpp"

#include <algorithm>

namespace kheo::search {

std::vector<std::uint32_t> DocSet::page(std::int64_t offset, std::int64_t limit, bool descending) const {
    std::vector<std::uint32_t> out;
    for (std::size_t step = 0; step < words_.size() && std::ssize(out) < limit; ++step) {
        const auto at = descending ? words_.size() - 1 - step : step;
        auto left = words_[at];
        if (const auto here = std::popcount(left); here <= offset) {  // a page far down skips 64 at a time
            offset -= here;
            continue;
        }
        while (left != 0 && std::ssize(out) < limit) {
            const auto bit = descending ? 63 - std::countl_zero(left) : std::countr_zero(left);
            left &= ~(std::uint64_t{1} << bit);
            if (offset-- > 0) continue;
            offset = 0;
            out.push_back(static_cast<std::uint32_t>(at * 64) + static_cast<std::uint32_t>(bit));
        }
    }
    return out;
}

}  // namespace kheo::search
