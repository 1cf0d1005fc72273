// SPDX-License-Identifier: Apache-2.0
// A small world for the tests of office: two provinces with one commune each, accounts, the real router.
#pragma once

#include <gtest/gtest.h>

#include "office/office.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/totp.hpp"
#include "platform/http/site.hpp"
#include "support/browser.hpp"
#include "support/test_database.hpp"

namespace kheo::office {

inline constexpr auto kPassword = "mười hai con mèo";

/// Province 1 (code 01) holds commune 11 (00001) with the hamlet Thôn Đông, province 2 (code 02) holds
/// commune 21 (00002).
class SmallAtlas final : public territory::Atlas {
  public:
    SmallAtlas() {
        add(1, "01", territory::Level::province, "Thành phố", "Hoa Sen", 0);
        add(11, "00001", territory::Level::commune, "Phường", "Hoa Mai", 1);
        add(2, "02", territory::Level::province, "Tỉnh", "Tre Ngà", 0);
        add(111, "h111", territory::Level::hamlet, "Thôn", "Đông", 11);
        add(21, "00002", territory::Level::commune, "Xã", "Lúa Vàng", 2);
    }
    using Unit = territory::Unit;
    using UnitId = territory::UnitId;
    const Unit* find(UnitId id, Date) const override {
        return first([&](const Unit& u) { return u.id == id; });
    }
    bool present(UnitId id, Date on) const override { return find(id, on) != nullptr; }
    const Unit* find_code(std::string_view code, Date) const override {
        return first([&](const Unit& u) { return u.code == code; });
    }
    const Unit* find_code(territory::Level, std::string_view code, Date on) const override {
        return find_code(code, on);
    }
    std::vector<const Unit*> list(territory::Level, Date, UnitId) const override { return {}; }
    UnitId ancestor(UnitId id, territory::Level, Date) const override { return id; }
    bool is_under(UnitId id, UnitId root, Date on) const override {
        for (auto at = id; at;) {
            if (!root || at == root) return true;
            const auto* unit = find(at, on);
            at = unit ? unit->parent : UnitId{};
        }
        return false;
    }
    std::vector<territory::Successor> successors(UnitId, Date, Date) const override { return {}; }
    territory::Restatement restate(UnitId id, Date) const override { return {id, true}; }
    std::vector<std::string> codes_today(UnitId, Date) const override { return {}; }
    bool before_earliest(Date) const override { return false; }
    territory::Resolution resolve(std::string_view text, Date, UnitId) const override {
        territory::Resolution out;
        const auto* unit = first([&](const Unit& u) { return u.full_name == text; });
        if (unit) out.status = territory::ResolveStatus::resolved, out.unit = *unit;
        if (text == "Hoa") {
            out.status = territory::ResolveStatus::ambiguous;
            out.candidates = {units_[0], units_[1]};
        }
        return out;
    }

  private:
    void add(std::int64_t id, std::string code, territory::Level level, std::string type, std::string name,
             std::int64_t parent) {
        Unit unit;
        unit.id = UnitId{id};
        unit.code = std::move(code);
        unit.level = level;
        unit.full_name = type + " " + name;
        unit.type = std::move(type);
        unit.name = std::move(name);
        unit.parent = UnitId{parent};
        units_.push_back(std::move(unit));
    }
    template <typename F>
    const Unit* first(F&& is) const {
        for (const auto& unit : units_)
            if (is(unit)) return &unit;
        return nullptr;
    }
    std::vector<Unit> units_;
};

struct SmallScope final : auth::Scope {
    explicit SmallScope(const territory::Atlas& a) : atlas(a) {}
    bool contains(auth::ScopeUnit root, auth::ScopeUnit unit, Date on) const override {
        return unit && atlas.is_under(unit, root, on);
    }
    const territory::Atlas& atlas;
};

class OfficeWorld : public ::testing::Test {
  protected:
    OfficeWorld() {
        auth::use_cheap_passwords_in_tests();
        sessions = auth::Sessions::open(*database, clock, auth::FactorKey::fresh()).value();
        view_site.name = "Dân vận khéo";
        view_site.sign_in_href = "/dang-nhap";
        view_site.sign_out_href = "/dang-xuat";
        view_site.desk_href = "/ban-lam-viec";
        view_site.clock = &clock;
    }

    /// Builds the site; cards and links may be set before.
    const http::Site& site() {
        if (site_) return *site_;
        office = std::make_unique<Office>(Parts{*database,
                                                *sessions,
                                                clock,
                                                view_site,
                                                scope,
                                                [this] { return atlas; },
                                                cards,
                                                links,
                                                urgent,
                                                {"/ban-lam-viec", "/vai-tro"},
                                                [this] { return Result<std::string>(address); },
                                                due_work});
        http::SiteOptions options;
        options.identify = [this](const http::Request& request) { return office->identify(request); };
        options.decorate = [this](const http::Request& request, http::Response& response) {
            office->decorate(request, response);
        };
        options.resume_page = [this](const http::Request& request) { return office->resume_page(request); };
        options.hold = [this](const http::Request& request) { return office->hold(request); };
        options.log = [this](std::string_view line) { log += line; };
        auto routes = office->routes();
        for (auto& route : more_routes) routes.push_back(route);
        site_ = std::make_unique<http::Site>(std::move(routes), std::move(options), clock);
        return *site_;
    }

    auth::UserId add(std::string name, auth::Role role, std::string unit_code) {
        NewUser user;
        user.display_name = "Bà " + name;
        user.name = std::move(name);
        user.password = kPassword;
        user.role = role;
        user.unit_code = std::move(unit_code);
        auto added = add_user(*database, *atlas, user, {}, clock);
        EXPECT_TRUE(added) << added.error().message.in(Language::en);
        return *added;
    }

    /// The secret that a page offers, read from its letters.
    static std::string offered_letters(const test::Browser& browser) {
        constexpr std::string_view before = "<p class=\"num b\">";
        const auto page = browser.page();
        const auto at = page.find(before);
        if (at == std::string::npos) return {};
        return page.substr(at + before.size(), page.find('<', at + before.size()) - at - before.size());
    }
    /// As an app reads base32 with spaces.
    static std::string secret_of(std::string_view letters) {
        constexpr std::string_view all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        std::string out;
        std::uint32_t bits = 0;
        int count = 0;
        for (const char c : letters) {
            if (c == ' ') continue;
            bits = (bits << 5) | static_cast<std::uint32_t>(all.find(c));
            count += 5;
            if (count < 8) continue;
            count -= 8;
            out += static_cast<char>((bits >> count) & 0xff);
        }
        return out;
    }
    /// What an app shows that has just taken the page's secret.
    std::string code_for(const test::Browser& browser) {
        return auth::totp_code(secret_of(offered_letters(browser)), auth::totp_step(clock.now()));
    }

    test::Browser signed_in(std::string_view name) {
        test::Browser browser(site());
        browser.sign_in(name, kPassword);
        return browser;
    }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    test::TestDatabase database;
    std::shared_ptr<const territory::Atlas> atlas = std::make_shared<SmallAtlas>();
    SmallScope scope{*atlas};
    std::unique_ptr<auth::Sessions> sessions;
    view::Site view_site;
    std::vector<DeskCardProvider> cards;
    std::vector<QuickLink> links;
    decltype(Parts::urgent_dossier) urgent;
    DueWorkOf due_work;
    std::string address = "https://danvan.hoasen.vn";
    std::vector<http::Route> more_routes;
    std::unique_ptr<Office> office;
    std::string log;

  private:
    std::unique_ptr<http::Site> site_;
};

}  // namespace kheo::office
