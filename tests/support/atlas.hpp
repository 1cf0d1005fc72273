// SPDX-License-Identifier: Apache-2.0
// A country for tests that is built line by line: units with days, and where they went. It knows the rule of
// the real atlas (lowest present unit that holds all successors) and nothing else.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "territory/territory.hpp"

namespace kheo::test {

using territory::Level;
using territory::Unit;
using territory::UnitId;

class TestAtlas final : public territory::Atlas {
  public:
    /// from, to: "" = open.
    void add(std::int64_t id, Level level, std::string code, std::string full_name, std::int64_t parent,
             std::string_view from = "", std::string_view to = "") {
        Unit unit;
        unit.id = UnitId{id};
        unit.level = level;
        unit.code = std::move(code);
        unit.full_name = unit.name = std::move(full_name);
        for (const std::string_view type :
             {"Tỉnh", "Thành phố", "Quận", "Huyện", "Thị xã", "Phường", "Xã", "Thị trấn", "Đặc khu"}) {
            if (!unit.full_name.starts_with(std::string(type) + " ")) continue;
            unit.type = type;
            unit.name = unit.full_name.substr(type.size() + 1);
        }
        unit.parent = UnitId{parent};
        if (const auto* above = find(unit.parent, {})) unit.parent_code = above->code;
        unit.valid_from = Date::parse_iso(from.empty() ? kBeginningOfTime : from).value();
        unit.valid_to = Date::parse_iso(to.empty() ? kEndOfTime : to).value();
        units_.emplace(unit.id, std::move(unit));
    }
    void went(std::int64_t from, std::vector<std::int64_t> to) {
        for (const auto id : to) went_[UnitId{from}].push_back(UnitId{id});
    }

    const Unit* find(UnitId id, Date) const override {
        const auto found = units_.find(id);
        return found == units_.end() ? nullptr : &found->second;
    }
    bool present(UnitId id, Date on) const override {
        const auto* unit = find(id, on);
        return unit && unit->valid_from <= on && on <= unit->valid_to;
    }
    const Unit* find_code(std::string_view code, Date on) const override {
        for (const auto& [id, unit] : units_)
            if (unit.code == code && present(id, on)) return &unit;
        return nullptr;
    }
    const Unit* find_code(Level level, std::string_view code, Date on) const override {
        const auto* unit = find_code(code, on);
        return unit && unit->level == level ? unit : nullptr;
    }
    std::vector<const Unit*> list(Level level, Date on, UnitId under) const override {
        std::vector<const Unit*> out;
        for (const auto& [id, unit] : units_)
            if (unit.level == level && present(id, on) && is_under(id, under, on)) out.push_back(&unit);
        return out;
    }
    UnitId ancestor(UnitId id, Level level, Date on) const override {
        for (const auto* unit = find(id, on); unit; unit = find(unit->parent, on))
            if (unit->level == level) return unit->id;
        return {};
    }
    bool is_under(UnitId id, UnitId root, Date on) const override {
        if (!root) return true;
        for (const auto* unit = find(id, on); unit; unit = find(unit->parent, on))
            if (unit->id == root) return true;
        return false;
    }
    std::vector<territory::Successor> successors(UnitId, Date, Date) const override { return {}; }
    territory::Restatement restate(UnitId id, Date map) const override {
        if (present(id, map)) return {id, true};
        const auto found = went_.find(id);
        if (found == went_.end()) return {};
        auto shared = chain(found->second.front());
        for (const UnitId next : found->second) {
            const auto above = chain(next);
            std::erase_if(shared, [&](UnitId u) { return std::ranges::find(above, u) == above.end(); });
        }
        return {shared.empty() ? UnitId{} : shared.front(), found->second.size() == 1};
    }
    Date earliest() const { return first_known; }
    std::vector<Date> map_days() const { return {}; }
    std::vector<Unit> versions(UnitId id) const { return {*find(id, {})}; }
    std::vector<territory::Successor> predecessors(UnitId into) const override {
        std::vector<territory::Successor> out;
        for (const auto& [from, to] : went_)
            if (std::ranges::find(to, into) != to.end()) out.push_back({.unit = *find(from, {})});
        return out;
    }
    std::vector<std::string> codes_today(UnitId, Date) const override { return {}; }
    bool before_earliest(Date on) const override { return on < first_known; }
    territory::Resolution resolve(std::string_view, Date, UnitId) const override { return {}; }

    const std::map<UnitId, Unit>& units() const { return units_; }
    Date first_known = Date::parse_iso(kBeginningOfTime).value();

  private:
    std::vector<UnitId> chain(UnitId id) const {
        std::vector<UnitId> out;
        for (const auto* unit = find(id, {}); unit; unit = find(unit->parent, {})) out.push_back(unit->id);
        return out;
    }
    std::map<UnitId, Unit> units_;
    std::map<UnitId, std::vector<UnitId>> went_;
};

inline constexpr std::int64_t kCity = 1, kEast = 2, kWest = 3, kOther = 5;
inline constexpr std::int64_t kAn = 11, kBinh = 12, kCat = 13, kDong = 14, kNew = 21, kFar = 51,
                              kHamlet = 111;

/// Thành phố Một with two districts until 30/06/2025. An and Bình become one ward; Cát is split between it
/// and Đông, which stays.
inline TestAtlas country() {
    TestAtlas atlas;
    const auto before = "2025-06-30", reform = "2025-07-01";
    atlas.add(kCity, Level::province, "01", "Thành phố Một", 0);
    atlas.add(kOther, Level::province, "02", "Tỉnh Hai", 0);
    atlas.add(kEast, Level::district, "001", "Quận Đông", kCity, "", before);
    atlas.add(kWest, Level::district, "002", "Huyện Tây", kCity, "", before);
    atlas.add(kAn, Level::commune, "00001", "Phường An", kEast, "", before);
    atlas.add(kBinh, Level::commune, "00002", "Phường Bình", kEast, "", before);
    atlas.add(kCat, Level::commune, "00003", "Xã Cát", kWest, "", before);
    atlas.add(kHamlet, Level::hamlet, "", "Tổ 1", kAn, "", before);
    atlas.add(kDong, Level::commune, "00004", "Xã Dương", kCity);
    atlas.add(kNew, Level::commune, "00001", "Phường An Bình", kCity, reform);
    atlas.add(kFar, Level::commune, "00051", "Xã Xa", kOther);
    atlas.went(kAn, {kNew});
    atlas.went(kBinh, {kNew});
    atlas.went(kHamlet, {kNew});
    atlas.went(kCat, {kNew, kDong});
    atlas.went(kEast, {kNew});
    atlas.went(kWest, {kNew, kDong});
    return atlas;
}

}  // namespace kheo::test
