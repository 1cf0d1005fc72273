// SPDX-License-Identifier: Apache-2.0
// People around one dossier: the small country of test_atlas.hpp, a fresh database, a fixed clock, one
// account per role inside and outside the subtree, before and after its grant.
#pragma once

#include <gmock/gmock.h>

#include <map>

#include "platform/auth/accounts.hpp"
#include "registry/life/life.hpp"
#include "registry/test_atlas.hpp"
#include "support/said.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::life::test {

using namespace registry::test;  // NOLINT: units by name
using auth::Role;

inline Statement full_statement(std::string title, territory::UnitId unit = kNewWard) {
    Statement s;
    s.title = std::move(title);
    s.owner_text = "Chi hội Phụ nữ số 8";
    s.owner_type = OwnerType::collective;
    s.field = "economy";
    s.unit = unit;
    s.headings = {"Đường hẹp", "Mở rộng 740 m", "Họp dân hai lần", "Tổ 5",         "Chi bộ",
                  "Ngày công", "Quý II",        "Đường rộng 6 m",  "Dễ nhân rộng", ""};
    return s;
}

class LifeTest : public ::testing::Test {
  protected:
    LifeTest() {
        add("team", Role::team, kNewWard);
        add("officer", Role::officer, kNewWard);
        add("appraiser", Role::officer, kNewWard);
        add("leader", Role::leader, kNewWard);
        add("scorer", Role::scorer, kCity);
        add("reader", Role::reader, kNewWard);
        add("admin", Role::administrator, kCity);
        add("city_officer", Role::officer, kCity);
        add("city_leader", Role::leader, kCity);
        add("other_officer", Role::officer, kOtherNew);
        add("other_leader", Role::leader, kOtherNew);
        add("far_leader", Role::leader, kOtherCity);
        const auto today = clock_.today();
        add("past_leader", Role::leader, kNewWard, *Date::of(2020, 1, 1), today.plus_days(-1));
        add("future_leader", Role::leader, kNewWard, today.plus_days(1), *Date::of(2030, 1, 1));
    }

    auth::Principal& add(const std::string& name, Role role, territory::UnitId unit,
                         Date from = *Date::of(2020, 1, 1), Date until = *Date::of(2030, 1, 1)) {
        auth::Principal who;
        const auto made = database_->write([&](db::Transaction& tx) {
            return auth::add_account(tx, {name, "Người " + name, "!", false}, clock_.now());
        });
        who.user = made.value_or(auth::UserId{});
        who.name = name;
        who.grants = {{role, unit, from, until}};
        return people_[name] = who;
    }

    Acting acting(const std::string& name) {
        return {people_.at(name), atlas_, clock_.today(), clock_.now(), parts_};
    }

    template <typename F>
    auto write(F&& fn) {
        return database_->write(std::forward<F>(fn));
    }

    std::string begun(const std::string& who, const Statement& statement, Basis basis = Basis::fresh,
                      std::string_view key = "") {
        const auto made = write([&](db::Transaction& tx) {
            return begin(tx, statement, clock_.today().year(), basis, key, acting(who));
        });
        EXPECT_TRUE(made.has_value()) << said(made);
        return made.value_or("");
    }

    Cycle cycle(const std::string& code) {
        return database_->read([&](db::Transaction& tx) { return find(tx, code); }).value().value();
    }

    /// What every form of an act could hold, so that only rights and guards stand in the way.
    Given everything() const {
        const auto today = clock_.today().vietnamese();
        return {"Có lý do", today, "12-QĐ/ĐU", today, "Bí thư Đảng ủy", "Ban Chỉ đạo", "Tốt", "province"};
    }

    Result<std::string> act(const std::string& who, const std::string& code, const std::string& name,
                            std::optional<Given> given = {}, std::string_view key = "") {
        const auto version = cycle(code).row_version;
        return write([&](db::Transaction& tx) {
            return perform(tx, code, version, name, given.value_or(everything()), key, acting(who));
        });
    }

    /// Would it go through? Nothing is kept.
    bool would(const std::string& who, const Cycle& at, std::string_view name) {
        bool went = false;
        (void)write([&](db::Transaction& tx) -> Result<> {
            const auto done = perform(tx, at.code, at.row_version, name, everything(), {}, acting(who));
            went = done.has_value();
            return fail(ErrorKind::internal, Message{});
        });
        return went;
    }

    void must(const std::string& who, const std::string& code, const std::string& name) {
        if (name == "appraise") examined(who, code);
        const auto done = act(who, code, name);
        ASSERT_TRUE(done.has_value()) << who << " " << name << ": " << said(done);
    }

    void examined(const std::string& who, const std::string& code, Verdict verdict = Verdict::passed) {
        const auto done = write([&](db::Transaction& tx) -> Result<> {
            auto sheet = TRY(examination_of(tx, TRY(find(tx, code)).value(), clock_.today()));
            for (auto& item : sheet.items) item.verdict = verdict, item.remark = "Bổ sung biên bản";
            return examine(tx, code, sheet, acting(who));
        });
        ASSERT_TRUE(done.has_value()) << who << ": " << said(done);
    }

    /// A dossier brought as far as this state by the right people.
    std::string brought_to(const std::string& state, const std::string& title = "Ngõ xanh") {
        const auto code = begun("team", full_statement(title));
        for (const auto& [who, name] : kWay) {
            if (cycle(code).state == state) return code;
            must(who, code, name);
        }
        EXPECT_EQ(cycle(code).state, state);
        return code;
    }

    std::vector<std::string> faults_now() {
        return database_
            ->read([](db::Transaction& tx) -> Result<std::vector<std::string>> {
                auto out = TRY(faults(tx));
                for (auto& more : TRY(altered(tx))) out.push_back(std::move(more));
                for (auto& more : TRY(registry::faults(tx))) out.push_back(std::move(more));
                return out;
            })
            .value();
    }

    static inline const std::vector<std::pair<std::string, std::string>> kWay{{"team", "submit"},
                                                                              {"appraiser", "appraise"},
                                                                              {"leader", "register"},
                                                                              {"team", "start"},
                                                                              {"team", "self_assess"},
                                                                              {"appraiser", "check"},
                                                                              {"appraiser", "close_scoring"},
                                                                              {"leader", "recognise"}};

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 20)};
    SmallAtlas atlas_;
    Parts parts_;
    std::map<std::string, auth::Principal> people_;
};

}  // namespace kheo::registry::life::test
