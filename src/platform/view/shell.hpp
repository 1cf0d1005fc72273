// SPDX-License-Identifier: Apache-2.0
// What every page shows around its content: who is signed in, language, theme, navigation, the demonstration
// banner. A Site is made once by app and shared by all threads; a Shell is made for one request and lives as
// long as its page.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/http/message.hpp"
#include "platform/view/html.hpp"
#include "platform/view/icons.hpp"

namespace kheo::view {

/// One entry of a menu. app lists only what exists; entries a person may not open are left out.
struct NavItem {
    const Message* label = nullptr;
    std::string href{};  // without language prefix: "/mo-hinh"
    IconName icon = "chevron-right";
    auth::Permission permission = auth::Permission::everyone;
    const Message* group = nullptr;        // heading of the rail above the first entry that names it
    bool in_tab_bar = false;               // also at the foot of a phone
    const Message* short_label = nullptr;  // for the tab bar
};

/// Settings of the installation and its menus.
struct Site {
    std::string name{};  // "Dân vận khéo": a setting
    std::string body{};  // managing body or place below the name; may be empty
    bool demonstration = false;
    std::vector<NavItem> public_nav{};
    std::vector<NavItem> workspace_nav{};
    std::vector<NavItem> account_nav{};  // in the account menu, above "sign out"
    std::string home_href = "/";
    std::string sign_in_href{};   // empty: no link
    std::string sign_out_href{};  // POST; empty: no button
    std::string desk_href{};      // where a signed-in person works; empty: no link
    std::string help_href{};      // "?" of workspace pages, gets ?la=PATH of the page; empty: no link
    std::function<std::string(const auth::Principal&)> unit_of{};  // name of the person's unit; may be empty
    const Clock* clock = nullptr;                                  // which grants are valid today
};

enum class Theme { automatic, light, dark };
enum class FontSize { normal, large, larger };

struct Shell {
    const Site* site = nullptr;
    Language language = Language::vi;
    Theme theme = Theme::automatic;
    FontSize font_size = FontSize::normal;
    std::string path{};   // without language prefix
    std::string query{};  // as sent, without '?'
    std::string csrf{};
    std::string person{};  // display name; empty for visitors
    std::string unit{};
    std::vector<const NavItem*> public_nav{}, workspace_nav{}, account_nav{};  // what this person may open

    bool signed_in() const { return !person.empty(); }

    /// Address of a public page in the reader's language: "/mo-hinh" → "/en/mo-hinh".
    std::string link(std::string_view path_and_query) const;
    /// This page in another language.
    std::string in_language(Language other) const;
    /// Address that changes theme or font size and comes back here.
    std::string with_theme(Theme other) const;
    std::string with_font_size(FontSize other) const;
    bool is_current(std::string_view href) const;

    std::string say(const Message& message) const { return std::string(message.in(language)); }
    std::string say(const Sentence& sentence) const { return sentence.in(language); }
};

/// Cookies that change how a page looks and name nobody.
std::vector<std::string> appearance_cookies();

Shell make_shell(const http::Request& request, const Site& site);

/// GET /giao-dien?mau=…&co=…&ve=…: keeps theme and font size in cookies and goes back. Works without script.
http::Route appearance_route();

/// Address of an embedded file by its name in web/: "kheo.css" → "/assets/kheo.1a2b3c4d.css".
std::string_view asset_url(std::string_view name);

}  // namespace kheo::view
