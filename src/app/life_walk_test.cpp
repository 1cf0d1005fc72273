// SPDX-License-Identifier: Apache-2.0
// Whoever does whatever in whatever order, over everything the program wires: acts, examinations, sheets,
// visits. What may go through is told here from what the walk itself did, guard by guard; the program must
// agree each time, both ways.
#include <algorithm>
#include <array>
#include <random>

#include "app/test_everybody.hpp"

namespace kheo::app {
namespace {

using registry::scoring::SheetKind;
using testing::IsEmpty;

struct Points {
    int share = 0;  // of each criterion, in tenths: all sheets with one share have one total
    std::int64_t total = 0;
    bool locked = false;
};

/// What was done to one dossier.
struct Told {
    std::string maker, sender, last, appraiser, closer, nominator;
    std::set<std::string> writers, examiners;  // examiners: of this round
    bool complete = true, looked_into = false, examined = false, self_locked = false, discussed = false;
    std::map<std::string, Points> sheets;
    bool visited = false, failed = false, to_fix = false;  // since the work was last taken up again
    bool commune = false, province = false, province_ever = false;
};

class LifeWalk : public Everybody {
  protected:
    LifeWalk() {
        add("team", {{Role::team, kHamlet}});
        add("many",
            {{Role::team, kWard}, {Role::officer, kWard}, {Role::scorer, kWard}, {Role::leader, kWard}});
        add("both", {{Role::scorer, kProvince}, {Role::leader, kWard}});
        for (const auto* name : {"officer", "officer_2"}) add(name, {{Role::officer, kWard}});
        for (const auto* name : {"leader", "leader_2"}) add(name, {{Role::leader, kWard}});
        add("city_officer", {{Role::officer, kProvince}}), add("city_leader", {{Role::leader, kProvince}});
        add("other_leader", {{Role::leader, kSibling}}), add("gone_leader", {{Role::leader, kOldWard}});
        add("late_leader", {{Role::leader, kWard}}, *Date::of(2020, 1, 1), clock_.today().plus_days(-1));
        for (const auto& [name, who] : people_) names_.push_back(name);
    }

    std::size_t any(std::size_t below) { return random_() % below; }
    bool one_in(std::size_t many) { return any(many) == 0; }
    const std::string& anybody() { return names_[any(names_.size())]; }
    /// Somebody with the right more often than not.
    const std::string& somebody(Permission permission) {
        for (int i = 0; i < 6; ++i)
            if (const auto& name = anybody(); right(people_.at(name), permission, chain_)) return name;
        return anybody();
    }
    void tick() { clock_.set(clock_.now() + 1000); }
    template <typename F>
    bool went(F&& fn) {
        return database_->write(std::forward<F>(fn)).has_value();
    }

    std::string new_dossier() {
        const auto& who = one_in(3) ? "officer" : "team";
        auto statement = statement_for(kHamlet, "Việc " + std::to_string(++begun_));
        const bool complete = !one_in(4);
        if (!complete) statement.headings.goals.clear();
        const auto made = database_->write([&](db::Transaction& tx) {
            return registry::life::begin(tx, statement, clock_.today().year(), Basis::fresh, {}, acting(who));
        });
        EXPECT_TRUE(made.has_value()) << said(made);
        Told told;
        told.maker = who, told.complete = complete, told.writers = {who};
        told_[made.value_or("")] = told;
        return made.value_or("");
    }

    // --- what is done beside acts; each success must have had its right, and nobody of the owner's side
    // judges
    void judges(const std::string& who, Permission permission, const Told& told) {
        EXPECT_TRUE(right(people_.at(who), permission, chain_)) << who;
        EXPECT_FALSE(told.writers.contains(who)) << who << " worked for the owner's side";
    }
    void try_to_revise(const std::string& code, Told& told) {
        const auto& who = somebody(Permission::propose);
        const auto at = cycle(code);
        const bool done = went([&](db::Transaction& tx) {
            return registry::life::revise(tx, code, at.row_version, statement_for(kHamlet, at.title),
                                          acting(who));
        });
        EXPECT_EQ(done, proposes(who, told) && (at.state == "draft" || at.state == "returned"));
        if (done && !told.complete) told.complete = true, told.writers.insert(who);
    }
    void try_to_examine(const std::string& code, Told& told) {
        const auto& who = somebody(Permission::appraise);
        const bool wholly = !one_in(4);
        const bool done = went([&](db::Transaction& tx) -> Result<> {
            auto sheet = TRY(registry::life::examination_of(tx, cycle(code), clock_.today()));
            for (auto& item : sheet.items)
                if (wholly || &item == &sheet.items.front()) item.verdict = registry::life::Verdict::passed;
            return registry::life::examine(tx, code, sheet, acting(who));
        });
        if (!done) return;
        judges(who, Permission::appraise, told);
        // what a colleague said stays the colleague's
        if (wholly ? !told.examined : !told.looked_into) told.examiners.insert(who);
        told.examined |= wholly, told.looked_into = true;
    }
    void try_to_visit(const std::string& code, Told& told) {
        const auto& who = somebody(Permission::check);
        const auto found = any(6);
        registry::evidence::Visit visit;
        visit.on = clock_.today();
        visit.place = "Ngõ 3", visit.bodies = "Mặt trận Tổ quốc", visit.findings = "Đã xem.";
        if (found == 0) visit.concluded = registry::evidence::Conclusion::failed;
        if (found == 1) {
            visit.concluded = registry::evidence::Conclusion::to_fix;
            visit.follow_ups.push_back({{}, "Bổ sung biên bản", clock_.today().plus_days(7), {}});
        }
        const auto at = cycle(code);
        if (!went([&](db::Transaction& tx) {
                return registry::evidence::record(
                    {{tx, at, people_.at(who), atlas_, clock_.today()}, clock_.now(), {}}, visit);
            }))
            return;
        judges(who, Permission::check, told);
        told.visited = true, told.failed = found == 0, told.to_fix |= found == 1;
    }
    void try_to_assign(const std::string& code, Told& told) {
        const auto &who = somebody(Permission::appraise), &scorer = somebody(Permission::score);
        if (!went([&](db::Transaction& tx) {
                return registry::scoring::assign(tx, person(who), code, people_.at(scorer).user);
            }))
            return;
        EXPECT_TRUE(right(people_.at(who), Permission::appraise, chain_)) << who;
        judges(scorer, Permission::score, told);
        EXPECT_FALSE(own_side(scorer, told)) << scorer;
        told.sheets.try_emplace(scorer);
    }
    void try_to_fill(const std::string& code, Told& told, SheetKind kind) {
        const bool self = kind == SheetKind::self;
        const auto who = self ? somebody(Permission::propose) : one_of(told.sheets);
        const int share = std::array{3, 6, 9, 9}[any(4)];
        Points given{share, 0, true};
        if (!went([&](db::Transaction& tx) -> Result<> {
                const auto seen = TRY(registry::scoring::see(tx, person(who), code));
                registry::scoring::Sheet sheet;
                sheet.row_version = 1;
                for (const auto& known : seen.sheets)
                    if (known.kind == kind && (self || known.scorer == people_.at(who).user))
                        sheet.row_version = known.row_version;
                for (const auto& criterion : seen.rubric->criteria) {
                    const auto points = criterion.most * share / 10 / 10 * 10;
                    sheet.scores.push_back({criterion.id, points, "", ""});
                    given.total += points;
                }
                return registry::scoring::save(tx, person(who), code, kind, sheet,
                                               registry::scoring::Then::lock);
            }))
            return;
        if (!self) {
            judges(who, Permission::score, told);
            told.sheets.at(who) = given;
            return;
        }
        EXPECT_TRUE(proposes(who, told)) << who;
        told.self_locked = true, told.writers.insert(who);
    }
    void try_to_unlock(const std::string& code, Told& told, SheetKind kind) {
        const auto who = kind == SheetKind::self ? somebody(Permission::propose) : one_of(told.sheets);
        if (!went([&](db::Transaction& tx) {
                return registry::scoring::unlock(tx, person(who), code, kind, "Xem lại");
            }))
            return;
        if (kind == SheetKind::self) return void(told.self_locked = false);
        if (told.sheets.at(who).locked) told.discussed = false;
        told.sheets.at(who).locked = false;
    }
    void try_to_discuss(const std::string& code, Told& told) {
        const auto& who = somebody(Permission::appraise);
        if (!went([&](db::Transaction& tx) {
                return registry::scoring::discuss(tx, person(who), code, "Đã trao đổi");
            }))
            return;
        judges(who, Permission::appraise, told);
        EXPECT_TRUE(all_locked(told));
        told.discussed = true;
    }
    std::string one_of(const std::map<std::string, Points>& sheets) {
        if (sheets.empty() || one_in(8)) return somebody(Permission::score);
        return std::next(sheets.begin(), static_cast<std::ptrdiff_t>(any(sheets.size())))->first;
    }
    void prepare(const std::string& code, Told& told) {
        const auto state = cycle(code).state;
        if (state == "draft" || state == "returned") return try_to_revise(code, told);
        if (state == "submitted") return try_to_examine(code, told);
        if (state == "self_assessed" && one_in(2)) return try_to_visit(code, told);
        if (state == "running")
            return one_in(6) ? try_to_unlock(code, told, SheetKind::self)
                             : try_to_fill(code, told, SheetKind::self);
        if (state != "checked" && state != "self_assessed") return;
        const auto what = any(10);
        if (what == 0) return try_to_unlock(code, told, SheetKind::appraised);
        if (what == 1) return try_to_visit(code, told);
        if (what < 4) return try_to_discuss(code, told);
        if (told.sheets.size() < 2 && what < 8) return try_to_assign(code, told);
        try_to_fill(code, told, SheetKind::appraised);
    }

    // --- the oracle
    bool is_own(const std::string& who, std::initializer_list<UnitId> units) const {
        return right(people_.at(who), Permission::propose, units);
    }
    bool own_side(const std::string& who, const Told& told) const {
        return who == told.maker || who == told.sender || is_own(who, {kHamlet});
    }
    bool proposes(const std::string& who, const Told& told) const {
        return right(people_.at(who), Permission::propose, chain_) &&
               (own_side(who, told) || is_own(who, {kWard}));
    }
    static bool all_locked(const Told& told) {
        return told.sheets.size() >= 2 &&
               std::ranges::all_of(told.sheets, [](const auto& sheet) { return sheet.second.locked; });
    }
    static bool scores_complete(const Told& told) {
        std::set<int> shares;
        for (const auto& [who, points] : told.sheets) shares.insert(points.share);
        return all_locked(told) && (shares.size() == 1 || told.discussed);
    }
    static bool mean_reaches(const Told& told, std::int64_t least) {
        std::int64_t sum = 0;
        for (const auto& [who, points] : told.sheets) sum += points.total;
        return all_locked(told) && sum >= least * std::ssize(told.sheets);
    }
    bool holds_now(std::string_view guard, const std::string& who, const Cycle& at, const Told& told) const {
        constexpr std::int64_t kCommune = 500, kOfProvince = 700;  // tenths, of the rubric that is shipped
        const auto& person = people_.at(who);
        const bool sent = who == told.maker || who == told.sender ||
                          (is_own(who, {kHamlet}) && !right(person, Permission::appraise, chain_));
        const std::map<std::string_view, bool> known{
            {"proposing_side", proposes(who, told)},
            {"complete", told.complete},
            {"window_open", true},
            {"decision_given", true},
            {"not_creator", !told.writers.contains(who)},
            {"not_returner", at.state != "returned" || told.last != who},
            {"plan_examined", told.examined},
            {"not_appraiser", told.appraiser != who && !told.examiners.contains(who)},
            {"sent_it", sent},
            {"sent_by_others", !sent},
            {"self_assessment_given", told.self_locked},
            {"visit_recorded", told.visited && !told.failed && !told.to_fix},
            {"scores_complete", scores_complete(told)},
            {"not_scorer", told.closer != who && !told.sheets.contains(who)},
            {"threshold_reached", mean_reaches(told, at.state == "nominated" ? kOfProvince : kCommune)},
            {"threshold_above", mean_reaches(told, kOfProvince)},
            {"below_province", !told.province_ever},
            {"from_above", right(person, Permission::recognise, {kProvince})},
            {"not_nominator", told.nominator != who},
            {"recognised_here",
             right(person, Permission::recognise,
                   told.province ? std::vector{kProvince} : std::vector{kWard, kProvince})},
            {"one_level", !(told.commune && told.province)},
            {"several_levels", told.commune && told.province},
            {"decided_before", false},
            {"year_over", at.state == "recognised"}};
        return known.at(guard);
    }
    bool expected(const workflow::Act& act, const std::string& who, const Cycle& at, const Told& told) const {
        return holds(act.from, at.state) && right(people_.at(who), act.permission, chain_) &&
               std::ranges::all_of(act.guards, [&](auto guard) { return holds_now(guard, who, at, told); });
    }
    static void note(Told& told, const workflow::Act& act, const std::string& who) {
        const auto is = [&](std::string_view code) { return act.code == code; };
        if (act.permission == Permission::propose) told.writers.insert(who);
        if (is("submit")) {
            told.sender = who, told.appraiser = {};
            told.examiners.clear(), told.looked_into = told.examined = false;
        }
        if (is("appraise")) told.appraiser = who;
        if (is("close_scoring")) told.closer = who;
        if (is("nominate")) told.nominator = who;
        if (is("recognise")) told.commune = true;
        if (is("recognise_above")) told.province = told.province_ever = true;
        if (is("revoke_above")) told.province = false;
        if (is("reopen")) {
            told.visited = told.failed = told.to_fix = told.self_locked = told.discussed = false;
            for (auto& [name, points] : told.sheets) points.locked = false;
        }
        told.last = who;
    }

    /// Mostly one that starts here, so that the walk gets somewhere.
    const workflow::Act* any_act(const std::string& state) {
        std::vector<const workflow::Act*> here;
        for (const auto& act : registry::life::process().acts) {
            const auto* to = registry::life::process().state(act.to);
            const bool leaves = to->ends || act.code == "suspend" || act.code == "reopen";
            if (holds(act.from, state) ? !leaves || one_in(6) : one_in(30)) here.push_back(&act);
        }
        return here.empty() ? nullptr : here[any(here.size())];
    }
    /// The program agrees with what is told here; is the dossier at its end?
    void try_an_act(const std::string& code, Told& told) {
        const auto before = cycle(code);
        const auto* act = any_act(before.state);
        if (!act) return;
        const auto& who = somebody(act->permission);
        const bool may = expected(*act, who, before, told);
        const auto done = this->act(who, code, act->code);
        ASSERT_EQ(done.has_value(), may)
            << who << " " << act->code << " in " << before.state << ": " << said(done);
        ASSERT_EQ(cycle(code).state, may ? std::string(act->to) : before.state);
        ++(may ? through_ : refused_)[std::string(act->code)];
        if (may) note(told, *act, who);
    }

    /// It went through and was refused, each at least once.
    bool tried(const char* act) { return through_[act] > 0 && refused_[act] > 0; }
    bool went_everywhere() {
        return std::ranges::all_of(kTried, [&](const char* act) { return tried(act); });
    }

    static constexpr int kLeastSteps = 800, kMostSteps = 6000;
    static constexpr std::array kTried{"submit",   "appraise",       "register", "self_assess",
                                       "check",    "close_scoring",  "reopen",   "recognise",
                                       "nominate", "recognise_above"};

    const std::vector<UnitId> chain_ = kChains.at(kHamlet);
    std::mt19937 random_{20261123};
    std::vector<std::string> names_;
    std::map<std::string, Told> told_;
    std::map<std::string, int> through_, refused_;
    int begun_ = 0;
};

TEST_F(LifeWalk, no_path_reaches_a_state_that_its_guards_forbid) {
    std::vector<std::string> codes(4);
    for (int i = 0; i < kMostSteps && !HasFatalFailure() && (i < kLeastSteps || !went_everywhere()); ++i) {
        auto& code = codes[any(codes.size())];
        if (code.empty() || registry::life::process().state(cycle(code).state)->ends) code = new_dossier();
        tick();
        auto& told = told_.at(code);
        if (one_in(2)) prepare(code, told);
        tick();
        try_an_act(code, told);
    }
    for (const auto* act : kTried)
        EXPECT_TRUE(tried(act)) << act << ": " << through_[act] << " through, " << refused_[act]
                                << " refused";
    EXPECT_THAT(faults_now(), IsEmpty());
}

}  // namespace
}  // namespace kheo::app
