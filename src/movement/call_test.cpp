// SPDX-License-Identifier: Apache-2.0
// A province calls on its communes: who answers, who is reminded, what a merger does to the count.
#include "movement/service.hpp"
#include "movement/test_world.hpp"
#include "platform/mail/mail.hpp"
#include "support/smtp_server.hpp"

namespace kheo::movement {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class MovementCall : public test::MovementWorld {
  protected:
    Progress progress(const std::string& address) {
        return database_
            ->read([&](db::Transaction& tx) -> Result<Progress> {
                const Asker asker{officer_, *atlas_, clock_.today(), clock_.now()};
                return TRY(movement::open_call(tx, services(), asker, address.substr(address.rfind('/') + 1)))
                    .progress;
            })
            .value();
    }
    /// All communes but 189, 190 and 192 have one initiative each.
    void eighty_nine_answer() {
        for (auto id = test::kFirst; id <= test::kLast; ++id)
            if (id != 189 && id != 190 && id != 192) enter(id, "Mô hình " + std::to_string(id));
    }
    const AskedRow& row(const Progress& all, std::int64_t unit) {
        return *std::ranges::find(all.rows, UnitId{unit}, [](const AskedRow& r) { return r.place.unit; });
    }
};

TEST_F(MovementCall, EightyNineOfNinetyTwoAnswerAndThreeAreRemindedOnce) {
    const auto page = call(open_window());
    EXPECT_EQ(progress(page).answered, 0);
    eighty_nine_answer();
    EXPECT_EQ(
        post(officer_, "/phong-trao/dia-chi", {{"table", "98189\tvanthu@so189.vn\n98190\tvanthu@so190.vn"}})
            .status,
        303);
    auto shown = get(officer_, page);
    EXPECT_THAT(shown.body, HasSubstr("89/92 đơn vị đã đăng ký đủ"));
    EXPECT_THAT(shown.body, HasSubstr("96%"));
    EXPECT_THAT(shown.body, HasSubstr("Nhắc 2 đơn vị"));
    EXPECT_THAT(shown.body, HasSubstr("1 đơn vị chưa có địa chỉ thư"));
    EXPECT_THAT(shown.body, HasSubstr("16/11/2026")) << "ten working days after 02/11";
    EXPECT_THAT(shown.body, HasSubstr("Còn chờ: Xã Số 189, Xã Số 190, Xã Số 192."));
    EXPECT_THAT(post(officer_, page + "/nhac", {}).location, HasSubstr("?nhac=2&thu=2"));
    EXPECT_EQ(sql("SELECT count(*) FROM movement_reminder"), 2) << "who got no letter was not reminded";
    EXPECT_THAT(post(officer_, page + "/nhac", {}).location, HasSubstr("?nhac=0&thu=0"));
    EXPECT_THAT(post(officer_, page + "/nhac", {{"nhom", "1"}}).location, HasSubstr("?nhac=1&thu=0"));
    EXPECT_EQ(sql("SELECT count(*) FROM movement_reminder"), 3);
    EXPECT_EQ(sql("SELECT count(*) FROM mail_message"), 2);
    shown = get(officer_, page);
    EXPECT_THAT(shown.body, Not(HasSubstr("Nhắc 2 đơn vị"))) << "not twice on one day";
    EXPECT_THAT(shown.body, HasSubstr("02/11/2026: nhắc 3 đơn vị, gửi 2 thư"));
    set_day("2026-11-03");
    enter(189, "Mô hình 189");
    EXPECT_THAT(get(officer_, page).body, HasSubstr("Nhắc 1 đơn vị"));
}

TEST_F(MovementCall, ALetterTellsWhatIsMissingAndWhere) {
    const kheo::test::SmtpServer server;
    const auto page = call(open_window(), {{"message", "Gửi kèm ảnh."}});
    post(officer_, "/phong-trao/dia-chi", {{"table", "98190\tvanthu@so190.vn"}});
    post(officer_, page + "/nhac", {});
    const mail::Post out{*database_, clock_, [&] {
                             return Result<std::optional<mail::Smtp>>(
                                 mail::read_smtp({.url = server.url(), .from = "danvan@hoasen.vn"}).value());
                         }};
    ASSERT_EQ(mail::send_due(out)->delivered, 1);
    const auto letter = server.letters().at(0);
    EXPECT_EQ(letter["subject"], "Nhắc: Số liệu quý IV – hạn 16/11/2026");
    for (const auto* text :
         {"Kính gửi Xã Số 190", "đã đăng ký 0, chỉ tiêu 1", "Gửi kèm ảnh.", "https://dvk.hoasen.vn/k/"})
        EXPECT_THAT(letter["text"].get<std::string>(), HasSubstr(text));
}

TEST_F(MovementCall, TheOfficeThatAnswersForAUnitIsItsCommuneAndAfterAMergerOneThatWentIntoIt) {
    auto province = test::province();
    province.add(900, territory::Level::hamlet, "", "Thôn Đông", 190);
    atlas_ = std::make_shared<kheo::test::TestAtlas>(province);
    const auto mailbox = [&](std::int64_t unit) {
        return database_
            ->read([&](db::Transaction& tx) { return mailbox_of(tx, *atlas_, UnitId{unit}, clock_.today()); })
            .value();
    };
    post(officer_, "/phong-trao/dia-chi",
         {{"table", "98190\tvanthu@so190.vn\n98192\tvanthu@so192.vn\n98\tvanthu@hoasen.vn"}});
    EXPECT_EQ(mailbox(190), "vanthu@so190.vn");
    EXPECT_EQ(mailbox(900), "vanthu@so190.vn") << "a hamlet has no office";
    EXPECT_EQ(mailbox(189), "") << "the province does not answer for its communes";
    set_day(test::kMerger);
    EXPECT_EQ(mailbox(test::kMerged), "vanthu@so192.vn");
    post(officer_, "/phong-trao/dia-chi", {{"table", "98200\tvanthu@hopnhat.vn"}});
    EXPECT_EQ(mailbox(test::kMerged), "vanthu@hopnhat.vn");
}

TEST_F(MovementCall, AMergedCommuneCountsByItsSuccessorWhichOwesWhatTheMostDemandingPartOwed) {
    const auto window = open_window();
    const auto page = call(window);
    eighty_nine_answer();
    EXPECT_EQ(progress(page).asked(), 92);
    EXPECT_EQ(progress(page).answered, 89);
    set_day(test::kMerger);
    auto now = progress(page);
    EXPECT_EQ(now.asked(), 91);
    EXPECT_EQ(now.answered, 89) << "192 had nothing, 191 had one: together they have one";
    EXPECT_THAT(row(now, test::kMerged).formerly, SizeIs(2));
    EXPECT_THAT(get(officer_, page).body, HasSubstr("gồm Xã Số 192 (cũ)"));

    set_day(test::kMergerEve);
    EXPECT_EQ(post(officer_, window + "/chi-tieu", {{"table", "98192\t3"}}).status, 303);
    set_day(test::kMerger);
    now = progress(page);
    EXPECT_EQ(row(now, test::kMerged).required, 3);
    EXPECT_FALSE(row(now, test::kMerged).answered());
    enter(test::kMerged, "Mô hình mới 1");
    enter(test::kMerged, "Mô hình mới 2");
    EXPECT_TRUE(row(progress(page), test::kMerged).answered());
}

TEST_F(MovementCall, ASplitCommuneKeepsItsLineOnTheMapOfTheCall) {
    const auto page = call(open_window());
    enter(190, "Mô hình 190");
    auto later = test::province();
    kheo::test::TestAtlas split;
    split.add(test::kProvince, territory::Level::province, "98", "Tỉnh Hoa Sen", 0);
    for (const auto& [id, unit] : later.units())
        if (unit.level == territory::Level::commune && unit.parent == UnitId{test::kProvince})
            split.add(id.value, unit.level, unit.code, unit.full_name, test::kProvince, "",
                      id.value == 190 ? "2026-11-04" : "");
    split.went(190, {101, 102});
    atlas_ = std::make_shared<kheo::test::TestAtlas>(split);
    set_day("2026-11-05");
    const auto now = progress(page);
    EXPECT_EQ(now.asked(), 92);
    EXPECT_TRUE(row(now, 190).place.split);
    EXPECT_THAT(get(officer_, page).body, HasSubstr("Đơn vị đã chia tách"));
}

TEST_F(MovementCall, AQuotaOfOneSectorIsCountedByItself) {
    const auto window = open_window();
    const auto page = call(window);
    ASSERT_EQ(
        post(officer_, window + "/chi-tieu", {{"table", "98101\t2\n98101\t1\tLực lượng vũ trang"}}).status,
        303);
    enter(101, "Một", "party");
    enter(101, "Hai", "party");
    auto one = row(progress(page), 101);
    EXPECT_EQ(one.registered, 2);
    ASSERT_THAT(one.missing, SizeIs(1));
    EXPECT_EQ(one.missing[0].sector, "armed_forces");
    EXPECT_THAT(get(officer_, page).body, HasSubstr("Lực lượng vũ trang: 0/1"));
    enter(101, "Ba", "armed_forces");
    EXPECT_TRUE(row(progress(page), 101).answered());
}

TEST_F(MovementCall, TheScheduleRemindsOnItsDaysOnceAndNeverAtNight) {
    const auto page = call(open_window(), {{"remind", "5"}, {"remind", "1"}});
    post(officer_, "/phong-trao/dia-chi", {{"table", "98190\tvanthu@so190.vn"}});
    eighty_nine_answer();
    EXPECT_EQ(remind_scheduled(services()).value(), 0) << "the due day is 16/11";
    set_day("2026-11-09");
    clock_.set(day_start(clock_.today()) + 6LL * 3'600'000);
    EXPECT_EQ(remind_scheduled(services()).value(), 0) << "six in the morning";
    set_day("2026-11-09");
    EXPECT_EQ(remind_scheduled(services()).value(), 1) << "the others have no address";
    EXPECT_EQ(remind_scheduled(services()).value(), 0);
    EXPECT_EQ(sql("SELECT count(*) FROM mail_message"), 1);
    EXPECT_THAT(get(officer_, page).body, HasSubstr("09/11/2026: nhắc theo lịch 1 đơn vị, gửi 1 thư"));
    ASSERT_EQ(post(officer_, page + "/ket-thuc", {}).status, 303);
    set_day("2026-11-13");
    EXPECT_EQ(remind_scheduled(services()).value(), 0) << "the call has ended";
}

TEST_F(MovementCall, WhoWasRemindedBeforeTheMergerIsNotRemindedAgainThatDayAndItsMailboxStillHolds) {
    const auto page = call(open_window());
    post(officer_, "/phong-trao/dia-chi", {{"table", "98192\tvanthu@so192.vn"}});
    set_day(test::kMergerEve);
    EXPECT_THAT(post(officer_, page + "/nhac", {}).location, HasSubstr("?nhac=1&thu=1"));
    set_day(test::kMerger);
    EXPECT_EQ(row(progress(page), test::kMerged).reminded_on, Date::parse_iso(test::kMergerEve));
    EXPECT_TRUE(row(progress(page), test::kMerged).has_address);
    EXPECT_THAT(post(officer_, page + "/nhac", {}).location, HasSubstr("?nhac=1&thu=1"));
}

TEST_F(MovementCall, WhatIsRememberedFollowsEveryWrite) {
    const auto window = open_window();
    const auto page = call(window);
    EXPECT_EQ(progress(page).answered, 0);
    enter(101, "Một");
    EXPECT_EQ(progress(page).answered, 1) << "a registration";
    post(officer_, window + "/chi-tieu", {{"table", "98101\t2"}});
    EXPECT_EQ(progress(page).answered, 0) << "a quota";
    post(officer_, "/phong-trao/dia-chi", {{"table", "98190\tvanthu@so190.vn"}});
    EXPECT_TRUE(row(progress(page), 190).has_address);
    post(officer_, page + "/nhac", {});
    EXPECT_TRUE(row(progress(page), 190).reminded_today);
    set_day("2026-11-03");
    EXPECT_FALSE(row(progress(page), 190).reminded_today) << "another day";
}

TEST_F(MovementCall, TheCheckNamesWhatCannotBe) {
    const auto faults = [&] {
        return database_->read([](db::Transaction& tx) { return movement::faults(tx); }).value();
    };
    const auto page = call(open_window());
    post(officer_, page + "/nhac", {{"nhom", "1"}});
    EXPECT_THAT(faults(), SizeIs(0));
    for (const auto* damage :
         {"UPDATE movement_window SET last_day = '2026-01-01'", "UPDATE movement_call SET due = '2026-01-01'",
          "UPDATE movement_reminder SET day = '2026-01-01' WHERE unit_id = 101",
          "DELETE FROM movement_call_unit"})
        ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return tx.exec(damage); }));
    EXPECT_THAT(faults(), SizeIs(4));
}

TEST_F(MovementCall, NothingIsSentWithoutAPressOrASchedule) {
    call(open_window());
    post(officer_, "/phong-trao/dia-chi", {{"table", "98190\tvanthu@so190.vn"}});
    for (int i = 0; i < 20; ++i) {
        clock_.set(clock_.now() + 86'400'000);
        EXPECT_EQ(remind_scheduled(services()).value(), 0);
    }
    EXPECT_EQ(sql("SELECT count(*) FROM mail_message"), 0);
}

TEST_F(MovementCall, OutsideAWindowIsARemarkAndOutsideAStrictOneARefusal) {
    const auto answer = [&](std::int64_t unit, const char* day, int year = 2026) {
        return database_
            ->read([&](db::Transaction& tx) {
                return window_for(tx, *atlas_, UnitId{unit}, year, *Date::parse_iso(day));
            })
            .value();
    };
    EXPECT_TRUE(answer(101, "2026-11-10").remark.empty()) << "nobody opened any window";
    open_window();
    EXPECT_TRUE(answer(101, "2026-11-10").open);
    EXPECT_TRUE(answer(test::kMerged, "2026-11-30").open);
    EXPECT_FALSE(answer(101, "2026-12-01").open);
    EXPECT_FALSE(answer(101, "2026-12-01").refused);
    EXPECT_THAT(answer(101, "2026-12-01").remark.in(Language::vi), HasSubstr("02/11/2026 – 30/11/2026"));
    EXPECT_TRUE(answer(test::kFar, "2026-12-01").remark.empty()) << "another province";
    EXPECT_TRUE(answer(101, "2026-12-01", 2027).remark.empty()) << "another year";
    const auto strict = open_window({{"request_key", "w2"}, {"strict", "1"}, {"until", "2026-11-20"}});
    EXPECT_TRUE(answer(101, "2026-12-01").refused);
    EXPECT_TRUE(answer(101, "2026-11-25").open) << "the other one is still open";
    post(officer_, strict + "/thu-hoi", {});
    EXPECT_FALSE(answer(101, "2026-12-01").refused);
}

TEST_F(MovementCall, AUnitBelowOpensNoStrictWindowOfItsProvinceAgain) {
    const auto answer = [&](std::int64_t unit, const char* day) {
        return database_
            ->read([&](db::Transaction& tx) {
                return window_for(tx, *atlas_, UnitId{unit}, 2026, *Date::parse_iso(day));
            })
            .value();
    };
    open_window({{"strict", "1"}, {"until", "2026-11-20"}});
    auto own = window_fields("own");
    own.insert(own.begin(), {{"unit", "98189"}, {"until", "2026-12-31"}});
    ASSERT_EQ(post(commune_, "/phong-trao/dot-moi", own).status, 303);
    EXPECT_TRUE(answer(189, "2026-11-10").open);
    EXPECT_TRUE(answer(189, "2026-11-25").refused) << "its own window does not reopen the province's";
    EXPECT_FALSE(answer(189, "2026-11-25").open);
    open_window({{"request_key", "w3"}, {"from", "2026-11-24"}});
    EXPECT_TRUE(answer(189, "2026-11-25").open) << "the province's own later window does";
}

TEST_F(MovementCall, OneCallThatCannotBeSentKeepsNobodyElseFromBeingReminded) {
    std::string longest;
    while (longest.size() < 590) longest += "ộ";
    const auto window = open_window();
    const auto first = call(window, {{"request_key", "a"}, {"title", longest}, {"remind", "5"}});
    const auto second = call(window, {{"request_key", "b"}, {"remind", "5"}});
    ASSERT_NE(first, second);
    post(officer_, "/phong-trao/dia-chi", {{"table", "98190\tvanthu@so190.vn"}});
    set_day("2026-11-09");
    EXPECT_EQ(remind_scheduled(services()).value(), 2);
    EXPECT_EQ(sql("SELECT count(*) FROM mail_message"), 2) << "its title is cut, not the letter";
    ASSERT_TRUE(database_->write([](db::Transaction& tx) {
        return tx.exec("UPDATE movement_call SET title = '\n' || title WHERE title LIKE 'ộ%'");
    }));
    ASSERT_TRUE(database_->write([](db::Transaction& tx) { return tx.exec("DELETE FROM mail_message"); }));
    ASSERT_TRUE(
        database_->write([](db::Transaction& tx) { return tx.exec("DELETE FROM movement_reminder"); }));
    EXPECT_FALSE(remind_scheduled(services())) << "what cannot be sent is said";
    EXPECT_EQ(sql("SELECT count(*) FROM mail_message"), 1) << "and the other call went on";
}

}  // namespace
}  // namespace kheo::movement
