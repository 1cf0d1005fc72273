// SPDX-License-Identifier: Apache-2.0
#include "platform/db/pauses.hpp"

namespace kheo::db {

Result<> allow_pauses(Transaction& tx) {
    if (tx.engine() == Engine::sqlite) return {};
    return tx.script("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0");
}

}  // namespace kheo::db
