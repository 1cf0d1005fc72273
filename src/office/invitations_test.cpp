// SPDX-License-Identifier: Apache-2.0
// Invited by a link or a slip, and given a new password by somebody above: the wrong ways first.
#include <algorithm>

#include "office/office_world.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/invitation.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/mail.hpp"
#include "support/smtp_server.hpp"

namespace kheo::office {
namespace {

class InvitationsTest : public OfficeWorld {
  protected:
    InvitationsTest() {
        root = add("root", auth::Role::administrator, "");
        local = add("local", auth::Role::administrator, "01");
        add("far", auth::Role::administrator, "02");
        hanh = add("hanh", auth::Role::officer, "00001");
    }
    static std::string between(const std::string& text, std::string_view from, std::string_view to) {
        const auto at = text.find(from);
        if (at == std::string::npos) return {};
        const auto begin = at + from.size();
        return text.substr(begin, text.find(to, begin) - begin);
    }
    /// "/v/…" of the page that tells it.
    static std::string link(const test::Browser& browser) {
        const auto value = between(browser.page(), "id=\"f-link\" readonly value=\"", "\"");
        return value.empty() ? value : value.substr(value.find("/v/"));
    }
    static std::string slip_code(const test::Browser& browser) {
        return between(browser.page(), "rồi nhập <b class=\"nowrap\">", "<");
    }
    static std::string slip_pin(const test::Browser& browser) {
        return between(browser.page(), "<div class=\"pin\">", "<");
    }
    test::Browser invited_by_link(const char* who = "local", const char* role = "officer") {
        auto browser = signed_in(who);
        browser.get("/quan-tri/tai-khoan/moi");
        browser.submit({{"display_name", "Lê Thị Mai"}, {"name", ""}, {"unit", "00001"}, {"role", role}});
        EXPECT_EQ(browser.status(), 200);
        return browser;
    }
    test::Browser invited_by_slip() {
        auto browser = signed_in("local");
        browser.get("/quan-tri/loi-moi/giay");
        browser.submit({{"unit", "00001"}, {"people", "Đào Thị Lành"}, {"contact", "0225 3123 456"}});
        EXPECT_EQ(browser.status(), 200);
        return browser;
    }
    std::optional<auth::Account> account(std::string_view name) {
        return database->read([&](db::Transaction& tx) { return auth::find_account(tx, name); }).value();
    }
    std::vector<std::string> verbs(auth::UserId id) {
        const auto lines =
            database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", id.value); });
        std::vector<std::string> out;
        for (const auto& line : *lines) out.push_back(line.verb);
        return out;
    }
    auth::UserId root, local, hanh;
};

TEST_F(InvitationsTest, ACodeThatOpensNothingSaysWhatToDoAndNotWhy) {
    test::Browser stranger(site());
    for (const auto* address : {"/v/8WQ4-TN7X-K3HD", "/v?ma=khong", "/v/%E1%BA%A1"}) {
        stranger.get(address);
        EXPECT_EQ(stranger.status(), 422) << address;
        EXPECT_TRUE(stranger.shows("Mã này không dùng được")) << address;
        EXPECT_TRUE(stranger.shows("Mã trên giấy mời")) << "and the field to type it again";
    }
    stranger.get("/v");
    EXPECT_EQ(stranger.status(), 200);
}

TEST_F(InvitationsTest, ByMailNothingIsMadeWithoutAMailboxOrTheAddressOfTheSite) {
    auto admin = signed_in("local");
    const auto invite = [&](const char* mailbox) {
        admin.get("/quan-tri/tai-khoan/moi");
        admin.submit({{"display_name", "Lê Thị Mai"}, {"unit", "00001"}, {"way", "thu"}, {"email", mailbox}});
        return admin.status();
    };
    EXPECT_EQ(invite(""), 422);
    EXPECT_EQ(invite("mai hoa"), 422);
    EXPECT_TRUE(admin.shows("mai hoa")) << "what was typed";
    address = "";
    EXPECT_EQ(invite("mai@hoamai.vn"), 422);
    EXPECT_TRUE(admin.shows("public_address"));
    EXPECT_FALSE(account("mai.le"));
}

TEST_F(InvitationsTest, TheLinkInALetterIsSeenByItsRecipientOnlyAndOpensOnce) {
    test::SmtpServer server;
    auto admin = signed_in("local");
    admin.get("/quan-tri/tai-khoan/moi");
    admin.submit({{"display_name", "Lê Thị Mai"},
                  {"unit", "00001"},
                  {"role", "officer"},
                  {"way", "thu"},
                  {"email", "mai@hoamai.vn"}});
    EXPECT_EQ(admin.status(), 200);
    EXPECT_TRUE(admin.shows("Thư mời đang được gửi"));
    EXPECT_TRUE(link(admin).empty());
    EXPECT_FALSE(admin.shows("mai@hoamai.vn"));
    const mail::Post post{
        .database = *database,
        .clock = clock,
        .settings =
            [&] {
                return Result<std::optional<mail::Smtp>>(
                    mail::read_smtp({.url = server.url(), .from = "danvan@hoasen.vn"}).value());
            },
        .unseal =
            [&](const mail::Sealed& sealed, std::string_view bound) {
                return sessions->factor_key().unseal(sealed.bytes, bound, sealed.key_id);
            }};
    const auto waiting = database->read(
        [](db::Transaction& tx) { return tx.value<std::string>("SELECT body FROM mail_message"); });
    EXPECT_NE(waiting->find("https://danvan.hoasen.vn/v/{secret}"), std::string::npos);
    ASSERT_EQ(mail::send_due(post)->delivered, 1);
    const auto text = server.letters().at(0).at("text").get<std::string>();
    const auto code = between(text, "https://danvan.hoasen.vn", "\n");
    ASSERT_TRUE(code.starts_with("/v/")) << text;
    EXPECT_EQ(waiting->find(code), std::string::npos);
    test::Browser mai(site());
    mai.get(code);
    EXPECT_TRUE(mai.shows("Chào Lê Thị Mai"));
    mai.submit({{"wanted", kPassword}});
    EXPECT_EQ(mai.target(), "/ban-lam-viec");
    mai.get(code);
    EXPECT_EQ(mai.status(), 422);
}

TEST_F(InvitationsTest, TheLinkOpensOnceAndThePersonIsIn) {
    const auto made = invited_by_link();
    EXPECT_TRUE(made.shows("mai.le")) << "the name is made of the person's";
    EXPECT_FALSE(made.shows("Mã PIN"));
    ASSERT_FALSE(link(made).empty());
    auto admin = signed_in("local");
    admin.get("/quan-tri/tai-khoan");
    EXPECT_TRUE(admin.shows("Chờ nhận lời mời"));
    test::Browser early(site());
    early.sign_in("mai.le", "");
    EXPECT_EQ(early.target(), "/dang-nhap") << "no password, no way in";

    test::Browser mai(site());
    mai.get(link(made));
    EXPECT_TRUE(mai.shows("Chào Lê Thị Mai"));
    mai.get(link(made));  // looking uses nothing up: messengers fetch links, too
    mai.submit({{"wanted", "ngắn"}});
    EXPECT_EQ(mai.status(), 422);
    mai.submit({{"wanted", kPassword}});
    EXPECT_EQ(mai.target(), "/ban-lam-viec");
    EXPECT_EQ(verbs(account("mai.le")->id),
              (std::vector<std::string>{"office.invitation_used", "office.invited", "office.granted",
                                        "office.account_added"}));

    test::Browser thief(site());
    thief.get(link(made));
    EXPECT_EQ(thief.status(), 422);
    EXPECT_FALSE(thief.shows("Lê Thị Mai"));
    EXPECT_EQ(signed_in("mai.le").target(), "/ban-lam-viec");
}

TEST_F(InvitationsTest, WhoMustHaveTheSecondStepIsLedThere) {
    ASSERT_TRUE(set_factor_rule(
        *database, {0, auth::Role::officer, false, true, clock.today(), "Quy định (mẫu)"}, {}, clock));
    const auto made = invited_by_link();
    test::Browser mai(site());
    mai.get(link(made));
    mai.submit({{"wanted", kPassword}});
    EXPECT_EQ(mai.target(), "/tai-khoan/hai-buoc");
}

TEST_F(InvitationsTest, ASlipAsksThePinAndTellsNobodyWhoseItIs) {
    const auto made = invited_by_slip();
    EXPECT_TRUE(made.shows("0225 3123 456"));
    EXPECT_TRUE(made.shows("Thứ Bảy, 05/12/2026"));
    test::Browser lanh(site());
    lanh.get("/v?ma=" + slip_code(made));
    EXPECT_FALSE(lanh.shows("Lành"));
    EXPECT_FALSE(lanh.shows("lanh.dao"));
    lanh.submit({{"pin", "x"}, {"wanted", kPassword}});
    EXPECT_TRUE(lanh.shows("Mã PIN chưa đúng"));
    EXPECT_FALSE(lanh.shows(kPassword));
    lanh.submit({{"pin", slip_pin(made)}, {"wanted", kPassword}});
    EXPECT_EQ(lanh.target(), "/ban-lam-viec");
    EXPECT_EQ(signed_in("lanh.dao").target(), "/ban-lam-viec");
}

TEST_F(InvitationsTest, FiveWrongPinsEndTheSlip) {
    const auto made = invited_by_slip();
    test::Browser thief(site());
    thief.get("/v/" + slip_code(made));
    const auto wrong = slip_pin(made) == "000 000" ? "111111" : "000000";
    for (int i = 0; i < 5; ++i) {
        clock.set(clock.now() + 60'000);
        thief.submit({{"pin", wrong}, {"wanted", kPassword}});
    }
    clock.set(clock.now() + 600'000);
    test::Browser owner(site());
    owner.get("/v/" + slip_code(made));
    EXPECT_TRUE(owner.shows("Mã này không dùng được"));
    auto admin = signed_in("local");
    admin.get("/quan-tri/loi-moi");
    EXPECT_TRUE(admin.shows("Sai PIN 5 lần"));
    EXPECT_EQ(verbs(account("lanh.dao")->id).front(), "office.invitation_blocked");
}

TEST_F(InvitationsTest, ALostSlipIsCancelledByItsNumber) {
    const auto made = invited_by_slip();
    const auto number = between(made.page(), "Giấy số ", " ");
    auto far = signed_in("far");
    far.get("/quan-tri/loi-moi");
    EXPECT_FALSE(far.shows("Đào Thị Lành"));
    far.post("/quan-tri/loi-moi/" + number + "/huy", {{"_csrf", far.csrf()}});
    EXPECT_EQ(far.status(), 404);

    auto admin = signed_in("local");
    admin.get("/quan-tri/loi-moi?so=" + number);
    admin.submit({}, "/huy");
    EXPECT_TRUE(admin.shows("Đã hủy lời mời."));
    test::Browser thief(site());
    thief.get("/v/" + slip_code(made));
    EXPECT_TRUE(thief.shows("Mã này không dùng được"));
    admin.post("/quan-tri/loi-moi/" + number + "/huy", {{"_csrf", admin.csrf()}});
    EXPECT_EQ(admin.status(), 422);
}

TEST_F(InvitationsTest, AfterTheLastDayNothingOpens) {
    const auto made = invited_by_link();
    clock.set(clock.now() + 8LL * 24 * 3'600'000);
    test::Browser mai(site());
    mai.get(link(made));
    EXPECT_EQ(mai.status(), 422);
}

TEST_F(InvitationsTest, EveryFaultOfAListOfSlipsIsSaidAndNothingIsMade) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/loi-moi/giay");
    browser.submit({{"unit", "02"}, {"people", "Bà A; Thôn Không Có\n; Thôn B"}, {"last_day", "2027-12-01"}});
    EXPECT_EQ(browser.status(), 422);
    for (const auto* text :
         {"Đơn vị này ngoài phạm vi quản trị", "Không có thôn, tổ dân phố “Thôn Không Có”", "thiếu họ tên",
          "Ngày hết hạn phải từ 21/11/2026 đến 21/12/2026", "Bà A; Thôn Không Có"})
        EXPECT_TRUE(browser.shows(text)) << text;
    EXPECT_FALSE(account("a.ba"));
}

TEST_F(InvitationsTest, ALineOfASlipReachesNoPlaceOutsideTheFormsUnit) {
    auto browser = signed_in("local");
    for (const auto* elsewhere : {"Tỉnh Tre Ngà", "Xã Lúa Vàng", "Thành phố Hoa Sen"}) {
        browser.get("/quan-tri/loi-moi/giay");
        browser.submit({{"unit", "00001"}, {"people", "Bà A\nKẻ Lạ; " + std::string(elsewhere)}});
        EXPECT_EQ(browser.status(), 422) << elsewhere;
        EXPECT_TRUE(browser.shows("Không có thôn, tổ dân phố “" + std::string(elsewhere)));
    }
    EXPECT_FALSE(account("a.ba")) << "nothing of the sheet is made";
    browser.submit({{"unit", "00001"}, {"people", "Đào Thị Lành; Thôn Đông"}});
    ASSERT_EQ(browser.status(), 200);
    EXPECT_EQ(account("lanh.dao")->grants.front().grant.unit, auth::ScopeUnit{111});
    auto there = signed_in("far");
    there.get("/quan-tri/loi-moi/giay");
    there.submit({{"unit", "00002"}, {"people", "Bà B; Thôn Đông"}});
    EXPECT_EQ(there.status(), 422) << "a hamlet of the same name elsewhere is not theirs";
}

TEST_F(InvitationsTest, InvitationsOfOtherPlacesTakeNobodysPlaceInTheList) {
    const auto made = invited_by_slip();
    ASSERT_TRUE(database->write([&](db::Transaction& tx) -> Result<> {
        const auto far_one = TRY(auth::add_account(tx, {"xa.xoi", "Xa Xôi", "", false}, clock.now()));
        TRY(auth::add_grant(tx, far_one,
                            {auth::Role::team, auth::ScopeUnit{21}, clock.today(), clock.today()}, {},
                            clock.now()));
        for (int i = 0; i < 1010; ++i)
            TRY(auth::add_invitation(tx, {far_one, {"hash" + std::to_string(i), ""}, true, clock.today(), {}},
                                     clock.now()));
        return {};
    }));
    auto admin = signed_in("local");
    admin.get("/quan-tri/loi-moi");
    EXPECT_TRUE(admin.shows("Đào Thị Lành"));
    admin.get("/quan-tri/loi-moi?so=1");
    EXPECT_TRUE(admin.shows("Đào Thị Lành"));
    admin.get("/quan-tri/loi-moi?so=2");
    EXPECT_FALSE(admin.shows("Xa Xôi"));
}

TEST_F(InvitationsTest, ARetriedResetKillsNoNewerLink) {
    auto local_admin = signed_in("local"), root_admin = signed_in("root");
    const auto page = "/quan-tri/tai-khoan/" + std::to_string(hanh.value);
    local_admin.get(page);
    const auto fields = [&] {
        auto all = local_admin.forms();
        const auto form =
            std::ranges::find_if(all, [](const auto& f) { return f.action.ends_with("/mat-khau"); });
        return form->fields;
    }();
    local_admin.post(page + "/mat-khau", fields);
    root_admin.get(page);
    root_admin.submit({{"way", "lien-ket"}}, "/mat-khau");
    const auto newer = link(root_admin);
    ASSERT_FALSE(newer.empty());
    local_admin.post(page + "/mat-khau", fields);
    test::Browser hers(site());
    hers.get(newer);
    EXPECT_TRUE(hers.shows("Chào Bà hanh"));
}

TEST_F(InvitationsTest, TheSameFormOnceMoreMakesNothingAndTellsNothing) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/loi-moi/giay");
    auto fields = browser.forms().back().fields;
    for (auto& [name, value] : fields) {
        if (name == "unit") value = "00001";
        if (name == "people") value = "Đào Thị Lành\nĐào Văn Lành";
    }
    browser.post("/quan-tri/loi-moi/giay", fields);
    EXPECT_TRUE(browser.shows("lanh.dao2"));
    browser.post("/quan-tri/loi-moi/giay", fields);
    EXPECT_EQ(browser.target(), "/quan-tri/loi-moi?xong=da-co");
    EXPECT_FALSE(account("lanh.dao3"));
}

TEST_F(InvitationsTest, AResetEndsTheOldPasswordAndTheSecondStepStays) {
    auto hers = signed_in("hanh");
    auto browser = signed_in("local");
    browser.get("/quan-tri/tai-khoan/" + std::to_string(hanh.value));
    browser.submit({{"way", "lien-ket"}}, "/mat-khau");
    ASSERT_FALSE(link(browser).empty());
    hers.get("/ban-lam-viec");
    EXPECT_TRUE(hers.target().starts_with("/dang-nhap"));
    hers.sign_in("hanh", kPassword);
    EXPECT_EQ(hers.target(), "/dang-nhap");
    hers.get(link(browser));
    EXPECT_TRUE(hers.shows("Đặt mật khẩu mới"));
    hers.submit({{"wanted", "mười ba con chó mực"}});
    EXPECT_EQ(hers.target(), "/ban-lam-viec");
    EXPECT_EQ(verbs(hanh).front(), "office.invitation_used");
}

TEST_F(InvitationsTest, ALockedAccountIsOpenedByNoLink) {
    auto browser = invited_by_link();
    const auto address = link(browser);
    browser.get("/quan-tri/tai-khoan/" + std::to_string(account("mai.le")->id.value));
    EXPECT_TRUE(browser.shows("Người này chưa đặt mật khẩu"));
    browser.submit({}, "/khoa");
    test::Browser mai(site());
    mai.get(address);
    EXPECT_TRUE(mai.shows("Mã này không dùng được"));
    browser.submit({}, "/khoa");
    EXPECT_TRUE(browser.shows("Đã mở khóa")) << browser.page();
    mai.get(address);
    EXPECT_TRUE(mai.shows("Mã này không dùng được")) << "whoever found the link meanwhile";
}

TEST_F(InvitationsTest, AFormWithoutOurTokenIsAskedAgain) {
    const auto made = invited_by_link();
    test::Browser mai(site());
    mai.post(link(made), {{"wanted", kPassword}});
    EXPECT_EQ(mai.status(), 403);
    EXPECT_TRUE(mai.shows("Đặt mật khẩu lần đầu"));
    mai.submit({{"wanted", kPassword}});
    EXPECT_EQ(mai.target(), "/ban-lam-viec");
}

}  // namespace
}  // namespace kheo::office
