// SPDX-License-Identifier: Apache-2.0
#include "statistics/fact_names.hpp"

#include <algorithm>

namespace kheo::statistics {

std::uint32_t Words::number(const std::optional<std::string>& word) {
    if (!word) return 0;
    const auto [found, fresh] = numbers_.try_emplace(*word, static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(*word);
    return found->second;
}

runs::Rank FactNames::rank(UnitId unit) {
    const auto [found, fresh] = ranks_.try_emplace(unit.value, static_cast<runs::Rank>(units_.size()));
    if (fresh) units_.push_back(unit);
    return found->second;
}

std::optional<runs::Rank> FactNames::find(UnitId unit) const {
    const auto found = ranks_.find(unit.value);
    return found == ranks_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t FactNames::theme(const std::string& shown, const std::string& folded) {
    const auto [found, fresh] =
        theme_numbers_.try_emplace(folded, static_cast<std::uint32_t>(themes_.size()));
    if (fresh) themes_.push_back({shown, folded});
    auto& name = themes_[found->second].shown;
    name = std::min(name, shown);
    return found->second;
}

}  // namespace kheo::statistics
