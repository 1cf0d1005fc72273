// SPDX-License-Identifier: Apache-2.0
#include "territory/apply.hpp"

#include <algorithm>
#include <set>

#include "territory/apply_internal.hpp"
#include "territory/levels.hpp"
#include "territory/messages.gen.hpp"

namespace kheo::territory {

namespace {

/// First day the earliest map is vouched for: the newest older snapshot, else the year in the file's name.
Date known_from(const Catalogue& catalogue, const CatalogueFile& file) {
    if (file.starts > beginning()) return file.starts;
    Date newest = beginning();
    for (const auto& row : catalogue.earlier) newest = std::max(newest, row.seen);
    return newest > beginning() ? newest : Date::of(file.year, 1, 1).value_or(beginning());
}

bool known(const History& history, Date starts) {
    return std::any_of(history.catalogues.begin(), history.catalogues.end(),
                       [&](const auto& record) { return record.starts == starts; });
}

void record(History& history, const Catalogue& catalogue, const CatalogueFile& file) {
    CatalogueRecord row{file.name, file.starts, known_from(catalogue, file), catalogue.source,
                        static_cast<std::int64_t>(file.rows.size())};
    const auto found = std::find_if(history.catalogues.begin(), history.catalogues.end(),
                                    [&](const auto& old) { return old.name == row.name; });
    if (found == history.catalogues.end()) {
        history.catalogues.push_back(std::move(row));
    } else {
        *found = std::move(row);
    }
}

std::size_t districts_without_communes(const History& history, Date on) {
    std::set<int> with;
    for (const auto& unit : history.units) {
        const auto* version = unit.level == Level::commune ? unit.on(on) : nullptr;
        if (version) with.insert(version->parent);
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < history.units.size(); ++i) {
        const auto& unit = history.units[i];
        if (unit.level == Level::district && unit.on(on) && !with.contains(static_cast<int>(i))) ++count;
    }
    return count;
}

/// A code that the file calls reused must not be one unit on both sides.
std::size_t contradicted_reuse(const History& history, const Catalogue& catalogue,
                               const CatalogueFile& file) {
    std::set<int> kept_by_act;
    for (const auto& line : history.lineage) {
        if (line.from == line.to && line.effective == file.starts) kept_by_act.insert(line.from);
    }
    std::size_t count = 0;
    for (const auto& row : catalogue.reuse) {
        const auto level = level_of_code(row.code);
        if (!level || row.year != file.year) continue;
        const int before = history.at(*level, row.code, file.starts.plus_days(-1));
        if (before == kNoUnit || kept_by_act.contains(before)) continue;
        if (before == history.at(*level, row.code, file.starts)) ++count;
    }
    return count;
}

void remark(std::vector<Sentence>& remarks, const Message& message, std::size_t count) {
    if (count > 0)
        remarks.emplace_back(message, std::vector<Sentence::Argument>{{"count", std::to_string(count)}});
}

}  // namespace

VersionRow version_of(const History& history, const CatalogueRow& row, Date day, Date from, Date to) {
    VersionRow out{row.code, row.type, row.name, row.full_name, kNoUnit, from, to};
    const auto parent_level = level_of_code(row.parent_code);
    if (parent_level) out.parent = history.at(*parent_level, row.parent_code, day);
    return out;
}

void end_unseen(History& history, const Seen& seen, Date day, Date last) {
    for (std::size_t i = 0; i < history.units.size(); ++i) {
        const auto& unit = history.units[i];
        if (unit.level == Level::hamlet || !unit.on(day) || seen.units.contains(static_cast<int>(i)))
            continue;
        history.end_at(static_cast<int>(i), last);
    }
}

std::vector<Sentence> apply(History& history, const Catalogue& catalogue) {
    auto remarks = catalogue.remarks;
    for (const auto& file : catalogue.files) {
        if (file.starts == beginning()) {
            apply_base(history, file, known_from(catalogue, file));
            apply_earlier(history, file.ends, catalogue.earlier, remarks);
            apply_known_acts(history, file, catalogue.changes);
            remark(remarks, msg::remark_districts_without_communes,
                   districts_without_communes(history, file.ends));
        } else {
            apply_next(history, file, catalogue.changes, known(history, file.starts));
            remark(remarks, msg::remark_reuse_contradicted, contradicted_reuse(history, catalogue, file));
        }
        record(history, catalogue, file);
    }
    return remarks;
}

}  // namespace kheo::territory
