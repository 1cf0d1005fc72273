// SPDX-License-Identifier: Apache-2.0
#include "office/erasure.hpp"

#include "office/digest.hpp"
#include "office/messages.gen.hpp"
#include "office/service.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/erasure.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::office {

namespace {

Result<> erase(db::Transaction& tx, auth::UserId account, auth::UserId actor, const Clock& clock) {
    TRY(end_handed_on(tx, account, actor, clock));
    TRY(withdraw_digests(tx, account));
    TRY(auth::erase_account(tx, account, msg::erased_person.in(Language::vi), clock.now()));
    TRY(ledger::append(tx, {actor, "office.account_erased", "user", account.value, "name,display_name", {}},
                       clock.now()));
    return {};
}

}  // namespace

Result<ErasedAccount> erase_user(db::Transaction& tx, std::string_view name, auth::UserId actor,
                                 const Clock& clock) {
    const auto account = TRY(auth::find_account(tx, auth::account_name(name)));
    if (!account) return fail(ErrorKind::not_found, msg::erase_unknown, {{"name", std::string(name)}});
    if (!TRY(auth::another_holds(tx, account->id, auth::Role::administrator, clock.today())))
        return fail(ErrorKind::conflict, msg::erase_last_administrator, {{"name", std::string(name)}});
    TRY(erase(tx, account->id, actor, clock));
    return ErasedAccount{account->id, account->created_at};
}

Result<bool> erase_user_again(db::Transaction& tx, const ErasedAccount& erased, const Clock& clock) {
    const auto account = TRY(auth::find_account(tx, erased.id));
    if (!account || account->created_at != erased.made_at) return false;
    if (account->display_name == msg::erased_person.in(Language::vi)) return false;
    TRY(erase(tx, account->id, {}, clock));
    return true;
}

}  // namespace kheo::office
