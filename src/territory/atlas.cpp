// SPDX-License-Identifier: Apache-2.0
#include "territory/atlas.hpp"

#include <algorithm>
#include <set>

#include "territory/levels.hpp"
#include "territory/resolver.hpp"
#include "territory/store.hpp"

namespace kheo::territory {

namespace {

Unit unit_of(const History& history, std::size_t index, const VersionRow& row) {
    Unit out;
    const auto& unit = history.units[index];
    out.id = UnitId{unit.id ? unit.id : static_cast<std::int64_t>(index) + 1};
    out.code = row.code;
    out.level = unit.level;
    out.type = row.type;
    out.name = row.name;
    out.full_name = row.full_name;
    if (row.parent != kNoUnit) {
        const auto& parent = history.units[static_cast<std::size_t>(row.parent)];
        out.parent = UnitId{parent.id ? parent.id : static_cast<std::int64_t>(row.parent) + 1};
        if (const auto* version = parent.nearest(std::min(row.to, std::max(row.from, beginning())))) {
            out.parent_code = version->code;
        }
    }
    out.valid_from = row.from;
    out.valid_to = row.to;
    out.from_list = unit.from_list;
    return out;
}

void unique(std::vector<int>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

AtlasInMemory::AtlasInMemory(const History& history) : lines_(history.lineage), known_from_(beginning()) {
    records_.resize(history.units.size());
    for (std::size_t i = 0; i < records_.size(); ++i) {
        auto& record = records_[i];
        const auto& unit = history.units[i];
        record.id = UnitId{unit.id ? unit.id : static_cast<std::int64_t>(i) + 1};
        record.level = unit.level;
        by_id_.emplace(record.id.value, static_cast<int>(i));
        by_level_[static_cast<std::size_t>(record.level)].push_back(static_cast<int>(i));
        record.versions.reserve(unit.versions.size());
        for (const auto& version : unit.versions) {
            record.versions.push_back(unit_of(history, i, version));
            if (version.parent != kNoUnit)
                records_[static_cast<std::size_t>(version.parent)].children.push_back(static_cast<int>(i));
            if (!version.code.empty()) by_code_[version.code].push_back(static_cast<int>(i));
        }
    }
    for (auto& record : records_) unique(record.children);
    for (auto& [code, bearers] : by_code_) unique(bearers);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        records_[static_cast<std::size_t>(lines_[i].from)].out.push_back(static_cast<int>(i));
        if (lines_[i].from != lines_[i].to)
            records_[static_cast<std::size_t>(lines_[i].to)].in.push_back(static_cast<int>(i));
    }
    for (const auto& catalogue : history.catalogues) {
        map_days_.push_back(std::max(catalogue.starts, catalogue.known_from));
        if (catalogue.starts == beginning()) known_from_ = std::max(known_from_, catalogue.known_from);
    }
    std::sort(map_days_.begin(), map_days_.end());
    map_days_.erase(std::unique(map_days_.begin(), map_days_.end()), map_days_.end());
}

AtlasInMemory::~AtlasInMemory() = default;

int AtlasInMemory::index(UnitId id) const {
    const auto found = by_id_.find(id.value);
    return found == by_id_.end() ? kNoUnit : found->second;
}

const Unit* AtlasInMemory::version(int unit, Date on) const {
    for (const auto& version : records_[static_cast<std::size_t>(unit)].versions) {
        if (version.valid_from <= on && on <= version.valid_to) return &version;
    }
    return nullptr;
}

const Unit& AtlasInMemory::nearest(int unit, Date on) const {
    const auto& versions = records_[static_cast<std::size_t>(unit)].versions;
    const Unit* found = &versions.front();
    for (const auto& version : versions) {
        if (version.valid_from <= on) found = &version;
    }
    return *found;
}

bool AtlasInMemory::stands(int unit, Date on) const {
    const auto* now = version(unit, on);
    if (!now) return false;
    if (now->level != Level::hamlet) return true;
    const int commune = index(now->parent);
    return commune != kNoUnit && stands(commune, on);
}

const Unit* AtlasInMemory::find(UnitId id, Date on) const {
    const int unit = index(id);
    if (unit == kNoUnit || records_[static_cast<std::size_t>(unit)].versions.empty()) return nullptr;
    return &nearest(unit, on);
}

bool AtlasInMemory::present(UnitId id, Date on) const {
    const int unit = index(id);
    return unit != kNoUnit && stands(unit, on);
}

const Unit* AtlasInMemory::find_code(std::string_view code, Date on) const {
    const auto level = level_of_code(code);
    return level ? find_code(*level, code, on) : nullptr;
}

const Unit* AtlasInMemory::find_code(Level level, std::string_view code, Date on) const {
    const auto found = by_code_.find(std::string(code));
    if (found == by_code_.end()) return nullptr;
    for (const int unit : found->second) {
        const auto* now = version(unit, on);
        if (now && now->level == level && now->code == code) return now;
    }
    return nullptr;
}

/// The unit and everything that ever stood below it.
void AtlasInMemory::below(int unit, std::vector<int>& out) const {
    out.push_back(unit);
    for (const int child : records_[static_cast<std::size_t>(unit)].children) below(child, out);
}

std::vector<const Unit*> AtlasInMemory::list(Level level, Date on, UnitId under) const {
    std::vector<int> candidates;
    if (const int root = index(under); root != kNoUnit) below(root, candidates);
    if (under) unique(candidates);
    std::vector<const Unit*> out;
    for (const int unit : under ? candidates : by_level_[static_cast<std::size_t>(level)]) {
        if (records_[static_cast<std::size_t>(unit)].level != level || !stands(unit, on)) continue;
        const auto* now = version(unit, on);
        if (!under || is_under(now->id, under, on)) out.push_back(now);
    }
    std::sort(out.begin(), out.end(), [](const Unit* a, const Unit* b) {
        return a->code != b->code ? a->code < b->code : a->id < b->id;
    });
    return out;
}

int AtlasInMemory::parent_of(int unit, Date on) const {
    if (records_[static_cast<std::size_t>(unit)].versions.empty()) return kNoUnit;
    return index(nearest(unit, on).parent);
}

UnitId AtlasInMemory::ancestor(UnitId id, Level level, Date on) const {
    for (int unit = index(id); unit != kNoUnit; unit = parent_of(unit, on)) {
        const auto& record = records_[static_cast<std::size_t>(unit)];
        if (record.level == level) return record.id;
        if (record.level < level) break;
    }
    return {};
}

bool AtlasInMemory::is_under(UnitId id, UnitId root, Date on) const {
    if (!root) return true;
    for (int unit = index(id); unit != kNoUnit; unit = parent_of(unit, on)) {
        if (records_[static_cast<std::size_t>(unit)].id == root) return true;
    }
    return false;
}

std::vector<Unit> AtlasInMemory::versions(UnitId id) const {
    const int unit = index(id);
    return unit == kNoUnit ? std::vector<Unit>{} : records_[static_cast<std::size_t>(unit)].versions;
}

Resolution AtlasInMemory::resolve(std::string_view text, Date on, UnitId within) const {
    std::call_once(resolver_made_, [this] { resolver_ = std::make_unique<Resolver>(*this); });
    return resolver_->resolve(text, on, within);
}

std::shared_ptr<const Atlas> make_atlas(const History& history) {
    return std::make_shared<AtlasInMemory>(history);
}

Result<std::shared_ptr<const Atlas>> load_atlas(db::Transaction& tx) {
    return make_atlas(TRY(store::load_history(tx, store::Detail::without_citations)));
}

}  // namespace kheo::territory
