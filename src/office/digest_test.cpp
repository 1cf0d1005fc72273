// SPDX-License-Identifier: Apache-2.0
// The daily letter about due work: to whom, when, what it says, and how a person stops it.
#include "office/messages.gen.hpp"
#include "office/office_world.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/mail.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::office {
namespace {

constexpr Millis kHour = 3'600'000, kDay = 24 * kHour;

class DigestTest : public OfficeWorld {
  protected:
    DigestTest() {
        clock.set(day_start(*Date::of(2026, 11, 23)) + 8 * kHour);  // a Monday
        hanh = add("hanh", auth::Role::officer, "00001");
        nam = add("nam", auth::Role::officer, "00001");
        due_work = [this](db::Transaction&, const auth::Principal& who) -> Result<DueWork> {
            asked.push_back(who.user);
            return work;
        };
        work = {
            3, 2, {{&msg::role_officer, *Date::of(2026, 11, 20), "10 ngày làm việc", "/ho-so/7K4M92QXH3"}}};
    }
    void wants(const std::string& who, const std::string& email, bool digest = true) {
        auto browser = signed_in(who);
        browser.get("/tai-khoan");
        if (digest)
            browser.submit({{"email", email}, {"digest", "1"}}, "/nhac-viec");
        else
            browser.post("/tai-khoan/nhac-viec", {{"_csrf", browser.csrf()}, {"email", email}});
        ASSERT_TRUE(browser.shows("Đã lưu cách nhắc việc")) << browser.page();
    }
    bool sent() {
        (void)site();
        return office->send_digests().value();
    }
    std::int64_t waiting() { return database->read(mail::standing).value().waiting; }

    auth::UserId hanh, nam;
    DueWork work;
    std::vector<auth::UserId> asked;
};

TEST_F(DigestTest, WithoutAnAddressNothingIsSentAndAWrongOneIsSaid) {
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 0);
    auto browser = signed_in("hanh");
    browser.get("/tai-khoan");
    browser.submit({{"email", "không phải thư"}}, "/nhac-viec");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Địa chỉ thư chưa đúng"));
    EXPECT_TRUE(browser.shows("không phải thư")) << "what was typed stays";
}

TEST_F(DigestTest, OneLetterADayWithLinksAndReasonsAndNoName) {
    wants("hanh", "hanh@hoasen.vn");
    EXPECT_TRUE(sent());
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 1) << "once a day, whoever asks";
    EXPECT_EQ(asked.front(), hanh) << "of nobody else's work";
    const auto text = database->read([](db::Transaction& tx) {
        return tx.value<std::string>("SELECT subject || ' ' || body FROM mail_message");
    });
    for (const auto* part : {"3 việc quá hạn, 2 việc còn không quá 3 ngày làm việc", "10 ngày làm việc",
                             "đã quá hạn 20/11/2026", "https://danvan.hoasen.vn/ho-so/7K4M92QXH3",
                             "và 4 việc khác", "https://danvan.hoasen.vn/tai-khoan#nhac-viec"})
        EXPECT_NE(text->find(part), std::string::npos) << part << "\n" << *text;
    EXPECT_EQ(text->find("Bà hanh"), std::string::npos);
    clock.set(clock.now() + kDay);
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 1) << "what could not be sent yesterday is told today";
}

TEST_F(DigestTest, NothingIsSentOnADayOffTooEarlyOrWithNothingDue) {
    wants("hanh", "hanh@hoasen.vn");
    ASSERT_TRUE(database->write([&](db::Transaction& tx) {
        return workflow::put_day(tx, {{clock.today(), false, "Nghỉ bù"}, "Thông báo (mẫu)", true}, {},
                                 clock.now());
    }));
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 0);
    clock.set(clock.now() + kDay - 2 * kHour);  // Tuesday, six in the morning
    EXPECT_FALSE(sent()) << "later";
    clock.set(clock.now() + 2 * kHour);
    work = {};
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 0);
}

TEST_F(DigestTest, ThePersonStopsItAndALockedOrErasedAccountGetsNone) {
    wants("hanh", "hanh@hoasen.vn");
    wants("nam", "nam@hoasen.vn");
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 2);
    wants("hanh", "hanh@hoasen.vn", false);
    EXPECT_EQ(waiting(), 1) << "nor does one go out that was written before";
    auto admin = (add("local", auth::Role::administrator, "01"), signed_in("local"));
    admin.get("/quan-tri/tai-khoan/" + std::to_string(nam.value));
    admin.submit({}, "/khoa");
    EXPECT_EQ(waiting(), 0) << admin.page();
    ASSERT_TRUE(
        database->write([&](db::Transaction& tx) { return auth::set_enabled(tx, nam, false, clock.now()); }));
    EXPECT_TRUE(sent());
    EXPECT_EQ(waiting(), 0);
    auto browser = signed_in("hanh");
    browser.get("/tai-khoan");
    EXPECT_TRUE(browser.shows("hanh@hoasen.vn")) << "the address stays for the next time";
    const auto lines =
        database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", hanh.value); });
    EXPECT_EQ(lines->front().verb, "office.notice_set");
}

}  // namespace
}  // namespace kheo::office
