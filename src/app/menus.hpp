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

}  // namespace kheo::app
