// SPDX-License-Identifier: Apache-2.0
#include "statistics/fact_runs.hpp"

#include <algorithm>

namespace kheo::statistics {

std::optional<std::uint32_t> Pool::find(std::string_view wanted) const {
    const auto at =
        std::ranges::lower_bound(sorted_, wanted, {}, [this](std::uint32_t number) { return text(number); });
    if (at == sorted_.end() || text(*at) != wanted) return std::nullopt;
    return *at;
}

void Pool::add(const std::vector<std::string>& texts) {
    const auto before = static_cast<std::ptrdiff_t>(sorted_.size());
    for (const auto& one : texts) {
        sorted_.push_back(size());
        texts_ += one;
        start_.push_back(texts_.size());
    }
    const auto by_text = [this](std::uint32_t a, std::uint32_t b) { return text(a) < text(b); };
    std::sort(sorted_.begin() + before, sorted_.end(), by_text);
    std::inplace_merge(sorted_.begin(), sorted_.begin() + before, sorted_.end(), by_text);
}

std::size_t Pool::bytes() const {
    return texts_.capacity() + start_.capacity() * sizeof(std::uint64_t) + sorted_.capacity() * 4;
}

std::optional<std::uint32_t> FactColumns::number_of(std::int64_t id) const {
    const auto at = std::ranges::lower_bound(ids, id);
    if (at == ids.end() || *at != id) return std::nullopt;
    return static_cast<std::uint32_t>(at - ids.begin());
}

std::size_t FactColumns::bytes() const {
    const auto of = [](const Lists& lists) { return (lists.start.capacity() + lists.values.capacity()) * 4; };
    return runs->arena().size() + ids.capacity() * 8 + of(themes_of) + of(owners_of) + owners.bytes();
}

std::span<const std::uint32_t> FactRuns::themes_of(std::uint32_t initiative) const {
    if (initiative < columns->ids.size() && !hides(initiative)) return columns->themes_of.of(initiative);
    return changed.at(initiative)->themes;
}

std::span<const std::uint32_t> FactRuns::owners_of(std::uint32_t initiative) const {
    if (initiative < columns->ids.size() && !hides(initiative)) return columns->owners_of.of(initiative);
    return changed.at(initiative)->owners;
}

std::optional<int> first_year(const FactRuns& facts) {
    const auto& runs = *facts.columns->runs;
    const auto* days = runs.column<std::uint16_t>(0);
    const auto* initiatives = runs.column<std::uint32_t>(static_cast<std::size_t>(FactColumn::initiative));
    auto least = runs::kNever;
    for (std::uint32_t row = 0; row < runs.rows(); ++row)
        if (days[row] < least && !facts.hides(initiatives[row])) least = days[row];
    for (const auto& [number, one] : facts.changed)
        for (const auto& fact : one->facts) least = std::min(least, fact.values[0]);
    if (least == runs::kNever) return std::nullopt;
    return runs.layout().epoch.plus_days(least).year();
}

std::size_t FactRuns::bytes() const {
    constexpr std::size_t kOfOneChanged = 250;
    return columns->bytes() + changed.size() * kOfOneChanged + hidden.size() / 8;
}

}  // namespace kheo::statistics
