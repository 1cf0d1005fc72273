// SPDX-License-Identifier: Apache-2.0
#include <thread>
#include <utility>

#include "office/messages.gen.hpp"
#include "office/office_world.hpp"

namespace kheo::office {
namespace {

using DeskTest = OfficeWorld;

TEST_F(DeskTest, ShowsOnlyWhatThereIsAndWhatThePersonMay) {
    add("hanh", auth::Role::reader, "01");
    links.push_back({&msg::accounts_add, "/them", "plus", auth::Permission::edit_registry});
    links.push_back({&msg::desk_rights, "/xem", "eye", auth::Permission::read_registry});
    cards.push_back([](const http::Request&) -> Result<DeskCard> {
        return DeskCard{&msg::accounts_title, {}, nullptr, ""};
    });
    cards.push_back([](const http::Request&) -> Result<DeskCard> {
        return DeskCard{&msg::grant_role, {{"Danh sách <Hoa Mai>", "21/11/2026", "/x/1"}}, nullptr, ""};
    });
    const auto browser = signed_in("hanh");
    EXPECT_TRUE(browser.shows("Thứ Bảy, 21/11/2026"));
    EXPECT_TRUE(browser.shows("Danh sách &lt;Hoa Mai&gt;"));
    EXPECT_TRUE(browser.shows("Người xem: Thành phố Hoa Sen và cấp dưới, từ 21/11/2026"));
    EXPECT_TRUE(browser.shows("href=\"/xem\""));
    EXPECT_FALSE(browser.shows("href=\"/them\""));
    EXPECT_FALSE(browser.shows(msg::accounts_title.in(Language::vi)));
}

TEST_F(DeskTest, ARightForTheWholeCountrySaysSo) {
    add("root", auth::Role::administrator, "");
    EXPECT_TRUE(signed_in("root").shows("Quản trị: cả nước, từ 21/11/2026"));
}

TEST_F(DeskTest, AnAccountWhoseRightHasEndedIsToldWhom) {
    add("hanh", auth::Role::reader, "01");
    (void)database->write(
        [&](db::Transaction& tx) { return tx.exec("UPDATE role_grant SET valid_to = '2026-11-20'"); });
    const auto browser = signed_in("hanh");
    EXPECT_TRUE(browser.shows("Tài khoản này chưa có quyền nào"));
}

// The old password is dead with the first transaction: whatever becomes of the sign-in after it, nobody is
// told to send the form again.
TEST_F(DeskTest, APasswordThatWasChangedIsSaidToBeEvenWhenTheSignInAfterItFails) {
    add("hanh", auth::Role::reader, "01");
    auto browser = signed_in("hanh");
    browser.get("/tai-khoan");
    // Heard after the commit, before the sign-in: its table is gone.
    const auto rename = [&](const char* sql) {
        std::thread([&, sql] {
            EXPECT_TRUE(database->write([&](db::Transaction& tx) { return tx.exec(sql); }));
        }).join();
    };
    bool gone = false;
    const auto subscription = database->subscribe([&](std::string_view) {
        if (!std::exchange(gone, true)) rename("ALTER TABLE sign_in_session RENAME TO gone");
    });
    browser.submit({{"present", kPassword}, {"wanted", "một đàn cò trắng bay"}}, "/tai-khoan/mat-khau");
    EXPECT_TRUE(gone);
    EXPECT_EQ(browser.target(),
              "/dang-nhap?doi=1");  // drawn without the database: no cookie is left to ask about
    EXPECT_EQ(browser.status(), 200);
    EXPECT_TRUE(browser.shows("Đã đổi mật khẩu. Đăng nhập bằng mật khẩu mới."));
    rename("ALTER TABLE gone RENAME TO sign_in_session");
    browser.submit({{"ten", "hanh"}, {"mat_khau", kPassword}}, "/dang-nhap");
    EXPECT_EQ(browser.status(), 422);
    browser.submit({{"ten", "hanh"}, {"mat_khau", "một đàn cò trắng bay"}}, "/dang-nhap");
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
}

TEST_F(DeskTest, APasswordIsChangedAlsoWhileSomebodyElseGuessesIt) {
    add("hanh", auth::Role::reader, "01");
    auto browser = signed_in("hanh");
    browser.get("/tai-khoan");
    test::Browser guesser(site());
    for (int i = 0; i < 6; ++i) guesser.sign_in("hanh", "sai");
    browser.submit({{"present", kPassword}, {"wanted", "một đàn cò trắng bay"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(browser.target(), "/tai-khoan?xong=1") << "the mark of the device tells the two apart";
    EXPECT_TRUE(browser.shows("Đã đổi mật khẩu."));
}

TEST_F(DeskTest, WhoFoundAnOpenSessionGuessesThePasswordNoFasterThanAtTheDoor) {
    add("hanh", auth::Role::reader, "01");
    auto browser = signed_in("hanh");
    browser.get("/tai-khoan");
    for (int i = 0; i < 5; ++i) {
        browser.submit({{"present", "sai"}, {"wanted", "một đàn cò trắng bay"}}, "/tai-khoan/mat-khau");
        EXPECT_TRUE(browser.shows("Mật khẩu hiện nay chưa đúng."));
    }
    browser.submit({{"present", kPassword}, {"wanted", "một đàn cò trắng bay"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Đã thử sai nhiều lần. Đợi 5 giây"));
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec") << "and the owner elsewhere comes in";
}

TEST_F(DeskTest, APasswordThatWasPerhapsChangedSendsToASignInThatSaysSo) {
    auto browser = test::Browser(site());
    browser.get("/dang-nhap?doi=chua-ro");
    EXPECT_TRUE(browser.shows("nếu không được, dùng mật khẩu cũ"));
}

TEST_F(DeskTest, OnesOwnPasswordIsChangedWithThePresentOne) {
    add("hanh", auth::Role::reader, "01");
    auto browser = signed_in("hanh");
    auto other = signed_in("hanh");
    browser.get("/tai-khoan");
    browser.submit({{"present", "sai"}, {"wanted", "ngắn"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Mật khẩu hiện nay chưa đúng."));
    EXPECT_TRUE(browser.shows("ít nhất 10 ký tự"));
    browser.submit({{"present", kPassword}, {"wanted", kPassword}}, "/tai-khoan/mat-khau");
    EXPECT_TRUE(browser.shows("Mật khẩu mới phải khác mật khẩu hiện nay."));
    browser.submit({{"present", kPassword}, {"wanted", "một đàn cò trắng bay"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_TRUE(browser.shows("Đã đổi mật khẩu."));
    other.get("/ban-lam-viec");
    EXPECT_TRUE(other.target().starts_with("/dang-nhap"));
    test::Browser again(site());
    again.sign_in("hanh", "một đàn cò trắng bay");
    EXPECT_EQ(again.target(), "/ban-lam-viec");
}

}  // namespace
}  // namespace kheo::office
