// SPDX-License-Identifier: Apache-2.0
// "Xem như": refused without a reason and of whom nobody looks at; read-only, closed pages stay closed, it
// ends by itself, and the person looked at can read it.
#include "office/office_world.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {
namespace {

constexpr auto kReason = "Gọi điện hỏi không thấy nút gửi (mẫu)";

class ViewingTest : public OfficeWorld {
  protected:
    ViewingTest() {
        add("local", auth::Role::administrator, "01");
        add("far", auth::Role::administrator, "02");
        chief_ = add("chief", auth::Role::administrator, "00001");
        hanh_ = add("hanh", auth::Role::officer, "00001");
        links = {{&kEntry, "/dang-ky", "plus", auth::Permission::propose}};
        more_routes.push_back({http::Method::get, "/dang-ky", auth::Permission::propose,
                               [](const http::Request&) { return http::Response::html("Nhập"); }});
        more_routes.push_back({http::Method::post, "/dang-ky", auth::Permission::propose,
                               [this](const http::Request&) -> Result<http::Response> {
                                   ++written_;
                                   return http::Response::html("Đã lưu");
                               },
                               4096});
    }

    static std::string page_of(auth::UserId account) {
        return "/quan-tri/tai-khoan/" + std::to_string(account.value);
    }
    void look(test::Browser& browser, auth::UserId account, const std::string& reason = kReason) {
        browser.get(page_of(account));
        browser.submit({{"viewing_reason", reason}}, "/xem-nhu");
    }
    test::Browser looking_on() {
        auto browser = signed_in("local");
        look(browser, hanh_);
        EXPECT_TRUE(browser.shows("Đang xem như Bà hanh")) << browser.page();
        return browser;
    }
    std::vector<std::string> verbs() {
        std::vector<std::string> out;
        const auto lines =
            database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", hanh_.value); });
        for (const auto& line : *lines)
            if (line.verb.starts_with("office.view")) out.push_back(line.verb);
        return out;
    }

    static constexpr Message kEntry{"entry", {"Nhập đăng ký", "Enter", ""}};
    auth::UserId chief_, hanh_;
    int written_ = 0;
};

TEST_F(ViewingTest, WithoutAReasonNothingBegins) {
    auto browser = signed_in("local");
    look(browser, hanh_, "xem");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Ghi rõ lý do"));
    EXPECT_TRUE(browser.shows("value=\"xem\"")) << "what was typed stays";
    look(browser, hanh_, std::string(301, 'a'));
    EXPECT_TRUE(browser.shows("Lý do dài quá 300"));
    browser.get("/ban-lam-viec");
    EXPECT_FALSE(browser.shows("Đang xem như"));
    EXPECT_TRUE(verbs().empty());
}

TEST_F(ViewingTest, NobodyLooksAsHimselfAsAnAdministratorOrOutsideOfHisArea) {
    auto browser = signed_in("local");
    browser.get(page_of(chief_));
    EXPECT_EQ(browser.status(), 200);
    EXPECT_FALSE(browser.shows("/xem-nhu"));
    browser.get(page_of(hanh_));
    const auto try_as = [&](test::Browser& by, auth::UserId whom) {
        by.post(page_of(whom) + "/xem-nhu", {{"_csrf", by.csrf()}, {"viewing_reason", kReason}});
    };
    try_as(browser, chief_);
    EXPECT_EQ(browser.status(), 403);
    EXPECT_TRUE(browser.shows("Không xem như một người quản trị khác"));
    auto far = signed_in("far");
    far.get("/ban-lam-viec");
    try_as(far, hanh_);
    EXPECT_EQ(far.status(), 404);
    auto officer = signed_in("hanh");
    officer.get("/ban-lam-viec");
    try_as(officer, chief_);
    EXPECT_EQ(officer.status(), 403);
    EXPECT_TRUE(verbs().empty());
}

TEST_F(ViewingTest, TheRightsAreThePersonsAndNothingIsWritten) {
    auto browser = looking_on();
    EXPECT_TRUE(browser.shows("Nhập đăng ký")) << "the person's own buttons";
    EXPECT_FALSE(browser.shows("/quan-tri/tai-khoan\"")) << "not the administrator's";
    browser.post("/dang-ky", {{"title", "x"}});
    EXPECT_EQ(browser.status(), 403);
    EXPECT_TRUE(browser.shows("chưa ghi gì"));
    EXPECT_TRUE(browser.shows("Đang xem như Bà hanh")) << "also on the page of the refusal";
    EXPECT_EQ(written_, 0);
    browser.post("/dang-nhap", {{"ten", "hanh"}, {"mat_khau", "x"}});
    EXPECT_TRUE(browser.shows("chưa ghi gì")) << "forms for everybody are refused as well";
}

TEST_F(ViewingTest, PagesThatAreNotNamedStayClosed) {
    auto browser = looking_on();
    for (const auto* page : {"/dang-ky", "/tai-khoan", "/tai-khoan/hai-buoc", "/uy-quyen",
                             "/quan-tri/tai-khoan", "/quan-tri/lich-lam-viec"}) {
        browser.get(page);
        EXPECT_EQ(browser.status(), 403) << page;
        EXPECT_TRUE(browser.shows("không mở khi đang xem như người khác")) << page;
    }
    browser.get("/vai-tro");
    EXPECT_EQ(browser.status(), 200);
}

TEST_F(ViewingTest, OneLeavesByTheButtonOrItEndsByItself) {
    auto browser = looking_on();
    clock.set(clock.now() + 60'000);
    browser.submit({}, "/xem-nhu/thoi");
    EXPECT_FALSE(browser.shows("Đang xem như"));
    EXPECT_EQ(browser.target(), page_of(hanh_));
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_EQ(verbs(), (std::vector<std::string>{"office.viewing_left", "office.viewed_as"}));
    look(browser, hanh_);
    EXPECT_TRUE(browser.shows("Đang xem như"));
    clock.set(clock.now() + 15 * 60'000);
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_FALSE(browser.shows("Đang xem như"));
}

TEST_F(ViewingTest, AnotherDeviceOfTheAdministratorSeesItsOwn) {
    auto browser = looking_on();
    auto other = signed_in("local");
    other.get("/ban-lam-viec");
    EXPECT_FALSE(other.shows("Đang xem như"));
}

TEST_F(ViewingTest, ItEndsWhenThePersonLeavesTheArea) {
    auto browser = looking_on();
    ASSERT_TRUE(database->write([&](db::Transaction& tx) -> Result<> {
        TRY(
            tx.exec("UPDATE role_grant SET unit_id = (SELECT unit_id FROM role_grant g JOIN account a ON "
                    "a.id = g.account_id WHERE a.name = 'far') WHERE account_id = ?1",
                    hanh_));
        tx.announce(auth::store::kTopic);
        return {};
    }));
    browser.get("/ban-lam-viec");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_FALSE(browser.shows("Đang xem như"));
}

TEST_F(ViewingTest, ItEndsWhenThePersonIsLocked) {
    auto browser = looking_on();
    ASSERT_TRUE(database->write(
        [&](db::Transaction& tx) { return auth::set_enabled(tx, hanh_, false, clock.now()); }));
    browser.get("/ban-lam-viec");
    EXPECT_FALSE(browser.shows("Đang xem như"));
}

TEST_F(ViewingTest, ThePersonReadsWhoLookedAndWhy) {
    auto before = signed_in("hanh");
    before.get("/tai-khoan");
    EXPECT_TRUE(before.shows("chưa có lần nào"));
    looking_on();
    auto person = signed_in("hanh");
    person.get("/tai-khoan");
    EXPECT_TRUE(person.shows("Bà local"));
    EXPECT_TRUE(person.shows(kReason));
    const auto found = [&] { return database->read([](db::Transaction& tx) { return faults(tx); }).value(); };
    EXPECT_TRUE(found().empty());
    ASSERT_TRUE(database->write([](db::Transaction& tx) -> Result<> {
        TRY(tx.exec("UPDATE viewing SET reason = 'Kiểm tra định kỳ'"));
        return {};
    }));
    EXPECT_EQ(found().size(), 1u) << "the reason was changed past the program";
}

}  // namespace
}  // namespace kheo::office
