// SPDX-License-Identifier: Apache-2.0
// The permission table and the two questions asked of it. Deny by default: what no row allows is not allowed.
#include <algorithm>

#include "platform/auth/principal.hpp"
#include "platform/auth/role_rights.hpp"

namespace kheo::auth {

namespace {

struct Row {
    Role role;
    Permission permission;
};

// An administrator looks after accounts and settings and may read; the content of dossiers is the officer's
// (domain.md §10, "system_admin (no content)"). One account may hold several grants.
constexpr Row kTable[] = {
    {Role::reader, Permission::read_registry},
    {Role::team, Permission::read_registry},
    {Role::team, Permission::propose},
    {Role::officer, Permission::read_registry},
    {Role::officer, Permission::edit_registry},
    {Role::officer, Permission::make_reports},
    {Role::officer, Permission::propose},
    {Role::officer, Permission::appraise},
    {Role::officer, Permission::check},
    {Role::officer, Permission::run_movement},
    {Role::scorer, Permission::read_registry},
    {Role::scorer, Permission::score},
    {Role::leader, Permission::read_registry},
    {Role::leader, Permission::approve},
    {Role::leader, Permission::recognise},
    {Role::administrator, Permission::read_registry},
    {Role::administrator, Permission::administer},
};

constexpr Role kRoles[] = {Role::reader, Role::team,   Role::officer,
                           Role::scorer, Role::leader, Role::administrator};
constexpr std::string_view kNames[] = {"reader", "team", "officer", "scorer", "leader", "administrator"};

}  // namespace

std::span<const Role> all_roles() {
    return kRoles;
}

std::string_view role_name(Role role) {
    return kNames[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view name) {
    for (const auto role : all_roles())
        if (role_name(role) == name) return role;
    return std::nullopt;
}

bool role_allows(Role role, Permission permission) {
    if (permission == Permission::everyone || permission == Permission::signed_in) return true;
    return std::any_of(std::begin(kTable), std::end(kTable),
                       [&](const Row& row) { return row.role == role && row.permission == permission; });
}

std::vector<Permission> permissions_of(Role role) {
    std::vector<Permission> out;
    for (const auto& row : kTable)
        if (row.role == role) out.push_back(row.permission);
    return out;
}

bool Principal::may(Permission permission, Date on) const {
    if (permission == Permission::everyone) return true;
    if (!signed_in()) return false;
    if (permission == Permission::signed_in) return true;
    return std::any_of(grants.begin(), grants.end(),
                       [&](const Grant& grant) { return grant.gives(permission, on); });
}

bool may_in(const Principal& who, Permission permission, ScopeUnit unit, Date on, const Scope& scope) {
    if (permission == Permission::everyone || permission == Permission::signed_in)
        return who.may(permission, on);
    if (!who.signed_in()) return false;
    return std::any_of(who.grants.begin(), who.grants.end(), [&](const Grant& grant) {
        return grant.gives(permission, on) && (!grant.unit || scope.contains(grant.unit, unit, on));
    });
}

}  // namespace kheo::auth
