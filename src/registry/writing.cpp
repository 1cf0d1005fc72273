// SPDX-License-Identifier: Apache-2.0
#include "registry/writing.hpp"

#include "platform/ledger/ledger.hpp"
#include "registry/prepare.hpp"
#include "registry/store.hpp"

namespace kheo::registry {

Result<> write_version(db::Transaction& tx, InitiativeId id, std::int64_t version, const Statement& statement,
                       std::string_view act, std::string_view changed, const Actor& actor) {
    const auto values = to_json(statement);
    const auto salt = ledger::new_salt();
    const auto commitment = ledger::commit(salt, values);
    const auto entry =
        TRY(ledger::append(tx, {actor.user, act, "initiative", id.value, changed, commitment}, actor.at));
    return store::insert_version(tx, id, version, values, salt, entry);
}

Result<> write_entry(db::Transaction& tx, std::string_view act, InitiativeId id, std::string_view changed,
                     const Actor& actor) {
    TRY(ledger::append(tx, {actor.user, act, "initiative", id.value, changed, {}}, actor.at));
    return {};
}

Result<> write_entry(db::Transaction& tx, std::string_view act, BatchId id, const Actor& actor) {
    TRY(ledger::append(tx, {actor.user, act, "import_batch", id.value, {}, {}}, actor.at));
    return {};
}

}  // namespace kheo::registry
