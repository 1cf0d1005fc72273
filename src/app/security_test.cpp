// SPDX-License-Identifier: Apache-2.0
// People with bad intentions against the whole program. What concerns the wire stands in platform/http; the
// rights of every route in routes_test.cpp. docs/security/asvs.md names these tests.
#include <gmock/gmock.h>

#include "app/archiving.hpp"
#include "app/test_program.hpp"
#include "base/digest.hpp"
#include "platform/archive/directory.hpp"
#include "platform/auth/totp.hpp"
#include "platform/http/encoding.hpp"

namespace kheo::app {

namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;

class Security : public TestProgram {
  protected:
    bool alive(const std::string& token) { return program->sessions().principal(token, "")->signed_in(); }

    http::Incoming incoming(std::string method, std::string target, const std::string& cookie = {}) {
        http::Incoming out;
        out.method = std::move(method);
        out.target = std::move(target);
        out.headers.add("host", "kheo.test");
        if (!cookie.empty()) out.headers.add("cookie", cookie);
        if (out.method == "POST") out.headers.add("content-type", "application/x-www-form-urlencoded");
        return out;
    }
    /// Addresses of GET routes without captures that are pages of their own.
    std::vector<std::string> pages(bool for_everyone) {
        std::vector<std::string> out;
        for (const auto& route : program->site().router().routes()) {
            const bool everyone = route.permission == auth::Permission::everyone;
            if (route.method != Method::get || everyone != for_everyone) continue;
            if (route.pattern.find('{') == std::string::npos) out.push_back(route.pattern);
        }
        return out;
    }
    /// The fields of a form as the page filled them in, with some replaced.
    static test::Browser::Fields filled(const test::Browser& browser, std::string_view action,
                                        const test::Browser::Fields& typed) {
        for (auto& form : browser.forms()) {
            if (!form.action.ends_with(action)) continue;
            auto fields = form.fields;
            for (const auto& field : typed) {
                std::erase_if(fields, [&](const auto& f) { return f.first == field.first; });
                fields.push_back(field);
            }
            return fields;
        }
        ADD_FAILURE() << "no form " << action << " on " << browser.target();
        return {};
    }
};

std::string all_headers(const http::Response& response) {
    std::string out;
    for (const auto& [name, value] : response.headers) out += name + ": " + value + "\n";
    return out;
}

}  // namespace

// --- sessions ---------------------------------------------------------------------------------------------

TEST_F(Security, APlantedSessionIsNeverTakenOver) {
    const std::string planted = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    test::Browser victim(program->site());
    victim.cookies["kheo_session"] = planted;
    victim.sign_in("hoasen", kPassword);
    ASSERT_EQ(victim.target(), "/ban-lam-viec");
    EXPECT_NE(victim.cookies["kheo_session"], planted);
    EXPECT_FALSE(alive(planted));
}

TEST_F(Security, SigningInEndsTheSessionThatCameAlong) {
    const auto known = signed_in("quantri").cookies["kheo_session"];  // the attacker's own, planted
    test::Browser victim(program->site());
    victim.get("/dang-nhap");
    victim.cookies["kheo_session"] = known;
    const test::Browser::Fields typed{{"ten", "hoasen"}, {"mat_khau", kPassword}};
    victim.submit(typed, "/dang-nhap");
    EXPECT_EQ(victim.status(), 403) << "the form belongs to no session of the attacker";
    victim.submit(typed, "/dang-nhap");
    EXPECT_EQ(victim.target(), "/ban-lam-viec");
    EXPECT_NE(victim.cookies["kheo_session"], known);
    EXPECT_FALSE(alive(known));
}

TEST_F(Security, ANewPasswordEndsEveryOtherSession) {
    auto here = signed_in("hoasen"), there = signed_in("hoasen");
    const auto old_here = here.cookies["kheo_session"];
    here.get("/tai-khoan");
    here.submit({{"present", kPassword}, {"wanted", "mười ba con chó mực"}}, "/tai-khoan/mat-khau");
    EXPECT_EQ(here.target(), "/tai-khoan?xong=1");
    EXPECT_FALSE(alive(old_here));
    EXPECT_FALSE(alive(there.cookies["kheo_session"]));
    EXPECT_TRUE(alive(here.cookies["kheo_session"]));
    there.get("/ban-lam-viec");
    EXPECT_TRUE(there.target().starts_with("/dang-nhap"));
}

TEST_F(Security, AResetOrLockEndsEverySession) {
    auto officer = signed_in("hoasen");
    auto admin = signed_in("quantri");
    const auto account =
        fmt::format("/quan-tri/tai-khoan/{}", ask("SELECT id FROM account WHERE name = 'hoasen'"));
    admin.get(account);
    admin.submit({}, "/mat-khau");
    EXPECT_FALSE(alive(officer.cookies["kheo_session"]));
}

TEST_F(Security, AGivenPasswordOpensNothingButItsOwnChange) {
    add("moi", auth::Role::administrator, "", true);
    auto browser = signed_in("moi");
    EXPECT_EQ(browser.target(), "/tai-khoan?doi=1");
    browser.get("/tai-khoan");
    const auto csrf = browser.csrf();
    const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
    for (const auto& route : program->site().router().routes()) {
        if (route.permission == auth::Permission::everyone || route.pattern.starts_with("/tai-khoan") ||
            route.pattern == "/dang-xuat")
            continue;
        auto path = route.pattern;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, "1");
        auto request = incoming(route.method == Method::post ? "POST" : "GET", path, cookie);
        if (route.method == Method::post) request.body = "_csrf=" + http::percent_encode(csrf);
        const auto response = send(request);
        if (route.method == Method::post) {
            EXPECT_EQ(response.status, 403) << route.pattern;
        } else if (response.status != 403) {  // 403: not even with this role
            EXPECT_EQ(response.header("Location"), "/tai-khoan?doi=1")
                << route.pattern << " " << response.status;
        }
    }
    browser.get("/tai-khoan");
    browser.submit({{"present", kPassword}, {"wanted", "mười ba con chó mực"}}, "/tai-khoan/mat-khau");
    browser.get("/ban-lam-viec");
    EXPECT_EQ(browser.status(), 200);
}

TEST_F(Security, ThePasswordAloneOpensNoPageOfWhoHasASecondStep) {
    const auth::UserId admin{ask("SELECT id FROM account WHERE name = 'quantri'")};
    const auto secret = auth::new_totp_secret();
    const auto codes = auth::new_recovery_codes().value();
    ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
        return auth::set_factor(tx, program->sessions().factor_key(), admin, {secret, 0, codes}, clock.now());
    }));
    auto browser = signed_in("quantri");
    const auto half = browser.cookies.at("kheo_half"), visit = browser.cookies.at("kheo_visit");
    int walked = 0;
    for (const auto& route : program->site().router().routes()) {
        if (route.permission == auth::Permission::everyone) continue;
        auto path = route.pattern;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, "1");
        const bool post = route.method == Method::post;
        auto request = incoming(post ? "POST" : "GET", path,
                                "kheo_half=" + half + "; kheo_session=" + half + "; kheo_visit=" + visit);
        if (post) request.body = "_csrf=" + http::percent_encode(browser.csrf());
        const auto response = send(request);
        if (post || path.starts_with("/api/"))
            EXPECT_TRUE(response.status == 403 || response.status == 401) << path << " " << response.status;
        else
            EXPECT_TRUE(response.header("Location").starts_with("/dang-nhap"))
                << path << " " << response.status;
        ++walked;
    }
    EXPECT_GT(walked, 40);
    browser.submit({{"code", auth::totp_code(secret, auth::totp_step(clock.now()))}}, "/ma-xac-nhan");
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
}

TEST_F(Security, TheKeyOfTheSecondStepIsInNoExport) {
    ASSERT_FALSE(program->sessions().factor_key().id().empty());
    const auto key = test::read_file(data.dir / "keys" / "factor.key");
    ASSERT_EQ(key.size(), 32u);
    auto writer = archive::write_directory(dir.path() / "all").value();
    ASSERT_TRUE(write_system(data, *writer, clock));
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir.path() / "all")) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const auto bytes = test::read_file(entry.path());
        EXPECT_EQ(bytes.find(key), std::string::npos) << entry.path();
        EXPECT_EQ(bytes.find(to_hex(key)), std::string::npos) << entry.path();
    }
    EXPECT_GT(files, 20);
    EXPECT_FALSE(std::filesystem::exists(dir.path() / "all" / "tables" / "half_sign_in.csv"));
}

TEST_F(Security, LimitsOfSignInSurviveARestart) {
    test::Browser guesser(program->site());
    for (int i = 0; i < 6; ++i) guesser.sign_in("hoasen", "sai");
    EXPECT_EQ(guesser.status(), 429);
    EXPECT_GT(ask("SELECT count(*) FROM sign_in_count"), 0);
    program.reset();
    start();
    test::Browser again(program->site());
    again.sign_in("hoasen", kPassword);
    EXPECT_EQ(again.status(), 429);
    const auto names = data.database->read([](db::Transaction& tx) {
        return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                      "SELECT key_hash FROM sign_in_count");
    });
    for (const auto& key : *names) EXPECT_THAT(key, Not(HasSubstr("hoasen")));
}

TEST_F(Security, UnknownNamesAndWrongPasswordsGetTheSamePage) {
    const auto page_for = [&](const char* name) {
        test::Browser browser(program->site());
        browser.get("/dang-nhap");
        browser.submit({{"ten", name}, {"mat_khau", "sai mật khẩu"}}, "/dang-nhap");
        auto page = std::to_string(browser.status()) + browser.page();
        for (const auto& [from, to] :
             std::map<std::string, std::string>{{name, "NAME"}, {browser.csrf(), "TOKEN"}})
            for (auto at = page.find(from); at != std::string::npos; at = page.find(from, at + to.size()))
                page.replace(at, from.size(), to);
        return page;
    };
    EXPECT_EQ(page_for("hoasen"), page_for("khong.ai"));
}

// --- forms ------------------------------------------------------------------------------------------------

TEST_F(Security, NoFormWorksWithTheTokenOfAnotherSession) {
    auto mine = signed_in("quantri"), other = signed_in("quantri");
    other.get("/tai-khoan");
    const auto cookie = "kheo_session=" + mine.cookies["kheo_session"];
    int posts = 0;
    for (const auto& route : program->site().router().routes()) {
        if (route.method != Method::post) continue;
        ++posts;
        auto path = route.pattern;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, "1");
        for (const auto& token : {other.csrf(), std::string(), std::string("x")}) {
            auto request = incoming("POST", path, cookie);
            request.body = "_csrf=" + http::percent_encode(token);
            EXPECT_EQ(send(request).status, 403) << route.pattern;
        }
        auto in_address = incoming("POST", path + "?_csrf=" + http::percent_encode(mine.csrf()), cookie);
        EXPECT_EQ(send(in_address).status, 403) << route.pattern;
    }
    EXPECT_GT(posts, 10);
}

TEST_F(Security, AFormOfAnotherSiteIsRefusedWithEveryToken) {
    auto browser = signed_in("quantri");
    browser.get("/tai-khoan");
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"origin", "https://ke.example"},
                                                          {"origin", "null"},
                                                          {"sec-fetch-site", "cross-site"},
                                                          {"sec-fetch-site", "same-site"}}) {
        auto request = incoming("POST", "/dang-xuat", "kheo_session=" + browser.cookies["kheo_session"]);
        request.headers.add(name, value);
        request.body = "_csrf=" + http::percent_encode(browser.csrf());
        EXPECT_EQ(send(request).status, 403) << name << " " << value;
    }
    EXPECT_TRUE(alive(browser.cookies["kheo_session"]));
}

TEST_F(Security, TheSameFormSentTwiceWritesOnce) {
    auto admin = signed_in("quantri");
    admin.get("/quan-tri/tai-khoan/moi");
    const auto account =
        filled(admin, "/quan-tri/tai-khoan/moi",
               {{"display_name", "Bà Mai"}, {"name", "mai"}, {"role", "reader"}, {"unit", "98"}});
    admin.post("/quan-tri/tai-khoan/moi", account);
    admin.post("/quan-tri/tai-khoan/moi", account);
    EXPECT_EQ(ask("SELECT count(*) FROM account WHERE name = 'mai'"), 1);
    EXPECT_THAT(admin.page(), Not(HasSubstr("chỉ hiện một lần: "))) << "a replay tells no password";

    const auto address =
        fmt::format("/quan-tri/tai-khoan/{}", ask("SELECT id FROM account WHERE name = 'mai'"));
    admin.get(address);
    const auto grant = filled(admin, "/quyen", {{"role", "officer"}, {"unit", "98001"}});
    const auto before = ask("SELECT count(*) FROM role_grant");
    admin.post(address + "/quyen", grant);
    admin.post(address + "/quyen", grant);
    EXPECT_EQ(ask("SELECT count(*) FROM role_grant"), before + 1);
}

TEST_F(Security, AnUploadSentTwiceIsOneList) {
    auto officer = signed_in("hoasen");
    officer.get("/nhap-du-lieu");
    const test::ChosenFile list{"tep", "mau.csv",
                                "STT,Tên mô hình,Đơn vị thực hiện\n1,Ngõ xanh (mẫu),Phường Hoa Mai\n"};
    const auto form = filled(officer, "/nhap-du-lieu", {});
    officer.submit({}, "/nhap-du-lieu", {list});
    const auto first = officer.target();
    officer.get("/nhap-du-lieu");
    officer.submit(form, "/nhap-du-lieu", {list});
    EXPECT_EQ(officer.target(), first);
    EXPECT_EQ(ask("SELECT count(*) FROM import_upload"), 1);
}

// --- addresses --------------------------------------------------------------------------------------------

TEST_F(Security, NoAddressLeadsToAnotherSite) {
    auto browser = signed_in("hoasen");
    const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
    for (const auto* evil :
         {"//ke.example/", "https://ke.example/", "/\\ke.example/", "\\\\ke.example", "/%09/ke.example",
          "javascript:alert(1)", "/%2f%2fke.example", " //ke.example", "/\t/ke.example", "///ke.example",
          "http:ke.example", "/%5cke.example", "data:text/html,x"}) {
        for (const auto* address : {"/dang-nhap?tiep=", "/giao-dien?mau=toi&ve="}) {
            for (const auto& who : {cookie, std::string()}) {
                const auto response = send(incoming("GET", address + http::percent_encode(evil), who));
                const std::string location(response.header("Location"));
                EXPECT_TRUE(location.empty() ||
                            (location[0] == '/' && location.find("//") == std::string::npos &&
                             location.find('\\') == std::string::npos &&
                             location.find('\t') == std::string::npos))
                    << address << evil << " -> " << location;
            }
        }
        test::Browser visitor(program->site());
        visitor.get("/dang-nhap");
        visitor.submit({{"ten", "hoasen"}, {"mat_khau", kPassword}, {"tiep", evil}}, "/dang-nhap");
        EXPECT_TRUE(visitor.target().starts_with("/") && visitor.status() != 500) << evil;
        EXPECT_THAT(visitor.target(), Not(HasSubstr("ke.example/"))) << evil;
    }
}

TEST_F(Security, NothingTypedReachesAHeader) {
    auto browser = signed_in("hoasen");
    const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
    for (const auto* bad : {"/a\r\nSet-Cookie: x=1", "/a\nX: 1", "/%0d%0aSet-Cookie:%20x=1",
                            "a\r\n\r\n<script>", "/\xc4\x8d\xc4\x8aX"}) {
        const auto value = http::percent_encode(bad);
        for (const auto& target :
             {"/dang-nhap?tiep=" + value, "/giao-dien?ve=" + value, "/giao-dien?mau=" + value,
              "/so-dang-ky?tim=" + value, "/bao-cao/tai?don_vi=98&ky=" + value, "/mo-hinh?tim=" + value}) {
            for (const auto& [name, text] : send(incoming("GET", target, cookie)).headers) {
                EXPECT_EQ(text.find_first_of("\r\n"), std::string::npos) << target << " " << name;
            }
        }
    }
}

TEST_F(Security, TricksInPathsFindNothing) {
    for (const auto* path : {"/%2e%2e/",
                             "/..",
                             "/../kheo.db",
                             "/%2e%2e%2fkheo.db",
                             "/..%2fkheo.db",
                             "/assets/../kheo.db",
                             "/assets/%2e%2e/%2e%2e/kheo.db",
                             "/assets/..%5ckheo.db",
                             "/%00",
                             "/mo-hinh/%00",
                             "/mo-hinh%00.html",
                             "/%252e%252e/kheo.db",
                             "/so-nhat-ky/%2e%2e/quan-tri/kiem-tra",
                             "/./quan-tri/tai-khoan",
                             "/\\..\\kheo.db",
                             "//quan-tri/tai-khoan",
                             "/quan-tri//tai-khoan",
                             "/quan-tri%2ftai-khoan",
                             "/quan-tri/tai-khoan/..;/",
                             "/quan-tri;x/tai-khoan",
                             "/%c0%ae%c0%ae/",
                             "/\xff",
                             "/bao-cao/mau/..%2f..%2fkeys%2fledger.key",
                             "/bao-cao/mau/....",
                             "http://ke.example/",
                             "*",
                             "",
                             "/%",
                             "/%zz",
                             "/a#b",
                             "/files/",
                             "/keys/ledger.key"}) {
        const auto response = get(path);
        EXPECT_TRUE(response.status == 400 || response.status == 404 || response.status == 303)
            << path << " " << response.status;
        if (response.status == 303) {
            EXPECT_TRUE(response.header("Location").starts_with("/") &&
                        !response.header("Location").starts_with("//"))
                << path << " " << response.header("Location");
        }
        EXPECT_THAT(std::string(response.bytes()), Not(HasSubstr("SQLite format 3"))) << path;
    }
}

// --- headers ----------------------------------------------------------------------------------------------

TEST_F(Security, EveryAnswerCarriesThePolicyOfPages) {
    auto browser = signed_in("quantri");
    const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
    auto targets = pages(true);
    for (const auto& more : pages(false)) targets.push_back(more);
    for (const auto* more :
         {"/khong-co", "/%00", "/healthz", "/metrics", "/api/v1/khong-co", "/so-nhat-ky/dau/0"})
        targets.emplace_back(more);
    for (const auto& target : targets) {
        const auto response = send(incoming("GET", target, cookie));
        const std::string policy(response.header("Content-Security-Policy"));
        EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << target;
        EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'")) << target;
        EXPECT_THAT(policy, HasSubstr("base-uri 'none'")) << target;
        EXPECT_THAT(policy, HasSubstr("form-action 'self'")) << target;
        for (const auto* weak : {"unsafe-inline", "unsafe-eval", "*", "http:"})
            EXPECT_THAT(policy, Not(HasSubstr(weak)));
        EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff") << target;
        EXPECT_EQ(response.header("Referrer-Policy"), "same-origin") << target;
        EXPECT_TRUE(response.status == 304 || !response.content_type.empty()) << target;
    }
}

TEST_F(Security, NoPageHoldsScriptOrStyleOfItsOwn) {
    auto browser = signed_in("quantri");
    const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
    for (const bool everyone : {true, false})
        for (const auto& target : pages(everyone)) {
            const std::string body(send(incoming("GET", target, cookie)).bytes());
            for (const auto* own :
                 {"<script>", "<style", " style=\"", " onclick=", " onload=", "javascript:"})
                EXPECT_THAT(body, Not(HasSubstr(own))) << target;
        }
}

TEST_F(Security, PrivatePagesAreKeptByNobody) {
    for (const auto* who : {"quantri", "hoasen"}) {
        auto browser = signed_in(who);
        const auto cookie = "kheo_session=" + browser.cookies["kheo_session"];
        for (const auto& target : pages(false)) {
            if (target.ends_with(".css")) continue;  // how reports look, the same for everybody
            EXPECT_EQ(send(incoming("GET", target, cookie)).header("Cache-Control"), "no-store")
                << who << target;
        }
        EXPECT_THAT(std::string(send(incoming("GET", "/", cookie)).header("Cache-Control")),
                    testing::AnyOf(HasSubstr("no-store"), HasSubstr("private")));
    }
}

TEST_F(Security, CookiesAreOutOfReachOfScriptsAndOtherSites) {
    for (const bool secure : {true, false}) {
        auto page = incoming("GET", "/dang-nhap");
        if (secure) page.headers.add("x-forwarded-proto", "https");
        const auto visit = send(page);
        const std::string set(visit.header("Set-Cookie"));
        for (const auto* flag : {"HttpOnly", "SameSite=Lax", "Path=/"}) EXPECT_THAT(set, HasSubstr(flag));
        EXPECT_EQ(set.find("Secure") != std::string::npos, secure) << set;
        EXPECT_EQ(!visit.header("Strict-Transport-Security").empty(), secure);
    }
    const auto seen = ask("SELECT count(*) FROM sign_in_session");
    auto browser = signed_in("hoasen");
    const auto token = browser.cookies["kheo_session"];
    EXPECT_GE(token.size(), 43U) << "256 random bits";
    EXPECT_EQ(ask("SELECT count(*) FROM sign_in_session"), seen + 1);
    EXPECT_EQ(ask("SELECT count(*) FROM sign_in_session WHERE token_hash = '" + token + "'"), 0);
    EXPECT_THAT(browser.page(), Not(HasSubstr(token)));
}

TEST_F(Security, ErrorsTellNothingOfTheInside) {
    for (const auto* target :
         {"/khong-co", "/%00", "/mo-hinh/zzz", "/so-nhat-ky/dau/x", "/api/v1/ledger/proof/x"}) {
        const std::string body(get(target).bytes());
        for (const auto* inside : {"sqlite", "SELECT", ".cpp", "kheo.db", "/tmp/", "exception", "std::"})
            EXPECT_THAT(body, Not(HasSubstr(inside))) << target;
        EXPECT_THAT(all_headers(get(target)), Not(HasSubstr("Server:"))) << target;
    }
}

}  // namespace kheo::app
