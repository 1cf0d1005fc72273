// SPDX-License-Identifier: Apache-2.0
// Facts row by row, as the run store takes them: all, or those of some initiatives.
#include <fmt/format.h>

#include <algorithm>

#include "statistics/store.hpp"

namespace kheo::statistics::store {

namespace {

constexpr std::size_t kPortion = 500;  // ids asked for at once

std::string places(std::size_t count) {
    std::string out = "?1";
    for (std::size_t i = 2; i <= count; ++i) out += fmt::format(",?{}", i);
    return out;
}

/// select: up to and without the condition; column: the initiative's id.
Result<> each_wanted(db::Transaction& tx, const std::string& select, std::string_view column, Wanted wanted,
                     const std::function<void(const db::Row&)>& visit) {
    if (!wanted) return tx.each_params(fmt::format("{} ORDER BY {}", select, column), {}, visit);
    for (auto left = *wanted; !left.empty();) {
        const auto now = left.first(std::min(left.size(), kPortion));
        left = left.subspan(now.size());
        const std::vector<db::Param> params(now.begin(), now.end());
        TRY(tx.each_params(fmt::format("{} WHERE {} IN ({})", select, column, places(now.size())), params,
                           visit));
    }
    return {};
}

}  // namespace

Result<> each_fact(db::Transaction& tx, const FactSource& source, Wanted wanted,
                   const std::function<void(const FactRow&)>& visit) {
    const auto select = fmt::format(
        "SELECT f.initiative_id, f.unit_id, f.date, f.kind, f.owner_type, f.sector, f.field, f.basis, "
        "f.state, f.level FROM {} f",
        source.facts);
    return each_wanted(tx, select, "f.initiative_id", wanted, [&](const db::Row& row) {
        FactRow out{row.integer(0), row.get<UnitId>(1), row.get<std::string>(2), {}};
        for (int w = 0; w < 7; ++w)
            out.words[static_cast<std::size_t>(w)] = row.get<std::optional<std::string>>(3 + w);
        visit(out);
    });
}

Result<> each_theme(db::Transaction& tx, const FactSource& source, Wanted wanted,
                    const std::function<void(std::int64_t, const std::string&, const std::string&)>& visit) {
    return each_wanted(
        tx, fmt::format("SELECT t.initiative_id, t.theme, t.theme_folded FROM {} t", source.themes),
        "t.initiative_id", wanted,
        [&](const db::Row& row) { visit(row.integer(0), row.get<std::string>(1), row.get<std::string>(2)); });
}

Result<> each_owner(db::Transaction& tx, const FactSource& source, Wanted wanted,
                    const std::function<void(std::int64_t, const std::string&)>& visit) {
    return each_wanted(tx, fmt::format("SELECT o.initiative_id, o.owner_key FROM {} o", source.owners),
                       "o.initiative_id", wanted,
                       [&](const db::Row& row) { visit(row.integer(0), row.get<std::string>(1)); });
}

}  // namespace kheo::statistics::store
