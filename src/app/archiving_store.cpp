// SPDX-License-Identifier: Apache-2.0
#include "app/archiving_store.hpp"

namespace kheo::app::store {

Result<std::vector<std::string>> head_signers(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                  "SELECT DISTINCT public_key FROM ledger_head ORDER BY public_key");
}

}  // namespace kheo::app::store
