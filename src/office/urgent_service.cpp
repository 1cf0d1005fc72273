// SPDX-License-Identifier: Apache-2.0
#include "office/urgent_service.hpp"

#include "base/text.hpp"
#include "office/messages.gen.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

using auth::Permission;

constexpr std::size_t kMostTold = 500;

/// Codes are read out and typed: small letters, spaces and hyphens do not matter.
std::string plain(std::string_view code) {
    std::string out;
    for (char c : code) {
        if (c == ' ' || c == '-') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

Result<std::optional<UrgentDossier>> in_area(db::Transaction& tx, const Parts& parts,
                                             const auth::Principal& who, std::string_view code) {
    auto found = TRY(parts.urgent_dossier(tx, plain(code)));
    if (found && !auth::may_in(who, Permission::administer, found->unit, parts.clock.today(), parts.scope))
        found.reset();
    return found;
}

}  // namespace

Result<std::string> open_urgently(const Parts& parts, const auth::Principal& who, std::string_view code,
                                  std::string_view reason, std::string_view request_key) {
    const auto at = parts.clock.now();
    return parts.database.write([&](db::Transaction& tx) -> Result<std::string> {
        std::vector<FieldError> faults;
        const auto dossier = TRY(in_area(tx, parts, who, code));
        if (!dossier) faults.push_back({"code", msg::urgent_no_dossier});
        const auto why = tidy(reason);
        if (length(why) < kShortestReason) faults.push_back({"reason", msg::urgent_no_reason});
        if (length(why) > kLongestReason) faults.push_back({"reason", msg::urgent_long_reason});
        if (!faults.empty()) return fail(Error{ErrorKind::invalid, faults.front().message, faults, {}, {}});
        const auth::UrgentOpening opening{0,   who.user, dossier->code,  dossier->unit,
                                          why, at,       at + kUrgentFor};
        if (!TRY(auth::add_urgent_opening(tx, opening, request_key))) return dossier->code;
        TRY(ledger::append(
            tx, {who.user, "office.opened_urgently", dossier->subject, dossier->id, "reason", {}}, at));
        return dossier->code;
    });
}

Result<OpenedDossier> opened_dossier(const Parts& parts, const auth::Principal& who, std::string_view code) {
    return parts.database.read([&](db::Transaction& tx) -> Result<OpenedDossier> {
        auto opening = TRY(auth::urgent_opening(tx, who.user, plain(code), parts.clock.now()));
        auto dossier = opening ? TRY(in_area(tx, parts, who, code)) : std::nullopt;
        if (!dossier) return fail(ErrorKind::not_found, msg::urgent_not_open);
        return OpenedDossier{*std::move(opening), *std::move(dossier)};
    });
}

Result<std::vector<ToldOpening>> openings_told(const Parts& parts, const auth::Principal& who,
                                               Permission permission) {
    std::vector<ToldOpening> out;
    const auto today = parts.clock.today();
    if (!parts.urgent_dossier || !who.may(permission, today)) return out;
    return parts.database.read([&](db::Transaction& tx) -> Result<std::vector<ToldOpening>> {
        out.clear();  // the reading may be begun again
        const auto take = [&](auth::UrgentOpening opening, std::string person) {
            if (out.size() < kMostTold && auth::may_in(who, permission, opening.unit, today, parts.scope))
                out.push_back({std::move(opening), std::move(person)});
        };
        TRY(auth::each_urgent_opening(tx, parts.clock.now() - kToldFor, take));
        return std::move(out);
    });
}

}  // namespace kheo::office
