// SPDX-License-Identifier: Apache-2.0
#include "office/invitation_service.hpp"

#include <map>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/service.hpp"
#include "platform/auth/password.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/address.hpp"
#include "platform/mail/mail.hpp"

namespace kheo::office {

namespace {

using auth::InvitationWay;
using auth::Principal;
using auth::UserId;

using auth::InvitationId;

constexpr std::size_t kMostSlips = 60, kMostListed = 1000;

Result<> enter(db::Transaction& tx, UserId actor, std::string_view verb, UserId account,
               std::string_view changed, Millis at) {
    TRY(ledger::append(tx, {actor, verb, "user", account.value, changed, {}}, at));
    return {};
}

std::unexpected<Error> with_fields(std::vector<FieldError> fields) {
    return fail(Error{ErrorKind::invalid, fields.front().message, std::move(fields), {}, {}});
}

void merge(std::vector<FieldError>& all, const Error& error, std::string_view field) {
    if (error.fields.empty()) all.push_back({std::string(field), error.message});
    for (const auto& each : error.fields) all.push_back(each);
}

InvitationWay way_of(std::string_view word) {
    return word == "giay" ? InvitationWay::slip : InvitationWay::link;
}

/// From today to thirty days on; empty = the usual days of this way.
Date read_last_day(std::string_view typed, InvitationWay way, Date today, std::vector<FieldError>& faults) {
    const auto usual = today.plus_days(way == InvitationWay::slip ? kSlipDays : kLinkDays);
    if (trim(typed).empty()) return usual;
    const auto date = typed_day(trim(typed));
    if (!date || *date < today || *date > today.plus_days(kLongestDays))
        faults.push_back({"last_day", Sentence(msg::invite_bad_last_day,
                                               {{"first", today.vietnamese()},
                                                {"last", today.plus_days(kLongestDays).vietnamese()}})});
    return date.value_or(usual);
}

/// "Đào Thị Lành" → "lanh.dao": the given name first, as people are called.
std::string name_from(std::string_view person) {
    const auto words = fold_words(person);
    const auto last = words.rfind(' ');
    auto out =
        last == std::string::npos ? words : words.substr(last + 1) + "." + words.substr(0, words.find(' '));
    std::erase_if(out,
                  [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.'); });
    if (out.size() < 3) out = "tk." + out;
    return out.size() < 3 ? "tai.khoan" : out.substr(0, 50);
}

Result<std::string> free_name(db::Transaction& tx, std::string_view person) {
    const auto base = name_from(person);
    auto name = base;
    for (int i = 2; TRY(auth::find_account(tx, name)); ++i) name = base + std::to_string(i);
    return name;
}

/// One person to be invited, all checked.
struct Invited {
    std::string display_name, name;  // an empty name is made
    auth::Grant grant;
    InvitationWay way = InvitationWay::link;
    Date last_day;
    std::string request_key;
    auth::OneTimeCode code{};
    auth::CodeHashes hashes{};
};

Result<> make_code(Invited& person) {
    person.code = auth::new_one_time_code(person.way);
    person.hashes = TRY(auth::hashes_of(person.code));
    return {};
}

/// By e-mail (decision 0100): the mailbox and the address of the site; empty when it was not asked for.
struct Envelope {
    std::string to, site;
};

Result<Envelope> read_envelope(const Parts& parts, const NewAccountPage& typed,
                               std::vector<FieldError>& faults) {
    Envelope out;
    if (typed.way != "thu") return out;
    const auto to = mail::read_address(typed.email);
    if (to)
        out.to = *to;
    else
        faults.push_back({"email", msg::invite_email_wrong});
    if (parts.public_address) out.site = TRY(parts.public_address());
    if (out.site.empty()) faults.push_back({"email", msg::invite_no_address});
    if (parts.sessions.factor_key().id().empty()) faults.push_back({"email", msg::invite_no_key});
    return out;
}

/// The code stands in it sealed; it is told to nobody else.
Result<> send_link(db::Transaction& tx, const Parts& parts, const Envelope& envelope, const Invited& person,
                   Told& told, Millis at) {
    const auto account = TRY(auth::find_account(tx, told.account));
    mail::Letter letter;
    letter.key = "office.invitation:" + std::to_string(told.number.value);
    letter.purpose = "office.invitation";
    letter.to = envelope.to;
    letter.subject = Sentence(msg::letter_subject, {{"site", parts.site.name}}).in(Language::vi);
    letter.text =
        Sentence(msg::letter_text, {{"person", person.display_name},
                                    {"site", parts.site.name},
                                    {"name", account ? account->name : person.name},
                                    {"day", told.last_day.vietnamese()},
                                    {"link", envelope.site + "/v/" + std::string(mail::kSecretMark)}})
            .in(Language::vi);
    const auto& key = parts.sessions.factor_key();
    letter.sealed = mail::Sealed{TRY(key.seal(person.code.code, mail::bound_of(letter.key))), key.id()};
    TRY(mail::queue(tx, letter, at));
    told.mailed_to = mail::masked(envelope.to);
    return {};
}

Result<Told> write_invited(db::Transaction& tx, const Principal& who, const Invited& person, Millis at) {
    auto name = person.name;
    if (name.empty()) name = TRY(free_name(tx, person.display_name));
    const auto id =
        TRY(auth::add_account(tx, {name, person.display_name, {}, false, person.request_key}, at));
    TRY(enter(tx, who.user, "office.account_added", id, "name,display_name", at));
    if (TRY(auth::add_grant(tx, id, person.grant, who.user, at)) != 0)
        TRY(enter(tx, who.user, "office.granted", id, "role,unit,from,until", at));
    const auto number = TRY(auth::add_invitation(
        tx, {id, person.hashes, true, person.last_day, who.user, person.request_key}, at));
    TRY(enter(tx, who.user, "office.invited", id, "invitation", at));
    return Told{id, number.value_or(auth::InvitationId{}), person.code, person.last_day};
}

std::unexpected<Error> useless_code() {
    return fail(Error{ErrorKind::invalid, msg::invite_useless, {{"code", msg::invite_useless}}, {}, "code"});
}

/// Counted first: tries at the same moment are no more than those one after another.
Result<> check_pin(const Parts& parts, const auth::Invitation& slip, const Acceptance& typed) {
    const auto at = parts.clock.now();
    const bool left = TRY(parts.database.write([&](db::Transaction& tx) -> Result<bool> {
        const bool counted = TRY(auth::count_pin_try(tx, slip.id));
        if (counted && slip.tries + 1 == auth::kPinTries)
            TRY(enter(tx, {}, "office.invitation_blocked", slip.account, "invitation", at));
        return counted;
    }));
    if (!left) return useless_code();
    if (auth::pin_matches(slip, typed.code, typed.pin)) return {};
    parts.sessions.count_wrong_code(typed.code, typed.address);
    return with_fields({{"pin", msg::invite_pin_wrong}});
}

/// What the lines of one sheet are read against.
struct Sheet {
    const Principal& who;
    const Parts& parts;
    Invited common;
    std::shared_ptr<const territory::Atlas> atlas;
    Date today;
};

/// A hamlet of the form's unit. The Atlas looks there first and then in the whole country, where others have
/// hamlets of the same name.
bool is_hamlet_of_sheet(const Sheet& sheet, const territory::Unit& found) {
    if (found.level != territory::Level::hamlet) return false;
    auto grant = sheet.common.grant;
    const auto root = grant.unit;
    grant.unit = found.id;
    return territory::reaches(*sheet.atlas, root, found.id, sheet.today) &&
           may_grant(sheet.who, grant, sheet.today, sheet.parts.scope);
}

/// A line "Đào Thị Lành; Thôn Đông".
Result<Invited> read_line(std::string_view line, const Sheet& sheet) {
    auto out = sheet.common;
    const auto cut = line.find(';');
    out.display_name = tidy(line.substr(0, cut));
    if (out.display_name.empty())
        return fail(ErrorKind::invalid, msg::invite_line_without_name, {{"line", std::string(line)}});
    const auto unit = cut == std::string_view::npos ? std::string() : tidy(line.substr(cut + 1));
    if (unit.empty()) return out;
    const auto found = territory::typed_unit(*sheet.atlas, unit, sheet.today, sheet.common.grant.unit).unit;
    if (!found || !is_hamlet_of_sheet(sheet, *found))
        return fail(ErrorKind::invalid, msg::invite_line_unit,
                    {{"unit", unit}, {"person", out.display_name}});
    out.grant.unit = found->id;
    return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (const auto line = trim(text.substr(0, end)); !line.empty()) out.push_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return out;
}

void read_lines(const TeamSlipsPage& typed, const Sheet& sheet, std::vector<Invited>& people,
                std::vector<FieldError>& faults) {
    const auto lines = lines_of(typed.people);
    if (lines.empty()) faults.push_back({"people", msg::invite_no_people});
    if (lines.size() > kMostSlips) {
        faults.push_back({"people", Sentence(msg::invite_too_many, {{"count", std::to_string(kMostSlips)}})});
        return;
    }
    for (const auto line : lines) {
        auto person = read_line(line, sheet);
        if (!person) {
            merge(faults, person.error(), "people");
            continue;
        }
        person->request_key = typed.request_key + ":" + std::to_string(people.size());
        people.push_back(*std::move(person));
    }
}

}  // namespace

Result<Told> invite(const Parts& parts, const Principal& who, const NewAccountPage& typed) {
    std::vector<FieldError> faults;
    const auto today = parts.clock.today();
    const auto grant = read_grant(typed.grant, *parts.atlas(), today);
    if (!grant) merge(faults, grant.error(), "unit");
    if (grant && !may_grant(who, *grant, today, parts.scope)) faults.push_back({"unit", msg::grant_outside});
    Invited person;
    person.display_name = tidy(typed.display_name);
    person.name = auth::account_name(typed.name);
    person.way = way_of(typed.way);
    person.request_key = typed.request_key;
    person.last_day = read_last_day(typed.last_day, person.way, today, faults);
    if (person.display_name.empty()) faults.push_back({"display_name", msg::accounts_person_missing});
    if (!person.name.empty())
        if (const auto good = auth::check_account_name(person.name); !good)
            merge(faults, good.error(), "name");
    const auto envelope = TRY(read_envelope(parts, typed, faults));
    if (!faults.empty()) return with_fields(std::move(faults));
    person.grant = *grant;
    TRY(make_code(person));
    return parts.database.write([&](db::Transaction& tx) -> Result<Told> {
        if (const auto before = TRY(auth::find_by_request(tx, typed.request_key)))
            return Told{*before, {}, {}, {}};
        auto told = TRY(write_invited(tx, who, person, parts.clock.now()));
        if (!envelope.to.empty()) TRY(send_link(tx, parts, envelope, person, told, parts.clock.now()));
        return told;
    });
}

Result<std::vector<Told>> invite_teams(const Parts& parts, const Principal& who, const TeamSlipsPage& typed) {
    std::vector<FieldError> faults;
    const auto today = parts.clock.today();
    const auto atlas = parts.atlas();
    auto input = typed.grant;
    input.role = auth::role_name(auth::Role::team);
    input.unit = unit_or_country(input.unit);  // which no team has: the fault below says so
    const auto grant = read_grant(input, *atlas, today);
    if (!grant) merge(faults, grant.error(), "unit");
    if (grant && (!grant->unit || !may_grant(who, *grant, today, parts.scope)))
        faults.push_back({"unit", grant->unit ? msg::grant_outside : msg::invite_unit_needed});
    Sheet sheet{who, parts, {}, atlas, today};
    auto& common = sheet.common;
    common.way = InvitationWay::slip;
    common.last_day = read_last_day(typed.last_day, common.way, today, faults);
    if (grant) common.grant = *grant;
    std::vector<Invited> people;
    read_lines(typed, sheet, people, faults);
    if (!faults.empty()) return with_fields(std::move(faults));
    for (auto& person : people) TRY(make_code(person));
    return parts.database.write([&](db::Transaction& tx) -> Result<std::vector<Told>> {
        std::vector<Told> out;
        if (TRY(auth::find_by_request(tx, people.front().request_key))) return out;
        for (const auto& person : people)
            out.push_back(TRY(write_invited(tx, who, person, parts.clock.now())));
        return out;
    });
}

Result<Told> reset_by_invitation(const Parts& parts, const Principal& who, UserId account, InvitationWay way,
                                 const std::string& request_key) {
    if (account == who.user) return fail(ErrorKind::invalid, msg::grant_own);
    const auto found = TRY(load_account(parts, who, account));
    if (!found.enabled) return fail(ErrorKind::invalid, msg::invite_locked);
    std::vector<FieldError> none;
    Invited person;
    person.way = way;
    TRY(make_code(person));
    const auto last_day = read_last_day({}, way, parts.clock.today(), none);
    const auto at = parts.clock.now();
    return parts.database.write([&](db::Transaction& tx) -> Result<Told> {
        // again, in this transaction: he may have been given rights elsewhere meanwhile
        const auto now = TRY(auth::find_account(tx, account));
        if (!now || !administers(who, *now, parts.clock.today(), parts.scope))
            return fail(ErrorKind::not_found, msg::account_not_found);
        const bool had = TRY(auth::has_password(tx, account));
        const auto number = TRY(
            auth::add_invitation(tx, {account, person.hashes, !had, last_day, who.user, request_key}, at));
        if (!number) return Told{account, {}, {}, {}};
        TRY(auth::remove_password(tx, account));
        TRY(enter(tx, who.user, had ? "office.password_reset" : "office.invited", account,
                  "password,invitation", at));
        return Told{account, *number, person.code, last_day};
    });
}

Result<std::vector<ListedInvitation>> list_invitations(const Parts& parts, const Principal& who) {
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<ListedInvitation>> {
        std::vector<ListedInvitation> out;
        std::map<UserId, auth::Account> mine;
        for (auto& account : TRY(auth::list_accounts(tx)))
            if (administers(who, account, parts.clock.today(), parts.scope))
                mine.emplace(account.id, std::move(account));
        for (InvitationId before;;) {
            auto some = TRY(auth::list_invitations(tx, before, kMostListed));
            const bool last = some.size() < kMostListed;
            for (auto& each : some) {
                before = each.id;
                const auto account = mine.find(each.account);
                if (account == mine.end()) continue;
                out.push_back({std::move(each), account->second});
                if (out.size() == kMostListed) return out;
            }
            if (last) return out;
        }
    });
}

Result<std::vector<ListedInvitation>> find_invitation(const Parts& parts, const Principal& who,
                                                      auth::InvitationId number) {
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<ListedInvitation>> {
        auto found = TRY(auth::find_invitation(tx, number));
        auto account = found ? TRY(auth::find_account(tx, found->account)) : std::nullopt;
        if (!account || !administers(who, *account, parts.clock.today(), parts.scope))
            return std::vector<ListedInvitation>{};
        return std::vector<ListedInvitation>{{*std::move(found), *std::move(account)}};
    });
}

Result<> cancel_invitation(const Parts& parts, const Principal& who, auth::InvitationId number) {
    const auto at = parts.clock.now();
    return parts.database.write([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(auth::find_invitation(tx, number));
        const auto account = found ? TRY(auth::find_account(tx, found->account)) : std::nullopt;
        if (!account || !administers(who, *account, parts.clock.today(), parts.scope))
            return fail(ErrorKind::not_found, msg::invite_not_found);
        if (!TRY(auth::cancel_invitation(tx, number, at)))
            return fail(ErrorKind::invalid, msg::invite_not_open);
        return enter(tx, who.user, "office.invitation_cancelled", account->id, "invitation", at);
    });
}

Result<ListedInvitation> look_at_code(const Parts& parts, std::string_view code, std::string_view address) {
    TRY(parts.sessions.may_try_code(code, address));
    const auto today = parts.clock.today();
    auto found = TRY(parts.database.read([&](db::Transaction& tx) -> Result<std::optional<ListedInvitation>> {
        auto invitation = TRY(auth::find_invitation(tx, code));
        if (!invitation || invitation->state(today) != auth::InvitationState::open) return std::nullopt;
        auto account = TRY(auth::find_account(tx, invitation->account));
        if (!account || !account->enabled) return std::nullopt;
        return ListedInvitation{*std::move(invitation), *std::move(account)};
    }));
    if (found) return *std::move(found);
    if (!auth::plain_code(code).empty()) parts.sessions.count_wrong_code(code, address);
    return useless_code();
}

Result<std::string> accept_invitation(const Parts& parts, const Acceptance& typed) {
    const auto found = TRY(look_at_code(parts, typed.code, typed.address));
    const auto& name = found.account.name;
    if (const auto good = auth::check_new_password(typed.password, name); !good) {
        std::vector<FieldError> faults;
        merge(faults, good.error(), "wanted");
        return with_fields(std::move(faults));
    }
    if (found.invitation.slip) TRY(check_pin(parts, found.invitation, typed));
    const auto hash = TRY(auth::hash_password(typed.password));
    const auto at = parts.clock.now();
    TRY(parts.database.write([&](db::Transaction& tx) -> Result<> {
        if (!TRY(auth::use_invitation(tx, found.invitation.id, parts.clock.today(), at)))
            return useless_code();
        TRY(auth::set_password(tx, found.account.id, hash, false));
        return enter(tx, found.account.id, "office.invitation_used", found.account.id, "password", at);
    }));
    return name;
}

}  // namespace kheo::office
