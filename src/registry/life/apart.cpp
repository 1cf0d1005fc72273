// SPDX-License-Identifier: Apache-2.0
// Who must stay apart from a dossier (life.hpp): who worked on it for the owner's side, and who bears the
// owner's name until a colleague says that it is somebody else.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/life/deeds.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/service.hpp"
#include "registry/life/store.hpp"
#include "registry/mentions.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

constexpr std::size_t kLongestReason = 500;

/// "tran van thu" of "Ông Trần Văn Thử"; "" for a name of one word, which many bear.
std::string telling(std::string_view name) {
    return fold_words(telling_part(tidy(name)));
}

/// Each owner stands for himself: "Bà A; ông B", "Bà A, tổ 5".
bool is_owner(std::string_view owners, std::string_view person) {
    const auto name = telling(person);
    if (name.empty()) return false;
    for (const auto by_line : split(owners, '\n'))
        for (const auto by_semicolon : split(by_line, ';'))
            for (const auto owner : split(by_semicolon, ','))
                if (telling(owner) == name) return true;
    return false;
}

/// "" when no person owns it.
Result<std::string> owners_of(db::Transaction& tx, const Cycle& cycle) {
    auto statement = TRY(statement_of(tx, cycle));
    if (statement.owner_type == OwnerType::collective) return std::string();
    return std::move(statement.owner_text);
}

Result<bool> is_namesake(db::Transaction& tx, const Cycle& cycle, auth::UserId user) {
    const auto owners = TRY(owners_of(tx, cycle));
    if (owners.empty()) return false;
    return is_owner(owners, TRY(auth::display_name(tx, user)));
}

/// Who changed the registered text since the cycle was registered, by the ledger.
Result<> add_editors(db::Transaction& tx, const Cycle& cycle, std::vector<auth::UserId>& out) {
    if (!cycle.registered()) return {};
    const auto since = text_stands_since(cycle.approved.at, cycle.created.at);
    const std::array subject{cycle.initiative.value};
    return ledger::each_doer(tx, kEdits, subject, [&](const ledger::Doer& editor) {
        if (since < editor.last) out.push_back(editor.user);
    });
}

Result<std::string> reason_of(std::string_view typed) {
    auto reason = tidy(typed);
    const auto wrong = [](Sentence why) {
        return fail(Error{ErrorKind::invalid, {}, {{"namesake_reason", std::move(why)}}, {}, {}});
    };
    if (reason.empty()) return wrong(msg::namesake_reason_missing);
    if (length(reason) > kLongestReason)
        return wrong(Sentence(msg::text_too_long, {{"limit", format_count(kLongestReason)}}));
    return reason;
}

}  // namespace

Result<std::vector<auth::UserId>> writers(db::Transaction& tx, const Cycle& cycle) {
    auto out = TRY(store::writers(tx, cycle.id));
    for (const auto user : {cycle.created.by, cycle.submitted.by})
        if (user) out.push_back(user);
    TRY(add_editors(tx, cycle, out));
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

Result<> note_writer(db::Transaction& tx, CycleId cycle, auth::UserId user) {
    return store::note_writer(tx, cycle, user);
}

std::optional<Sentence> Apart::hindrance(auth::UserId user, std::string_view display_name) const {
    if (std::ranges::binary_search(writers, user)) return Sentence(msg::hindered_creator);
    return is_namesake(user, display_name) ? std::optional<Sentence>(msg::hindered_namesake) : std::nullopt;
}

bool Apart::is_namesake(auth::UserId user, std::string_view display_name) const {
    return is_owner(owners, display_name) && std::ranges::find(cleared, user) == cleared.end();
}

Result<Apart> apart_of(db::Transaction& tx, const Cycle& cycle) {
    Apart out;
    out.writers = TRY(writers(tx, cycle));
    out.owners = TRY(owners_of(tx, cycle));
    if (!out.owners.empty()) out.cleared = TRY(store::cleared_namesakes(tx, cycle.id));
    return out;
}

Result<std::optional<Sentence>> must_not_judge(db::Transaction& tx, const Cycle& cycle, auth::UserId asked) {
    const auto user = auth::whose_work(asked);  // who looks on reads what that person would
    const auto apart = TRY(apart_of(tx, cycle));
    return apart.hindrance(user, TRY(auth::display_name(tx, user)));
}

Result<bool> may_clear_namesakes(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    const auto may = [&](Permission permission) {
        return may_in(acting.atlas, acting.who, permission, cycle.unit, acting.today);
    };
    if (!may(Permission::appraise) && !may(Permission::approve)) return false;
    return !TRY(must_not_judge(tx, cycle, acting.who.user));
}

Result<std::vector<Namesake>> namesakes(db::Transaction& tx, const Cycle& cycle,
                                        const territory::Atlas& atlas, Date today) {
    std::vector<Namesake> out;
    const auto apart = TRY(apart_of(tx, cycle));
    if (apart.owners.empty()) return out;
    for (const auto& account : TRY(auth::list_accounts(tx))) {
        if (!account.enabled || !apart.is_namesake(account.id, account.display_name)) continue;
        const bool judges = std::ranges::any_of(account.grants, [&](const auth::StoredGrant& stored) {
            return stored.grant.valid_on(today) &&
                   territory::reaches(atlas, stored.grant.unit, cycle.unit, today);
        });
        if (judges) out.push_back({account.id, account.display_name});
    }
    return out;
}

Result<> clear_namesake(db::Transaction& tx, std::string_view code, auth::UserId user, std::string_view typed,
                        const Acting& acting) {
    const auto cycle = TRY(open(tx, code, acting));
    if (user == acting.who.user || !TRY(may_clear_namesakes(tx, cycle, acting)))
        return fail(ErrorKind::forbidden, msg::namesake_not_yours);
    const auto reason = TRY(reason_of(typed));
    if (!TRY(is_namesake(tx, cycle, user))) return fail(ErrorKind::not_found, msg::cycle_unknown);
    const auto cleared = TRY(store::cleared_namesakes(tx, cycle.id));
    if (std::ranges::find(cleared, user) != cleared.end()) return {};
    const auto salt = ledger::new_salt();
    const auto entry = TRY(ledger::append(tx,
                                          {acting.who.user, "registry.cycle_namesake_cleared", "cycle",
                                           cycle.id.value, "namesake", ledger::commit(salt, reason)},
                                          acting.at));
    return store::clear_namesake(tx, cycle.id, user, {reason, salt, {acting.who.user, acting.at}, entry});
}

}  // namespace kheo::registry::life
