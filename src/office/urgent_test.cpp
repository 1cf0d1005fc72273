// SPDX-License-Identifier: Apache-2.0
// A dossier opened urgently: refused without a reason, outside of the area, after the hour.
#include "office/office_world.hpp"
#include "platform/auth/urgent_opening.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {
namespace {

constexpr auto kReason = "Sở Nội vụ yêu cầu kiểm tra hồ sơ (mẫu)";

class UrgentTest : public OfficeWorld {
  protected:
    UrgentTest() {
        add("local", auth::Role::administrator, "01");
        add("far", auth::Role::administrator, "02");
        add("lan", auth::Role::leader, "00001");
        add("trang", auth::Role::leader, "02");
        add("hanh", auth::Role::officer, "00001");
        urgent = [](db::Transaction&, std::string_view code) -> Result<std::optional<UrgentDossier>> {
            if (code != "7K4M92QXH3") return std::nullopt;
            UrgentDossier out;
            out.code = code;
            out.title = "Ngõ xanh (mẫu)";
            out.unit = auth::ScopeUnit{11};
            out.subject = "cycle";
            out.id = 5;
            return out;
        };
    }
    test::Browser opened() {
        auto browser = signed_in("local");
        browser.get("/quan-tri/mo-khan");
        browser.submit({{"code", "7k4m 92qx-h3"}, {"reason", kReason}}, "/mo-khan");
        EXPECT_TRUE(browser.shows("Ngõ xanh (mẫu)")) << browser.page();
        return browser;
    }
};

TEST_F(UrgentTest, WithoutAReasonOrOutsideOfTheAreaNothingOpens) {
    auto browser = signed_in("local");
    browser.get("/quan-tri/mo-khan/7K4M92QXH3");
    EXPECT_EQ(browser.status(), 404) << "nothing is open yet";
    browser.get("/quan-tri/mo-khan");
    browser.submit({{"code", "KHONGCO"}, {"reason", "x"}}, "/mo-khan");
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.shows("Không có hồ sơ mã này"));
    EXPECT_TRUE(browser.shows("Ghi rõ lý do"));
    browser.submit({{"code", "7K4M92QXH3"}, {"reason", std::string(501, 'a')}}, "/mo-khan");
    EXPECT_TRUE(browser.shows("Lý do dài quá 500 chữ cái"));
    auto far = signed_in("far");
    far.get("/quan-tri/mo-khan");
    far.submit({{"code", "7K4M92QXH3"}, {"reason", kReason}}, "/mo-khan");
    EXPECT_TRUE(far.shows("Không có hồ sơ mã này"));
    auto officer = signed_in("hanh");
    officer.get("/quan-tri/mo-khan");
    EXPECT_EQ(officer.status(), 403);
}

TEST_F(UrgentTest, ItIsOpenForAnHourForWhoOpenedItAlone) {
    auto browser = opened();
    EXPECT_TRUE(browser.shows("chỉ xem"));
    EXPECT_TRUE(browser.shows(kReason));
    add("other", auth::Role::administrator, "01");
    auto other = signed_in("other");
    other.get("/quan-tri/mo-khan/7K4M92QXH3");
    EXPECT_EQ(other.status(), 404);
    clock.set(clock.now() + 3'600'001);
    browser.get("/quan-tri/mo-khan/7K4M92QXH3");
    EXPECT_EQ(browser.status(), 404);
}

TEST_F(UrgentTest, TheLedgerAndTheUnitsLeadersKnow) {
    opened();
    const auto lines = database->read([](db::Transaction& tx) { return ledger::history(tx, "cycle", 5); });
    ASSERT_EQ(lines->size(), 1u);
    EXPECT_EQ(lines->front().verb, "office.opened_urgently");
    auto leader = signed_in("lan");
    leader.get("/ban-lam-viec");
    EXPECT_TRUE(leader.shows("Bà local đã mở khẩn hồ sơ 7K4M92QXH3"));
    EXPECT_TRUE(leader.shows(kReason));
    for (const auto* name : {"trang", "hanh"}) {
        auto browser = signed_in(name);
        browser.get("/ban-lam-viec");
        EXPECT_FALSE(browser.shows("đã mở khẩn")) << name;
    }
    ASSERT_TRUE(database->write([&](db::Transaction& tx) {
        return tx.exec(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
            "INSERT INTO urgent_opening (account_id, dossier, unit_id, reason, opened_at, ends_at) "
            "SELECT u.account_id, 'KHAC', NULL, 'x', u.opened_at + i, u.ends_at + i "
            "FROM urgent_opening u, n");
    }));
    leader.get("/ban-lam-viec");
    EXPECT_TRUE(leader.shows("7K4M92QXH3")) << "those of other places take nobody's place in the list";
    clock.set(clock.now() + 31LL * 24 * 3'600'000);
    auto later = signed_in("lan");
    later.get("/ban-lam-viec");
    EXPECT_FALSE(later.shows("đã mở khẩn"));
}

}  // namespace
}  // namespace kheo::office
