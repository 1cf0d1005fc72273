// SPDX-License-Identifier: Apache-2.0
#include "app/menus.hpp"

#include "app/messages.gen.hpp"
#include "app/rules/messages.gen.hpp"

namespace kheo::app {

using auth::Permission;

std::vector<view::NavItem> workspace_menu() {
    return {
        {.label = &msg::menu_desk,
         .href = "/ban-lam-viec",
         .icon = "layout-dashboard",
         .permission = Permission::signed_in,
         .in_tab_bar = true},
        {.label = &msg::menu_work,
         .href = "/viec",
         .icon = "calendar-event",
         .permission = Permission::signed_in,
         .in_tab_bar = true,
         .short_label = &msg::menu_work_short},
        {.label = &msg::menu_registry,
         .href = "/so-dang-ky",
         .icon = "list",
         .permission = Permission::read_registry,
         .group = &msg::menu_group_movement,
         .in_tab_bar = true,
         .short_label = &msg::menu_registry_short},
        {.label = &msg::menu_import,
         .href = "/nhap-du-lieu",
         .icon = "file-spreadsheet",
         .permission = Permission::edit_registry,
         .in_tab_bar = true,
         .short_label = &msg::menu_import_short},
        {.label = &msg::menu_movement,
         .href = "/phong-trao",
         .icon = "calendar-event",
         .permission = Permission::read_registry},
        {.label = &msg::menu_upkeep,
         .href = "/duy-tri",
         .icon = "plant-2",
         .permission = Permission::read_registry},
        {.label = &msg::menu_books, .href = "/sach", .icon = "book", .permission = Permission::run_movement},
        {.label = &msg::menu_score_sheets,
         .href = "/cham-diem",
         .icon = "clipboard-list",
         .permission = Permission::score,
         .in_tab_bar = true},
        {.label = &msg::menu_rubrics,
         .href = "/thang-diem",
         .icon = "checklist",
         .permission = Permission::run_movement},
        {.label = &msg::menu_figures,
         .href = "/so-lieu",
         .icon = "chart-bar",
         .permission = Permission::read_registry,
         .group = &msg::menu_group_summary,
         .in_tab_bar = true},
        {.label = &msg::menu_funnel,
         .href = "/pheu",
         .icon = "filter",
         .permission = Permission::read_registry},
        {.label = &msg::menu_reports,
         .href = "/bao-cao",
         .icon = "report-analytics",
         .permission = Permission::make_reports},
        {.label = &msg::menu_slips,
         .href = "/phieu-to-dan-van",
         .icon = "message-report",
         .permission = Permission::run_movement},
        {.label = &msg::menu_bodies,
         .href = "/to-chuc",
         .icon = "users",
         .permission = Permission::read_registry},
        {.label = &msg::menu_units,
         .href = "/don-vi",
         .icon = "sitemap",
         .permission = Permission::signed_in},
    };
}

std::vector<std::string_view> viewable_pages() {
    return {"/ban-lam-viec",    "/viec",    "/so-dang-ky", "/so-dang-ky/{number}",
            "/ho-so/{code}",    "/pheu",    "/so-lieu",    "/bao-cao",
            "/phong-trao",      "/vai-tro", "/huong-dan",  "/huong-dan/trang",
            "/huong-dan/{code}"};
}

std::vector<view::NavItem> account_menu() {
    auto items = office::Office::account_menu();
    items.push_back({.label = &msg::menu_urgent,
                     .href = "/quan-tri/mo-khan",
                     .icon = "alert-triangle",
                     .permission = Permission::administer});
    items.push_back({.label = &msg::menu_audit,
                     .href = "/quan-tri/kiem-tra",
                     .icon = "checklist",
                     .permission = Permission::administer});
    items.push_back({.label = &msg::mail_title,
                     .href = "/quan-tri/thu-dien-tu",
                     .icon = "message-report",
                     .permission = Permission::administer});
    items.push_back({.label = &rules::msg::rules_title,
                     .href = "/quan-tri/quy-dinh",
                     .icon = "list",
                     .permission = Permission::administer});
    return items;
}

std::vector<office::QuickLink> quick_links() {
    std::vector<office::QuickLink> out{
        {&msg::menu_import, "/nhap-du-lieu", "file-spreadsheet", Permission::edit_registry},
        {&msg::menu_new, "/dang-ky", "plus", Permission::propose},
        {&msg::menu_figures, "/so-lieu", "chart-bar", Permission::read_registry},
        {&msg::menu_reports, "/bao-cao", "report-analytics", Permission::make_reports},
    };
    // who administers finds his own work without opening the menu behind his name
    for (const auto& item : account_menu())
        if (item.permission == Permission::administer)
            out.push_back({item.label, item.href, item.icon, item.permission});
    return out;
}

}  // namespace kheo::app
