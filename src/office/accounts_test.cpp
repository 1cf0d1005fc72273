// SPDX-License-Identifier: Apache-2.0
// Accounts and grants through the pages and the command line.
#include "platform/auth/accounts.hpp"
#include "office/erasure.hpp"
#include "office/office_world.hpp"
#include "platform/ledger/ledger.hpp"
#include "support/route_walk.hpp"

namespace kheo::office {
namespace {

class AccountsTest : public OfficeWorld {
  protected:
    AccountsTest() {
        root = add("root", auth::Role::administrator, "");
        local = add("local", auth::Role::administrator, "01");
        hanh = add("hanh", auth::Role::officer, "00001");
        trang = add("trang", auth::Role::officer, "02");
    }
    static std::string page_of(auth::UserId id) { return "/quan-tri/tai-khoan/" + std::to_string(id.value); }
    std::vector<std::string> verbs(auth::UserId id) {
        const auto lines =
            database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", id.value); });
        std::vector<std::string> out;
        for (const auto& line : *lines) out.push_back(line.verb);
        return out;
    }
    auth::UserId root, local, hanh, trang;
};

TEST_F(AccountsTest, OutsideTheOwnAreaLooksAbsent) {
    auto browser = signed_in("local");
    for (const auto id : {trang, root, auth::UserId{999}}) {
        browser.get(page_of(id));
        EXPECT_EQ(browser.status(), 404);
    }
    browser.get("/quan-tri/tai-khoan");
    EXPECT_TRUE(browser.shows("Bà hanh"));
    EXPECT_FALSE(browser.shows("Bà trang"));
    EXPECT_FALSE(browser.shows("Bà root"));
}

TEST_F(AccountsTest, AllFaultsAtOnceAndNothingTypedIsLost) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/tai-khoan/moi");
    browser.submit({{"name", "có dấu"},
                    {"display_name", ""},
                    {"unit", "Xã Không Có"},
                    {"from", "31/02/2026"},
                    {"role", "x"}});
    EXPECT_EQ(browser.status(), 422);
    for (const auto* text : {"3–60 chữ cái", "Ghi họ và tên", "Không có đơn vị “Xã Không Có”",
                             "Ngày “31/02/2026” không có", "value=\"có dấu\"", "value=\"Xã Không Có\""})
        EXPECT_TRUE(browser.shows(text)) << text;
    browser.submit({{"name", "moi"},
                    {"display_name", "A"},
                    {"unit", "Hoa"},
                    {"from", "2026-12-01"},
                    {"until", "2026-11-01"},
                    {"role", "reader"}});
    EXPECT_TRUE(browser.shows("Có nhiều đơn vị tên “Hoa”: Thành phố Hoa Sen (01), Phường Hoa Mai (00001)"));
    EXPECT_TRUE(browser.shows("Ngày kết thúc đứng trước ngày bắt đầu."));
    browser.submit({{"unit", "Phường Hoa Mai; Phường Hoa Đào"}});
    EXPECT_TRUE(browser.shows("Mỗi lần giao quyền ghi một đơn vị"));
}

TEST_F(AccountsTest, NobodyGrantsBeyondHisArea) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/tai-khoan/moi");
    browser.submit({{"name", "moi"}, {"display_name", "A"}, {"unit", "02"}});
    EXPECT_TRUE(browser.shows("Đơn vị này ngoài phạm vi quản trị"));
    browser.submit({{"unit", ""}});
    EXPECT_TRUE(browser.shows("Ghi đơn vị.")) << "nobody gets the country by forgetting a field";
    browser.submit({{"unit", "Cả nước"}});
    EXPECT_TRUE(browser.shows("Đơn vị này ngoài phạm vi quản trị"));
    browser.get(page_of(hanh));
    browser.submit({{"unit", "00002"}}, "/quyen");
    EXPECT_TRUE(browser.shows("Đơn vị này ngoài phạm vi quản trị"));
}

TEST_F(AccountsTest, ANewAccountMadeTwiceIsOne) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/tai-khoan/moi");
    auto fields = browser.forms().back().fields;
    for (auto& [name, value] : fields) {
        if (name == "name") value = "mai";
        if (name == "display_name") value = "Lê Thị Mai";
        if (name == "unit") value = "Phường Hoa Mai";
    }
    browser.post("/quan-tri/tai-khoan/moi", fields);
    EXPECT_TRUE(browser.shows("Liên kết đã sẵn sàng"));
    const auto id = database->read([](db::Transaction& tx) { return auth::find_account(tx, "mai"); });
    browser.post("/quan-tri/tai-khoan/moi", fields);
    EXPECT_EQ(browser.target(), page_of((*id)->id) + "?xong=da-co");
    EXPECT_TRUE(browser.shows("Việc này đã làm ở lần gửi trước"));
    EXPECT_EQ(verbs((*id)->id),
              (std::vector<std::string>{"office.invited", "office.granted", "office.account_added"}));
}

TEST_F(AccountsTest, GrantsComeAndGo) {
    auto browser = signed_in("root");
    browser.get(page_of(trang));
    browser.submit({{"role", "reader"}, {"unit", "01"}, {"until", "2027-01-31"}}, "/quyen");
    EXPECT_TRUE(browser.shows("Đã cấp quyền."));
    EXPECT_TRUE(browser.shows(" tại Thành phố Hoa Sen và cấp dưới, từ 21/11/2026 đến hết 31/01/2027"));
    browser.submit({{"reason", "chuyển công tác"}}, "/thoi");
    EXPECT_TRUE(browser.shows("Đã thu hồi quyền từ hôm nay."));
    EXPECT_TRUE(browser.shows("không hiệu lực hôm nay"));
    EXPECT_EQ(verbs(trang).front(), "office.grant_ended");
}

TEST_F(AccountsTest, NobodyChangesHisOwnRights) {
    auto browser = signed_in("root");
    browser.get(page_of(root));
    EXPECT_EQ(browser.forms().size(), 1u);  // signing out
    const auto token = browser.csrf();
    browser.post(page_of(root) + "/quyen", {{"_csrf", token}, {"role", "officer"}});
    EXPECT_EQ(browser.status(), 422);
    browser.post(page_of(root) + "/khoa", {{"_csrf", token}, {"khoa", "1"}});
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Không tự khóa tài khoản của mình."));
}

TEST_F(AccountsTest, ALockedAccountIsOutAtOnce) {
    auto officer = signed_in("hanh");
    auto browser = signed_in("local");
    browser.get(page_of(hanh));
    browser.submit({}, "/khoa");
    EXPECT_TRUE(browser.shows("Đã khóa tài khoản"));
    officer.get("/ban-lam-viec");
    EXPECT_TRUE(officer.target().starts_with("/dang-nhap"));
    browser.submit({}, "/khoa");
    EXPECT_TRUE(browser.shows("Đã mở khóa tài khoản."));
    EXPECT_EQ(signed_in("hanh").target(), "/ban-lam-viec");
}

TEST_F(AccountsTest, TheCommandLineTellsAllFaultsByField) {
    NewUser user;
    user.name = "a b";
    user.password = "ngắn";
    user.unit_code = "99";
    const auto added = add_user(*database, *atlas, user, {}, clock);
    ASSERT_FALSE(added);
    std::vector<std::string> fields;
    for (const auto& fault : added.error().fields) fields.push_back(fault.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"unit", "name", "password"}));
    user = {"hanh", "", kPassword, auth::Role::reader, "01", {}, {}, false};
    EXPECT_EQ(add_user(*database, *atlas, user, {}, clock).error().kind, ErrorKind::conflict);
}

TEST_F(AccountsTest, TheFirstAdministratorSignsInWithTheToldPassword) {
    const auto first = add_first_administrator(*database, clock);
    ASSERT_TRUE(first);
    test::Browser browser(site());
    browser.sign_in(first->name, first->password);
    EXPECT_EQ(browser.target(), "/tai-khoan?doi=1");
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.target(), "/tai-khoan?doi=1") << "first a password of one's own";
    browser.submit({{"present", first->password}, {"wanted", kPassword}}, "/tai-khoan/mat-khau");
    browser.get("/quan-tri/tai-khoan");
    EXPECT_EQ(browser.target(), "/tai-khoan/hai-buoc") << "and a second step: he looks after everything";
    browser.submit({{"code", code_for(browser)}, {"present", kPassword}}, "/bat");
    browser.get("/quan-tri/tai-khoan");
    EXPECT_TRUE(browser.shows("Bà trang"));
}

TEST_F(AccountsTest, EveryRouteAsEveryRoleInAndOutOfScope) {
    const auto victim = add("victim", auth::Role::reader, "00001");
    add("reader", auth::Role::reader, "01");
    add("far", auth::Role::administrator, "02");
    const auto walker = [&](const char* name, bool in_scope) {
        auto fresh = [this, name] {
            return sessions->sign_in({name, kPassword, "10.0.0.1", false, ""})->token;
        };
        return test::Walker{
            name, sessions->principal(fresh(), "").value(), in_scope, fresh,
            [this](const std::string& token) { return sessions->principal(token, "")->csrf; }};
    };
    const std::vector<test::Walker> walkers{{"visitor", {}, false, {}, {}}, walker("reader", true),
                                            walker("hanh", true),           walker("local", true),
                                            walker("root", true),           walker("far", false)};
    const auto base = page_of(victim);
    auto admin = signed_in("root");
    admin.get(base);
    admin.submit({}, "/mat-khau");  // invitation 1
    const auto account = database->read([&](db::Transaction& tx) { return auth::find_account(tx, victim); });
    const auto grant = std::to_string((*account)->grants.front().id);
    const test::Samples samples{
        {"GET /dang-nhap", {"/dang-nhap", false, {200, 303}}},  // signed in: to the desk
        {"GET /dang-nhap/ma-xac-nhan", {"/dang-nhap/ma-xac-nhan", false, {200, 303}}},
        {"GET /quan-tri/tai-khoan/{id}", {base, true}},
        {"POST /quan-tri/tai-khoan/{id}/quyen", {base + "/quyen", true}},
        {"POST /quan-tri/tai-khoan/{id}/quyen/{grant}/thoi", {base + "/quyen/" + grant + "/thoi", true}},
        {"POST /quan-tri/tai-khoan/{id}/khoa", {base + "/khoa", true}},
        {"POST /quan-tri/tai-khoan/{id}/mat-khau", {base + "/mat-khau", true}},
        {"GET /quan-tri/hai-buoc", {"/quan-tri/hai-buoc", false, {200}, 404, {"local", "far"}}},
        {"POST /quan-tri/hai-buoc", {"/quan-tri/hai-buoc", false, {422}, 404, {"local", "far"}}},
        {"POST /quan-tri/lich-lam-viec", {"/quan-tri/lich-lam-viec", false, {200}, 404, {"local", "far"}}},
        {"POST /quan-tri/lich-lam-viec/{day}/bo",
         {"/quan-tri/lich-lam-viec/2026-09-02/bo", false, {200}, 404, {"local", "far"}}},
        {"POST /quan-tri/tai-khoan/{id}/hai-buoc", {base + "/hai-buoc", true}},
        {"POST /quan-tri/tai-khoan/{id}/xem-nhu",  // of an administrator: nobody
         {base + "/xem-nhu", true, {200}, 404, {"local", "root"}}},
        {"POST /uy-quyen/{id}/rut", {"/uy-quyen/1/rut"}},
        {"POST /quan-tri/loi-moi/{so}/huy", {"/quan-tri/loi-moi/1/huy", true, {303, 422}}},
        {"GET /v/{code}", {"/v/8WQ4TN7XK3HD", false, {422, 429}}},
        {"POST /v/{code}", {"/v/8WQ4TN7XK3HD", false, {422, 429}}},
    };
    const auto offences = test::walk_routes(site(), walkers, samples, clock.today());
    for (const auto& offence : offences) ADD_FAILURE() << offence;
}

TEST_F(AccountsTest, AnErasedPersonIsNobodyAnyMore) {
    auto hers = signed_in("hanh");
    const auto erase = [&](std::string_view name) {
        return database->write([&](db::Transaction& tx) { return erase_user(tx, name, {}, clock); });
    };
    EXPECT_EQ(erase("niemand").error().kind, ErrorKind::not_found);
    EXPECT_EQ(erase("root").error().kind, ErrorKind::conflict)
        << "the only administrator of the whole system";
    const auto erased = erase(" Hanh ");
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(erased->id, hanh);

    hers.get("/ban-lam-viec");
    EXPECT_EQ(hers.target().find("/dang-nhap"), 0) << "her session ended";
    auto browser = signed_in("root");
    browser.get(page_of(hanh));
    EXPECT_TRUE(browser.shows("(đã xóa tên)"));
    EXPECT_FALSE(browser.shows("Bà hanh"));
    EXPECT_EQ(verbs(hanh).front(), "office.account_erased");

    const auto again = [&](Millis made_at) {
        return database
            ->write([&](db::Transaction& tx) { return erase_user_again(tx, {trang, made_at}, clock); })
            .value();
    };
    EXPECT_FALSE(again(erased->made_at + 1)) << "an id given anew is somebody else";
    EXPECT_TRUE(again(erased->made_at));
    EXPECT_FALSE(again(erased->made_at)) << "once is enough";
}

}  // namespace
}  // namespace kheo::office
