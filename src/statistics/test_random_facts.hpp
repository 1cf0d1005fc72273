// SPDX-License-Identifier: Apache-2.0
// Random countries that are reorganised, random facts, random questions: for comparing ways of counting.
#pragma once

#include <algorithm>
#include <random>
#include <set>

#include "statistics/test_atlas.hpp"
#include "statistics/test_facts.hpp"

namespace kheo::statistics::test {

class RandomFacts : public Facts {
  protected:
    std::size_t any(std::size_t below) { return random_() % below; }
    template <typename T>
    const T& one_of(const std::vector<T>& list) {
        return list[any(list.size())];
    }

    /// Provinces, districts, communes; in 2025 districts go and communes are kept, renamed, merged, moved to
    /// another province or split, some of them a second time in 2026.
    TestAtlas random_country() {
        const std::string before = "2025-06-30", reform = "2025-07-01", later = "2026-03-01",
                          until = "2026-02-28";
        TestAtlas atlas;
        units_.clear();
        std::vector<std::int64_t> middle;
        for (std::int64_t p = 1; p <= 3; ++p) {
            atlas.add(p, Level::province, "0" + std::to_string(p), "Tỉnh " + std::to_string(p), 0);
            units_.push_back(p);
            for (std::int64_t c = 1; c <= 3; ++c) {
                const auto id = 900 + p * 10 + c;
                const bool chained = c == 3;
                atlas.add(id, Level::commune, "10" + std::to_string(id), "Xã Mới", p, reform,
                          chained ? until : "");
                if (chained)
                    atlas.add(id + 500, Level::commune, "2" + std::to_string(id + 500), "Xã Sau", p, later);
                if (chained)
                    atlas.went(id,
                               any(2) ? std::vector{id + 500} : std::vector{id + 500, 911 + (p % 3) * 10});
                middle.push_back(id);
                units_.push_back(id);
            }
        }
        for (std::int64_t d = 1; d <= 6; ++d) {
            const auto district = 20 + d, province = (d + 1) / 2;
            atlas.add(district, Level::district, "0" + std::to_string(district), "Huyện", province, "",
                      before);
            atlas.went(district, {middle[static_cast<std::size_t>(d)]});
            units_.push_back(district);
            for (std::int64_t c = 1; c <= 3; ++c) {
                const auto commune = district * 10 + c;
                atlas.add(commune, Level::commune, "00" + std::to_string(commune), "Xã", district, "",
                          before);
                units_.push_back(commune);
                auto first = one_of(middle), second = one_of(middle);
                atlas.went(commune,
                           any(3) == 0 && first != second ? std::vector{first, second} : std::vector{first});
                if (any(3) > 0) continue;
                atlas.add(commune * 10, Level::hamlet, "", "Thôn", commune, "", before);
                atlas.went(commune * 10, {one_of(middle)});
                units_.push_back(commune * 10);
            }
        }
        return atlas;
    }

    std::string random_date() {
        const auto date = any(8) == 0
                              ? Date::of(2022 + static_cast<int>(any(5)), 1, 1)
                              : Date::of(2022 + static_cast<int>(any(5)), 1 + static_cast<int>(any(12)),
                                         1 + static_cast<int>(any(28)));
        return date->iso();
    }

    std::vector<Fact> random_facts(std::size_t count) {
        std::vector<Fact> out;
        const std::vector<std::string> themes{"Đường hoa", "Tổ dân phố", "Nhà sạch", "Ánh sáng"};
        for (std::size_t i = 0; i < count; ++i) {
            // Some initiatives are registered again and again; their themes and owners come with the first.
            const auto id = static_cast<std::int64_t>(any(3) == 0 ? any(count / 4 + 1) : 1000 + i);
            Fact fact{id, one_of(units_), random_date()};
            fact.kind = id % 3 == 0 ? "exemplar" : "practice";
            fact.field = any(6) == 0 ? "" : one_of<std::string>({"economy", "culture_society", "security"});
            fact.basis = one_of<std::string>({"new", "maintained", ""});
            fact.state = one_of<std::string>({"registered", "recognised", "revoked"});
            fact.level = one_of<std::string>({"unrecognised", "commune", "district", "province"});
            fact.sector = one_of<std::string>({"", "party", "state"});
            if (id >= 1000 || seen_.insert(id).second) {
                for (auto n = any(3); n > 0; --n) fact.themes.push_back(one_of(themes));
                std::ranges::sort(fact.themes);
                fact.themes.erase(std::ranges::unique(fact.themes).begin(), fact.themes.end());
                for (auto n = any(3); n > 0; --n) fact.owners.push_back("chu-the-" + std::to_string(any(30)));
            }
            out.push_back(std::move(fact));
        }
        return out;
    }

    PivotQuery random_question() {
        static const std::vector<std::string> kAxes{
            "",      "unit:province", "unit:district", "unit:commune", "unit:hamlet", "sector",
            "field", "theme",         "kind",          "owner_type",   "basis",       "state",
            "level", "year",          "half",          "quarter",      "month"};
        const std::vector<Measure> all{Measure::initiatives, Measure::practices, Measure::exemplars,
                                       Measure::owners, Measure::units_with_initiatives};
        auto out = question(one_of<std::string>({"2024", "2025", "2022..2026", "2025-H1", "2026-Q1",
                                                 "2024-05", "2024-12-15..2025-12-14"}),
                            one_of(kAxes), {one_of(all)});
        if (any(2)) out.measures = all;
        if (const auto columns = one_of(kAxes); !columns.empty() && any(2)) out.columns = parse_axis(columns);
        if (out.columns == out.rows) out.columns.reset();
        if (any(2)) out.compare = any(3) ? out.period.same_last_year() : *Period::parse("2023");
        out.map = one_of<MapChoice>(
            {{}, {MapChoice::Kind::now, {}}, {MapChoice::Kind::day, *Date::of(2025, 12, 1)}});
        if (any(3) == 0) out.under = one_of<std::string>({"01", "02", "03"});
        for (auto n = any(3); n > 0; --n) out.where.push_back(random_condition());
        if (any(4) == 0)
            out.within = std::vector{UnitId{1 + static_cast<std::int64_t>(any(3))},
                                     UnitId{units_[any(units_.size())]}};
        return out;
    }

    Condition random_condition() {
        switch (any(7)) {
            case 0:
                return {*parse_axis("theme"), one_of<std::string>({"đường hoa", "Nhà sạch", "none"})};
            case 1:
                return {*parse_axis("field"), one_of<std::string>({"economy", "culture_society", "none"})};
            case 2:
                return {*parse_axis("basis"), one_of<std::string>({"new", "maintained", "none"})};
            case 3:
                return {*parse_axis("kind"), "practice"};
            case 4:
                return {*parse_axis("year"), one_of<std::string>({"2024", "2025"})};
            case 5:
                return {*parse_axis("quarter"), one_of<std::string>({"2025-Q1", "2024-Q3"})};
            default:
                return {*parse_axis("unit:province"), one_of<std::string>({"01", "02"})};
        }
    }

    void forget_facts() {
        run(take_all_facts);
        seen_.clear();
    }

    std::mt19937 random_{5};
    std::vector<std::int64_t> units_;
    std::set<std::int64_t> seen_;
};

}  // namespace kheo::statistics::test
