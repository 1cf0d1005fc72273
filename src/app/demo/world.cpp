// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/demo/random.hpp"
#include "app/demo/territory.hpp"
#include "app/demo/words.hpp"
#include "base/message.hpp"
#include "base/text.hpp"

namespace kheo::app::demo {

namespace {

using Arguments = std::vector<Sentence::Argument>;

struct Plan {
    int year;
    std::size_t fresh;       // new initiatives
    int maintained_percent;  // share of the year before that is kept up
    int last_month;
};
// About two thousand initiatives (hamlets renumbered by the reform begin some anew); the third year is still
// running.
constexpr Plan kPlans[] = {{2024, 700, 0, 12}, {2025, 660, 75, 12}, {2026, 640, 70, 10}};

/// Where a registration stands: a unit of the map of its day, a hamlet of it or the unit itself.
struct Place {
    std::string code, unit_name, bare_name, hamlet;
    bool town = false;
};

std::vector<std::string> list_of(const nlohmann::json& value) {
    return value.get<std::vector<std::string>>();
}

class Maker {
  public:
    explicit Maker(std::uint64_t seed) : random_(seed) { world_.territory = make_territory(); }

    DemoWorld make() {
        for (const auto& plan : kPlans) {
            const auto previous = last_year_;
            last_year_.clear();
            for (std::size_t i = 0; i < plan.fresh; ++i) add_fresh(plan);
            for (const auto index : previous)
                if (random_.chance(plan.maintained_percent)) add_maintained(plan, index);
        }
        std::stable_sort(world_.rows.begin(), world_.rows.end(), [](const DemoRow& a, const DemoRow& b) {
            return std::tie(a.year, a.unit_code) < std::tie(b.year, b.unit_code);
        });
        return std::move(world_);
    }

  private:
    static bool before_reform(Date date) { return date < *Date::of(2025, 7, 1); }

    Date day_in(const Plan& plan) {
        const int month = random_.chance(55) ? random_.between(2, 5) : random_.between(1, plan.last_month);
        return *Date::of(plan.year, month, random_.between(1, days_in_month(plan.year, month)));
    }

    Place place_on(Date date) {
        const auto& t = world_.territory;
        const auto share = random_.below(100);
        if (share < 3) return {t.province.code, t.province.full_name(), t.province.name, "", true};
        if (share < 9 && before_reform(date)) {
            const auto& d = random_.pick(t.districts);
            return {d.code, d.full_name(), d.name, "", d.type == "Quận"};
        }
        const auto& c = random_.pick(before_reform(date) ? t.old_communes : t.new_communes);
        Place place{c.code, c.full_name(), c.name, "", c.type == "Phường"};
        if (random_.chance(60)) place.hamlet = hamlet(place.town, before_reform(date) ? 6 : 18);
        return place;
    }

    std::string hamlet(bool town, int count) {
        return fill(words().at(town ? "town_hamlet" : "rural_hamlet").get<std::string>(),
                    {{"n", std::to_string(random_.between(1, count))}});
    }

    std::string title(const std::string& field, registry::Kind kind, const Place& place) {
        const auto titles =
            list_of(kind == registry::Kind::exemplar ? words().at("exemplar_titles")
                                                     : words().at("fields").at(field).at("titles"));
        auto where = place.hamlet.empty() ? place.bare_name : place.hamlet + " " + place.bare_name;
        if (where.starts_with("T")) where[0] = 't';
        return fill(random_.pick(titles),
                    {{"crop", random_.pick(list_of(words().at("crops")))}, {"place", where}});
    }

    void owner(registry::Statement& s, const Place& place) {
        const Arguments names{
            {"hamlet", uncapitalized(place.hamlet.empty() ? place.unit_name : place.hamlet)},
            {"commune", uncapitalized(place.unit_name)},
            {"name", place.bare_name}};
        if (s.kind == registry::Kind::exemplar ? random_.chance(60) : random_.chance(8)) {
            s.owner_type = registry::OwnerType::individual;
            s.owner_text = fill(random_.pick(list_of(words().at("individual_owners"))), names);
            return;
        }
        static const std::vector<std::string> sectors{"party",
                                                      "state",
                                                      "front_and_organisations",
                                                      "front_and_organisations",
                                                      "front_and_organisations",
                                                      "armed_forces"};
        const auto sector = random_.pick(sectors);
        s.owner_type = registry::OwnerType::collective;
        s.sector = registry::parse_code<registry::Sector>(sector);
        s.owner_text = fill(random_.pick(list_of(words().at("collective_owners").at(sector))), names);
    }

    void headings(registry::Statement& s, const Place& place) {
        const auto& texts = words().at("headings");
        const Arguments a{{"hamlet", uncapitalized(place.hamlet.empty() ? place.unit_name : place.hamlet)},
                          {"commune", uncapitalized(place.unit_name)},
                          {"owner", s.owner_text},
                          {"percent", std::to_string(random_.between(14, 19) * 5)},
                          {"days", std::to_string(random_.between(2, 30) * 10)},
                          {"money", fmt::format("{}.000.000", random_.between(5, 90))},
                          {"households", std::to_string(random_.between(20, 160))},
                          {"start", s.starts.substr(5) + "/" + s.starts.substr(0, 4)},
                          {"hamlet_word", place.town ? "tổ dân phố" : "thôn"}};
        const auto text = [&](const char* key) { return fill(texts.at(key).get<std::string>(), a); };
        s.headings = {
            text("problem"),   text("goals"),    text("method"),  text("area"),           text("forces"),
            text("resources"), text("schedule"), text("outputs"), text("sustainability"), ""};
    }

    registry::Statement statement(const Place& place, Date date) {
        static const std::vector<std::string> fields{"economy",         "economy",         "culture_society",
                                                     "culture_society", "culture_society", "defence_security",
                                                     "political_system"};
        registry::Statement s;
        s.kind = random_.chance(22) ? registry::Kind::exemplar : registry::Kind::practice;
        s.field = random_.pick(fields);
        s.title = title(s.field, s.kind, place);
        owner(s, place);
        s.starts = date.iso().substr(0, 7);
        if (random_.chance(40)) s.ends = fmt::format("{}-12", date.year());
        if (random_.chance(35)) s.themes.push_back(random_.pick(list_of(words().at("themes"))));
        if (random_.chance(30)) headings(s, place);
        return s;
    }

    void add_fresh(const Plan& plan) {
        const auto date = day_in(plan);
        for (;;) {
            const auto place = place_on(date);
            auto s = statement(place, date);
            if (!known_titles_
                     .insert(place.code + "\n" + s.title + "\n" + std::to_string(before_reform(date)))
                     .second)
                continue;
            add({place.code, place.hamlet, date, plan.year, registry::Basis::fresh, std::move(s)});
            return;
        }
    }

    /// The same work a year later, under the unit that holds it then. Work of a split commune is registered
    /// by the unit that received most of it.
    void add_maintained(const Plan& plan, std::size_t index) {
        const auto earlier = world_.rows[index];
        const auto date = day_in(plan);
        // The reform renumbered the hamlets: their work begins anew under the new ones.
        if (before_reform(earlier.date) != before_reform(date) && !earlier.hamlet.empty()) return;
        const auto code = before_reform(earlier.date) == before_reform(date) ? earlier.unit_code
                                                                             : successor(earlier.unit_code);
        if (code.empty() || (before_reform(date) && !before_reform(earlier.date))) return;
        add({code, earlier.hamlet, date, plan.year, registry::Basis::maintained, earlier.statement});
    }

    std::string successor(const std::string& code) const {
        const auto& t = world_.territory;
        if (code == t.province.code) return code;
        for (const auto& change : t.changes)
            if (t.old_communes[change.from].code == code && change.whole)
                return t.new_communes[change.to].code;
        return {};  // a district, or a split commune: not maintained under one unit
    }

    void add(DemoRow row) {
        last_year_.push_back(world_.rows.size());
        world_.rows.push_back(std::move(row));
    }

    Random random_;
    DemoWorld world_;
    std::set<std::string> known_titles_;
    std::vector<std::size_t> last_year_;  // rows of the campaign year in the making
};

}  // namespace

const nlohmann::json& words() {
    static const auto parsed = nlohmann::json::parse(words_text());
    return parsed;
}

DemoWorld make_world(std::uint64_t seed) {
    return Maker(seed).make();
}

}  // namespace kheo::app::demo
