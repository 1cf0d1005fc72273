// SPDX-License-Identifier: Apache-2.0
// Who is asking, as a plain value. A grant is role × unit subtree × time; nothing is allowed that no grant
// allows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"

namespace kheo::auth {

using UserId = Id<struct UserTag>;
using ScopeUnit = Id<struct UnitTag>;  // the unit id of territory, which this room does not know

/// What a grant makes of a person; one account may hold several. The table of permission.cpp says what each
/// may.
enum class Role { reader, team, officer, scorer, leader, administrator };

/// One row of the permission table: which roles may do it. Named once, used by routes and services.
enum class Permission {
    everyone,       // no sign-in: public pages
    signed_in,      // any account
    read_registry,  // workspace lists, dossiers, figures within the grant's subtree
    edit_registry,  // create, edit, import, undo within the subtree
    make_reports,   //
    administer,     // accounts, settings, territory
    // the life of an initiative (domain.md §2.5); who made, appraised and approved a dossier are three people
    propose,       // begin a dossier and submit it
    appraise,      // examine a submitted plan, return it, put it before the leader
    approve,       // enter it in the book or decline it
    check,         // visits and surveys, their findings
    score,         // fill in a score sheet after the check
    recognise,     // recognise, nominate upward, revoke
    run_movement,  // calls, windows, quotas, rubrics
};

/// Every role, in the order in which people choose.
std::span<const Role> all_roles();
/// "reader", "team", "officer", "scorer", "leader", "administrator", as the command line and the database
/// write it.
std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view name);

/// True when the role holds the permission (the permission table; permission.cpp).
bool role_allows(Role role, Permission permission);

struct Grant {
    Role role = Role::reader;
    ScopeUnit unit;  // the subtree's root; none = the whole country
    Date from;
    Date until;  // inclusive

    bool valid_on(Date day) const { return from <= day && day <= until; }
    /// Valid on that day, and its role holds the permission.
    bool gives(Permission permission, Date day) const {
        return valid_on(day) && role_allows(role, permission);
    }
};

struct Principal {
    UserId user;  // none = a visitor
    std::string name;
    std::string display_name;
    std::vector<Grant> grants;
    std::string csrf;  // token of this session; a visitor's is signed from the visit cookie, or empty

    bool signed_in() const { return static_cast<bool>(user); }
    /// Does any grant valid on that day hold the permission, somewhere?
    bool may(Permission permission, Date on) const;
};

/// Is unit `unit` inside the subtree of `root` on that day? territory implements it; app wires it.
class Scope {
  public:
    virtual ~Scope() = default;
    virtual bool contains(ScopeUnit root, ScopeUnit unit, Date on) const = 0;
};

/// Does a grant valid on that day hold the permission over this unit?
bool may_in(const Principal& who, Permission permission, ScopeUnit unit, Date on, const Scope& scope);

}  // namespace kheo::auth
