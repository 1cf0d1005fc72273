// SPDX-License-Identifier: Apache-2.0
// Rights through the pages: as sentences, ended with a reason, handed on, looked at again.
#include "office/erasure.hpp"
#include "office/office_world.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/rights.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {
namespace {

class RightsPages : public OfficeWorld {
  protected:
    RightsPages() {
        root = add("root", auth::Role::administrator, "");
        local = add("local", auth::Role::administrator, "01");
        add("far", auth::Role::administrator, "02");
        lan = add("lan", auth::Role::leader, "01");
        hanh = add("hanh", auth::Role::officer, "00001");
        add("trang", auth::Role::officer, "02");
    }
    static std::string page_of(auth::UserId id) { return "/quan-tri/tai-khoan/" + std::to_string(id.value); }
    std::vector<auth::Right> rights(auth::UserId id) {
        return database->read([&](db::Transaction& tx) { return auth::rights_of(tx, id); }).value();
    }
    std::string last_verb(auth::UserId id) {
        const auto lines =
            database->read([&](db::Transaction& tx) { return ledger::history(tx, "user", id.value); });
        return lines->empty() ? "" : lines->front().verb;
    }
    std::string hand_on_page(auth::UserId id) {
        return "/uy-quyen?quyen=" + std::to_string(rights(id).front().id);
    }
    bool may(const char* name, auth::Permission permission) {
        auto browser = signed_in(name);
        const auto who = sessions->principal(browser.cookies["kheo_session"], "").value();
        return who.may(permission, clock.today());
    }
    auth::UserId root, local, lan, hanh;
};

TEST_F(RightsPages, ARightIsASentence) {
    auto browser = signed_in("local");
    browser.get(page_of(lan));
    EXPECT_TRUE(
        browser.shows("Bà lan có thể xem sổ đăng ký, hồ sơ và số liệu; duyệt vào sổ hoặc không duyệt; "
                      "công nhận, đề nghị lên cấp trên và thu hồi công nhận tại Thành phố Hoa Sen và "
                      "cấp dưới"));
    auto own = signed_in("lan");
    own.get("/tai-khoan");
    EXPECT_TRUE(own.shows("Có thể xem sổ đăng ký"));
    own.get("/vai-tro");
    for (const auto* role : {"Người xem", "Tổ dân vận", "Cán bộ phong trào", "Người chấm điểm", "Quản trị"})
        EXPECT_TRUE(own.shows(role)) << role;
}

TEST_F(RightsPages, OneRoleOverSeveralUnitsUntilADayIsOneSentence) {
    ASSERT_TRUE(database->write([&](db::Transaction& tx) -> Result<> {
        for (const std::int64_t unit : {11, 111, 21})
            TRY(auth::add_grant(tx, hanh,
                                {auth::Role::leader, auth::ScopeUnit{unit},
                                 *Date::parse_iso(kBeginningOfTime), *Date::of(2027, 6, 30)},
                                local, clock.now()));
        return {};
    }));
    auto own = signed_in("hanh");
    own.get("/tai-khoan");
    EXPECT_TRUE(
        own.shows("Có thể xem sổ đăng ký, hồ sơ và số liệu; duyệt vào sổ hoặc không duyệt; công nhận, "
                  "đề nghị lên cấp trên và thu hồi công nhận tại 3 đơn vị (Phường Hoa Mai, Thôn Đông và "
                  "Xã Lúa Vàng) và cấp dưới, đến hết 30/06/2027"))
        << own.page();
    clock.set(day_start(*Date::of(2027, 7, 1)));
    auto later = signed_in("hanh");
    later.get("/tai-khoan");
    EXPECT_FALSE(later.shows("3 đơn vị")) << "it was over the day before";
}

TEST_F(RightsPages, EndingAsksForAReason) {
    auto browser = signed_in("local");
    browser.get(page_of(hanh));
    browser.submit({{"reason", " "}}, "/thoi");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Ghi lý do thu hồi"));
    browser.submit({{"reason", "chuyển công tác"}}, "/thoi");
    EXPECT_TRUE(browser.shows("chuyển công tác"));
    EXPECT_EQ(last_verb(hanh), "office.grant_ended");
}

TEST_F(RightsPages, TwoDutiesInOneHandAreSaid) {
    auto browser = signed_in("local");
    browser.get(page_of(hanh));
    EXPECT_FALSE(browser.shows("vừa thẩm định vừa duyệt"));
    browser.submit({{"role", "leader"}, {"unit", "01"}}, "/quyen");
    EXPECT_TRUE(browser.shows("Bà hanh vừa thẩm định vừa duyệt tại Phường Hoa Mai"));
    EXPECT_TRUE(browser.shows("cần thêm một người"));
}

TEST_F(RightsPages, NobodyHandsOnMoreThanHeHas) {
    auto browser = signed_in("lan");
    browser.get(hand_on_page(lan));
    EXPECT_TRUE(browser.shows("Bà hanh (hanh)"));
    EXPECT_FALSE(browser.shows("trang")) << "works elsewhere";
    browser.submit({{"colleague", "trang"}, {"unit", "02"}, {"from", "2026-11-01"}, {"until", ""}});
    EXPECT_EQ(browser.status(), 422);
    for (const auto* text : {"Chọn một đồng nghiệp", "ngoài phạm vi quyền của mình",
                             "Ngày bắt đầu phải từ hôm nay", "Ghi ngày kết thúc, muộn nhất"})
        EXPECT_TRUE(browser.shows(text)) << text;
    browser.submit({{"colleague", "hanh"}, {"unit", ""}, {"from", "2026-11-21"}, {"until", "2028-01-01"}});
    EXPECT_TRUE(browser.shows("Ghi ngày kết thúc, muộn nhất"));
    auto admin = signed_in("root");
    admin.get("/uy-quyen");
    EXPECT_TRUE(admin.shows("Không có quyền nào ủy quyền được")) << "administration is not handed on";
    admin.get(hand_on_page(lan));
    EXPECT_FALSE(admin.shows("Giao cho")) << "nor what others hold";
}

TEST_F(RightsPages, ARightHandedOnWorksAndIsTakenBack) {
    EXPECT_FALSE(may("hanh", auth::Permission::approve));
    auto browser = signed_in("lan");
    browser.get(hand_on_page(lan));
    browser.submit(
        {{"colleague", "hanh"}, {"unit", "00001"}, {"from", "2026-11-21"}, {"until", "2026-12-31"}});
    EXPECT_TRUE(browser.shows("Đã ủy quyền."));
    EXPECT_EQ(last_verb(hanh), "office.right_handed_on");
    EXPECT_TRUE(may("hanh", auth::Permission::approve));
    auto admin = signed_in("local");
    admin.get(page_of(hanh));
    EXPECT_TRUE(admin.shows("(do Bà lan ủy quyền)"));
    EXPECT_TRUE(admin.shows("vừa thẩm định vừa duyệt tại Phường Hoa Mai"));
    auto hers = signed_in("hanh");
    hers.get("/uy-quyen?quyen=" + std::to_string(rights(hanh).back().id));
    EXPECT_FALSE(hers.shows("Giao cho")) << "not twice";
    browser.submit({}, "/rut");
    EXPECT_TRUE(browser.shows("Đã rút lại quyền."));
    EXPECT_FALSE(may("hanh", auth::Permission::approve));
    hers.post("/uy-quyen/" + std::to_string(rights(hanh).back().id) + "/rut", {{"_csrf", hers.csrf()}});
    EXPECT_EQ(hers.status(), 422) << "it is not hers to take back";
}

TEST_F(RightsPages, ItEndsWithTheRightItComesFrom) {
    auto browser = signed_in("lan");
    browser.get(hand_on_page(lan));
    browser.submit({{"colleague", "hanh"}, {"unit", ""}, {"from", "2026-11-21"}, {"until", "2026-12-31"}});
    auto admin = signed_in("root");
    admin.get(page_of(lan));
    admin.submit({{"reason", "nghỉ hưu"}}, "/thoi");
    EXPECT_FALSE(may("hanh", auth::Permission::approve));
    EXPECT_EQ(last_verb(hanh), "office.grant_ended");
}

TEST_F(RightsPages, ItEndsWhenWhoHandedItOnIsLockedOrErased) {
    const auto hand = [&] {
        auto browser = signed_in("lan");
        browser.get(hand_on_page(lan));
        browser.submit(
            {{"colleague", "hanh"}, {"unit", ""}, {"from", "2026-11-21"}, {"until", "2026-12-31"}});
        EXPECT_TRUE(may("hanh", auth::Permission::approve));
    };
    hand();
    auto admin = signed_in("root");
    admin.get(page_of(lan));
    admin.submit({}, "/khoa");
    EXPECT_FALSE(may("hanh", auth::Permission::approve));
    EXPECT_EQ(last_verb(hanh), "office.grant_ended");
    EXPECT_EQ(rights(hanh).back().end_reason, "Tài khoản của người giao quyền đã khóa hoặc đã xóa tên");
    admin.submit({}, "/khoa");
    EXPECT_FALSE(may("hanh", auth::Permission::approve)) << "what ended stays ended";
    hand();
    ASSERT_TRUE(database->write([&](db::Transaction& tx) { return erase_user(tx, "lan", {}, clock); }));
    EXPECT_FALSE(may("hanh", auth::Permission::approve));
}

TEST_F(RightsPages, WhoIsHeldForTheSecondStepHandsOnNothing) {
    ASSERT_TRUE(set_factor_rule(
        *database, {0, auth::Role::leader, false, true, clock.today(), "Quy định (mẫu)"}, {}, clock));
    auto browser = signed_in("lan");
    browser.get(hand_on_page(lan));
    EXPECT_EQ(browser.target(), "/tai-khoan/hai-buoc");
}

TEST_F(RightsPages, TheReviewAsksOnceInHalfAYear) {
    auto early = signed_in("local");
    early.get("/quan-tri/ra-soat");
    EXPECT_TRUE(early.shows("Không có quyền nào phải rà soát"));
    clock.set(clock.now() + 183LL * 24 * 3'600'000);
    auto browser = signed_in("local");
    browser.get("/quan-tri/ra-soat");
    EXPECT_TRUE(browser.shows("Bà hanh có thể"));
    EXPECT_FALSE(browser.shows("Bà trang có thể")) << "outside of the area";
    EXPECT_FALSE(browser.shows("Bà local có thể")) << "not his own";
    const auto field = [&](auth::UserId id) { return "quyen-" + std::to_string(rights(id).front().id); };
    browser.submit({{field(hanh), "con"}, {field(lan), "het"}}, "/ra-soat");
    EXPECT_EQ(browser.status(), 422) << "why does it end?";
    browser.submit({{field(hanh), "con"}, {field(lan), "het"}, {"reason", "nghỉ hưu"}}, "/ra-soat");
    EXPECT_TRUE(browser.shows("Không có quyền nào phải rà soát"));
    EXPECT_EQ(last_verb(hanh), "office.right_still_needed");
    EXPECT_EQ(last_verb(lan), "office.grant_ended");
    auto far = signed_in("far");
    far.get("/quan-tri/ra-soat");
    far.post("/quan-tri/ra-soat", {{"_csrf", far.csrf()}, {field(hanh), "het"}, {"reason", "x"}});
    EXPECT_EQ(far.status(), 404);
}

}  // namespace
}  // namespace kheo::office
