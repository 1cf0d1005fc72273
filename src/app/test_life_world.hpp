// SPDX-License-Identifier: Apache-2.0
// Dossiers over everything the program wires (scores, visits, thresholds, windows), in a country drawn by
// hand: who carries one from the draft on, with the sheets and visits that its guards ask for.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "app/life_wiring.hpp"
#include "platform/auth/accounts.hpp"
#include "registry/evidence/service.hpp"
#include "registry/life/life.hpp"
#include "registry/scoring/sheets.hpp"
#include "support/atlas.hpp"
#include "support/said.hpp"
#include "support/test_database.hpp"

namespace kheo::app {

using auth::Permission;
using auth::Role;
using registry::Basis;
using registry::Statement;
using registry::life::Acting;
using registry::life::Cycle;
using registry::life::Given;
using territory::UnitId;

inline constexpr UnitId kProvince{test::kCity}, kWard{test::kNew}, kSibling{test::kDong}, kOldWard{test::kAn},
    kOldSibling{test::kBinh}, kDistrict{test::kEast}, kHamlet{112};

inline Statement statement_for(UnitId unit, std::string title) {
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

class LifeWorld : public testing::Test {
  protected:
    LifeWorld() {
        atlas_.add(kHamlet.value, territory::Level::hamlet, "", "Tổ 2", kWard.value, "2025-07-01");
        atlas_.went(test::kEast,
                    {test::kDong});  // a district went to several wards: only the province is left
        add("scorer_1", {{Role::scorer, kProvince}}), add("scorer_2", {{Role::scorer, kProvince}});
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
    void must(const std::string& who, const std::string& code, std::string_view name) {
        const auto done = act(who, code, name);
        ASSERT_TRUE(done.has_value()) << who << " " << name << ": " << said(done);
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
};

}  // namespace kheo::app
