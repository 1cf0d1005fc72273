// SPDX-License-Identifier: Apache-2.0
// What the small numbers of a run store of registrations mean: units by rank, words of each dimension,
// themes. Numbers are only ever added, so that columns made earlier keep their meaning. Private to the slice.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "statistics/runs/columns.hpp"
#include "statistics/statistics.hpp"

namespace kheo::statistics {

/// Columns of the store; after the day, the dimensions that are words.
enum class FactColumn : std::size_t { day, kind, owner_type, sector, field, basis, state, level, initiative };
inline constexpr std::size_t kWordColumns = 8;  // word columns are 1 … 7

/// Words in the order they came; 0 = not stated.
class Words {
  public:
    std::uint32_t number(const std::optional<std::string>& word);
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::vector<std::string> names_{""};
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct ThemeName {
    std::string shown, folded;
};

class FactNames {
  public:
    runs::Rank rank(UnitId unit);  // the next one for a unit that has none
    std::optional<runs::Rank> find(UnitId unit) const;
    const std::vector<UnitId>& units() const { return units_; }

    std::array<Words, kWordColumns> words;  // by column

    /// Of several spellings the first in order is shown, as SQL's MIN does.
    std::uint32_t theme(const std::string& shown, const std::string& folded);
    const std::vector<ThemeName>& themes() const { return themes_; }

  private:
    std::vector<UnitId> units_;  // by rank
    std::unordered_map<std::int64_t, runs::Rank> ranks_;
    std::vector<ThemeName> themes_;
    std::map<std::string, std::uint32_t, std::less<>> theme_numbers_;  // by folded name
};

}  // namespace kheo::statistics
