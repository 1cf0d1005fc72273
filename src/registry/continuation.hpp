// SPDX-License-Identifier: Apache-2.0
// Which initiative a maintained row goes on with (contract, "Import").
#pragma once

#include "registry/store.hpp"

namespace kheo::registry {

/// The initiative of an earlier campaign year whose kind, unit, title and owner agree with a maintained row;
/// a unit agrees also when it has wholly become the row's unit by `on`. nullopt for any other row.
Result<std::optional<store::Known>> continued_by(db::Transaction& tx, const NewRow& row,
                                                 const territory::Atlas& atlas, Date on);

}  // namespace kheo::registry
