// SPDX-License-Identifier: Apache-2.0
// Every route of the whole program as every role, in and out of scope. A new route is walked by itself; one
// with captures fails here until it has a sample.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <mutex>
#include <thread>
#include <utility>

#include "app/composition.hpp"
#include "app/menus.hpp"
#include "app/test_data.hpp"
#include "app/test_route_samples.hpp"
#include "office/office.hpp"
#include "platform/auth/password.hpp"
#include "platform/http/running_server.hpp"
#include "registry/life/life.hpp"
#include "registry/publication/publication.hpp"
#include "registry/registry.hpp"
#include "registry/scoring/rubrics.hpp"
#include "registry/survey/surveys.hpp"
#include "support/browser.hpp"
#include "support/route_walk.hpp"
#include "support/test_database.hpp"

namespace kheo::app {
namespace {

constexpr auto kPassword = "mười hai con mèo";
constexpr auto kUnits =
    "code,level,type,name,full_name,parent_code,valid_from\n"
    "98,province,Thành phố,Hoa Sen,Thành phố Hoa Sen,,2025-07-01\n"
    "98001,commune,Phường,Hoa Mai,Phường Hoa Mai,98,2025-07-01\n"
    "99,province,Tỉnh,Tre Ngà,Tỉnh Tre Ngà,,2025-07-01\n"
    "99001,commune,Xã,Lúa Vàng,Xã Lúa Vàng,99,2025-07-01\n";
constexpr auto kList =
    "STT,Tên mô hình,Đơn vị thực hiện,Lĩnh vực,Ngày đăng ký\n"
    "1,Ngõ xanh (mẫu),Phường Hoa Mai,Kinh tế,15/01/2026\n";

class RoutesTest : public ::testing::Test {
  protected:
    void SetUp() override {
        auth::use_cheap_passwords_in_tests();
        std::ofstream(dir.path() / "units_2025.csv") << kUnits;
        ASSERT_TRUE(territory::import_directory(database(), dir.path(), clock.now()));
        composition = Composition::make(data, clock,
                                        {.log =
                                             [this](std::string_view line) {
                                                 const std::scoped_lock lock(log_mutex);
                                                 log += line;
                                             }})
                          .value();
        using auth::Role;
        add("quantri", Role::administrator, "");
        add("hoasen", Role::officer, "98");
        for (const auto role : auth::all_roles()) {
            add(std::string("hoasen.") + std::string(auth::role_name(role)), role, "98");
            add(std::string("trenga.") + std::string(auth::role_name(role)), role, "99");
        }
        add("hoasen.xem", Role::reader, "98");
        colleague = add("dongnghiep", Role::reader, "98001");
    }

    db::Database& database() { return *data.database; }
    std::shared_ptr<const territory::Atlas> atlas() {
        return database().read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
    }
    auth::UserId add(std::string name, auth::Role role, std::string unit) {
        office::NewUser user;
        user.name = std::move(name);
        user.password = kPassword;
        user.role = role;
        user.unit_code = std::move(unit);
        return office::add_user(database(), *atlas(), user, {}, clock).value();
    }
    template <typename T = std::int64_t>
    T ask(const char* sql) {
        return database().read([&](db::Transaction& tx) { return tx.value<T>(sql); }).value();
    }

    test::Walker walker(const std::string& name, bool in_scope) {
        auto fresh = [this, name] {
            const auto in = composition->sessions().sign_in({name, kPassword, "10.0.0.1", false, ""});
            return in ? in->token : throw std::runtime_error(in.error().detail);
        };
        return {
            name, composition->sessions().principal(fresh(), "").value(), in_scope, fresh,
            [this](const std::string& token) { return composition->sessions().principal(token, "")->csrf; }};
    }

    /// One dossier of Phường Hoa Mai; its public number.
    std::string register_one() {
        registry::NewRow row;
        row.statement.title = "Ngõ xanh (mẫu)";
        row.statement.owner_text = "Chi hội phụ nữ (mẫu)";
        row.statement.field = "economy";
        row.statement.unit = atlas()->find_code("98001", clock.today())->id;
        row.campaign_year = 2026;
        row.date = *Date::parse_iso("2026-01-15");
        registry::NewBatch batch;
        batch.file_name = "mau.csv";
        batch.sha256 = "mau";
        batch.sender = atlas()->find_code("98", clock.today())->id;
        batch.list_date = row.date;
        batch.campaign_year = 2026;
        const auto done = database().write([&](db::Transaction& tx) {
            return registry::register_rows(tx, batch, std::vector{row}, *atlas(), {{}, clock.now()});
        });
        EXPECT_TRUE(done) << done.error().detail;
        return ask<std::string>("SELECT number FROM initiative LIMIT 1");
    }

    /// A rubric of Phường Hoa Mai: as a draft, or in force today.
    std::int64_t make_rubric(const auth::Principal& officer, bool in_force) {
        namespace scoring = registry::scoring;
        const auto map = atlas();
        const scoring::Person person{officer, *map, clock.today(), clock.now()};
        const auto unit = map->find_code("98001", clock.today())->id;
        const auto made = database().write([&](db::Transaction& tx) -> Result<scoring::RubricId> {
            const scoring::RubricId source{TRY(tx.value("SELECT min(id) FROM rubric"))};
            const auto id = TRY(scoring::begin_draft(tx, person, unit, source, in_force ? "1" : "2"));
            if (in_force) TRY(scoring::put_in_force(tx, person, id, 1, clock.today(), "Hướng dẫn (mẫu)"));
            return id;
        });
        EXPECT_TRUE(made) << made.error().detail;
        return made->value;
    }

    /// Followed from the register on, and a draft of Thành phố Hoa Sen itself.
    std::pair<std::string, std::string> make_cycles(const auth::Principal& officer,
                                                    const std::string& number) {
        namespace life = registry::life;
        const auto map = atlas();
        const life::Parts parts;
        const life::Acting acting{officer, *map, clock.today(), clock.now(), parts};
        registry::Statement draft;
        draft.title = "Bản nháp (mẫu)";
        draft.unit = map->find_code("98", clock.today())->id;
        const auto made =
            database().write([&](db::Transaction& tx) -> Result<std::pair<std::string, std::string>> {
                const auto followed = TRY(life::follow(tx, number, 0, acting));
                const auto begun = TRY(life::begin(tx, draft, 2026, registry::Basis::fresh, {}, acting));
                return std::pair{followed, begun};
            });
        EXPECT_TRUE(made) << made.error().detail;
        return made.value();
    }
    /// A questionnaire about it; its page.
    std::string make_survey(const auth::Principal& officer, const std::string& code) {
        namespace survey = registry::survey;
        const auto map = atlas();
        survey::Survey asked;
        asked.title = "Ý kiến (mẫu)";
        asked.last_day = clock.today();
        for (int i = 0; i < 3; ++i)
            asked.questions.push_back({{}, {}, "Có sạch hơn không?", {{"Có", 0}, {"Không", 0}}});
        const auto made = database().write([&](db::Transaction& tx) {
            return survey::make(tx, {officer, *map, clock.today(), clock.now()}, code, asked, "k");
        });
        EXPECT_TRUE(made) << made.error().detail;
        return fmt::format("/ho-so/{}/khao-sat/{}", code, made->value);
    }

    /// Of thành phố Hoa Sen, with one entry; its page and that of the entry.
    std::pair<std::string, std::string> make_book(const auth::Principal& officer, const std::string& number) {
        namespace publication = registry::publication;
        const auto map = atlas();
        const registry::Reading reading{*map, {true, {}}, clock.today(), nullptr};
        const publication::Acting acting{officer, reading, clock.now()};
        const publication::NewBook book{map->find_code("98", clock.today())->id, "Sách (mẫu)", "", 2026};
        const auto made =
            database().write([&](db::Transaction& tx) -> Result<std::pair<std::int64_t, std::int64_t>> {
                const auto id = TRY(publication::make(tx, book, "sach", acting));
                return std::pair{id.value, TRY(publication::add(tx, id, number, acting)).value};
            });
        EXPECT_TRUE(made) << made.error().detail;
        const auto page = fmt::format("/sach/{}", made->first);
        return {page, fmt::format("{}/bai/{}", page, made->second)};
    }

    struct Evidence {
        std::int64_t paper = 0, follow_up = 0, quantity = 0;
    };
    /// A paper of the followed dossier, a visit that asks for something, an amount.
    Evidence make_evidence(const auth::Principal& officer, const std::string& code) {
        namespace evidence = registry::evidence;
        const auto map = atlas();
        file::Files files(database(), clock, data.dir / "files");
        const auto staged = files.stage_paper("%PDF-1.4\n%%EOF\n", "bien-ban.pdf").value();
        const auto made = database().write([&](db::Transaction& tx) -> Result<Evidence> {
            const auto cycle = TRY(registry::life::find(tx, code));
            const registry::life::Question question{tx, *cycle, officer, *map, clock.today()};
            const auto paper = TRY(evidence::add_photo(question, staged, {}, {}, clock.now()));
            const auto visit = TRY(tx.value(
                "INSERT INTO cycle_visit (cycle_id, kind, visited_on, place, bodies, findings, conclusion, "
                "created_at, salt, entry_id) VALUES (?1, 'check', '2026-11-01', '', '', '', 'to_fix', 1, ?2, "
                "0) "
                "RETURNING id",
                cycle->id, db::Param::Blob{"x"}));
            const auto follow_up =
                TRY(tx.value("INSERT INTO cycle_follow_up (visit_id, text, due_on) VALUES "
                             "(?1, 'Trồng nốt', '2026-12-01') RETURNING id",
                             visit));
            const auto quantity = TRY(tx.value(
                "INSERT INTO cycle_quantity (cycle_id, side, kind, planned, source, amount, note, "
                "created_at, "
                "salt, entry_id) VALUES (?1, 'resource', 'land', 0, 'other', 5, '', 1, ?2, 0) RETURNING id",
                cycle->id, db::Param::Blob{"x"}));
            return Evidence{paper.value, follow_up, quantity};
        });
        EXPECT_TRUE(made) << made.error().detail;
        return made.value();
    }

    /// The wizard's page of an uploaded list of Phường Hoa Mai.
    std::string upload_one() {
        test::Browser browser(composition->site());
        browser.sign_in("hoasen.officer", kPassword);
        browser.get("/nhap-du-lieu");
        browser.submit({}, "/nhap-du-lieu", {{"tep", "mau.csv", kList}});
        EXPECT_NE(browser.target(), "/nhap-du-lieu") << browser.page();
        return browser.target().substr(0, browser.target().find('?'));
    }

    /// A window of Thành phố Hoa Sen and a call to its ward: their pages. Drive 1 is of the same city.
    std::pair<std::string, std::string> make_call() {
        test::Browser browser(composition->site());
        browser.sign_in("hoasen", kPassword);
        browser.get("/phong-trao/chu-de-moi");
        browser.submit({{"title", "Chủ đề (mẫu)"}, {"unit", "98"}, {"basis", "Kế hoạch (mẫu)"}},
                       "/chu-de-moi");
        browser.get("/phong-trao/dot-moi");
        browser.submit({{"title", "Đợt (mẫu)"},
                        {"unit", "98"},
                        {"from", "2026-11-01"},
                        {"until", "2026-12-31"},
                        {"basis", "Kế hoạch (mẫu)"}},
                       "/phong-trao/dot-moi");
        const auto window = browser.target().substr(0, browser.target().find('?'));
        browser.get(window + "/keu-goi");
        browser.submit({{"title", "Kêu gọi (mẫu)"}, {"scope", "all"}}, "/keu-goi");
        EXPECT_TRUE(browser.target().starts_with("/phong-trao/keu-goi/")) << browser.page();
        return {window, browser.target().substr(0, browser.target().find('?'))};
    }

    /// An address of each route with captures, of things of Thành phố Hoa Sen.
    test::Samples all_samples() {
        const auto number = register_one();
        const auto upload = upload_one();
        EXPECT_TRUE(data.seal(clock));
        auto samples =
            public_samples(fmt::format("/so-nhat-ky/dau/{}", ask("SELECT max(size) FROM ledger_head")),
                           atlas()->find_code("98001", clock.today())->id.value);
        samples.merge(dossier_samples(number));
        samples.merge(upload_samples(upload));
        samples.merge(replication_samples(number));
        const auto book = make_book(walker("hoasen.officer", true).who, number);
        samples.merge(book_samples(book.first, book.second));
        const auto officer = walker("hoasen", true).who;
        const auto [followed, draft] = make_cycles(officer, number);
        samples.merge(cycle_samples(number, followed, draft));
        samples.merge(scoring_samples(followed));
        samples.merge(survey_samples(followed, make_survey(officer, followed)));
        const auto evidence = make_evidence(officer, followed);
        samples.merge(evidence_samples(followed, evidence.paper, evidence.follow_up, evidence.quantity));
        samples.merge(rubric_samples(make_rubric(officer, true), make_rubric(officer, false)));
        samples.merge(
            body_samples(database(), atlas()->find_code("98001", clock.today())->id, clock.today()));
        samples.merge(country_samples());
        const auto [window, call] = make_call();
        samples.merge(call_samples(window, call));
        samples.merge(account_samples(fmt::format("/quan-tri/tai-khoan/{}", colleague.value),
                                      ask("SELECT max(id) FROM role_grant")));
        return samples;
    }

    std::mutex log_mutex;
    std::string log;  // outlives what writes it
    FixedClock clock{*Date::parse_iso("2026-11-21")};
    test::TempDir dir;
    test::TestServer server;
    OpenData data = make_data({dir.path() / "data", server.url()}, clock).value();
    std::unique_ptr<Composition> composition;
    auth::UserId colleague;
};

TEST_F(RoutesTest, EveryRouteAsEveryRoleInAndOutOfScope) {
    const auto samples = all_samples();
    test::Browser admin(composition->site());
    admin.sign_in("quantri", kPassword);
    admin.get(fmt::format("/quan-tri/tai-khoan/{}", colleague.value));
    admin.submit({}, "/mat-khau");  // invitation 1
    std::vector<test::Walker> walkers{{"visitor", {}, false, {}, {}}, walker("quantri", true)};
    for (const auto* place : {"hoasen.", "trenga."})
        for (const auto role : auth::all_roles())
            walkers.push_back(walker(place + std::string(auth::role_name(role)), place[0] == 'h'));
    const auto offences = test::walk_routes(composition->site(), walkers, samples, clock.today());
    for (const auto& offence : offences) ADD_FAILURE() << offence;
}

/// "Xem như" (decision 0073): whoever is looked at, only the pages that were chosen for it open.
TEST_F(RoutesTest, WhoLooksOnReadsTheNamedPagesOnlyAndNothingOfATeam) {
    const auto samples = all_samples();
    const auto routes = composition->site().router().routes();
    const auto open = viewable_pages();
    const auto edited = samples.at("GET /ho-so/{code}/sua").path;
    const auto draft = edited.substr(0, edited.rfind('/'));
    for (const auto page : open)
        EXPECT_TRUE(std::ranges::any_of(routes, [&](const auto& route) { return route.pattern == page; }))
            << page << " is no page";
    for (const auto* whom : {"hoasen.team", "hoasen.officer", "hoasen.leader", "hoasen.scorer"}) {
        test::Browser admin(composition->site());
        admin.sign_in("quantri", kPassword);
        const auto account = ask(fmt::format("SELECT id FROM account WHERE name = '{}'", whom).c_str());
        admin.get(fmt::format("/quan-tri/tai-khoan/{}", account));
        admin.submit({{"viewing_reason", "Gọi điện hỏi (mẫu)"}}, "/xem-nhu");
        ASSERT_TRUE(admin.shows("Đang xem như")) << admin.page();
        for (const auto& route : routes) {
            if (route.method != http::Method::get || route.permission == auth::Permission::everyone) continue;
            if (std::ranges::find(open, route.pattern) != open.end()) continue;
            const auto sample = samples.find("GET " + route.pattern);
            admin.get(sample == samples.end() ? route.pattern : sample->second.path);
            EXPECT_EQ(admin.status(), 403) << route.pattern << " as " << whom;
        }
        admin.get(draft);
        EXPECT_EQ(admin.status(), 404) << "a draft, as " << whom;
    }
}

TEST_F(RoutesTest, AStrictWindowHoldsANewProposalBackAndAnotherOneOnlyRemarks) {
    test::Browser officer(composition->site());
    officer.sign_in("hoasen", kPassword);
    const auto open = [&](bool strict) {
        officer.get("/phong-trao/dot-moi");
        test::Browser::Fields fields{{"title", "Đợt tháng 12 (mẫu)"},
                                     {"unit", "98"},
                                     {"from", "2026-12-01"},
                                     {"until", "2026-12-31"},
                                     {"basis", "Kế hoạch (mẫu)"}};
        if (strict) fields.emplace_back("strict", "1");
        officer.submit(fields, "/phong-trao/dot-moi");
        return officer.target().substr(0, officer.target().find('?'));
    };
    const auto window = open(true);
    officer.get("/dang-ky?nam=2026");
    const auto unit = "id:" + std::to_string(atlas()->find_code("98001", clock.today())->id.value);
    officer.submit({{"title", "Ngõ xanh mới (mẫu)"},
                    {"kind", "practice"},
                    {"unit", unit},
                    {"basis", "new"},
                    {"viec", "luu"}},
                   "/dang-ky");
    const auto dossier = officer.target().substr(0, officer.target().find('?'));
    ASSERT_TRUE(dossier.starts_with("/ho-so/")) << officer.page();
    EXPECT_TRUE(officer.shows("chỉ nhận đăng ký từ 01/12/2026 đến 31/12/2026")) << officer.page();
    officer.get(window);
    officer.submit({}, "/thu-hoi");
    open(false);
    officer.get(dossier);
    EXPECT_FALSE(officer.shows("chỉ nhận đăng ký"));
    EXPECT_TRUE(officer.shows("Đăng ký ngoài đợt “Đợt tháng 12 (mẫu)”"));
}

TEST_F(RoutesTest, TheNextVisitorSeesAnEdit) {
    http::Server web({.port = 0, .io_threads = 2, .handle_signals = false}, composition->site());
    ASSERT_TRUE(web.listen());
    std::jthread running([&] { EXPECT_TRUE(web.run()); });
    const auto get = [&](std::string_view target) {
        return http::test::Client(web.port())
            .ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    };
    for (int i = 0; i < 2; ++i) EXPECT_EQ(get("/mo-hinh").find("Ngõ xanh (mẫu)"), std::string::npos);
    EXPECT_EQ(composition->site().cache().figures().hits, 1u);
    const auto number = register_one();
    EXPECT_NE(get("/mo-hinh").find("Ngõ xanh (mẫu)"), std::string::npos);
    EXPECT_NE(get("/en/mo-hinh").find("Ngõ xanh (mẫu)"), std::string::npos);

    test::Browser officer(composition->site());
    officer.sign_in("hoasen", kPassword);
    officer.get("/so-dang-ky/" + number + "/sua");
    officer.submit({{"title", "Ngõ sạch (mẫu)"}}, "/sua");
    EXPECT_NE(get("/mo-hinh").find("Ngõ sạch (mẫu)"), std::string::npos) << officer.page();
    EXPECT_EQ(get("/mo-hinh").find("Ngõ xanh (mẫu)"), std::string::npos);
    EXPECT_NE(get("/mo-hinh/" + number).find("Ngõ sạch (mẫu)"), std::string::npos);
    web.stop();
}

TEST_F(RoutesTest, WhatPeopleTypeNeverReachesTheLog) {
    const auto number = register_one();
    test::Browser officer(composition->site());
    officer.address = "203.0.113.77";
    officer.sign_in("hoasen", "Nguyễn Thị Bí Mật");  // a password typed wrongly
    officer.sign_in("hoasen", kPassword);
    for (const auto* target : {"/mo-hinh?tim=Nguy%E1%BB%85n+Th%E1%BB%8B", "/so-dang-ky?tim=Nguyen+Thi",
                               "/Nguyen-Thi", "/so-dang-ky/Nguyen-Thi", "/don-vi?tim=Nguyen"})
        officer.get(target);
    officer.get("/so-dang-ky/" + number + "/sua");
    officer.submit({{"title", "Nguyễn Thị Bí Mật"}, {"owner_text", "Nguyễn Thị Bí Mật"}}, "/sua");
    officer.post("/so-dang-ky/" + number + "/sua", {{"title", "Nguyễn Thị Bí Mật"}});  // without its token
    EXPECT_NE(log.find("\"route\":\"/so-dang-ky/{number}/sua\""), std::string::npos);
    for (const auto* typed : {"Nguy", "Bí", "%E1", "hoasen", "203.0.113.77", "tim="})
        EXPECT_EQ(log.find(typed), std::string::npos) << typed << "\n" << log;
}

// The new link is committed; drawing the page that shows it fails. Nobody reads that nothing was saved.
TEST_F(RoutesTest, AFaultAfterACommittedWriteDoesNotSayThatNothingWasSaved) {
    test::Browser admin(composition->site());
    admin.sign_in("quantri", kPassword);
    admin.get(fmt::format("/quan-tri/tai-khoan/{}", colleague.value));
    bool broken = false;
    const auto subscription = database().subscribe([&](std::string_view) {
        if (std::exchange(broken, true)) return;
        std::thread([&] {
            EXPECT_TRUE(database().write(
                [](db::Transaction& tx) { return tx.exec("ALTER TABLE role_grant RENAME TO gone"); }));
        }).join();
    });
    admin.submit({}, "/mat-khau");
    EXPECT_TRUE(broken);
    EXPECT_GE(admin.status(), 500);
    EXPECT_TRUE(admin.shows("có thể đã được lưu")) << admin.page();
    EXPECT_FALSE(admin.shows("chưa được lưu")) << admin.page();
}

TEST_F(RoutesTest, AnInvitationLostInAFaultCanBeMadeAnew) {
    const auto rename_table = [this](const char* sql) {
        std::thread([&] {
            EXPECT_TRUE(database().write([&](db::Transaction& tx) { return tx.exec(sql); }));
        }).join();
    };
    test::Browser admin(composition->site());
    admin.sign_in("quantri", kPassword);
    admin.get("/quan-tri/tai-khoan/moi");
    bool broken = false;
    const auto subscription = database().subscribe([&](std::string_view) {
        if (!std::exchange(broken, true)) rename_table("ALTER TABLE role_grant RENAME TO gone");
    });
    admin.submit({{"name", "mai"}, {"display_name", "Mai"}, {"unit", "98001"}, {"role", "reader"}});
    EXPECT_GE(admin.status(), 500);
    EXPECT_FALSE(admin.shows("Liên kết đã sẵn sàng")) << admin.page();
    rename_table("ALTER TABLE gone RENAME TO role_grant");

    admin.submit({}, "/quan-tri/tai-khoan/moi");  // "Gửi lại"
    EXPECT_TRUE(admin.shows("Việc này đã làm ở lần gửi trước")) << admin.page();
    admin.submit({}, "/mat-khau");
    EXPECT_TRUE(admin.shows("Liên kết đã sẵn sàng")) << admin.page();
    EXPECT_EQ(ask("SELECT count(*) FROM account WHERE name = 'mai'"), 1);
}

TEST_F(RoutesTest, TheDeskShowsTheListThatWasJustUploaded) {
    const auto upload = upload_one();
    test::Browser browser(composition->site());
    browser.sign_in("hoasen.officer", kPassword);
    EXPECT_EQ(browser.target(), "/ban-lam-viec");
    EXPECT_TRUE(browser.shows("Danh sách vừa nhập"));
    EXPECT_TRUE(browser.shows("href=\"" + upload + "\""));
    test::Browser reader(composition->site());
    reader.sign_in("hoasen.xem", kPassword);
    EXPECT_FALSE(reader.shows("Danh sách vừa nhập"));
}

}  // namespace
}  // namespace kheo::app
