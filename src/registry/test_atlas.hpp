// SPDX-License-Identifier: Apache-2.0
// A small country for tests: Thành phố Một (01) with districts until 30/06/2025, three wards of which two
// merge into a new one on 01/07/2025 and one is split between it and another; ids are fixed so that tests can
// name them.
#pragma once

#include <map>

#include "base/text.hpp"
#include "territory/territory.hpp"

namespace kheo::registry::test {

inline constexpr territory::UnitId kCity{1}, kDistrict{2}, kWardA{11}, kWardB{12}, kWardC{13}, kNewWard{21},
    kOtherNew{22}, kOtherCity{5}, kWardFar{51};
inline const Date kReform = *Date::of(2025, 7, 1);

class SmallAtlas final : public territory::Atlas {
  public:
    SmallAtlas() {
        const auto open = *Date::of(1, 1, 1), end = *Date::of(9999, 12, 31), before = kReform.plus_days(-1);
        using enum territory::Level;
        add({kCity, "01", province, "Thành phố", "Một", "Thành phố Một", {}, "", open, end});
        add({kDistrict, "001", district, "Quận", "Đông", "Quận Đông", kCity, "01", open, before});
        add({kWardA, "00001", commune, "Phường", "An", "Phường An", kDistrict, "001", open, before});
        add({kWardB, "00002", commune, "Phường", "Bình", "Phường Bình", kDistrict, "001", open, before});
        add({kWardC, "00003", commune, "Phường", "Cát", "Phường Cát", kDistrict, "001", open, before});
        add({kNewWard, "00001", commune, "Phường", "Đông Mới", "Phường Đông Mới", kCity, "01", kReform, end});
        add({kOtherNew, "00009", commune, "Phường", "Tây Mới", "Phường Tây Mới", kCity, "01", kReform, end});
        add({kOtherCity, "02", province, "Tỉnh", "Hai", "Tỉnh Hai", {}, "", open, end});
        add({kWardFar, "00051", commune, "Xã", "Xa", "Xã Xa", kOtherCity, "02", open, end});
    }

    const territory::Unit* find(territory::UnitId id, Date) const override {
        const auto found = units_.find(id);
        return found == units_.end() ? nullptr : &found->second;
    }
    bool present(territory::UnitId id, Date on) const override {
        const auto* unit = find(id, on);
        return unit && unit->valid_from <= on && on <= unit->valid_to;
    }
    const territory::Unit* find_code(std::string_view code, Date on) const override {
        for (const auto& [id, unit] : units_)
            if (unit.code == code && present(id, on)) return &unit;
        return nullptr;
    }
    const territory::Unit* find_code(territory::Level, std::string_view code, Date on) const override {
        return find_code(code, on);
    }
    std::vector<const territory::Unit*> list(territory::Level level, Date on,
                                             territory::UnitId under) const override {
        std::vector<const territory::Unit*> out;
        for (const auto& [id, unit] : units_)
            if (unit.level == level && present(id, on) && is_under(id, under, on)) out.push_back(&unit);
        return out;
    }
    territory::UnitId ancestor(territory::UnitId id, territory::Level level, Date on) const override {
        for (const auto* unit = find(id, on); unit; unit = find(unit->parent, on))
            if (unit->level == level) return unit->id;
        return {};
    }
    bool is_under(territory::UnitId id, territory::UnitId root, Date on) const override {
        if (!root) return true;
        if (!present(id, on)) return false;
        for (; id; id = find(id, on)->parent)
            if (id == root) return true;
        return false;
    }
    std::vector<territory::Successor> successors(territory::UnitId, Date, Date) const override { return {}; }
    std::vector<territory::Successor> predecessors(territory::UnitId id) const override {
        std::vector<territory::Successor> out;
        const auto from = [&](territory::UnitId unit) { out.emplace_back().unit = units_.at(unit); };
        if (id == kNewWard)
            for (const auto unit : {kWardA, kWardB, kWardC}) from(unit);
        if (id == kOtherNew) from(kWardC);
        return out;
    }
    territory::Restatement restate(territory::UnitId id, Date map) const override {
        if (present(id, map)) return {id, true};
        if (id == kWardA || id == kWardB) return {kNewWard, true};
        if (id == kWardC || id == kDistrict) return {kCity, false};
        return {};
    }
    std::vector<std::string> codes_today(territory::UnitId, Date) const override { return {}; }
    bool before_earliest(Date) const override { return false; }
    /// Exact names only, with or without the type.
    territory::Resolution resolve(std::string_view text, Date on, territory::UnitId) const override {
        territory::Resolution out;
        const auto wanted = fold_words(text);
        for (const auto& [id, unit] : units_)
            if (present(id, on) &&
                (fold_words(unit.full_name) == wanted || fold_words(unit.name) == wanted)) {
                out.status = territory::ResolveStatus::resolved;
                out.unit = unit;
            }
        return out;
    }

  private:
    void add(territory::Unit unit) { units_.emplace(unit.id, std::move(unit)); }
    std::map<territory::UnitId, territory::Unit> units_;
};

}  // namespace kheo::registry::test
