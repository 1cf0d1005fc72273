// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "territory/apply_internal.hpp"
#include "territory/levels.hpp"

namespace kheo::territory {

namespace {

using Key = std::pair<Level, std::string>;

bool keeps_identity(std::string_view kind) {
    return kind == "kept" || kind == "renamed" || kind == "retyped" || kind == "transferred";
}

class NextMap {
  public:
    NextMap(History& history, const CatalogueFile& file, const std::vector<ChangeRow>& changes,
            bool known_before)
        : history_(history), file_(file), known_before_(known_before) {
        for (const auto& row : changes) {
            if (row.effective != file.starts) continue;
            changes_.push_back(&row);
            into_[{row.level_new, row.new_code}].push_back(&row);
            ++out_of_[{row.level_old, row.old_code}];
        }
    }

    void run() {
        // Where the old units stand is read before any version changes.
        for (const auto* row : changes_)
            from_.push_back(history_.at(row->level_old, row->old_code, before()));
        Seen seen;
        for (const auto& row : file_.rows) {
            const int unit = unit_of(row);
            history_.set(unit, version_of(history_, row, file_.starts, row.from, row.to));
            seen.units.insert(unit);
        }
        end_unseen(history_, seen, file_.starts, before());
        write_lineage();
    }

  private:
    Date before() const { return file_.starts.plus_days(-1); }

    int unit_of(const CatalogueRow& row) {
        if (row.from < file_.starts || known_before_) {
            const int unit =
                history_.at(row.level, row.code, row.from < file_.starts ? before() : file_.starts);
            if (unit != kNoUnit) return unit;
            const int named = same_name(row, file_.starts);
            if (named != kNoUnit) return named;
        }
        const int kept = continued(row);
        return kept != kNoUnit ? kept : history_.add(row.level);
    }

    /// The unit whose version this row continues, when an act (or the absence of one) says it is the same
    /// unit.
    int continued(const CatalogueRow& row) const {
        const auto found = into_.find({row.level, row.code});
        if (found == into_.end()) {
            const int unit = history_.at(row.level, row.code, before());
            if (unit == kNoUnit) return kNoUnit;
            const auto* version = history_.units[static_cast<std::size_t>(unit)].on(before());
            return changes_.empty() || name_key(version->name) == name_key(row.name) ? unit : kNoUnit;
        }
        if (found->second.size() != 1) return kNoUnit;
        const auto& change = *found->second.front();
        const bool whole =
            change.extent == Extent::whole && out_of_.at({change.level_old, change.old_code}) == 1;
        if (!keeps_identity(change.kind) || !whole || change.level_old != row.level) return kNoUnit;
        return history_.at(row.level, change.old_code, before());
    }

    /// Another source gave the unit another code: same name under a parent of the same code.
    int same_name(const CatalogueRow& row, Date on) const {
        const int parent = history_.at(Level::province, row.parent_code, on);
        for (std::size_t i = 0; i < history_.units.size(); ++i) {
            const auto& unit = history_.units[i];
            const auto* version = unit.level == row.level ? unit.on(on) : nullptr;
            if (version && parent != kNoUnit && version->parent == parent &&
                name_key(version->full_name) == name_key(row.full_name) && !in_file(row.level, version->code))
                return static_cast<int>(i);
        }
        return kNoUnit;
    }

    bool in_file(Level level, const std::string& code) const {
        return std::any_of(file_.rows.begin(), file_.rows.end(),
                           [&](const auto& row) { return row.level == level && row.code == code; });
    }

    void write_lineage() {
        drop_outdated();
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            const auto& change = *changes_[i];
            const int to = history_.at(change.level_new, change.new_code, file_.starts);
            if (from_[i] == kNoUnit || to == kNoUnit) continue;
            history_.lineage.push_back({from_[i], to, change.resolution, change.effective, change.kind,
                                        change.extent, change.extent_text, change.default_target,
                                        change.clause, change.citation, change.confidence,
                                        change.provenance});
        }
    }

    /// What an earlier import said of the units that this one names.
    void drop_outdated() {
        const std::set<int> named(from_.begin(), from_.end());
        std::erase_if(history_.lineage, [&](const LineageRow& row) {
            return row.effective == file_.starts && named.contains(row.from);
        });
    }

    History& history_;
    const CatalogueFile& file_;
    bool known_before_;
    std::vector<const ChangeRow*> changes_;
    std::vector<int> from_;
    std::map<Key, std::vector<const ChangeRow*>> into_;
    std::map<Key, int> out_of_;
};

}  // namespace

void apply_next(History& history, const CatalogueFile& file, const std::vector<ChangeRow>& changes,
                bool known_before) {
    NextMap(history, file, changes, known_before).run();
}

}  // namespace kheo::territory
