// SPDX-License-Identifier: Apache-2.0
// The icons that pages may use, by their names in @tabler/icons (outline). web/build.mjs reads this list and
// packs exactly these into one sprite; an unknown name is a compile error.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace kheo::view {

inline constexpr auto kIcons = std::to_array<std::string_view>({
    // icons-begin
    "alert-triangle",
    "arrow-back-up",
    "arrow-left",
    "arrow-right",
    "building-bank",
    "building-community",
    "building-skyscraper",
    "calendar",
    "calendar-event",
    "certificate",
    "chart-bar",
    "check",
    "checklist",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle-check",
    "circle-x",
    "clock",
    "coin",
    "device-floppy",
    "download",
    "edit",
    "external-link",
    "eye",
    "file-spreadsheet",
    "file-text",
    "file-word",
    "filter",
    "folder",
    "heart-handshake",
    "help-circle",
    "history",
    "home",
    "info-circle",
    "key",
    "layout-dashboard",
    "link",
    "list",
    "lock",
    "logout",
    "map",
    "map-pin",
    "menu-2",
    "minus",
    "moon",
    "plus",
    "printer",
    "refresh",
    "report-analytics",
    "rotate-2",
    "search",
    "selector",
    "settings",
    "shield-check",
    "shield-lock",
    "sun",
    "table",
    "trash",
    "trophy",
    "typography",
    "upload",
    "user",
    "users",
    "x",
    "color-swatch",
    "message-report",
    "plant-2",
    "scale",
    "sitemap",
    "sort-ascending",
    "sort-descending",
    "star",
    "arrows-exchange",
    "clipboard-list",
    "book",
    "photo",
    "qrcode",
    // icons-end
});

/// A name out of kIcons, checked while compiling. For a choice write cond ? IconName("a") : IconName("b").
class IconName {
  public:
    consteval IconName(const char* name) : name_(name) {  // NOLINT: implicit on purpose
        if (std::find(kIcons.begin(), kIcons.end(), name_) == kIcons.end()) throw "no such icon in icons.hpp";
    }
    constexpr std::string_view name() const { return name_; }

  private:
    std::string_view name_;
};

}  // namespace kheo::view
