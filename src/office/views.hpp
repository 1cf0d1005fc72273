// SPDX-License-Identifier: Apache-2.0
// View models of the room's pages: ready to print, no SQL and no rules.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "office/office.hpp"
#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"

namespace kheo::office {

using view::error_of;

struct SignInPage {
    std::string name;  // as typed
    std::string back;  // where to go afterwards; may be empty
    bool private_device = false;
    const Message* notice = nullptr;           // why this page stands here
    Error error;                               // message empty: none
    std::string carried_target, carried_form;  // a form that waits for the new session
    bool lost_files = false;
    bool asks_code = false;      // the second step …
    bool asks_recovery = false;  // … by a recovery code
};

struct ResendPage {
    std::string target;
    std::vector<http::Fields::Pair> fields;
    bool lost_files = false;

    /// What the person wrote, to look over: no keys, versions and codes that the form carries.
    std::vector<std::string> typed() const;
};

struct DeskPage {
    std::string today;
    bool without_grants = false;
    Sentence factor_comes;  // from when the second step will be asked of this person; empty = not
    std::vector<const QuickLink*> links;
    std::vector<DeskCard> cards;
    std::vector<Sentence> grants;
};

struct SessionRow {
    std::string id;
    std::string device;  // may be empty
    std::string begun, seen;
    bool private_device = false, present = false;
};

struct ViewingBanner {
    std::string person, until;  // whose view; a moment, may be empty
};
struct ViewingRow {
    std::string person, begun, ended, reason;
};
struct OwnAccountPage {
    std::string name, display_name;
    std::vector<Sentence> grants;
    bool can_hand_on = false;
    bool must_change = false, changed = false;
    Error error;
    bool factor_on = false;
    std::string email;  // for the daily letter, as kept or as typed
    bool digest = true, notice_saved = false;
    std::vector<SessionRow> sessions;
    std::vector<ViewingRow> viewings;  // who looked at the pages as this person
    bool several() const { return sessions.size() > 1; }
};

struct FactorPage {
    bool on = false, required = false;
    bool replacing = false;       // it is on, and a new telephone comes
    std::string since, reset_at;  // moments; empty = never
    std::int64_t codes_left = 0;
    view::Markup qr = view::Markup::trusted({});
    std::string letters, sealed;     // the same secret for typing, and for the form
    Sentence impossible;             // why it cannot be set up on this machine
    std::vector<std::string> codes;  // shown once
    const Message* done = nullptr;
    Error error;
};

struct UrgentRow {
    std::string code, person, reason, moment;
    bool open = false;
};
struct UrgentPage {
    std::vector<UrgentRow> rows;
    std::string code, reason, request_key;  // as typed
    Error error;
};
struct UrgentDossierPage {
    UrgentDossier dossier;
    std::string reason, until, unit;
};

struct GrantRow {
    std::int64_t id = 0;
    Sentence text;
    bool can_end = false;
    bool over = false;  // ended, or not yet begun
    const Message* role = nullptr;
    Sentence explained{};     // what it lets the person do, where, until when
    std::string handed_by{};  // a colleague's name, when it was handed on
    std::string reason{};     // why it was ended
};

/// A role and what the permission table lets it do.
struct RoleRow {
    const Message* role = nullptr;
    std::string may;
};
struct RolesPage {
    std::vector<RoleRow> rows;
};

struct HandOnChoice {
    std::string value, label;
};
struct HandedRow {
    std::int64_t id = 0;
    Sentence text;
};
struct HandOnPage {
    std::vector<HandOnChoice> rights, colleagues;
    std::vector<HandedRow> handed;
    std::string right, colleague, unit, from, until, request_key;  // as typed
    bool chosen = false;                                           // which right: then come the colleagues
    const Message* done = nullptr;
    Error error;
};

struct ReviewRow {
    std::int64_t id = 0, account = 0;
    std::string person, given, reviewed;  // moments; never reviewed: empty
    Sentence explained;
    std::string answer;  // "con", "het", "" = later
};
struct ReviewPage {
    std::vector<ReviewRow> rows;
    std::string reason;
    const Message* done = nullptr;
    Error error;
};

struct AccountRow {
    std::int64_t id = 0;
    std::string name, display_name;
    bool enabled = true;
    std::vector<GrantRow> grants;
    bool invited = false;  // has no password yet
};

/// One more rule about the second step, as typed.
struct FactorRuleInput {
    std::string role = "officer", who = "all", required = "1", from{}, basis{};
};
struct FactorRoleRow {
    const Message* role = nullptr;
    bool whole_country = false, required = false, some_missing = false;
    Sentence now, coming, missing;
};
struct FactorRuleRow {
    const Message* role = nullptr;
    bool whole_country = false, required = true, replaced = false;
    std::string from, basis, by, at;
};
struct FactorRulesPage {
    std::vector<FactorRoleRow> roles;
    std::vector<FactorRuleRow> rules;
    std::vector<view::Option> choices;
    FactorRuleInput typed;
    bool own_missing = false;
    const Message* done = nullptr;
    Error error;
};

struct AccountsPage {
    bool country = false;  // the reader looks after the whole country
    std::vector<AccountRow> rows;
};

/// The parts of "add an account" and "add a grant" as typed.
struct GrantInput {
    std::string role = "reader", unit, from, until;
};

struct NewAccountPage {
    std::string name, display_name, request_key;
    GrantInput grant;
    std::string way = "lien-ket", last_day;  // "giay": a paper slip; "thu": the link by e-mail
    std::string email;
    Error error;
};

/// Slips for many people of one unit.
struct TeamSlipsPage {
    std::string people, last_day, contact, request_key;
    GrantInput grant;
    Error error;
};

/// One A6 slip of paper.
struct Slip {
    std::string number, person, unit, name, code, pin, address;
    view::Markup qr = view::Markup::trusted({});
    Sentence last_day;  // with its weekday
    std::string made, contact;
    bool team = false, first = true;
};

/// What is told once: a link, or slips.
struct InvitationMadePage {
    std::vector<Slip> slips;
    std::string link, person, name, last_day, number;
    std::vector<std::string> rights;  // each as a sentence
    std::string mailed_to;            // masked; then nobody but the mailbox gets the link
    view::Markup qr = view::Markup::trusted({});
    std::string account_href;
    bool first = true;
};

struct InvitationRow {
    std::string number, person, name, made, last_day;
    std::int64_t account = 0;
    bool slip = false, first = true, open = false;
    const Message* state = nullptr;
};
struct InvitationsPage {
    std::vector<InvitationRow> rows;
    std::string number;  // looked for
    const Message* done = nullptr;
    Error error;
};

/// What a person with a link or slip sees; without a code he types it.
struct InvitedPage {
    std::string code, person, name, unit;
    bool slip = false, first = true, usable = false, private_device = false;
    bool by_link = false;  // opened by its address, not by a code that was typed
    const Message* notice = nullptr;
    Error error;
};

struct AccountPage {
    AccountRow account;
    bool own = false;              // nobody grants himself, nor locks himself out
    std::vector<Sentence> duties;  // two duties of one dossier in one hand
    std::string reason;            // as typed
    bool factor_on = false;
    std::string request_key;
    GrantInput grant;
    bool invited = false;  // has no password yet
    bool can_be_viewed = false;
    std::string viewing_reason;  // as typed
    const Message* done = nullptr;
    Error error;
};

/// The select box of roles.
std::vector<std::pair<std::string, const Message*>> role_choices();

}  // namespace kheo::office
