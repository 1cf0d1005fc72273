// SPDX-License-Identifier: Apache-2.0
// The whole life of dossiers at three levels over everything the program wires (scores, visits, thresholds,
// windows): in each state each act is tried by everybody, of each role, at each place, before, during and
// after the grant, and the maker of the dossier holds every role. Who may do what is computed here from the
// table of the process and a map drawn by hand.
#include <gmock/gmock.h>

#include "app/life_wiring.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/http/router.hpp"
#include "platform/http/target.hpp"
#include "platform/view/shell.hpp"
#include "registry/evidence/service.hpp"
#include "registry/life/life.hpp"
#include "registry/scoring/sheets.hpp"
#include "support/atlas.hpp"
#include "support/said.hpp"
#include "support/test_database.hpp"

namespace kheo::app {
namespace {

using auth::Permission;
using auth::Role;
using registry::Basis;
using registry::Statement;
using registry::life::Acting;
using registry::life::Cycle;
using registry::life::Given;
using territory::UnitId;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr UnitId kProvince{test::kCity}, kWard{test::kNew}, kSibling{test::kDong}, kOldWard{test::kAn},
    kOldSibling{test::kBinh}, kDistrict{test::kEast}, kHamlet{112};

/// Under what each unit of a dossier stands today, from itself upwards.
const std::map<UnitId, std::vector<UnitId>> kChains{{kHamlet, {kHamlet, kWard, kProvince}},
                                                    {kWard, {kWard, kProvince}},
                                                    {kProvince, {kProvince}},
                                                    {kDistrict, {kDistrict, kProvince}}};
/// Those that are gone today.
const std::set<UnitId> kGone{kOldWard, kOldSibling, kDistrict};

template <typename List, typename Value>
bool holds(const List& list, const Value& value) {
    return std::ranges::find(list, value) != std::ranges::end(list);
}

Statement statement_for(UnitId unit, std::string title) {
    Statement s;
    s.title = std::move(title);
    s.owner_text = "Chi hội Phụ nữ số 8";
    s.owner_type = registry::OwnerType::collective;
    s.field = "economy";
    s.unit = unit;
    s.headings = {"Đường hẹp", "Mở rộng 740 m", "Họp dân hai lần", "Tổ 5",         "Chi bộ",
                  "Ngày công", "Quý II",        "Đường rộng 6 m",  "Dễ nhân rộng", ""};
    return s;
}

class LifeScenario : public testing::Test {
  protected:
    LifeScenario() {
        atlas_.add(kHamlet.value, territory::Level::hamlet, "", "Tổ 2", kWard.value, "2025-07-01");
        atlas_.went(test::kEast,
                    {test::kDong});  // a district went to several wards: only the province is left
    }

    auth::Principal& add(const std::string& name, const std::vector<std::pair<Role, UnitId>>& roles,
                         Date from = *Date::of(2020, 1, 1), Date until = *Date::of(2035, 1, 1)) {
        auth::Principal who;
        for (const auto& [role, unit] : roles) who.grants.push_back({role, unit, from, until});
        const auto made = database_->write([&](db::Transaction& tx) -> Result<auth::UserId> {
            const auto id = TRY(auth::add_account(tx, {name, "Người " + name, "!", false}, clock_.now()));
            for (const auto& grant : who.grants) TRY(auth::add_grant(tx, id, grant, {}, clock_.now()));
            return id;
        });
        EXPECT_TRUE(made.has_value()) << name;
        who.user = made.value_or(auth::UserId{});
        who.name = name;
        return people_[name] = who;
    }

    /// Who carries a dossier of a unit: the maker holds every role there, and may yet only propose.
    struct Crew {
        std::string maker, examiner, leader;
    };
    Crew crew_for(const std::string& name, UnitId home, UnitId office) {
        add(name + "_maker", {{Role::team, home},
                              {Role::officer, home},
                              {Role::scorer, home},
                              {Role::leader, home},
                              {Role::reader, home},
                              {Role::administrator, home}});
        add(name + "_examiner", {{Role::officer, office}});
        add(name + "_leader", {{Role::leader, office}});
        return {name + "_maker", name + "_examiner", name + "_leader"};
    }

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
        add("scorer_1", {{Role::scorer, kProvince}}), add("scorer_2", {{Role::scorer, kProvince}});
    }

    Acting acting(const std::string& who) {
        return {people_.at(who), atlas_, clock_.today(), clock_.now(), parts_};
    }
    registry::scoring::Person person(const std::string& who) {
        return {people_.at(who), atlas_, clock_.today(), clock_.now()};
    }
    Cycle cycle(const std::string& code) {
        return database_->read([&](db::Transaction& tx) { return registry::life::find(tx, code); })
            .value()
            .value();
    }
    Given decided(Date on, const std::string& level = "province") const {
        return {"Có lý do", on.vietnamese(), "12-QĐ/ĐU", on.vietnamese(),
                "Bí thư",   "Ban Chỉ đạo",   "Tốt",      level};
    }
    Result<std::string> act(const std::string& who, const std::string& code, std::string_view name,
                            std::optional<Given> given = {}) {
        const auto version = cycle(code).row_version;
        return database_->write([&](db::Transaction& tx) {
            return registry::life::perform(tx, code, version, name, given.value_or(decided(clock_.today())),
                                           {}, acting(who));
        });
    }

    // --- what stands in each state before everybody tries
    void examine(const std::string& who, const std::string& code) {
        const auto done = database_->write([&](db::Transaction& tx) -> Result<> {
            auto sheet = TRY(registry::life::examination_of(tx, cycle(code), clock_.today()));
            for (auto& item : sheet.items) item.verdict = registry::life::Verdict::passed;
            return registry::life::examine(tx, code, sheet, acting(who));
        });
        ASSERT_TRUE(done.has_value()) << said(done);
    }
    void fill_sheet(const std::string& who, const std::string& code, registry::scoring::SheetKind kind) {
        const auto done = database_->write([&](db::Transaction& tx) -> Result<> {
            const auto seen = TRY(registry::scoring::see(tx, person(who), code));
            registry::scoring::Sheet sheet;
            sheet.row_version = 1;
            for (const auto& criterion : seen.rubric->criteria)
                sheet.scores.push_back({criterion.id, criterion.most * 9 / 10 / 10 * 10, "", ""});
            return registry::scoring::save(tx, person(who), code, kind, sheet, registry::scoring::Then::lock);
        });
        ASSERT_TRUE(done.has_value()) << who << ": " << said(done);
    }
    void visit(const std::string& who, const std::string& code) {
        const auto done = database_->write([&](db::Transaction& tx) {
            registry::evidence::Visit visit;
            visit.on = clock_.today();
            visit.place = "Ngõ 3", visit.bodies = "Mặt trận Tổ quốc", visit.findings = "Đã làm xong.";
            const auto at = cycle(code);
            return registry::evidence::record(
                {{tx, at, people_.at(who), atlas_, clock_.today()}, clock_.now(), {}}, visit);
        });
        ASSERT_TRUE(done.has_value()) << who << ": " << said(done);
    }
    void score(const Crew& crew, const std::string& code) {
        for (const auto* scorer : {"scorer_1", "scorer_2"}) {
            const auto named = database_->write([&](db::Transaction& tx) {
                return registry::scoring::assign(tx, person(crew.examiner), code, people_.at(scorer).user);
            });
            ASSERT_TRUE(named.has_value()) << said(named);
            fill_sheet(scorer, code, registry::scoring::SheetKind::appraised);
        }
    }
    /// Everything that the guards of the acts from here ask of the dossier itself.
    void ready(const Crew& crew, const std::string& code) {
        const auto state = cycle(code).state;
        if (state == "submitted") examine(crew.examiner, code);
        if (state == "running") fill_sheet(crew.maker, code, registry::scoring::SheetKind::self);
        if (state == "self_assessed") visit(crew.examiner, code);
        if (state == "checked") score(crew, code);
    }
    void go_on(const Crew& crew, const std::string& code) {
        static const std::map<std::string, std::pair<std::string Crew::*, std::string>> kNext{
            {"draft", {&Crew::maker, "submit"}},
            {"submitted", {&Crew::examiner, "appraise"}},
            {"appraised", {&Crew::leader, "register"}},
            {"registered", {&Crew::maker, "start"}},
            {"running", {&Crew::maker, "self_assess"}},
            {"self_assessed", {&Crew::examiner, "check"}},
            {"checked", {&Crew::examiner, "close_scoring"}},
            {"scored", {&Crew::leader, "recognise"}},
            {"recognised", {&Crew::leader, "nominate"}}};
        const auto& [who, name] = kNext.at(cycle(code).state);
        const auto done = act(crew.*who, code, name);
        ASSERT_TRUE(done.has_value()) << crew.*who << " " << name << ": " << said(done);
    }
    void bring(const Crew& crew, const std::string& code, const std::string& state) {
        for (int i = 0; i < 20 && cycle(code).state != state; ++i) ready(crew, code), go_on(crew, code);
        ASSERT_EQ(cycle(code).state, state);
    }

    std::string begun(const std::string& who, UnitId unit, const std::string& title) {
        const auto made = database_->write([&](db::Transaction& tx) {
            return registry::life::begin(tx, statement_for(unit, title), clock_.today().year(), Basis::fresh,
                                         {}, acting(who));
        });
        EXPECT_TRUE(made.has_value()) << said(made);
        return made.value_or("");
    }

    // --- who may, by the table and the map drawn above
    bool right(const auth::Principal& who, Permission permission, const std::vector<UnitId>& at) const {
        return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
            return grant.from <= clock_.today() && clock_.today() <= grant.until &&
                   auth::role_allows(grant.role, permission) && !kGone.contains(grant.unit) &&
                   holds(at, grant.unit);
        });
    }
    bool expected(const auth::Principal& who, const workflow::Act& act, const Cycle& at,
                  const std::string& maker) const {
        const auto& chain = kChains.at(at.unit);
        if (!holds(act.from, at.state) || !right(who, act.permission, chain)) return false;
        const bool is_maker = who.user == people_.at(maker).user;
        const auto guarded = [&](std::string_view guard) { return holds(act.guards, guard); };
        const auto book = at.unit == kHamlet ? kWard : kProvince;  // of a district that is gone: the province
        if (guarded("proposing_side") && !is_maker && !right(who, Permission::propose, {at.unit, book}))
            return false;
        const bool sent =
            is_maker || at.submitted.by == who.user ||
            (right(who, Permission::propose, {at.unit}) && !right(who, Permission::appraise, chain));
        if (guarded("sent_it") && !sent) return false;
        if (guarded("sent_by_others") && sent) return false;
        if (guarded("year_over") && at.state != "recognised" && at.campaign_year >= clock_.today().year())
            return false;
        if (guarded("not_creator") && is_maker) return false;
        if (guarded("from_above") && !right(who, Permission::recognise, {kProvince})) return false;
        if (guarded("below_province") && book == kProvince) return false;
        if (guarded("recognised_here") && !right(who, Permission::recognise, kChains.at(book))) return false;
        if (guarded("decided_before") && (at.approved.at != 0 || at.campaign_year >= clock_.today().year()))
            return false;
        return act.code != "revoke_above";  // one level stands
    }

    /// Everybody and the dossier's maker against every act.
    void everybody_tries(const std::string& code, const std::string& maker) {
        const auto at = cycle(code);
        auto names = everybody_;
        names.push_back(maker);
        for (const auto& name : names) {
            const auto offered = database_->read(
                [&](db::Transaction& tx) { return registry::life::offers(tx, at, acting(name)); });
            std::set<std::string_view> open;
            for (const auto& offer : offered.value())
                if (offer.open()) open.insert(offer.act->code), ++opened_;
            for (const auto& act : registry::life::process().acts)
                EXPECT_EQ(open.contains(act.code), expected(people_.at(name), act, at, maker))
                    << name << " " << act.code << " in " << at.state << " of unit " << at.unit.value;
        }
    }
    void walk(const Crew& crew, const std::string& code, bool may_rise) {
        for (const auto* state : {"draft", "submitted", "appraised", "registered", "running", "self_assessed",
                                  "checked", "scored", "recognised", "nominated"}) {
            if (cycle(code).state != state) continue;  // what is followed begins later
            ready(crew, code);
            everybody_tries(code, crew.maker);
            if (std::string_view(state) == "nominated" ||
                (std::string_view(state) == "recognised" && !may_rise))
                return;
            go_on(crew, code);
        }
    }
    std::vector<std::string> faults_now() {
        return database_
            ->read([](db::Transaction& tx) -> Result<std::vector<std::string>> {
                auto out = TRY(registry::life::faults(tx));
                for (auto& more : TRY(registry::life::altered(tx))) out.push_back(std::move(more));
                for (auto& more : TRY(registry::scoring::faults(tx))) out.push_back(std::move(more));
                for (auto& more : TRY(registry::evidence::faults(tx))) out.push_back(std::move(more));
                return out;
            })
            .value();
    }

    test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 20)};
    test::TestAtlas atlas_ = test::country();
    registry::life::Parts parts_ = life_parts();
    std::map<std::string, auth::Principal> people_;
    std::vector<std::string> everybody_;
    int opened_ = 0;  // buttons that worked, of all that were tried
};

TEST_F(LifeScenario, a_hamlets_dossier_rises_to_the_province_and_nobody_else_ever_acts) {
    add_everybody();
    const auto crew = crew_for("hamlet_crew", kHamlet, kWard);
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    walk(crew, code, true);
    EXPECT_EQ(cycle(code).state, "nominated");
    EXPECT_GT(opened_, 50) << "somebody got through";
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, the_log_tells_the_owners_side_what_was_done_and_not_who_scored) {
    const auto crew = crew_for("crew", kHamlet, kWard);
    add("scorer_1", {{Role::scorer, kProvince}}), add("scorer_2", {{Role::scorer, kProvince}});
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    bring(crew, code, "scored");
    const view::Site site{.name = "Dân vận khéo", .clock = &clock_};
    const http::Router router(
        registry::life::routes({*database_, clock_, site,
                                [this] { return std::make_shared<const test::TestAtlas>(atlas_); }, parts_}));
    const auto log_of = [&](const std::string& who) {
        const auto target = http::parse_target("/ho-so/" + code + "?muc=nhat-ky");
        http::Request request;
        request.path = target->path;
        request.query = target->query;
        request.who = people_.at(who);
        auto match = router.match(http::Method::get, request.path);
        request.captures = std::move(match.captures);
        const auto answer = match.route->handler(request);
        return answer ? std::string(answer->bytes()) : said(answer);
    };
    add("team", {{Role::team, kHamlet}});
    for (const auto& who : {std::string("team"), crew.maker}) {
        const auto page = log_of(who);
        EXPECT_THAT(page, HasSubstr("Ghi lượt kiểm tra"));
        EXPECT_THAT(page, HasSubstr("Khóa phiếu tự chấm"));
        for (const auto* hidden : {"scorer_1", "scorer_2", "Khóa phiếu chấm", "scoring.", "registry."})
            EXPECT_THAT(page, testing::Not(HasSubstr(hidden))) << who;
    }
    EXPECT_THAT(log_of(crew.examiner), HasSubstr("Người scorer_1"));
    EXPECT_THAT(log_of(crew.examiner), HasSubstr("Khóa phiếu chấm"));
    for (const auto& who : {crew.examiner, crew.maker}) {
        people_[who].user = auth::looking_at(people_[who].user);
        EXPECT_THAT(log_of(who), testing::Not(HasSubstr("scorer_1"))) << "who looks on as " << who;
    }
}

TEST_F(LifeScenario, a_provinces_own_dossier_is_the_provinces_alone) {
    add_everybody();
    const auto crew = crew_for("province_crew", kProvince, kProvince);
    walk(crew, begun(crew.maker, kProvince, "Trồng rừng"), false);
    EXPECT_GT(opened_, 20);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeScenario, a_districts_old_dossier_is_carried_on_by_the_province) {
    add_everybody();
    const auto crew = crew_for("district_crew", kProvince, kProvince);
    registry::NewRow row;
    row.statement = statement_for(kDistrict, "Chợ sạch");
    row.campaign_year = 2025;
    row.date = *Date::of(2025, 3, 31);
    const auto code = database_->write([&](db::Transaction& tx) -> Result<std::string> {
        TRY(registry::register_rows(tx, {"a.xlsx", "00", kDistrict, row.date, 2025, 0}, std::vector{row},
                                    atlas_, {people_.at(crew.maker).user, clock_.now()}));
        return registry::life::follow(tx, TRY(tx.value<std::string>("SELECT number FROM initiative")), 2025,
                                      acting(crew.maker));
    });
    ASSERT_TRUE(code.has_value()) << said(code);
    walk(crew, *code, false);
    EXPECT_EQ(cycle(*code).state, "recognised");
    EXPECT_THAT(faults_now(), IsEmpty());
}

/// The last day of districts, and the day after.
class MergerScenario : public LifeScenario {
  protected:
    MergerScenario() {
        clock_ = FixedClock{*Date::of(2025, 6, 30)};
        crew_ = crew_for("an", kOldWard, kOldWard);
        add("new_leader", {{Role::leader, kWard}});
        add("district_leader", {{Role::leader, kDistrict}});
        add("province_leader", {{Role::leader, kProvince}});
        add("scorer_1", {{Role::scorer, kProvince}}), add("scorer_2", {{Role::scorer, kProvince}});
        add("neighbour", {{Role::scorer, kProvince}, {Role::team, kOldSibling}});
    }
    void next_day() { clock_ = FixedClock{*Date::of(2025, 7, 1)}; }
    bool may(const std::string& who, const std::string& code, std::string_view name, const Given& given) {
        bool went = false;
        const auto version = cycle(code).row_version;
        (void)database_->write([&](db::Transaction& tx) -> Result<> {
            went = registry::life::perform(tx, code, version, name, given, {}, acting(who)).has_value();
            return fail(ErrorKind::internal, Message{});
        });
        return went;
    }
    bool may(const std::string& who, const std::string& code, std::string_view name) {
        return may(who, code, name, decided(clock_.today()));
    }

    Crew crew_;
};

TEST_F(MergerScenario, who_acted_for_a_ward_that_is_gone_acts_no_more) {
    const auto code = begun(crew_.maker, kOldWard, "Ngõ xanh");
    bring(crew_, code, "appraised");
    for (const auto* who : {"an_leader", "district_leader", "province_leader"})
        EXPECT_TRUE(may(who, code, "register")) << who;
    EXPECT_FALSE(may("new_leader", code, "register")) << "the new ward does not stand yet";
    next_day();
    for (const auto* who : {"an_leader", "district_leader"}) EXPECT_FALSE(may(who, code, "register")) << who;
    for (const auto* who : {"new_leader", "province_leader"}) EXPECT_TRUE(may(who, code, "register")) << who;
}

TEST_F(MergerScenario, who_proposes_next_door_scores_until_the_two_are_one) {
    const auto code = begun(crew_.maker, kOldWard, "Ngõ xanh");
    bring(crew_, code, "checked");
    const auto hindered = [&] {
        const auto why = database_->read([&](db::Transaction& tx) {
            return registry::scoring::must_not_score(tx, atlas_, people_.at("neighbour"), cycle(code),
                                                     clock_.today());
        });
        return why.value().has_value();
    };
    EXPECT_FALSE(hindered());
    next_day();
    EXPECT_TRUE(hindered());
}

TEST_F(MergerScenario, a_district_decides_until_its_last_day) {
    const auto first = begun(crew_.maker, kOldWard, "Ngõ xanh"),
               second = begun(crew_.maker, kOldWard, "Ngõ sạch");
    const auto last_day = clock_.today();
    for (const auto& code : {first, second}) bring(crew_, code, "nominated");
    EXPECT_FALSE(may("an_leader", first, "recognise_above", decided(last_day, "district")));
    EXPECT_TRUE(may("district_leader", first, "recognise_above", decided(last_day, "district")));
    const auto done = act("district_leader", first, "recognise_above", decided(last_day, "district"));
    ASSERT_TRUE(done.has_value()) << said(done);
    next_day();
    EXPECT_FALSE(may("district_leader", second, "recognise_above", decided(last_day, "district")));
    EXPECT_FALSE(may("province_leader", second, "recognise_above", decided(clock_.today(), "district")));
    EXPECT_TRUE(may("province_leader", second, "recognise_above", decided(last_day, "district")))
        << "a decision of that day is entered later";
    EXPECT_TRUE(may("province_leader", second, "recognise_above"));
    EXPECT_FALSE(may("new_leader", first, "revoke_above")) << "the district decided that";
    EXPECT_TRUE(may("province_leader", first, "revoke_above"));
}

}  // namespace
}  // namespace kheo::app
