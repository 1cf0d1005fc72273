// SPDX-License-Identifier: Apache-2.0
#include "questions.hpp"

#include <algorithm>
#include <numeric>

namespace kheo::bench {

namespace {

using namespace statistics::runs;

constexpr std::uint32_t kProvince = 20, kField = 1;

Answer ask_initiatives(const Stores& stores, const Ask& ask) {
    return count(*stores.initiatives, stores.changes, ask).value();
}
Answer ask_petitions(const Stores& stores, const Ask& ask) {
    return count(*stores.petitions, {}, ask).value();
}

Cut only(const std::vector<std::uint32_t>& of, std::uint32_t wanted, const std::vector<std::uint32_t>& group,
         std::uint32_t groups) {
    Cut out{group, groups};
    for (std::size_t i = 0; i < of.size(); ++i)
        if (of[i] != wanted) out.group[i] = kOut;
    return out;
}

/// Units that are in no group of the map are out.
Cut by(const std::vector<std::uint32_t>& group, std::uint32_t groups) {
    Cut out{group, groups};
    for (auto& one : out.group)
        if (one >= groups) one = kOut;
    return out;
}

Cut identity(std::uint32_t values) {
    Cut out{{}, values};
    out.group.resize(values);
    std::iota(out.group.begin(), out.group.end(), 0U);
    return out;
}

Cut one_of(std::uint32_t values, const std::vector<std::uint32_t>& wanted) {
    Cut out{std::vector<std::uint32_t>(values, kOut), 1};
    for (const auto v : wanted) out.group[v] = 0;
    return out;
}

KeyCut field() {
    return {kFieldKindStatus, identity(kFields), 0, 3};
}
KeyCut status() {
    return {kFieldKindStatus, identity(kStatuses), 4, 3};
}

DayCut years() {
    DayCut out{{}, kYears};
    for (int y = 0; y < kYears; ++y)
        out.pieces.push_back(
            {day(kFirstYear + y, 1, 1), day(kFirstYear + y + 1, 1, 1) - 1, static_cast<std::uint32_t>(y)});
    return out;
}

DayCut every(int step) {
    DayCut out{{}, static_cast<std::uint32_t>(kYears * 12 / step)};
    const auto first = [&](int m) { return day(kFirstYear + m / 12, m % 12 + 1, 1); };
    for (int m = 0; m < kYears * 12; m += step)
        out.pieces.push_back({first(m), first(m + step) - 1, static_cast<std::uint32_t>(m / step)});
    return out;
}

template <typename F>
Lines lines(const Answer& answer, F&& figures) {
    Lines out;
    for (std::uint32_t u = 0; u < answer.units; ++u)
        for (std::uint32_t d = 0; d < answer.days; ++d)
            for (std::uint32_t k = 0; k < answer.keys; ++k)
                if (const auto cell = answer.cell(u, d, k); answer.count[cell] != 0) {
                    auto line = figures(u, d, k, cell);
                    out.push_back(std::move(line));
                }
    return out;
}

using Line = std::vector<std::int64_t>;
using Later = std::function<Lines()>;

Later q1(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.province, s.map.provinces);
    ask.day = years();
    ask.keys = {field()};
    ask.sums = {kHouseholds, kMoney};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto u, auto d, auto k, auto c) {
            return Line{u, d, k, a.count[c], a.sums[0][c], a.sums[1][c]};
        });
    };
}

Later q2(const Stores& s) {
    Ask ask;
    ask.unit = only(s.map.province, kProvince, s.map.commune, s.map.communes);
    for (auto& group : ask.unit.group)
        if (group != kOut && group >= s.map.communes) group = kOut;
    ask.day = DayCut{{{day(2024, 7, 1), day(2024, 12, 31), 0}, {day(2025, 7, 1), day(2025, 12, 31), 1}}, 2};
    ask.keys = {status()};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto u, auto d, auto k, auto c) { return Line{u, k, 13 + d, a.count[c]}; });
    };
}

Later q3(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.province, s.map.provinces);
    ask.keys = {field(),
                {kFieldKindStatus, one_of(kKinds, {0}), 3, 1},
                {kFieldKindStatus, one_of(kStatuses, {1}), 4, 3},
                {kThemeLevel, one_of(kLevels, {1, 2, 3}), 5, 2}};
    ask.places = by(s.map.commune, s.map.communes);
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto u, auto, auto k, auto c) { return Line{u, k, a.count[c], a.places[c]}; });
    };
}

Later q4(const Stores& s) {
    Ask ask;
    const auto on = day(2023, 6, 30);
    ask.unit = by(s.map.province, s.map.provinces);
    ask.day = DayCut{{{0, on, 0}}, 1};
    ask.where = {{kEnd, on + 1, 0xFFFF, {}}};
    ask.keys = {field()};
    ask.sums = {kHouseholds};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto u, auto, auto k, auto c) { return Line{u, k, a.count[c], a.sums[0][c]}; });
    };
}

Later q5(const Stores& s) {
    Ask ask;
    const auto on = day(2025, 11, 15);
    ask.unit = by(s.map.commune, s.map.communes);
    ask.where = {{kDue, 0, on - 1, {}}, {kClosed, on + 1, 0xFFFF, {}}};
    return [a = ask_petitions(s, ask)] {
        return lines(a, [&](auto u, auto, auto, auto c) { return Line{u, a.count[c]}; });
    };
}

Later q6(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.commune, s.map.communes);
    ask.day = DayCut{{{day(2024, 1, 1), day(2024, 12, 31), 0}, {day(2025, 1, 1), day(2025, 12, 31), 1}}, 2};
    const auto answer = ask_initiatives(s, ask);
    Lines growth;
    for (std::uint32_t u = 0; u < answer.units; ++u)
        if (answer.count[2 * u] + answer.count[2 * u + 1] > 0)
            growth.push_back({u, answer.count[2 * u + 1] - answer.count[2 * u]});
    const auto most = growth.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(20, growth.size()));
    std::ranges::partial_sort(growth, most, [](const Line& a, const Line& b) {
        return std::pair(-a[1], a[0]) < std::pair(-b[1], b[0]);
    });
    growth.erase(most, growth.end());
    return [growth] { return growth; };
}

Later q7(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.new_commune, s.map.new_communes);
    ask.day = years();
    ask.sums = {kMoney};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto u, auto d, auto, auto c) { return Line{u, d, a.count[c], a.sums[0][c]}; });
    };
}

Later q8(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.new_province, s.map.new_provinces);
    ask.keys = {{kKindChannel, identity(kPetitionKinds), 0, 2}};
    ask.spread = Spread{kReceived, kClosed, {500, 900}};
    ask.only_spread = true;
    return [a = ask_petitions(s, ask)] {
        Lines out;
        for (std::uint32_t u = 0; u < a.units; ++u)
            for (std::uint32_t k = 0; k < a.keys; ++k)
                if (const auto c = a.cell(u, 0, k); a.measured[c] > 0)
                    out.push_back({u, k, a.measured[c], a.points[0][c], a.points[1][c]});
        return out;
    };
}

Later q9(const Stores& s) {
    Ask ask;
    ask.unit = by(s.map.new_province, s.map.new_provinces);
    ask.day = every(3);
    ask.keys = {{kKindChannel, identity(kChannels), 2, 3}};
    ask.where = {{kClosed, 0, kNever - 1U, {}}};
    ask.part = Condition{kClosed, 0, 0xFFFF, kDue};
    return [a = ask_petitions(s, ask)] {
        return lines(a, [&](auto u, auto d, auto k, auto c) { return Line{u, d, k, a.count[c], a.part[c]}; });
    };
}

Later q10(const Stores& s) {
    Ask ask;
    ask.unit = Cut{std::vector<std::uint32_t>(s.map.units(), 0), 1};
    ask.day = DayCut{{{day(2021, 1, 1), day(2025, 6, 30), 0}}, 1};
    ask.keys = {{kThemeLevel, identity(kThemes), 0, 5},
                {kThemeLevel, identity(kLevels), 5, 2},
                status(),
                {kFieldKindStatus, one_of(kFields, {kField}), 0, 3}};
    ask.sums = {kScore};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto, auto, auto k, auto c) {
            return Line{k / (kLevels * kStatuses), k / kStatuses % kLevels, k % kStatuses, a.count[c],
                        a.sums[0][c]};
        });
    };
}

Later q11(const Stores& s) {
    Ask ask;
    ask.unit = only(s.map.province, kProvince, std::vector<std::uint32_t>(s.map.units(), 0), 1);
    ask.keys = {field()};
    ask.day = every(1);
    const auto began = ask_initiatives(s, ask);
    ask.day.reset();
    static const auto kMonth = months();
    Cut ended{std::vector<std::uint32_t>(0x10000, kOut), kYears * 12};
    for (std::uint32_t d = 0; d < 0x10000; ++d)
        if (kMonth[d] != 255) ended.group[d] = kMonth[d];
    ask.keys.insert(ask.keys.begin(), {kEnd, ended});
    const auto gone = ask_initiatives(s, ask);
    Lines out;
    for (std::uint32_t f = 0; f < kFields; ++f) {
        std::int64_t active = 0;
        for (std::uint32_t m = 0; m < kYears * 12; ++m) {
            active += began.count[m * kFields + f] - gone.count[m * kFields + f];
            out.push_back({m, f, active});
        }
    }
    return [out] { return out; };
}

Later q12(const Stores& s) {
    const auto commune = commune_of_q12(s.map);
    Ask ask;
    ask.unit = only(s.map.commune, commune, std::vector<std::uint32_t>(s.map.units(), 0), 1);
    ask.day = DayCut{{{day(2024, 1, 1), day(2024, 12, 31), 0}, {day(2025, 1, 1), day(2025, 12, 31), 1}}, 2};
    return [a = ask_initiatives(s, ask)] {
        return lines(a, [&](auto, auto d, auto, auto c) { return Line{13 + d, a.count[c]}; });
    };
}

}  // namespace

std::uint32_t commune_of_q12(const Map& map) {
    return map.commune[map.units() / 2 + 3];
}

std::vector<Asked> questions() {
    return {{"Q1", q1}, {"Q2", q2}, {"Q3", q3}, {"Q4", q4},   {"Q5", q5},   {"Q6", q6},
            {"Q7", q7}, {"Q8", q8}, {"Q9", q9}, {"Q10", q10}, {"Q11", q11}, {"Q12", q12}};
}

}  // namespace kheo::bench
