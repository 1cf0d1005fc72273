// SPDX-License-Identifier: Apache-2.0
#include "office/viewing_service.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "platform/auth/token.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::Permission;
using auth::Principal;
using auth::UserId;

constexpr std::string_view kSubject = "user";

/// Grants that are not over; future ones do no harm, they are compared with the day.
std::vector<auth::Grant> grants_of(const auth::Account& account, Date today) {
    std::vector<auth::Grant> out;
    for (const auto& stored : account.grants)
        if (!is_over(stored.grant, today)) out.push_back(stored.grant);
    return out;
}

Result<std::optional<auth::Account>> in_area(db::Transaction& tx, const Parts& parts, const Principal& who,
                                             UserId id) {
    auto found = TRY(auth::find_account(tx, id));
    if (found && !administers(who, *found, parts.clock.today(), parts.scope)) found.reset();
    return found;
}

Result<std::int64_t> enter(db::Transaction& tx, const auth::Viewing& viewing, std::string_view verb,
                           Millis at) {
    const bool begins = viewing.id == 0;
    return ledger::append(tx,
                          {viewing.viewer, verb, kSubject, viewing.viewed.value,
                           begins ? std::string_view("reason") : std::string_view(),
                           begins ? ledger::commit(viewing.salt, viewing.reason) : std::string()},
                          at);
}

std::unexpected<Error> wrong_reason(const Message& message) {
    return fail(Error{ErrorKind::invalid, message, {{"viewing_reason", message}}, {}, {}});
}

}  // namespace

const Message* no_viewing_of(const Parts& parts, const Principal& who, const auth::Account& account) {
    if (account.id == who.user) return &msg::viewing_not_oneself;
    if (!account.enabled) return &msg::viewing_not_locked;
    const auto today = parts.clock.today();
    const bool administers_something = std::ranges::any_of(
        grants_of(account, today),
        [](const auth::Grant& grant) { return auth::role_allows(grant.role, Permission::administer); });
    return administers_something ? &msg::viewing_not_administrator : nullptr;
}

Result<> begin_viewing(const Parts& parts, const Principal& who, UserId account,
                       std::string_view session_token, std::string_view reason,
                       std::string_view request_key) {
    const auto at = parts.clock.now();
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(in_area(tx, parts, who, account));
        if (!found) return fail(ErrorKind::not_found, msg::account_not_found);
        if (const auto* why = no_viewing_of(parts, who, *found)) return fail(ErrorKind::forbidden, *why);
        auth::Viewing viewing{.viewer = who.user,
                              .viewed = account,
                              .session_hash = auth::token_hash(session_token),
                              .reason = tidy(reason),
                              .salt = ledger::new_salt(),
                              .begun_at = at};
        if (length(viewing.reason) < kShortestViewingReason) return wrong_reason(msg::viewing_no_reason);
        if (length(viewing.reason) > kLongestViewingReason) return wrong_reason(msg::viewing_long_reason);
        if (TRY(auth::viewing_was_begun(tx, request_key))) return {};
        viewing.ends_at = at + TRY(auth::viewing_minutes(tx, parts.clock.today())) * 60'000;
        TRY(auth::end_viewings(tx, viewing.session_hash, at));
        viewing.entry_id = TRY(enter(tx, viewing, "office.viewed_as", at));
        return auth::add_viewing(tx, viewing, request_key);
    });
}

Result<> end_viewing(const Parts& parts, std::string_view session_token) {
    const auto at = parts.clock.now();
    const auto session = auth::token_hash(session_token);
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto viewing = TRY(auth::viewing_of_session(tx, session, at));
        if (!viewing) return {};
        (void)TRY(enter(tx, *viewing, "office.viewing_left", at));
        return auth::end_viewings(tx, session, at);
    });
}

Result<Principal> as_seen_by(const Parts& parts, Principal who, std::string_view session_token) {
    const auto today = parts.clock.today();
    if (session_token.empty() || !who.may(Permission::administer, today)) return who;
    return parts.database.read([&](db::Transaction& tx) -> Result<Principal> {
        const auto viewing =
            TRY(auth::viewing_of_session(tx, auth::token_hash(session_token), parts.clock.now()));
        if (!viewing || viewing->viewer != who.user) return who;
        const auto account = TRY(in_area(tx, parts, who, viewing->viewed));
        if (!account || no_viewing_of(parts, who, *account)) return who;
        Principal out;
        out.user = auth::looking_at(account->id);
        out.name = account->name;
        out.display_name = account->display_name;
        out.grants = grants_of(*account, today);
        out.csrf = who.csrf;
        return out;
    });
}

Result<std::vector<ToldViewing>> viewings_told(const Parts& parts, UserId account) {
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<ToldViewing>> {
        std::vector<ToldViewing> out;
        TRY(auth::each_viewing_of(tx, account, parts.clock.now() - kViewingsTold,
                                  [&](auth::Viewing viewing, std::string viewer) {
                                      out.push_back({std::move(viewing), std::move(viewer)});
                                  }));
        return out;
    });
}

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<auth::Viewing> all;
    TRY(auth::each_viewing(tx, [&](const auth::Viewing& each) { all.push_back(each); }));
    std::vector<std::string> out;
    for (const auto& each : all)
        if (TRY(ledger::commitment_of(tx, each.entry_id)) != ledger::commit(each.salt, each.reason))
            out.push_back(Sentence(msg::fault_viewing, {{"id", std::to_string(each.id)}}).in(Language::vi));
    return out;
}

}  // namespace kheo::office
