// SPDX-License-Identifier: Apache-2.0
// The daily letter about due work, and where each person wants it (/tai-khoan).
#include "office/digest.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "office/messages.gen.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/address.hpp"
#include "platform/mail/mail.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::office {

namespace {

constexpr Millis kSeven = 7LL * 3'600'000;  // nobody's telephone rings at night

std::string vi(const Message& message, std::vector<Sentence::Argument> arguments = {}) {
    return Sentence(message, std::move(arguments)).in(Language::vi);
}

/// What the keys of this account's letters begin with.
std::string digest_keys(auth::UserId account) {
    return "office.digest:" + std::to_string(account.value) + ":";
}

mail::Letter letter_to(const auth::Told& told, const DueWork& work, const std::string& site, Date today) {
    const auto summary = due_said(work.late, work.soon).in(Language::vi);
    auto text = vi(msg::digest_begin, {{"summary", summary}}) + "\n";
    for (const auto& line : work.lines) {
        text += "\n- " +
                vi(line.due < today ? msg::digest_late : msg::digest_due,
                   {{"what", std::string(line.what->in(Language::vi))}, {"date", line.due.vietnamese()}});
        if (!line.why.empty()) text += " (" + line.why + ")";
        text += "\n  " + site + line.href;
    }
    const auto more = work.late + work.soon - std::ssize(work.lines);
    if (more > 0) text += "\n" + vi(msg::digest_more, {{"count", std::to_string(more)}});
    text += "\n\n" + vi(msg::digest_end, {{"site", site}}) + "\n";
    return {digest_keys(told.account) + today.iso(), "office.digest", told.address,
            vi(msg::digest_subject, {{"summary", summary}}), text};
}

/// The person as a session would know him today.
Result<std::optional<auth::Principal>> person(db::Transaction& tx, auth::UserId id) {
    const auto account = TRY(auth::find_account(tx, id));
    if (!account || !account->enabled) return std::nullopt;
    auth::Principal who{account->id, account->name, account->display_name, {}, {}};
    for (const auto& stored : account->grants) who.grants.push_back(stored.grant);
    return who;
}

Result<std::vector<mail::Letter>> letters(db::Transaction& tx, const Parts& parts, const std::string& site) {
    const auto today = parts.clock.today();
    std::vector<mail::Letter> out;
    const auto calendar = TRY(workflow::load_calendar(tx));
    if (!calendar.is_working(today)) return out;
    const auto rules = TRY(auth::load_factor_rules(tx));
    const auto having = TRY(auth::accounts_with_factor(tx));
    for (const auto& told : TRY(auth::wanting_digest(tx))) {
        const auto who = TRY(person(tx, told.account));
        // whose rights are held until the second step is set up can open nothing of it
        if (!who || (!std::ranges::binary_search(having, who->user) &&
                     auth::factor_required(who->grants, rules, today)))
            continue;
        const auto work = TRY(parts.due_work(tx, *who));
        if (work.late + work.soon > 0) out.push_back(letter_to(told, work, site, today));
    }
    return out;
}

}  // namespace

Sentence due_said(std::int64_t late, std::int64_t soon) {
    return Sentence(late == 0   ? msg::due_soon_only
                    : soon == 0 ? msg::due_late_only
                                : msg::due_both,
                    {{"late", std::to_string(late)}, {"soon", std::to_string(soon)}});
}

Result<> withdraw_digests(db::Transaction& tx, auth::UserId account) {
    return mail::withdraw(tx, digest_keys(account));
}

Result<bool> send_digests(const Parts& parts) {
    const auto now = parts.clock.now();
    if (now - day_start(parts.clock.today()) < kSeven) return false;
    if (!parts.due_work) return true;
    const auto site = parts.public_address ? TRY(parts.public_address()) : std::string();
    if (site.empty()) return true;  // a letter without a link helps nobody
    const auto made = TRY(parts.database.read([&](db::Transaction& tx) { return letters(tx, parts, site); }));
    if (made.empty()) return true;
    TRY(parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto wanting = TRY(auth::wanting_digest(tx));
        for (const auto& letter : made) {
            const auto same = [&](const auth::Told& told) {
                return told.address == letter.to && letter.key.starts_with(digest_keys(told.account));
            };
            const auto told = std::ranges::find_if(wanting, same);
            if (told == wanting.end()) continue;  // taken back meanwhile
            // one that could not be sent yet says what was due on another day
            TRY(mail::withdraw(tx, digest_keys(told->account), letter.key));
            TRY(mail::queue(tx, letter, now));
        }
        return {};
    }));
    return true;
}

Result<auth::Notice> own_notice(const Parts& parts, const auth::Principal& who) {
    return parts.database.read([&](db::Transaction& tx) { return auth::find_notice(tx, who.user); });
}

Result<> set_notice(const Parts& parts, const auth::Principal& who, std::string_view address, bool digest) {
    auth::Notice notice{{}, digest};
    if (!trim(address).empty()) {
        const auto read = mail::read_address(address);
        if (!read)
            return fail(Error{
                ErrorKind::invalid, msg::notice_not_saved, {{"email", msg::notice_email_wrong}}, {}, {}});
        notice.address = *read;
    }
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        if (TRY(auth::find_notice(tx, who.user)) == notice) return {};
        TRY(auth::put_notice(tx, who.user, notice, parts.clock.now()));
        TRY(withdraw_digests(tx, who.user));  // to the mailbox of before
        TRY(ledger::append(tx, {who.user, "office.notice_set", "user", who.user.value, "notice", {}},
                           parts.clock.now()));
        return {};
    });
}

}  // namespace kheo::office
