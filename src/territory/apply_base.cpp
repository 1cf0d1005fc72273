// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "territory/apply_internal.hpp"
#include "territory/levels.hpp"
#include "territory/messages.gen.hpp"

namespace kheo::territory {

namespace {

/// The unit a row speaks of, when it is known already: by code, else by name under the same parent.
int known_unit(const History& history, const CatalogueRow& row, int parent, Date on,
               const std::multimap<std::string, int>& by_name) {
    const int unit = history.at(row.level, row.code, on);
    if (unit != kNoUnit) return unit;
    const auto [first, last] = by_name.equal_range(name_key(row.full_name));
    for (auto it = first; it != last; ++it) {
        const auto& candidate = history.units[static_cast<std::size_t>(it->second)];
        const auto* version = candidate.on(on);
        if (candidate.level == row.level && version && version->parent == parent) return it->second;
    }
    return kNoUnit;
}

std::multimap<std::string, int> names_on(const History& history, Date on) {
    std::multimap<std::string, int> out;
    for (std::size_t i = 0; i < history.units.size(); ++i) {
        if (const auto* version = history.units[i].on(on))
            out.emplace(name_key(version->full_name), static_cast<int>(i));
    }
    return out;
}

/// Carries differences between snapshots back in time, one day of differences at a time.
class Backwards {
  public:
    Backwards(History& history, Date base, std::vector<Sentence>& remarks)
        : history_(history), base_(base), remarks_(remarks) {}

    void day(std::vector<EarlierRow> rows, Date seen) {
        seen_ = seen;
        before_ = seen.plus_days(-1);
        pair_moved_codes(rows);
        for (const auto& row : rows) {
            if (row.kind == "removed") {
                removed(row);
            } else if (row.kind == "added") {
                added(row);
            } else {
                changed(row, row.code);
            }
        }
    }

    void report() {
        if (unmatched_ > 0)
            remarks_.emplace_back(msg::remark_earlier_unmatched,
                                  std::vector<Sentence::Argument>{{"count", std::to_string(unmatched_)}});
    }

  private:
    /// Removed and added on one day under one name in one district: the unit only got another code.
    void pair_moved_codes(std::vector<EarlierRow>& rows) {
        for (auto& added : rows) {
            if (added.kind != "added") continue;
            const auto removed = std::find_if(rows.begin(), rows.end(), [&](const EarlierRow& row) {
                return row.kind == "removed" && row.level == added.level &&
                       row.province_code == added.province_code &&
                       row.district_before == added.district_after &&
                       name_key(row.name_before) == name_key(added.name_after);
            });
            if (removed == rows.end()) continue;
            EarlierRow moved = *removed;
            moved.kind = "code_changed";
            changed(moved, added.code);
            added.kind = removed->kind = "done";
        }
        std::erase_if(rows, [](const EarlierRow& row) { return row.kind == "done"; });
    }

    int parent_before(const EarlierRow& row, int now) const {
        const int province = history_.at(Level::province, row.province_code, before_);
        if (row.level == Level::district) return province;
        if (row.level == Level::province) return kNoUnit;
        const auto wanted = name_key(row.district_before);
        for (std::size_t i = 0; i < history_.units.size(); ++i) {
            const auto& unit = history_.units[i];
            const auto* version = unit.level == Level::district ? unit.on(before_) : nullptr;
            if (version && version->parent == province && name_key(version->full_name) == wanted)
                return static_cast<int>(i);
        }
        return now;
    }

    VersionRow version_before(const EarlierRow& row, int parent_now) const {
        const auto parts = split_full_name(row.name_before);
        auto full = parts.type.empty() ? parts.name : parts.type + " " + parts.name;
        return {row.code,    parts.type, parts.name, std::move(full), parent_before(row, parent_now),
                beginning(), before_};
    }

    void changed(const EarlierRow& row, const std::string& code_after) {
        const int unit = history_.at(row.level, code_after, seen_);
        if (unit == kNoUnit) return void(++unmatched_);
        const int parent = history_.units[static_cast<std::size_t>(unit)].on(seen_)->parent;
        history_.set(unit, version_before(row, parent));
    }

    void removed(const EarlierRow& row) {
        int unit = history_.at(row.level, row.code, before_);
        if (unit == kNoUnit) unit = gone_bearer(row);
        if (unit == kNoUnit) unit = history_.add(row.level);
        auto version = version_before(row, history_.at(Level::province, row.province_code, before_));
        history_.end_at(unit, before_);
        history_.set(unit, std::move(version));
    }

    /// A unit known from another catalogue that lost the same code and name on another day.
    int gone_bearer(const EarlierRow& row) const {
        for (const int unit : history_.bearers(row.level, row.code)) {
            const auto& row_of = history_.units[static_cast<std::size_t>(unit)];
            const auto& versions = row_of.versions;
            if (versions.empty() || row_of.on(base_)) continue;
            if (name_key(versions.back().full_name) == name_key(row.name_before)) return unit;
        }
        return kNoUnit;
    }

    void added(const EarlierRow& row) {
        const int unit = history_.at(row.level, row.code, seen_);
        if (unit == kNoUnit) return void(++unmatched_);
        auto& versions = history_.units[static_cast<std::size_t>(unit)].versions;
        std::erase_if(versions, [&](const VersionRow& version) { return version.to < seen_; });
        if (!versions.empty() && versions.front().from < seen_) versions.front().from = seen_;
    }

    History& history_;
    Date base_;  // a day of the earliest map
    std::vector<Sentence>& remarks_;
    Date seen_, before_;
    std::size_t unmatched_ = 0;
};

}  // namespace

void apply_base(History& history, const CatalogueFile& file, Date known_from) {
    Seen seen;
    const auto by_name = names_on(history, file.ends);
    for (const auto& row : file.rows) {
        auto version = version_of(history, row, row.to, beginning(), row.to);
        int unit = known_unit(history, row, version.parent, row.to, by_name);
        if (unit == kNoUnit) unit = history.add(row.level);
        history.set(unit, std::move(version));
        seen.units.insert(unit);
    }
    end_unseen(history, seen, file.ends, known_from.plus_days(-1));
}

void apply_earlier(History& history, Date base, std::vector<EarlierRow> rows,
                   std::vector<Sentence>& remarks) {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.seen != b.seen ? a.seen > b.seen : a.level < b.level;
    });
    Backwards backwards(history, base, remarks);
    for (auto first = rows.begin(); first != rows.end();) {
        const auto last =
            std::find_if(first, rows.end(), [&](const auto& row) { return row.seen != first->seen; });
        backwards.day({first, last}, first->seen);
        first = last;
    }
    backwards.report();
}

}  // namespace kheo::territory
