// SPDX-License-Identifier: Apache-2.0
#include "registry/continuation.hpp"

namespace kheo::registry {

namespace {
constexpr int kMostCandidates = 200;  // initiatives of other units looked at for one maintained row
}

Result<std::optional<store::Known>> continued_by(db::Transaction& tx, const NewRow& row,
                                                 const territory::Atlas& atlas, Date on) {
    std::optional<store::Known> found;
    if (row.basis != Basis::maintained) return found;
    found = TRY(store::find_known(tx, row));
    if (found) return found;
    for (const auto& known : TRY(store::find_known_elsewhere(tx, row, kMostCandidates))) {
        const auto standing = atlas.restate(known.unit, on);
        if (standing.exact && standing.unit == row.statement.unit) return std::optional(known);
    }
    return found;
}

}  // namespace kheo::registry
