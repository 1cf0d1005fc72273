// SPDX-License-Identifier: Apache-2.0
// How long initiatives live (replication.hpp, upkeep): pure but for the reading at the end.
#include <algorithm>
#include <array>

#include "registry/places.hpp"
#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

namespace {

constexpr std::array kYears{1, 2, 5};  // what the page shows

/// The same day `years` later; of 29 February the 28th.
Date anniversary(Date first, int years) {
    const auto same = Date::of(first.year() + years, first.month(), first.day());
    return same ? *same : *Date::of(first.year() + years, first.month(), 28);
}

Date end_of_year(int year) {
    return *Date::of(year, 12, 31);
}

void add(Survival& sum, Standing standing) {
    if (standing == Standing::not_yet) return;
    ++sum.reached;
    sum.alive += standing == Standing::alive;
    sum.ended += standing == Standing::ended;
    sum.silent += standing == Standing::silent;
}

}  // namespace

Standing standing_after(const Evidence& e, int years, Date today) {
    const auto day = anniversary(e.first, years);
    if (today < day) return Standing::not_yet;
    if (e.last_year >= day.year() && e.last_year > e.first.year()) return Standing::alive;
    if (e.alive && day <= *e.alive) return Standing::alive;
    if (e.ended && day <= *e.ended) return Standing::alive;  // it ended later
    return e.ended || e.closed ? Standing::ended : Standing::silent;
}

Date last_heard(const Evidence& e, Date today) {
    auto out = std::min(end_of_year(e.last_year), today);
    if (e.alive) out = std::max(out, *e.alive);
    if (e.ended) out = std::max(out, *e.ended);
    return out;
}

Result<Upkeep> upkeep(db::Transaction& tx, const Reading& reading, std::size_t limit) {
    Upkeep out;
    const auto days = static_cast<int>(TRY(store::parameter(tx, "silent_after_days", reading.today)));
    for (const int years : kYears) out.survival.push_back({years});
    TRY(store::each_evidence(tx, [&](const store::Watched& w) {
        if (!may_see(reading, w.unit)) return;
        for (auto& sum : out.survival) add(sum, standing_after(w.evidence, sum.years, reading.today));
        const auto heard = last_heard(w.evidence, reading.today);
        if (w.evidence.closed || w.evidence.ended || days <= 0 || reading.today < heard.plus_days(days))
            return;
        ++out.silent_total;
        out.silent.push_back({w.number, w.title, w.unit, heard, w.reminded, w.id});
    }));
    std::ranges::sort(out.silent, {}, [](const Silent& s) { return std::pair(s.last_heard, s.number); });
    if (out.silent.size() > limit) out.silent.resize(limit);
    return out;
}

}  // namespace kheo::registry::replication
