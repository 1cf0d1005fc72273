// SPDX-License-Identifier: Apache-2.0
// Tables pasted from a sheet: a unit per line, then a number or a mailbox, separated by a tab, ";" or the
// last comma. A line that is not understood is said with its number, and nothing of the table is taken.
// Private to the slice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "movement/model.hpp"
#include "movement/store.hpp"

namespace kheo::movement {

inline constexpr std::size_t kMostLines = 2000;

/// Units by name or official code as of `on`, inside `within`; each once, in order.
Result<std::vector<UnitId>> read_units(const territory::Atlas& atlas, std::string_view text, UnitId within,
                                       Date on);

/// "Phường Hoa Mai<tab>3[<tab>khối]". Sectors: party, state, front_and_organisations, armed_forces, or their
/// Vietnamese names.
Result<std::vector<Quota>> read_quotas(const territory::Atlas& atlas, std::string_view text, UnitId within,
                                       Date on);

/// "Phường Hoa Mai<tab>vanthu@hoamai.vn"; "-" takes an address away. `may`: units that the person may change.
Result<std::vector<store::Contact>> read_contacts(const territory::Atlas& atlas, std::string_view text,
                                                  const std::vector<UnitId>& within, Date on);

}  // namespace kheo::movement
