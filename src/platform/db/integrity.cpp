// SPDX-License-Identifier: Apache-2.0
#include "platform/db/integrity.hpp"

namespace kheo::db {

Result<std::vector<std::string>> integrity_faults(Transaction& tx) {
    std::vector<std::string> faults;
    TRY(tx.each(
        [&](const Row& row) {
            if (row.text(0) != "ok") faults.push_back(row.get<std::string>(0));
        },
        "PRAGMA integrity_check(20)"));
    TRY(tx.each(
        [&](const Row& row) {
            faults.push_back("orphan in " + row.get<std::string>(0) + " row " + row.get<std::string>(1));
        },
        "PRAGMA foreign_key_check"));
    return faults;
}

}  // namespace kheo::db
