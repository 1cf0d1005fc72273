// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/due.hpp"

#include <algorithm>

#include "registry/places.hpp"
#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

Result<DueList> due_for(db::Transaction& tx, int year, const Reading& reading, std::size_t limit) {
    DueList out;
    TRY(store::each_due(tx, year - 1, [&](Due due) {
        if (!may_see(reading, due.unit)) return;
        ++out.total;
        out.first.push_back(std::move(due));
    }));
    std::ranges::sort(out.first, {}, [](const Due& d) { return std::tie(d.last_sign, d.number); });
    if (out.first.size() > limit) out.first.resize(limit);
    return out;
}

Result<std::string> decide(db::Transaction& tx, std::string_view number, int year, std::int64_t row_version,
                           Decision decision, const std::string& reason, std::string_view request_key,
                           const Acting& acting) {
    auto code = TRY(store::cycle_of_year(tx, number, year - 1));
    if (!code) {
        code = TRY(life::follow(tx, number, year - 1, acting));
        const auto followed = TRY(life::find(tx, *code));
        row_version = followed ? followed->row_version : 0;
    }
    life::Given given;
    given.text = reason;
    return life::perform(tx, *code, row_version, decision == Decision::stop ? "stop" : "carry_over", given,
                         request_key, acting);
}

}  // namespace kheo::registry::replication
