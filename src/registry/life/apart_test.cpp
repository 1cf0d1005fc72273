// SPDX-License-Identifier: Apache-2.0
// Who must stay apart from a dossier, and who may take back what was decided: each rule with the person it
// stops.
#include "registry/life/store.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kCity;
using test::kDistrict;
using test::kNewWard;
using test::kOtherCity;
using test::kWardA;
using test::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class LifeApart : public test::LifeTest {
  protected:
    LifeApart() {
        add("all_roles", Role::officer, kNewWard);
        for (const auto role : {Role::leader, Role::scorer, Role::team})
            people_["all_roles"].grants.push_back(
                {role, kNewWard, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)});
        add("city_leader_2", Role::leader, kCity);
    }

    std::string hindrance(const std::string& who, const Cycle& at) {
        const auto found =
            database_->read([&](db::Transaction& tx) { return must_not_judge(tx, at, people_[who].user); });
        return found.value() ? found.value()->in(Language::vi) : "";
    }

    /// Nothing that judges the dossier is open to the person, in any state from here on.
    void stays_apart(const std::string& who, const std::string& code) {
        EXPECT_THAT(hindrance(who, cycle(code)), HasSubstr("Cần người khác làm")) << who;
        for (const auto& act : process().acts) {
            if (std::ranges::find(act.guards, "not_creator") == act.guards.end()) continue;
            EXPECT_FALSE(would(who, cycle(code), act.code)) << who << " " << act.code;
        }
    }

    /// The newest entry of the register gets another title.
    Result<> edit_by(const std::string& who, const std::string& title, Millis at) {
        return write([&](db::Transaction& tx) -> Result<> {
            Visible everything;
            everything.all = true;
            const Reading reading{atlas_, everything, clock_.today()};
            const auto number = TRY(tx.value<std::string>("SELECT max(number) FROM initiative"));
            const auto version =
                TRY(tx.value("SELECT row_version FROM initiative WHERE number = ?1", number));
            return edit(tx, number, version, full_statement(title), reading, {people_[who].user, at});
        });
    }
    bool is_shown(const auth::Principal& who, CycleId id) {
        return database_
            ->read([&](db::Transaction& tx) -> Result<bool> {
                const auto mine = TRY(tasks(tx, who, atlas_, clock_.today(), 100));
                return std::ranges::any_of(mine.first, [&](const Task& t) { return t.cycle.id == id; });
            })
            .value();
    }

    /// A dossier of an earlier year that came in with a list, followed from its state on.
    std::string followed(territory::UnitId unit, int year, const std::string& who) {
        NewRow row;
        row.statement = full_statement("Từ danh sách", unit);
        row.campaign_year = year;
        row.date = *Date::of(year, 3, 31);
        const auto code = write([&](db::Transaction& tx) -> Result<std::string> {
            TRY(register_rows(tx, {"a.xlsx", "00", unit, row.date, year, 0}, std::vector{row}, atlas_,
                              {people_["officer"].user, clock_.now()}));
            return follow(tx, TRY(tx.value<std::string>("SELECT max(number) FROM initiative")), year,
                          acting(who));
        });
        EXPECT_TRUE(code.has_value()) << said(code);
        return code.value_or("");
    }

    std::vector<RecognitionLevel> levels(const std::string& code) {
        std::vector<RecognitionLevel> out;
        const auto id = cycle(code).id;
        for (const auto& r :
             database_->read([&](db::Transaction& tx) { return recognitions(tx, id); }).value())
            if (!r.revoked_on) out.push_back(r.level);
        return out;
    }
    Given decided(Date on, const std::string& level = "province") const {
        auto given = everything();
        given.decided_on = on.vietnamese();
        given.level = level;
        return given;
    }
};

TEST_F(LifeApart, who_reports_the_work_does_not_check_it) {
    const auto code = brought_to("running");
    must("all_roles", code, "self_assess");
    stays_apart("all_roles", code);
    must("appraiser", code, "check");
    stays_apart("all_roles", code);
    must("appraiser", code, "close_scoring");
    stays_apart("all_roles", code);
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeApart, who_began_or_launched_the_work_does_not_check_it) {
    for (const std::string act : {"start", "launch"}) {
        const auto code = brought_to(act == "start" ? "registered" : "running", act);
        must("all_roles", code, act);
        if (act == "start") must("team", code, "launch");
        must("team", code, "self_assess");
        stays_apart("all_roles", code);
    }
}

TEST_F(LifeApart, each_way_of_working_for_the_owner_counts_once) {
    const auto code = brought_to("running");
    const auto at = cycle(code);
    const auto who = [&] { return database_->read([&](db::Transaction& tx) { return writers(tx, at); }); };
    EXPECT_THAT(who().value(), ElementsAre(people_["team"].user));
    must("officer", code, "launch");
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
                    TRY(note_writer(tx, at.id, people_["all_roles"].user));
                    return note_writer(tx, at.id, people_["all_roles"].user);
                }).has_value());
    const auto users = who().value();
    EXPECT_EQ(users.size(), 3u);
    stays_apart("all_roles", code);
}

TEST_F(LifeApart, who_edits_the_registered_text_does_not_check_it) {
    const auto code = brought_to("running");
    EXPECT_EQ(hindrance("all_roles", cycle(code)), "");
    ASSERT_TRUE(edit_by("appraiser", "Ngõ xanh sạch", clock_.now() - 1).has_value());
    const auto edited = edit_by("all_roles", "Ngõ xanh sạch đẹp", clock_.now() + 1);
    ASSERT_TRUE(edited.has_value()) << said(edited);
    EXPECT_EQ(hindrance("appraiser", cycle(code)), "") << "before it was registered";
    must("team", code, "self_assess");
    stays_apart("all_roles", code);
    EXPECT_EQ(hindrance("leader", cycle(code)), "") << "whose decision put it there wrote nothing";
}

TEST_F(LifeApart, the_work_shown_is_the_work_that_the_dossier_takes) {
    std::vector<std::string> codes;
    for (const std::string state :
         {"draft", "submitted", "appraised", "registered", "running", "self_assessed", "checked", "scored"}) {
        codes.push_back(brought_to(state, state));
        if (state == "submitted") examined("appraiser", codes.back());
    }
    const auto reported = brought_to("running", "Ghi");
    must("all_roles", reported, "self_assess");
    codes.push_back(reported);
    const auto edited = brought_to("self_assessed", "Sửa");
    ASSERT_TRUE(edit_by("all_roles", "Sửa sau khi đăng ký", clock_.now() + 1).has_value());
    codes.push_back(edited);
    const auto overruled = brought_to("submitted", "Xem lại");
    examined("all_roles", overruled, Verdict::to_amend), must("appraiser", overruled, "appraise");
    codes.push_back(overruled);
    const auto judged = brought_to("submitted", "Chấm mục");
    examined("all_roles", judged), must("appraiser", judged, "appraise");
    codes.push_back(judged);
    for (const auto& code : codes) {
        const auto at = cycle(code);
        std::set<auth::Permission> wanted;
        for (const auto& wait : process().state(at.state)->waits) wanted.insert(wait.permission);
        for (const auto& [who, principal] : people_) {
            if (wanted.contains(auth::Permission::score) &&
                principal.may(auth::Permission::score, clock_.today()))
                continue;  // scores without an act of the table
            const auto offered =
                database_->read([&](db::Transaction& tx) { return offers(tx, at, acting(who)); });
            const bool open = std::ranges::any_of(offered.value(), [&](const workflow::Offer& offer) {
                return offer.open() && wanted.contains(offer.act->permission);
            });
            EXPECT_EQ(is_shown(principal, at.id), open) << who << " in " << at.state << " " << at.title;
        }
    }
}

TEST_F(LifeApart, a_nomination_is_shown_to_whom_it_is_put) {
    // A second right, over another city, is none above this register.
    add("two_books", Role::leader, kNewWard);
    people_["two_books"].grants.push_back(
        {Role::leader, kOtherCity, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)});
    const auto code = brought_to("recognised");
    must("city_leader", code, "nominate");
    const auto at = cycle(code);
    for (const auto& [who, principal] : people_) {
        const auto offered =
            database_->read([&](db::Transaction& tx) { return offers(tx, at, acting(who)); });
        const bool open = std::ranges::any_of(offered.value(), [](const workflow::Offer& offer) {
            return offer.open() && offer.act->code == "refuse_nomination";
        });
        EXPECT_EQ(is_shown(principal, at.id), open) << who;
        EXPECT_EQ(open, who == "city_leader_2") << who;
    }
}

TEST_F(LifeApart, what_was_recognised_waits_once_its_year_is_over) {
    const auto code = brought_to("recognised");
    const auto mine = [&](Date today) {
        return database_
            ->read([&](db::Transaction& tx) { return tasks(tx, people_["team"], atlas_, today, 9); })
            .value()
            .total;
    };
    EXPECT_EQ(mine(*Date::of(2026, 12, 31)), 0);
    EXPECT_EQ(mine(*Date::of(2027, 1, 1)), 1);
}

TEST_F(LifeApart, a_commune_with_one_officer_is_checked_from_above) {
    const auto code = brought_to("running");
    must("officer", code, "self_assess");
    EXPECT_FALSE(would("officer", cycle(code), "check"));
    EXPECT_THAT(hindrance("officer", cycle(code)), HasSubstr("cấp trên làm"));
    EXPECT_TRUE(would("city_officer", cycle(code), "check"));
}

TEST_F(LifeApart, an_account_with_the_owners_name_judges_only_after_a_colleague_said_it_is_another) {
    auto& namesake = add("namesake", Role::officer, kNewWard);
    ASSERT_TRUE(write([&](db::Transaction& tx) {
                    return tx.exec("UPDATE account SET display_name = 'Bà Trần Thị Thử' WHERE id = ?1",
                                   namesake.user);
                }).has_value());
    auto named = full_statement("Vườn rau");
    named.owner_type = OwnerType::individual;
    named.owner_text = "Trần Thị Thử, tổ 5";
    const auto code = begun("team", named);
    must("team", code, "submit");
    EXPECT_THAT(hindrance("namesake", cycle(code)), HasSubstr("trùng tên chủ thể"));
    EXPECT_FALSE(would("namesake", cycle(code), "return"));

    const auto clear = [&](const std::string& who, const std::string& reason) {
        return write([&](db::Transaction& tx) {
            return clear_namesake(tx, code, people_["namesake"].user, reason, acting(who));
        });
    };
    EXPECT_EQ(clear("namesake", "Người khác").error().kind, ErrorKind::forbidden)
        << "nobody says it of himself";
    EXPECT_EQ(clear("team", "Người khác").error().kind, ErrorKind::forbidden) << "the owner's side";
    EXPECT_EQ(clear("reader", "Người khác").error().kind, ErrorKind::not_found);
    EXPECT_EQ(clear("other_officer", "Người khác").error().kind, ErrorKind::not_found);
    EXPECT_EQ(clear("appraiser", "  ").error().kind, ErrorKind::invalid);
    ASSERT_TRUE(clear("appraiser", "Khác năm sinh, khác tổ").has_value());
    EXPECT_EQ(hindrance("namesake", cycle(code)), "");
    EXPECT_TRUE(would("namesake", cycle(code), "return"));
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeApart, a_name_counts_for_persons_and_in_full_only) {
    auto& same = add("same", Role::officer, kNewWard);
    const auto called = [&](const std::string& name) {
        ASSERT_TRUE(write([&](db::Transaction& tx) {
                        return tx.exec("UPDATE account SET display_name = ?2 WHERE id = ?1", same.user, name);
                    }).has_value());
    };
    auto named = full_statement("Vườn rau");
    named.owner_type = OwnerType::individual;
    named.owner_text = "Ông Nguyễn Văn An; bà Lê Thị Bé";
    const auto code = begun("team", named);
    for (const auto* other : {"An", "Văn An", "Nguyễn Văn Anh", "Người same"}) {
        called(other);
        EXPECT_EQ(hindrance("same", cycle(code)), "") << other;
    }
    for (const auto* owner : {"Nguyễn Văn An", "nguyễn văn an", "Bà Lê Thị Bé"}) {
        called(owner);
        EXPECT_NE(hindrance("same", cycle(code)), "") << owner;
    }
    named.owner_type = OwnerType::collective;
    EXPECT_EQ(hindrance("same", cycle(begun("team", named))), "") << "a collective bears no person's name";
}

TEST_F(LifeApart, only_the_highest_level_is_taken_back_and_by_that_level) {
    const auto code = brought_to("recognised");
    must("leader", code, "nominate");
    must("city_leader", code, "recognise_above");
    EXPECT_THAT(levels(code), ElementsAre(RecognitionLevel::commune, RecognitionLevel::province));
    EXPECT_FALSE(would("leader", cycle(code), "revoke_above")) << "the province decided that";
    EXPECT_FALSE(would("leader", cycle(code), "revoke"));
    EXPECT_FALSE(would("city_leader", cycle(code), "revoke")) << "the higher one first";
    must("city_leader", code, "revoke_above");
    EXPECT_EQ(cycle(code).state, "recognised");
    EXPECT_THAT(levels(code), ElementsAre(RecognitionLevel::commune));
    EXPECT_FALSE(would("city_leader", cycle(code), "revoke_above")) << "one level is left";
    EXPECT_FALSE(would("leader", cycle(code), "nominate")) << "not again in the same year";
    must("leader", code, "revoke");
    EXPECT_EQ(cycle(code).state, "revoked");
    EXPECT_THAT(levels(code), IsEmpty());
    EXPECT_THAT(faults_now(), IsEmpty());
}

TEST_F(LifeApart, nothing_is_taken_back_before_it_was_given) {
    const auto code = brought_to("recognised");
    const auto early = act("leader", code, "revoke", decided(clock_.today().plus_days(-1)));
    ASSERT_FALSE(early.has_value());
    EXPECT_THAT(said(early), HasSubstr("[decided_on]"));
}

TEST_F(LifeApart, who_sent_a_dossier_back_does_not_send_it_again_and_still_examines_it) {
    const auto code = brought_to("submitted");
    must("appraiser", code, "return");
    EXPECT_FALSE(would("appraiser", cycle(code), "submit"));
    EXPECT_TRUE(would("officer", cycle(code), "submit"));
    const auto waits_for = [&](const std::string& who) {
        return database_
            ->read([&](db::Transaction& tx) { return tasks(tx, people_.at(who), atlas_, clock_.today(), 9); })
            .value()
            .total;
    };
    EXPECT_EQ(waits_for("appraiser"), 0);
    EXPECT_EQ(waits_for("officer"), 1);
    must("team", code, "submit");
    EXPECT_TRUE(would("appraiser", cycle(code), "return"));
    must("appraiser", code, "appraise");
}

TEST_F(LifeApart, who_nominated_does_not_answer_the_nomination) {
    const auto code = brought_to("recognised");
    must("city_leader", code, "nominate");
    EXPECT_FALSE(would("city_leader", cycle(code), "recognise_above"));
    EXPECT_FALSE(would("city_leader", cycle(code), "refuse_nomination"));
    EXPECT_TRUE(would("city_leader_2", cycle(code), "refuse_nomination"));
    must("city_leader_2", code, "refuse_nomination");
    must("leader", code, "nominate");
    EXPECT_TRUE(would("city_leader", cycle(code), "recognise_above")) << "only the last nomination counts";
}

TEST_F(LifeApart, a_nomination_is_decided_by_a_district_until_its_last_day) {
    const auto code = followed(kWardA, 2025, "appraiser");
    for (const auto& [who, name] :
         std::vector<std::pair<std::string, std::string>>{{"team", "start"},
                                                          {"team", "self_assess"},
                                                          {"appraiser", "check"},
                                                          {"appraiser", "close_scoring"}})
        must(who, code, name);
    const auto last = *Date::of(2025, 6, 30), first = *Date::of(2025, 7, 1);
    ASSERT_TRUE(act("leader", code, "recognise", decided(*Date::of(2025, 6, 1))).has_value());
    must("leader", code, "nominate");
    EXPECT_THAT(said(act("city_leader", code, "recognise_above", decided(first, "district"))),
                HasSubstr("30/06/2025"));
    const auto done = act("city_leader", code, "recognise_above", decided(last, "district"));
    ASSERT_TRUE(done.has_value()) << said(done);
    EXPECT_THAT(levels(code), ElementsAre(RecognitionLevel::commune, RecognitionLevel::district));
    EXPECT_FALSE(would("leader", cycle(code), "revoke_above"));
    must("leader", code, "nominate");
    ASSERT_TRUE(act("city_leader", code, "recognise_above", decided(first)).has_value());
    EXPECT_EQ(levels(code).back(), RecognitionLevel::province);
}

TEST_F(LifeApart, what_was_a_districts_is_the_provinces_after_its_last_day) {
    for (const auto& [on, level] : {std::pair{*Date::of(2025, 6, 30), RecognitionLevel::district},
                                    {*Date::of(2025, 7, 1), RecognitionLevel::province}}) {
        const auto code =
            followed(kDistrict, level == RecognitionLevel::district ? 2024 : 2025, "city_officer");
        ASSERT_TRUE(write([&](db::Transaction& tx) {
                        return tx.exec("UPDATE initiative_cycle SET state = 'scored' WHERE code = ?1", code);
                    }).has_value());
        const auto done = act("city_leader", code, "recognise", decided(on));
        ASSERT_TRUE(done.has_value()) << said(done);
        EXPECT_THAT(levels(code), ElementsAre(level));
    }
}

TEST_F(LifeApart, nothing_is_decided_before_its_year) {
    const auto code = brought_to("scored");
    const auto early = act("leader", code, "recognise", decided(*Date::of(2025, 12, 31)));
    ASSERT_FALSE(early.has_value());
    EXPECT_THAT(said(early), HasSubstr("[decided_on]"));
    EXPECT_THAT(said(early), HasSubstr("01/01/2026"));
}

TEST_F(LifeApart, whose_grant_names_a_unit_that_is_gone_reads_and_does_nothing) {
    const auto code = followed(kWardA, 2025, "appraiser");
    for (const auto& [name, role] :
         {std::pair{"old_team", Role::team}, {"old_officer", Role::officer}, {"old_leader", Role::leader}}) {
        add(name, role, kWardA);
        for (const auto& act : process().acts) EXPECT_FALSE(would(name, cycle(code), act.code)) << act.code;
        EXPECT_TRUE(may_open(atlas_, people_[name], cycle(code), clock_.today())) << name;
        const auto mine = database_->read(
            [&](db::Transaction& tx) { return tasks(tx, people_[name], atlas_, clock_.today(), 9); });
        EXPECT_EQ(mine.value().total, 0) << name;
    }
    EXPECT_TRUE(would("leader", cycle(code), "stop")) << "the new ward took its register over";
}

}  // namespace
}  // namespace kheo::registry::life
