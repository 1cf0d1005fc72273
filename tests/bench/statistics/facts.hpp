// SPDX-License-Identifier: Apache-2.0
// Made-up facts for dev/bench statistics: the same for the same seed and size. Units of two maps, initiatives
// and petitions with the skew of real ones; as run stores and as lines for the engines to compare with.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "statistics/runs/ask.hpp"

namespace kheo::bench {

using statistics::runs::Cut;
using statistics::runs::Layout;
using statistics::runs::Runs;

inline constexpr int kFirstYear = 2011, kYears = 15;
inline constexpr std::uint32_t kFields = 6, kKinds = 2, kStatuses = 6, kThemes = 32, kLevels = 4;
inline constexpr std::uint32_t kPetitionKinds = 4, kChannels = 6;

/// What each rank belongs to, on the old map and on the new one.
struct Map {
    std::vector<std::uint32_t> province, commune, new_province, new_commune;
    std::uint32_t provinces = 63, communes = 10035, new_provinces = 34, new_communes = 3321;
    std::uint32_t units() const { return static_cast<std::uint32_t>(province.size()); }
};
Map make_map();

// Columns of initiatives: start, end, field 3 bits | kind 1 | status 3, theme 5 bits | recognition 2, score,
// households, money in thousand đồng.
enum Initiative : std::size_t { kStart, kEnd, kFieldKindStatus, kThemeLevel, kScore, kHouseholds, kMoney };
// Columns of petitions: received, due, closed, kind 2 bits | channel 3, state.
enum Petition : std::size_t { kReceived, kDue, kClosed, kKindChannel, kState };

Layout initiative_layout();
Layout petition_layout();
std::shared_ptr<const Runs> make_initiatives(const Map& map, std::uint32_t rows);
std::shared_ptr<const Runs> make_petitions(const Map& map, std::uint32_t rows);

/// Day as the columns count.
std::uint32_t day(int year, int month, int day);

/// Number of the month a day lies in, from January of the first year; 255 = never or later.
std::vector<std::uint8_t> months();

}  // namespace kheo::bench
