// SPDX-License-Identifier: Apache-2.0
// The menus of the workspace. Nothing stands here that does not exist.
#pragma once

#include <vector>

#include "office/office.hpp"
#include "platform/view/shell.hpp"

namespace kheo::app {

std::vector<view::NavItem> workspace_menu();
std::vector<view::NavItem> account_menu();
std::vector<office::QuickLink> quick_links();

/// Pages that show nothing restricted: neither drafts and plans under examination, nor score sheets, nor data
/// of persons beyond the register; what an administrator sees who looks at the pages as another account
/// (docs/decisions/0073-view-as.md). A new page is closed then until it is named here.
std::vector<std::string_view> viewable_pages();

}  // namespace kheo::app
