// SPDX-License-Identifier: Apache-2.0
// A practice is taken up elsewhere: who may, what the copy holds, how the spread is told. On both databases.
#include <gmock/gmock.h>

#include "registry/life/test_life.hpp"
#include "registry/replication/drawing.hpp"
#include "registry/replication/pages.hpp"
#include "registry/replication/replication.hpp"
#include "registry/store.hpp"
#include "support/asking.hpp"

namespace kheo::registry::replication {
namespace {

using namespace life::test;  // NOLINT: people and units by name
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class ReplicationTest : public LifeTest {
  protected:
    Initiative initiative_of(const std::string& code) {
        const auto id = cycle(code).initiative;
        return database_
            ->read([&](db::Transaction& tx) -> Result<Initiative> {
                const auto number = TRY(registry::store::number_of(tx, id));
                return TRY(registry::store::find(tx, number.value())).value();
            })
            .value();
    }
    std::string number_of(const std::string& code) { return initiative_of(code).number; }

    Result<std::string> copy(const std::string& who, const std::string& number, territory::UnitId unit,
                             const std::string& adapted = "Làm theo ngõ", std::string_view key = "") {
        return write([&](db::Transaction& tx) { return begin(tx, number, unit, adapted, key, acting(who)); });
    }
    Result<> pulse(const std::string& who, const std::string& number, Pulse p, std::string_view key = "") {
        return write([&](db::Transaction& tx) { return take_pulse(tx, number, p, key, acting(who)); });
    }
    std::vector<Node> spread(const std::string& code) {
        return database_->read([&](db::Transaction& tx) { return spread_of(tx, cycle(code).initiative); })
            .value();
    }
    std::int64_t copies(const std::string& code) {
        return database_->read([&](db::Transaction& tx) { return copies_of(tx, cycle(code).initiative); })
            .value();
    }
    /// Registers a draft of the other ward.
    void registered(const std::string& code, const std::string& officer, const std::string& appraiser,
                    const std::string& leader) {
        const auto done = write([&](db::Transaction& tx) -> Result<> {
            const auto at = TRY(life::find(tx, code)).value();
            auto s = TRY(life::statement_of(tx, at));
            s.owner_text = "Chi hội " + code, s.owner_type = OwnerType::collective;
            s.headings.area = "Tổ 7", s.headings.forces = "Chi bộ", s.headings.schedule = "Quý III";
            return life::revise(tx, code, at.row_version, s, acting(officer));
        });
        ASSERT_TRUE(done.has_value()) << said(done);
        must(officer, code, "submit");
        must(appraiser, code, "appraise");
        must(leader, code, "register");
    }
};

TEST_F(ReplicationTest, ACopyHoldsTheMethodAndLeavesThePlaceToFill) {
    const auto first = brought_to("registered");
    const auto made = copy("other_officer", number_of(first), kOtherNew);
    ASSERT_TRUE(made.has_value()) << said(made);
    const auto draft =
        database_->read([&](db::Transaction& tx) { return life::statement_of(tx, cycle(*made)); }).value();
    EXPECT_EQ(draft.title, "Ngõ xanh");
    EXPECT_EQ(draft.headings.method, "Họp dân hai lần");
    EXPECT_EQ(draft.owner_text, "");
    EXPECT_EQ(draft.headings.area, "");
    EXPECT_EQ(draft.unit, kOtherNew);
    EXPECT_THAT(draft.headings.note, HasSubstr(number_of(first)));
}

TEST_F(ReplicationTest, TwiceSentIsOneCopy) {
    const auto number = number_of(brought_to("registered"));
    const auto once = copy("other_officer", number, kOtherNew, "Làm theo ngõ", "k1");
    const auto again = copy("other_officer", number, kOtherNew, "Làm theo ngõ", "k1");
    ASSERT_TRUE(once && again);
    EXPECT_EQ(*once, *again);
}

TEST_F(ReplicationTest, NobodyCopiesForAUnitThatIsNotHis) {
    const auto number = number_of(brought_to("registered"));
    const auto made = copy("other_officer", number, kNewWard);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(copy("reader", number, kNewWard).has_value());
    EXPECT_FALSE(copy("future_leader", number, kNewWard).has_value());
}

TEST_F(ReplicationTest, AUnitDoesNotCopyItself) {
    const auto made = copy("team", number_of(brought_to("registered")), kNewWard);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().fields.front().field, "unit");
}

TEST_F(ReplicationTest, WhatIsAdaptedMustBeSaid) {
    const auto made = copy("other_officer", number_of(brought_to("registered")), kOtherNew, "  ");
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().fields.front().field, "adapted");
}

TEST_F(ReplicationTest, WhatIsAdaptedNamesNoHousehold) {
    const auto made =
        copy("other_officer", number_of(brought_to("registered")), kOtherNew, "Làm ở nhà cụ Sáu trước");
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().fields.front().field, "adapted");
}

TEST_F(ReplicationTest, AnExemplarOfAnotherPlaceLooksAsIfItWereNotThere) {
    auto person = full_statement("Bà Tư vận động hiến đất");
    person.kind = Kind::exemplar;
    const auto code = begun("team", person);
    must("team", code, "submit");
    must("appraiser", code, "appraise");
    must("leader", code, "register");
    const auto made = copy("other_officer", number_of(code), kOtherNew);
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().kind, ErrorKind::not_found);
}

TEST_F(ReplicationTest, ADraftIsNoPartOfTheSpreadUntilItIsRegistered) {
    add("other_appraiser", Role::officer, kOtherNew);
    const auto first = brought_to("registered");
    const auto made = copy("other_officer", number_of(first), kOtherNew);
    ASSERT_TRUE(made.has_value()) << said(made);
    EXPECT_THAT(spread(first), SizeIs(1));
    registered(*made, "other_officer", "other_appraiser", "other_leader");
    const auto nodes = spread(first);
    ASSERT_THAT(nodes, SizeIs(2));
    EXPECT_EQ(nodes[1].parent, 0);
    EXPECT_EQ(nodes[1].adapted, "Làm theo ngõ");
    EXPECT_EQ(spread(*made)[1].number, nodes[1].number);  // the same tree, from wherever it is asked
}

TEST_F(ReplicationTest, CopiesOfCopiesStandBelowTheirOwnParent) {
    add("other_appraiser", Role::officer, kOtherNew);
    const auto first = brought_to("registered");
    const auto second = copy("other_officer", number_of(first), kOtherNew).value();
    registered(second, "other_officer", "other_appraiser", "other_leader");
    const auto third = copy("officer", number_of(second), kNewWard).value();
    registered(third, "officer", "appraiser", "leader");
    const auto fourth = copy("other_officer", number_of(first), kOtherNew).value();
    registered(fourth, "other_officer", "other_appraiser", "other_leader");
    std::vector<std::tuple<std::string, int, int>> seen;
    for (const auto& node : spread(third)) seen.emplace_back(node.number, node.parent, node.depth);
    EXPECT_EQ(seen, (decltype(seen){{number_of(first), -1, 0},
                                    {number_of(second), 0, 1},
                                    {number_of(third), 1, 2},
                                    {number_of(fourth), 0, 1}}));
    EXPECT_EQ(copies(first), 2);
    EXPECT_EQ(copies(second), 1);
    EXPECT_EQ(copies(third), 0);
}

TEST_F(ReplicationTest, ACircleIsWalkedOnce) {
    add("other_appraiser", Role::officer, kOtherNew);
    const auto first = brought_to("registered");
    const auto second = copy("other_officer", number_of(first), kOtherNew).value();
    registered(second, "other_officer", "other_appraiser", "other_leader");
    ASSERT_TRUE(write([&](db::Transaction& tx) {
        return tx.exec("INSERT INTO replication (cycle_id, parent_id, begun_at) VALUES (?1, ?2, 1)",
                       cycle(first).id, cycle(second).initiative);
    }));
    EXPECT_THAT(spread(first), SizeIs(2));
    EXPECT_THAT(spread(second), SizeIs(2));
}

TEST_F(ReplicationTest, TheResultIsToldByTheCopyAlone) {
    add("other_appraiser", Role::officer, kOtherNew);
    const auto first = brought_to("registered");
    const auto made = copy("other_officer", number_of(first), kOtherNew);
    ASSERT_TRUE(made.has_value()) << said(made);
    registered(*made, "other_officer", "other_appraiser", "other_leader");
    const auto tell = [&](const std::string& who, const std::string& code,
                          std::string_view result = "Ba ngõ sạch") {
        return write(
            [&](db::Transaction& tx) { return tell_result(tx, number_of(code), result, acting(who)); });
    };
    EXPECT_EQ(tell("officer", first).error().kind, ErrorKind::conflict);
    EXPECT_EQ(tell("officer", *made).error().kind, ErrorKind::not_found);
    EXPECT_EQ(tell("city_leader", *made).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(tell("other_officer", *made, "Hộ Trương Văn B góp đất").error().fields.front().field, "result");
    ASSERT_TRUE(tell("other_officer", *made));
    EXPECT_EQ(spread(first)[1].result, "Ba ngõ sạch");
}

TEST_F(ReplicationTest, ASignOfLifeIsWrittenOnceAndNotAheadOfTime) {
    const auto number = number_of(brought_to("registered"));
    const auto today = clock_.today();
    EXPECT_EQ(pulse("officer", number, {today.plus_days(1), true, ""}).error().fields.front().field, "day");
    EXPECT_EQ(pulse("officer", number, {*Date::of(2001, 1, 1), true, ""}).error().fields.front().field,
              "day");
    EXPECT_EQ(pulse("other_officer", number, {today, true, ""}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(pulse("reader", number, {today, true, ""}).error().kind, ErrorKind::forbidden);
    ASSERT_TRUE(pulse("officer", number, {today, true, ""}, "k"));
    ASSERT_TRUE(pulse("officer", number, {today, true, ""}, "k"));
    const auto rows = database_->read(
        [](db::Transaction& tx) { return tx.value("SELECT count(*) FROM initiative_pulse"); });
    EXPECT_EQ(*rows, 1);
}

TEST_F(ReplicationTest, WhoIsErasedFromADossierIsErasedFromItsCopyAndItsSigns) {
    add("other_appraiser", Role::officer, kOtherNew);
    const auto first = brought_to("registered");
    const auto made = copy("other_officer", number_of(first), kOtherNew, "Bà Tư đứng ra");
    ASSERT_TRUE(made.has_value()) << said(made);
    registered(*made, "other_officer", "other_appraiser", "other_leader");
    ASSERT_TRUE(pulse("other_officer", number_of(*made), {clock_.today(), true, "Bà Tư kể"}));
    ASSERT_TRUE(write([&](db::Transaction& tx) { return forget(tx, initiative_of(*made).id); }));
    EXPECT_EQ(spread(first)[1].adapted, "");
    const auto notes = database_->read([](db::Transaction& tx) {
        return tx.value("SELECT count(*) FROM initiative_pulse WHERE note IS NOT NULL");
    });
    EXPECT_EQ(*notes, 0);
}

TEST_F(ReplicationTest, UpkeepCountsOnlyWhatTheReaderMaySee) {
    const auto code = brought_to("registered");
    clock_.set(FixedClock(*Date::of(2028, 11, 21)).now());
    for (auto& [name, who] : people_) who.grants.front().until = *Date::of(2040, 1, 1);
    const auto asked = [&](const std::string& who) {
        const Reading reading{atlas_,
                              visible_to(people_.at(who), auth::Permission::read_registry, clock_.today()),
                              clock_.today(), nullptr};
        return database_->read([&](db::Transaction& tx) { return upkeep(tx, reading, 10); }).value();
    };
    EXPECT_EQ(asked("reader").survival[0].reached, 1);
    EXPECT_EQ(asked("reader").survival[0].silent, 1);
    EXPECT_EQ(asked("reader").survival[2].reached, 0);
    EXPECT_EQ(asked("other_officer").survival[0].reached, 0);
    ASSERT_THAT(asked("reader").silent, SizeIs(1));
    ASSERT_TRUE(pulse("officer", number_of(code), {clock_.today(), true, "Vẫn họp hằng tháng"}));
    EXPECT_EQ(asked("reader").survival[1].alive, 1);
    EXPECT_EQ(asked("reader").silent_total, 0);
}

TEST_F(ReplicationTest, ASilentOneIsRemindedOfOncePerQuarterAndOnlyAnOfficeWithAMailboxGetsALetter) {
    const auto code = brought_to("registered");
    clock_.set(FixedClock(*Date::of(2028, 11, 21)).now());
    for (auto& [name, who] : people_) who.grants.front().until = *Date::of(2040, 1, 1);
    std::string mailbox;
    const auto remind = [&](const std::string& who) {
        const Reading reading{atlas_,
                              visible_to(people_.at(who), auth::Permission::run_movement, clock_.today()),
                              clock_.today(), nullptr};
        const auto box = [&](db::Transaction&, territory::UnitId) { return Result<std::string>(mailbox); };
        return write([&](db::Transaction& tx) {
                   return remind_silent(tx, reading, box, "https://a.vn", acting(who));
               })
            .value();
    };
    const auto letters = [&] {
        return database_
            ->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM mail_message"); })
            .value();
    };
    EXPECT_EQ(remind("other_officer").initiatives, 0);
    EXPECT_EQ(remind("reader").initiatives, 0) << "holds no right to run the movement";
    EXPECT_EQ(remind("officer").initiatives, 1);
    EXPECT_EQ(letters(), 0) << "no mailbox";
    EXPECT_EQ(remind("officer").initiatives, 0) << "the same day";
    mailbox = "vanthu@hoamai.vn";
    const auto later = [&](int days) { clock_.set(clock_.now() + Millis{days} * 86'400'000); };
    later(89);
    EXPECT_EQ(remind("officer").initiatives, 0);
    later(1);
    const auto again = remind("officer");
    EXPECT_EQ(again.initiatives, 1);
    EXPECT_EQ(again.letters, 1);
    const auto text = database_->read(
        [](db::Transaction& tx) { return tx.value<std::string>("SELECT body FROM mail_message"); });
    EXPECT_THAT(*text, HasSubstr("https://a.vn/so-dang-ky/" + number_of(code) + "/nhan-rong"));
    later(90);
    ASSERT_TRUE(pulse("officer", number_of(code), {clock_.today(), true, "Vẫn họp"}));
    EXPECT_EQ(remind("officer").initiatives, 0) << "heard of again";
}

TEST_F(ReplicationTest, TheMessageForTheChatIsThereBeforeAndAfterTheButton) {
    const auto number = number_of(brought_to("registered"));
    clock_.set(FixedClock(*Date::of(2028, 11, 21)).now());
    for (auto& [name, who] : people_) who.grants.front().until = *Date::of(2040, 1, 1);
    const view::Site site{.name = "Dân vận khéo", .clock = &clock_};
    const auto atlas = std::make_shared<SmallAtlas>();
    const http::Router router(routes({*database_,
                                      clock_,
                                      site,
                                      [&] { return atlas; },
                                      parts_,
                                      {},
                                      [] { return Result<std::string>("https://a.vn"); }}));
    const auto ask = [&](const std::string& who, http::Method method, const std::string& target) {
        return kheo::test::ask(router, clock_.today(), people_.at(who), method, target);
    };
    const auto link = "https://a.vn/so-dang-ky/" + number + "/nhan-rong";
    EXPECT_THAT(ask("officer", http::Method::get, "/duy-tri").body, HasSubstr(link));
    EXPECT_THAT(ask("reader", http::Method::get, "/duy-tri").body, Not(HasSubstr(link)));
    EXPECT_EQ(ask("reader", http::Method::post, "/duy-tri/nhac").status, 403);
    const auto pressed = ask("officer", http::Method::post, "/duy-tri/nhac");
    EXPECT_EQ(pressed.status, 303);
    EXPECT_EQ(pressed.location, "/duy-tri?da_nhac=1&thu=0#im-lang");
    const auto after = ask("officer", http::Method::get, "/duy-tri?da_nhac=1&thu=0").body;
    EXPECT_THAT(after, HasSubstr(link)) << "he pastes it now";
    EXPECT_THAT(after, Not(HasSubstr("/duy-tri/nhac"))) << "not twice";
    EXPECT_THAT(ask("reader", http::Method::get, "/duy-tri").body, Not(HasSubstr(link)));
}

TEST(SurvivalDrawing, NamesAreEscapedAndLinesLeadFromParentToCopy) {
    const std::vector<Dot> dots{{"Phường <A>", "/a", -1, 0, true}, {"Xã B", "", 0, 1, false}};
    const auto svg = std::string(draw_spread(Language::vi, "Sơ đồ", dots).html());
    EXPECT_THAT(svg, HasSubstr("Phường &lt;A&gt;"));
    EXPECT_THAT(svg, HasSubstr("class=\"way\""));
    EXPECT_EQ(svg.find("href=\"\""), std::string::npos);
}

}  // namespace
}  // namespace kheo::registry::replication
