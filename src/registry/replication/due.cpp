// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/due.hpp"

#include <algorithm>

#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

namespace {

/// Only who carries over or ends something anywhere is asked about each.
bool decides_anything(const Acting& acting) {
    return acting.who.may(auth::Permission::propose, acting.today) ||
           acting.who.may(auth::Permission::approve, acting.today);
}

Result<std::vector<Due>> decidable(db::Transaction& tx, int last_year, const Acting& acting) {
    std::vector<Due> out;
    if (!decides_anything(acting)) return out;
    std::vector<life::YearEnd> asked;
    TRY(store::each_due(tx, last_year, [&](Due due) {
        if (!life::may_in(acting.atlas, acting.who, auth::Permission::read_registry, due.dossier.cycle.unit,
                          acting.today))
            return;
        asked.push_back(due.dossier);
        out.push_back(std::move(due));
    }));
    const auto answers = TRY(life::may_end(tx, asked, acting));
    for (std::size_t i = 0; i < out.size(); ++i) out[i].may = answers[i];
    std::erase_if(out, [](const Due& due) { return !due.may.any(); });
    return out;
}

}  // namespace

Result<DueList> due_for(db::Transaction& tx, int year, const Acting& acting, int page, int per_page) {
    auto all = TRY(decidable(tx, year - 1, acting));
    std::ranges::sort(all, {}, [](const Due& d) { return std::tie(d.last_sign, d.number); });
    DueList out;
    out.total = std::ssize(all);
    const auto pages = std::max<std::int64_t>(1, (out.total + per_page - 1) / per_page);
    out.page = static_cast<int>(std::clamp<std::int64_t>(page, 1, pages));
    const auto from = std::int64_t{out.page - 1} * per_page;
    for (auto i = from; i < std::min(from + per_page, out.total); ++i)
        out.rows.push_back(std::move(all[static_cast<std::size_t>(i)]));
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
