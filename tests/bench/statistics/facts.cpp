// SPDX-License-Identifier: Apache-2.0
#include "facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kheo::bench {

namespace {

using statistics::runs::Builder;
using statistics::runs::kNever;

constexpr std::uint64_t kSeed = 20'261'122;

/// splitmix64: the same on every machine and library.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        auto z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>((next() >> 32) * n >> 32); }
    double real() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// Sum of twelve: near enough to normal, and the same everywhere.
    double normal() {
        double out = -6;
        for (int i = 0; i < 12; ++i) out += real();
        return out;
    }

  private:
    std::uint64_t state_;
};

/// Draws 0 … n-1 by weight in constant time (4096 × n steps of a table).
class Weighted {
  public:
    explicit Weighted(const std::vector<double>& weights) {
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        double seen = 0;
        const auto size = weights.size() * 64;
        table_.reserve(size);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            seen += weights[i];
            const auto upto = static_cast<std::size_t>(std::lround(seen / total * static_cast<double>(size)));
            while (table_.size() < upto) table_.push_back(static_cast<std::uint32_t>(i));
        }
    }
    std::uint32_t draw(Random& random) const {
        return table_[random.below(static_cast<std::uint32_t>(table_.size()))];
    }

  private:
    std::vector<std::uint32_t> table_;
};

std::vector<double> zipf(std::size_t n, double power) {
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(std::pow(static_cast<double>(i + 1), -power));
    return out;
}

struct Unit {
    std::uint32_t province, commune, new_province, new_commune, hamlet;
};

/// 63 provinces became 34: 17 pairs, 6 triples, 11 stayed.
std::vector<std::uint32_t> new_provinces() {
    std::vector<std::uint32_t> out;
    for (std::uint32_t p = 0; p < 34; ++p) out.insert(out.end(), p < 17 ? 2 : p < 23 ? 3 : 1, p);
    return out;
}

/// Days of fifteen years by weight: six percent more a year, most in June and December.
Weighted days_by_weight() {
    constexpr std::array kMonths{0.7, 0.6, 0.9, 0.9, 1.1, 1.9, 0.8, 0.8, 0.9, 1.0, 1.2, 2.2};
    std::vector<double> weights(day(kFirstYear + kYears, 1, 1));
    for (std::size_t d = 0; d < weights.size(); ++d) {
        const auto date = Date::of(kFirstYear, 1, 1)->plus_days(static_cast<int>(d));
        weights[d] =
            kMonths[static_cast<std::size_t>(date.month() - 1)] * std::pow(1.06, date.year() - kFirstYear);
    }
    return Weighted(weights);
}

Weighted units_by_weight(const Map& map, std::uint64_t seed) {
    Random random(seed);
    const auto provinces = zipf(map.provinces, 0.8);
    std::vector<double> communes(map.communes), weights;
    for (auto& weight : communes) weight = std::exp(0.8 * random.normal());
    std::vector<int> shared(map.communes);
    for (const auto commune : map.commune)
        if (commune < map.communes) ++shared[commune];
    for (std::uint32_t rank = 0; rank < map.units(); ++rank) {
        const auto commune = map.commune[rank];
        weights.push_back(commune >= map.communes ? 0.0
                                                  : communes[commune] / shared[commune] *
                                                        provinces[(map.province[rank] * 37) % map.provinces]);
    }
    return Weighted(weights);
}

std::int64_t later(std::int64_t begin, double days, std::int64_t last) {
    return std::min(last, begin + static_cast<std::int64_t>(days));
}

}  // namespace

std::uint32_t day(int year, int month, int d) {
    return static_cast<std::uint32_t>(Date::of(year, month, d)->days() - Date::of(kFirstYear, 1, 1)->days());
}

std::vector<std::uint8_t> months() {
    std::vector<std::uint8_t> out(0x10000, 255);
    for (std::uint32_t d = 0; d < day(kFirstYear + kYears, 1, 1); ++d) {
        const auto date = Date::of(kFirstYear, 1, 1)->plus_days(static_cast<int>(d));
        out[d] = static_cast<std::uint8_t>((date.year() - kFirstYear) * 12 + date.month() - 1);
    }
    return out;
}

Map make_map() {
    Map map;
    Random random(kSeed);
    std::vector<Unit> units;
    const auto to = new_provinces();
    const auto province_of = [&](std::uint32_t commune) { return commune * map.provinces / map.communes; };
    for (std::uint32_t c = 0; c < map.communes; ++c) {
        const auto merged = static_cast<std::uint32_t>(std::uint64_t{c} * map.new_communes / map.communes);
        units.push_back({province_of(c), c, 0, merged, 0});
    }
    // Hamlets: two in each of 2,155 communes; of 125 communes each hamlet went to another new commune.
    for (std::uint32_t h = 0; h < 2155; ++h) {
        const std::uint32_t c = (h * 4 + 1) % map.communes;
        const bool split = h % 17 == 0 && h / 17 < 125;
        for (std::uint32_t i = 0; i < 2; ++i) {
            auto merged = units[c].new_commune;
            if (split && i == 1 && merged + 1 < map.new_communes) ++merged;
            units.push_back({units[c].province, c, 0, merged, i + 1});
        }
    }
    // A new commune lies in the province of its first old commune.
    std::vector<std::uint32_t> lies(map.new_communes, 0xFFFFFFFF);
    for (const auto& unit : units)
        if (lies[unit.new_commune] == 0xFFFFFFFF) lies[unit.new_commune] = to[unit.province];
    for (auto& unit : units) unit.new_province = lies[unit.new_commune];
    // Districts and provinces have ranks too; these facts stand below them.
    for (std::uint32_t i = 0; i < 763; ++i)
        units.push_back({i % map.provinces, map.communes, to[i % map.provinces], map.new_communes, 0});
    std::ranges::sort(units, {}, [](const Unit& u) {
        return std::tuple(u.new_province, u.new_commune, u.province, u.commune, u.hamlet);
    });
    for (const auto& unit : units) {
        map.province.push_back(unit.province);
        map.commune.push_back(unit.commune);
        map.new_province.push_back(unit.new_province);
        map.new_commune.push_back(unit.new_commune);
    }
    return map;
}

Layout initiative_layout() {
    return {{{"start", 2},
             {"end", 2},
             {"field_kind_status", 1},
             {"theme_level", 1},
             {"score", 1, true},
             {"households", 2, true},
             {"money", 4, true}},
            *Date::of(kFirstYear, 1, 1)};
}

Layout petition_layout() {
    return {{{"received", 2}, {"due", 2}, {"closed", 2}, {"kind_channel", 1}, {"state", 1}},
            *Date::of(kFirstYear, 1, 1)};
}

std::shared_ptr<const Runs> make_initiatives(const Map& map, std::uint32_t rows) {
    Random random(kSeed + 1);
    const auto units = units_by_weight(map, kSeed + 7);
    const auto days = days_by_weight();
    const Weighted fields(zipf(kFields, 0.5)), themes(zipf(kThemes, 1.0)), statuses({2, 5, 3, 1, 0.5, 1}),
        levels({6, 3, 1, 0.3});
    Builder builder(initiative_layout(), map.units());
    builder.reserve(rows);
    for (std::uint32_t id = 0; id < rows; ++id) {
        const std::int64_t start = days.draw(random);
        const auto end =
            random.below(10) < 4 ? kNever : later(start, std::exp(6.0 + 0.9 * random.normal()), 8000);
        const auto kind = random.below(5) == 0 ? 1U : 0U;
        const std::int64_t packed = fields.draw(random) | kind << 3 | statuses.draw(random) << 4;
        const std::int64_t theme = themes.draw(random) | levels.draw(random) << 5;
        const auto households = std::min(60'000.0, std::exp(3.0 + 1.2 * random.normal()));
        const auto money = std::min(4.0e9, std::exp(9.0 + 2.0 * random.normal()));
        const std::array<std::int64_t, 7> values{start,
                                                 end,
                                                 packed,
                                                 theme,
                                                 random.below(101),
                                                 static_cast<std::int64_t>(households),
                                                 static_cast<std::int64_t>(money)};
        builder.add(units.draw(random), id, values);
    }
    return builder.finish();
}

std::shared_ptr<const Runs> make_petitions(const Map& map, std::uint32_t rows) {
    Random random(kSeed + 2);
    const auto units = units_by_weight(map, kSeed + 8);
    const auto days = days_by_weight();
    const Weighted kinds({5, 3, 1.5, 0.5}), channels(zipf(kChannels, 0.9));
    Builder builder(petition_layout(), map.units());
    builder.reserve(rows);
    for (std::uint32_t id = 0; id < rows; ++id) {
        const std::int64_t received = days.draw(random);
        const std::int64_t due = received + 10 + random.below(5) * 10;
        const auto closed =
            random.below(100) < 5 ? kNever : later(received, std::exp(2.9 + 0.8 * random.normal()), 8000);
        const std::int64_t packed = kinds.draw(random) | channels.draw(random) << 2;
        const std::array<std::int64_t, 5> values{received, due, closed, packed, random.below(6)};
        builder.add(units.draw(random), id, values);
    }
    return builder.finish();
}

}  // namespace kheo::bench
