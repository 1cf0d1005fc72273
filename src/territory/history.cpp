// SPDX-License-Identifier: Apache-2.0
#include "territory/history.hpp"

#include <algorithm>

namespace kheo::territory {

Date beginning() {
    static const Date date = *Date::parse_iso(kBeginningOfTime);
    return date;
}

Date ending() {
    static const Date date = *Date::parse_iso(kEndOfTime);
    return date;
}

bool VersionRow::same_content(const VersionRow& other) const {
    return code == other.code && type == other.type && name == other.name && full_name == other.full_name &&
           parent == other.parent;
}

const VersionRow* UnitRow::on(Date day) const {
    for (const auto& version : versions) {
        if (version.covers(day)) return &version;
    }
    return nullptr;
}

const VersionRow* UnitRow::nearest(Date day) const {
    const VersionRow* found = nullptr;
    for (const auto& version : versions) {
        if (!found || version.from <= day) found = &version;
    }
    return found;
}

namespace {

std::string code_key(Level level, std::string_view code) {
    return std::to_string(static_cast<int>(level)) + ":" + std::string(code);
}

void join_equal_neighbours(std::vector<VersionRow>& versions) {
    std::vector<VersionRow> joined;
    for (auto& version : versions) {
        if (!joined.empty() && joined.back().same_content(version) &&
            joined.back().to.plus_days(1) == version.from) {
            joined.back().to = version.to;
        } else {
            joined.push_back(std::move(version));
        }
    }
    versions = std::move(joined);
}

/// What stays of `old` beside the days from..to.
void keep_outside(const VersionRow& old, Date from, Date to, std::vector<VersionRow>& out) {
    if (old.from < from) {
        out.push_back(old);
        out.back().to = std::min(old.to, from.plus_days(-1));
    }
    if (old.to > to) {
        out.push_back(old);
        out.back().from = std::max(old.from, to.plus_days(1));
    }
}

}  // namespace

int History::at(Level level, std::string_view code, Date on) const {
    for (const int unit : bearers(level, code)) {
        const auto* version = units[static_cast<std::size_t>(unit)].on(on);
        if (version && version->code == code) return unit;
    }
    return kNoUnit;
}

const std::vector<int>& History::bearers(Level level, std::string_view code) const {
    static const std::vector<int> none;
    const auto found = by_code_.find(code_key(level, code));
    return found == by_code_.end() ? none : found->second;
}

int History::add(Level level, bool from_list) {
    units.push_back(UnitRow{0, level, from_list, {}});
    return static_cast<int>(units.size()) - 1;
}

void History::set(int unit, VersionRow version) {
    auto& row = units[static_cast<std::size_t>(unit)];
    note_code(row.level, version.code, unit);
    std::vector<VersionRow> versions;
    for (const auto& old : row.versions) keep_outside(old, version.from, version.to, versions);
    versions.push_back(std::move(version));
    std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    join_equal_neighbours(versions);
    row.versions = std::move(versions);
}

void History::end_at(int unit, Date last) {
    auto& versions = units[static_cast<std::size_t>(unit)].versions;
    std::erase_if(versions, [&](const VersionRow& version) { return version.from > last; });
    if (!versions.empty() && versions.back().to > last) versions.back().to = last;
}

void History::reindex() {
    by_code_.clear();
    for (std::size_t i = 0; i < units.size(); ++i) {
        for (const auto& version : units[i].versions)
            note_code(units[i].level, version.code, static_cast<int>(i));
    }
}

void History::note_code(Level level, std::string_view code, int unit) {
    if (code.empty()) return;
    auto& bearers = by_code_[code_key(level, code)];
    if (std::find(bearers.begin(), bearers.end(), unit) == bearers.end()) bearers.push_back(unit);
}

}  // namespace kheo::territory
