// SPDX-License-Identifier: Apache-2.0
// What the permission table says of a role, for pages that explain it. Pure.
#pragma once

#include <vector>

#include "platform/auth/principal.hpp"

namespace kheo::auth {

/// The rows of permission.cpp for this role, in the table's order.
std::vector<Permission> permissions_of(Role role);

}  // namespace kheo::auth
