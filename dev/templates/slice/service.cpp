// SPDX-License-Identifier: Apache-2.0
#include "@slice@/service.hpp"

#include "@slice@/messages.gen.hpp"
#include "@slice@/rules.hpp"
#include "@slice@/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::@slice@ {

Result<> add_@record@(const Services& services, auth::UserId who, const New@Record@& record) {
    if (auto faults = faults_of(record); !faults.empty()) {
        Error error;
        error.kind = ErrorKind::invalid;
        error.message = msg::not_saved;
        error.fields = std::move(faults);
        return fail(std::move(error));
    }
    const auto now = services.clock.now();
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto id = TRY(store::insert(tx, record, now));
        if (!id) return {};
        TRY(ledger::append(tx, {who, "@slice@.@record@_added", "@slice@_@record@", *id, "title", {}}, now));
        return {};
    });
}

}  // namespace kheo::@slice@
