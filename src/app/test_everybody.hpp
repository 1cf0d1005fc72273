// SPDX-License-Identifier: Apache-2.0
// Each act tried by everybody, of each role, at each place, before, during and after the grant. Who may do
// what is computed here from the table of the process and a map drawn by hand.
#pragma once

#include <set>

#include "app/test_life_world.hpp"

namespace kheo::app {

/// Under what each unit of a dossier stands today, from itself upwards.
inline const std::map<UnitId, std::vector<UnitId>> kChains{{kHamlet, {kHamlet, kWard, kProvince}},
                                                           {kWard, {kWard, kProvince}},
                                                           {kProvince, {kProvince}},
                                                           {kOldWard, {kOldWard, kWard, kProvince}},
                                                           {kDistrict, {kDistrict, kProvince}}};
/// As what a unit that is gone stands today, and in whose register its dossiers are.
inline const std::map<UnitId, UnitId> kToday{
    {kHamlet, kHamlet}, {kWard, kWard}, {kProvince, kProvince}, {kOldWard, kWard}, {kDistrict, kProvince}};
inline const std::map<UnitId, UnitId> kBooks{
    {kHamlet, kWard}, {kWard, kWard}, {kProvince, kProvince}, {kOldWard, kWard}, {kDistrict, kProvince}};
/// Those that are gone today.
inline const std::set<UnitId> kGone{kOldWard, kOldSibling, kDistrict};

template <typename List, typename Value>
bool holds(const List& list, const Value& value) {
    return std::ranges::find(list, value) != std::ranges::end(list);
}

class Everybody : public LifeWorld {
  protected:
    /// Role × place × time, none of whom ever touched a dossier.
    void add_everybody() {
        const auto today = clock_.today();
        const auto first = *Date::of(2020, 1, 1), last = *Date::of(2035, 1, 1);
        const std::vector<std::pair<std::string, UnitId>> places{
            {"hamlet", kHamlet},     {"ward", kWard},        {"sibling", kSibling},
            {"province", kProvince}, {"old_ward", kOldWard}, {"district", kDistrict}};
        for (const auto role : auth::all_roles())
            for (const auto& [place, unit] : places) {
                const auto name = std::string(auth::role_name(role)) + "_" + place;
                everybody_.push_back(name), add(name, {{role, unit}});
                everybody_.push_back(name + "_early"),
                    add(name + "_early", {{role, unit}}, today.plus_days(1), last);
                everybody_.push_back(name + "_late"),
                    add(name + "_late", {{role, unit}}, first, today.plus_days(-1));
            }
    }

    // --- who may, by the table and the map drawn above
    bool right(const auth::Principal& who, Permission permission, const std::vector<UnitId>& at) const {
        return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
            return grant.from <= clock_.today() && clock_.today() <= grant.until &&
                   auth::role_allows(grant.role, permission) && !kGone.contains(grant.unit) &&
                   holds(at, grant.unit);
        });
    }
    /// Units whose recognition stands, the lowest first.
    std::vector<UnitId> recognised_by(const Cycle& at) {
        std::vector<UnitId> out;
        const auto all =
            database_->read([&](db::Transaction& tx) { return registry::life::recognitions(tx, at.id); });
        for (const auto& one : all.value())
            if (!one.revoked_on) out.push_back(one.unit);
        return out;
    }
    bool is(const auth::Principal& who, const std::string& name) const {
        return who.user == people_.at(name).user;
    }
    /// The right holds; does the guard? Those that ask the dossier itself (sheets, visits) hold here.
    bool holds_for(const auth::Principal& who, std::string_view guard, const Cycle& at, const Crew& crew,
                   const std::vector<UnitId>& recognised) const {
        const auto& chain = kChains.at(at.unit);
        const auto book = kBooks.at(at.unit);
        const std::vector<UnitId> own{at.unit, kToday.at(at.unit)};
        const bool is_maker = is(who, crew.maker), is_examiner = is(who, crew.examiner);
        const bool sent =
            is_maker || (right(who, Permission::propose, own) && !right(who, Permission::appraise, chain));
        const auto year = clock_.today().year();
        if (guard == "proposing_side")
            return is_maker || right(who, Permission::propose, {at.unit, kToday.at(at.unit), book});
        if (guard == "sent_it") return sent;
        if (guard == "sent_by_others") return !sent;
        if (guard == "not_returner") return at.state != "returned" || !is_examiner;
        if (guard == "year_over") return at.state == "recognised" || at.campaign_year < year;
        if (guard == "not_creator") return !is_maker;
        if (guard == "not_appraiser" || guard == "not_scorer") return !is_examiner;
        if (guard == "not_nominator")
            return !is(who, crew.leader) || (at.state != "nominated" && recognised.size() < 2);
        if (guard == "from_above") return right(who, Permission::recognise, {kProvince});
        if (guard == "below_province") return book != kProvince && !holds(recognised, kProvince);
        if (guard == "recognised_here")
            return recognised.empty() || right(who, Permission::recognise, kChains.at(recognised.back()));
        if (guard == "one_level") return recognised.size() < 2;
        if (guard == "several_levels") return recognised.size() > 1;
        if (guard == "decided_before") return at.approved.at == 0 && at.campaign_year < year;
        return true;
    }
    bool expected(const auth::Principal& who, const workflow::Act& act, const Cycle& at, const Crew& crew,
                  const std::vector<UnitId>& recognised) const {
        return holds(act.from, at.state) && right(who, act.permission, kChains.at(at.unit)) &&
               std::ranges::all_of(act.guards, [&](std::string_view guard) {
                   return holds_for(who, guard, at, crew, recognised);
               });
    }

    /// Everybody and the people who carry the dossier against every act. The answer: how many got through.
    int everybody_tries(const std::string& code, const Crew& crew) {
        const auto at = cycle(code);
        const auto recognised = recognised_by(at);
        int open = 0;
        auto names = everybody_;
        for (const auto& name : {crew.maker, crew.examiner, crew.leader}) names.push_back(name);
        for (const auto& name : names) {
            const auto offered = database_->read(
                [&](db::Transaction& tx) { return registry::life::offers(tx, at, acting(name)); });
            std::set<std::string_view> acts;
            for (const auto& offer : offered.value())
                if (offer.open()) acts.insert(offer.act->code), ++open;
            for (const auto& act : registry::life::process().acts)
                EXPECT_EQ(acts.contains(act.code), expected(people_.at(name), act, at, crew, recognised))
                    << name << " " << act.code << " in " << at.state << " of unit " << at.unit.value;
        }
        opened_ += open;
        tried_.insert(at.state);
        return open;
    }
    void walk(const Crew& crew, const std::string& code, bool may_rise) {
        for (const auto* state : {"draft", "submitted", "appraised", "registered", "running", "self_assessed",
                                  "checked", "scored", "recognised", "nominated"}) {
            if (cycle(code).state != state) continue;  // what is followed begins later
            ready(crew, code);
            everybody_tries(code, crew);
            if (std::string_view(state) == "nominated" ||
                (std::string_view(state) == "recognised" && !may_rise))
                return;
            go_on(crew, code);
        }
    }
    /// A dossier that left the straight way, and everybody at it.
    std::string aside(const Crew& crew, UnitId unit, const std::string& from, std::string Crew::* who,
                      const std::string& name) {
        const auto code = begun(crew.maker, unit, "Việc " + name);
        bring(crew, code, from);
        ready(crew, code);
        must(crew.*who, code, name);
        const auto* state = registry::life::process().state(cycle(code).state);
        const auto open = everybody_tries(code, crew);
        EXPECT_EQ(open == 0, state->ends) << state->code;
        return code;
    }

    std::vector<std::string> everybody_;
    std::set<std::string> tried_;  // states
    int opened_ = 0;               // buttons that worked, of all that were tried
};

}  // namespace kheo::app
