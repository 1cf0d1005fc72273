// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/demo/random.hpp"
#include "app/demo/territory.hpp"
#include "app/demo/words.hpp"

namespace kheo::app::demo {

namespace {

constexpr std::size_t kCommunesPerDistrict = 10;
constexpr std::size_t kMergedPerDistrict = 3;
constexpr std::size_t kSplitInDistrict = 6;  // this commune of each district goes to two new ones

std::string text_of(const nlohmann::json& object, const char* key) {
    return object.at(key).get<std::string>();
}

void add_district(DemoTerritory& t, std::size_t d, const nlohmann::json& district) {
    const auto code = fmt::format("99{}", d);
    t.districts.push_back({code, text_of(district, "type"), text_of(district, "name"), t.province.code});
    for (std::size_t i = 0; i < kCommunesPerDistrict; ++i) {
        const auto n = d * kCommunesPerDistrict + i;
        t.old_communes.push_back({fmt::format("99{:03}", n + 1), text_of(district, "commune_type"),
                                  words().at("commune_names").at(n).get<std::string>(), code});
    }
}

/// Ten old communes become three new ones: 0–3, 4–6 and 7–9; one commune is split between the second and the
/// third.
void add_merged(DemoTerritory& t, std::size_t d, const nlohmann::json& district) {
    const auto first_new = t.new_communes.size();
    for (std::size_t k = 0; k < kMergedPerDistrict; ++k) {
        const auto n = d * kMergedPerDistrict + k;
        const auto reused =
            t.old_communes[d * kCommunesPerDistrict + k * 3].code;  // as in reality, an old code lives on
        t.new_communes.push_back({reused, text_of(district, "commune_type"),
                                  words().at("merged_names").at(n).get<std::string>(), t.province.code});
    }
    for (std::size_t i = 0; i < kCommunesPerDistrict; ++i) {
        const auto from = d * kCommunesPerDistrict + i;
        if (i == kSplitInDistrict) {
            t.changes.push_back({from, first_new + 1, false, true});
            t.changes.push_back({from, first_new + 2, false, false});
        } else {
            t.changes.push_back({from, first_new + (i < 4 ? 0U : i < 7 ? 1U : 2U), true, true});
        }
    }
}

std::string unit_row(const DemoUnit& u, std::string_view level, std::string_view parent,
                     std::string_view date) {
    return fmt::format("{},{},{},{},{},{},{}\n", u.code, level, u.type, u.name, u.full_name(), parent, date);
}

}  // namespace

DemoTerritory make_territory() {
    DemoTerritory t;
    const auto& province = words().at("province");
    t.province = {text_of(province, "code"), text_of(province, "type"), text_of(province, "name"), ""};
    t.resolution = text_of(words(), "resolution");
    const auto& districts = words().at("districts");
    for (std::size_t d = 0; d < districts.size(); ++d) add_district(t, d, districts[d]);
    for (std::size_t d = 0; d < districts.size(); ++d) add_merged(t, d, districts[d]);
    return t;
}

CatalogueRows DemoTerritory::rows() const {
    CatalogueRows out;
    out.before += unit_row(province, "province", "", "2025-06-30");
    for (const auto& d : districts) out.before += unit_row(d, "district", d.parent_code, "2025-06-30");
    for (const auto& c : old_communes) out.before += unit_row(c, "commune", c.parent_code, "2025-06-30");
    out.after += unit_row(province, "province", "", "2025-07-01");
    for (const auto& c : new_communes) out.after += unit_row(c, "commune", c.parent_code, "2025-07-01");
    for (const auto& change : changes) {
        const auto& from = old_communes[change.from];
        const auto& to = new_communes[change.to];
        out.changes += fmt::format(
            "{},{},commune,{},{},{},{},{},{},{},{},{},2025-07-01,{},1,,high,\n", from.code, from.full_name(),
            from.parent_code, province.code, to.code, to.full_name(), province.code,
            change.whole ? "merged" : "split-part", change.whole ? "full" : "partial",
            change.whole ? "whole" : "part_area_pop", change.default_target ? "yes" : "no", resolution);
    }
    return out;
}

}  // namespace kheo::app::demo
