// SPDX-License-Identifier: Apache-2.0
// The whole program without sockets, on the demonstration: the main job from list to report, and every route
// as every role.
#include "app/composition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <thread>

#include "app/demo/demo.hpp"
#include "app/test_data.hpp"
#include "platform/auth/password.hpp"
#include "support/browser.hpp"
#include "support/test_database.hpp"

namespace kheo::app {

namespace {

// A list as a ward sends it: two good rows, one without a unit of that name, one impossible date.
constexpr std::string_view kList =
    "ĐẢNG ỦY PHƯỜNG LIÊN HỒNG,,,,,\n"
    "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026,,,,,\n"
    "\"Liên Hồng, ngày 12 tháng 3 năm 2026\",,,,,\n"
    "STT,Tên mô hình,Đơn vị,Lĩnh vực,Thời gian bắt đầu,Đăng ký mới/Duy trì\n"
    "1,Bếp chung mùa nước nổi,Phường Liên Hồng,Văn hóa - xã hội,12/03/2026,Mới\n"
    "2,Vườn rau sân thượng,Phường Liên Hồng,Kinh tế,15/03/2026,Mới\n"
    "3,Ngõ không thuốc lá,Phường Không Có Thật,Văn hóa - xã hội,15/03/2026,Mới\n"
    "4,Sáng điện đường làng,Phường Liên Hồng,Kinh tế,31/02/2026,Mới\n";

class ProgramTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!territory::has_shipped_catalogue()) return;
        auth::use_cheap_passwords_in_tests();
        dir_ = std::make_unique<test::TempDir>();
        server_ = std::make_unique<test::TestServer>();
        clock_ = std::make_unique<FixedClock>(*Date::of(2026, 11, 20));
        data_ =
            std::make_unique<OpenData>(make_data({dir_->path() / "data", server_->url()}, *clock_).value());
        const auto filled = demo::fill_with_demo(*data_, *clock_, [](const Sentence&) {});
        ASSERT_TRUE(filled) << filled.error().detail;
        program_ = Composition::make(*data_, *clock_).value();
    }

    static void TearDownTestSuite() {
        program_.reset();
        data_.reset();
        server_.reset();
        dir_.reset();
    }

    void SetUp() override {
        if (!program_) GTEST_SKIP() << "built without the shipped catalogue: run npm ci";
    }

    static test::Browser signed_in(std::string_view name) {
        test::Browser browser(program_->site());
        browser.sign_in(name, demo::kPassword);
        return browser;
    }

    /// The big figure of the list's heading: how many initiatives it shows.
    static int count_shown(test::Browser& browser, std::string_view target) {
        browser.get(target);
        static const std::regex all("Tất cả\\s*(?:<[^>]*>)*\\s*([0-9.]+)");
        const auto page = browser.page();
        std::smatch found;
        if (!std::regex_search(page, found, all)) return -1;
        auto digits = found[1].str();
        std::erase(digits, '.');
        return std::stoi(digits);
    }

    /// Reloads the page of an import until it shows the text.
    static bool wait_for(test::Browser& browser, const std::string& target, std::string_view text) {
        for (int i = 0; i < 300 && !browser.shows(text); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            browser.get(target);
        }
        return browser.shows(text);
    }

    static void rename(std::string_view table, std::string_view name) {
        const auto sql = "ALTER TABLE " + std::string(table) + " RENAME TO " + std::string(name);
        const auto done = data_->database->write([&](db::Transaction& tx) { return tx.exec(sql); });
        ASSERT_TRUE(done) << done.error().detail;
    }

    inline static std::unique_ptr<test::TempDir> dir_;
    inline static std::unique_ptr<test::TestServer> server_;
    inline static std::unique_ptr<FixedClock> clock_;
    inline static std::unique_ptr<OpenData> data_;
    inline static std::unique_ptr<Composition> program_;
};

}  // namespace

TEST_F(ProgramTest, FromTheWardsListToTheReportAndBack) {
    constexpr auto* kWard = "/so-dang-ky?ky=2026&don_vi=99001&ban_do=now";
    auto officer = signed_in("lienhong");
    auto leader = signed_in("lanhdao");
    const int before = count_shown(leader, kWard);
    ASSERT_GE(before, 0);

    officer.get("/nhap-du-lieu");
    officer.submit({}, "/nhap-du-lieu", {{"tep", "danh-sach-lien-hong.csv", std::string(kList)}});
    const auto review = officer.target();
    ASSERT_TRUE(wait_for(officer, review, "Lưu 2 dòng")) << officer.page();
    EXPECT_TRUE(officer.shows("Phường Không Có Thật"));
    EXPECT_TRUE(officer.shows("31/02/2026"));
    officer.submit({}, "/luu");
    ASSERT_TRUE(wait_for(officer, review, "Đã lưu 2 dòng"));

    EXPECT_EQ(count_shown(leader, kWard), before + 2);
    EXPECT_EQ(count_shown(leader, "/so-dang-ky?tim=bep+chung+mua"), 1);
    leader.get("/so-lieu?don_vi=99&ky=2026");
    EXPECT_EQ(leader.status(), 200);

    auto city = signed_in("hoasen");
    city.get("/bao-cao/tai?don_vi=99&ky=2026-H1");
    ASSERT_EQ(city.status(), 200);
    EXPECT_TRUE(city.page().starts_with("PK"));

    officer.get(review);
    officer.submit({}, "/hoan-tac");
    EXPECT_EQ(count_shown(leader, kWard), before);

    ASSERT_TRUE(data_->seal(*clock_));
    const auto verified = data_->database->read([](db::Transaction& tx) { return ledger::verify(tx); });
    EXPECT_TRUE(verified->ok);
}

TEST_F(ProgramTest, AnotherWardsDossierLooksLikeNone) {
    auto city = signed_in("hoasen");
    city.get("/so-dang-ky?ky=2026&don_vi=99011&ban_do=now");
    static const std::regex link("/so-dang-ky/([MD]H-2026-[0-9]+)");
    const auto page = city.page();
    std::smatch found;
    ASSERT_TRUE(std::regex_search(page, found, link));
    const auto dossier = found[0].str();
    city.get(dossier);
    EXPECT_EQ(city.status(), 200);
    auto other = signed_in("lienhong");
    other.get(dossier);
    EXPECT_EQ(other.status(), 404);
}

TEST_F(ProgramTest, EveryPageOfADemonstrationSaysSo) {
    test::Browser visitor(program_->site());
    for (const auto* page : {"/", "/mo-hinh", "/dang-nhap", "/en/", "/lo/mo-hinh"}) {
        visitor.get(page);
        EXPECT_EQ(visitor.status(), 200) << page;
        EXPECT_TRUE(visitor.shows("BẢN TRÌNH DIỄN")) << page;
    }
}

TEST_F(ProgramTest, AFaultKeepsWhatWasTypedAndTheFormCanBeSentAgain) {
    auto officer = signed_in("lienhong");
    officer.get("/so-dang-ky/moi");
    rename("initiative", "gone_initiative");
    officer.submit({{"title", "Giữ qua sự cố"}, {"owner_text", "Tổ dân phố"}, {"field", "economy"}},
                   "/so-dang-ky/moi");
    rename("gone_initiative", "initiative");
    EXPECT_EQ(officer.status(), 500);
    EXPECT_TRUE(officer.shows("Gửi lại")) << officer.page();
    EXPECT_FALSE(officer.shows("SELECT") || officer.shows("no such table")) << officer.page();
    officer.submit({}, "/so-dang-ky/moi");
    EXPECT_EQ(officer.target().find("/so-dang-ky/MH-"), 0) << officer.page();
    EXPECT_TRUE(officer.shows("Giữ qua sự cố")) << officer.page();
}

TEST_F(ProgramTest, AFaultShowsNoPassword) {
    test::Browser visitor(program_->site());
    visitor.get("/dang-nhap");
    rename("account", "gone_account");
    visitor.submit({{"ten", "lienhong"}, {"mat_khau", "mật khẩu thử"}}, "/dang-nhap");
    rename("gone_account", "account");
    EXPECT_EQ(visitor.status(), 500);
    EXPECT_FALSE(visitor.shows("mật khẩu thử")) << visitor.page();
}

TEST_F(ProgramTest, ReadinessAsksTheDatabase) {
    const auto ready = [] {
        http::Incoming incoming;
        incoming.target = "/readyz";
        incoming.headers.add("host", "kheo.test");
        return program_->site().handle(incoming);
    };
    const auto wait = [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    };  // an answer's life
    EXPECT_EQ(ready().body, R"({"status":"ok"})");
    rename("setting", "gone_setting");
    wait();
    EXPECT_EQ(ready().status, 503);
    EXPECT_EQ(ready().body, R"({"status":"unavailable"})");
    rename("gone_setting", "setting");
    wait();
    EXPECT_EQ(ready().status, 200);
}

TEST_F(ProgramTest, MonitoringReadsTheSameWhateverCookieItSends) {
    const auto asked = [](std::string target) {
        http::Incoming incoming;
        incoming.remote = "127.0.0.1";
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        incoming.headers.add("cookie", "kheo_session=" + std::string(43, 'a'));
        return program_->site().handle(incoming);
    };
    rename("sign_in_session", "gone_session");
    for (const auto* target : {"/readyz", "/healthz"}) {
        EXPECT_EQ(asked(target).status, 200) << target;
        EXPECT_EQ(asked(target).body, R"({"status":"ok"})") << target;
    }
    EXPECT_TRUE(asked("/metrics").content_type.starts_with("text/plain"));
    EXPECT_EQ(asked("/ban-lam-viec").status, 500) << "whoever asks for a page is looked for";
    rename("gone_session", "sign_in_session");
}

TEST_F(ProgramTest, ADraftIsOpenedUrgentlyByWhoAdministersAndTheLeaderHearsOfIt) {
    const auto of_draft = [](const std::string& column) {
        return data_->database
            ->read([&](db::Transaction& tx) {
                return tx.value<std::string>(
                    "SELECT " + column + " FROM initiative_cycle WHERE state = 'draft' ORDER BY id LIMIT 1");
            })
            .value();
    };
    const auto code = of_draft("code"), title = of_draft("title");
    const auto page = "/quan-tri/mo-khan/" + code;
    auto admin = signed_in("quantri");
    for (const auto& target : {"/ho-so/" + code, page}) {
        admin.get(target);
        EXPECT_NE(admin.status(), 200) << target;
    }
    admin.get("/quan-tri/mo-khan");
    admin.submit({{"code", code}, {"reason", "Đoàn kiểm tra yêu cầu (mẫu)"}}, "/mo-khan");
    EXPECT_EQ(admin.target(), page);
    EXPECT_TRUE(admin.shows(title)) << admin.page();
    EXPECT_TRUE(admin.shows("Chủ thể"));
    EXPECT_FALSE(admin.page().contains("/buoc/")) << "to be read, nothing to be done";
    admin.get("/ho-so/" + code);
    EXPECT_NE(admin.status(), 200) << "nowhere else";
    auto leader = signed_in("bithu");
    leader.get("/ban-lam-viec");
    EXPECT_TRUE(leader.shows("đã mở khẩn hồ sơ " + code)) << leader.page();
    EXPECT_TRUE(leader.shows("Đoàn kiểm tra yêu cầu (mẫu)"));
}

TEST_F(ProgramTest, AClockThatJumpsBackHurtsNothing) {
    const auto now = clock_->now();
    const auto registered = [](test::Browser& browser, const std::string& title) {
        browser.get("/so-dang-ky/moi");
        browser.submit({{"title", title}, {"owner_text", "Tổ dân phố"}, {"field", "economy"}});
        EXPECT_EQ(browser.target().find("/so-dang-ky/MH-"), 0) << browser.page();
        return browser.target();
    };
    auto officer = signed_in("lienhong");
    const auto first = registered(officer, "Trước khi đồng hồ lùi");
    ASSERT_TRUE(data_->seal(*clock_));
    clock_->set(now - 3 * 24 * 3600 * 1000LL);  // a dead battery, a wrong time server
    const auto second = registered(officer, "Sau khi đồng hồ lùi");
    EXPECT_NE(first, second);
    auto later = signed_in("hoasen");
    ASSERT_TRUE(data_->seal(*clock_));
    clock_->set(now);
    officer.get("/ban-lam-viec");
    EXPECT_EQ(officer.status(), 200) << "a session outlives the jump";
    EXPECT_NE(registered(officer, "Khi đồng hồ lại đúng"), second);
    ASSERT_TRUE(data_->seal(*clock_));
    const auto verified = data_->database->read([](db::Transaction& tx) { return ledger::verify(tx); });
    EXPECT_TRUE(verified->ok);
    EXPECT_EQ(verified->unsealed, 0);
}

}  // namespace kheo::app
