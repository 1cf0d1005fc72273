// SPDX-License-Identifier: Apache-2.0
// Who issues a report of a unit on a day, and what its letterhead says.
#pragma once

#include "platform/db/database.hpp"
#include "reports/model.hpp"

namespace kheo::reports {

/// unit none = the whole country. Error (invalid) when nobody runs the movement at that level on that day.
Result<Issuer> find_issuer(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit, Date on);

/// "thành phố Hà Nội" inside a sentence.
std::string name_in_sentence(const territory::Unit& unit);

/// Place of issue. Names that are numbers, and names of persons as far as known, are written with their type
/// (Decree 30/2020, Appendix I): "Phường 1", "Thành phố Hồ Chí Minh".
std::string place_of(const territory::Unit& unit);

}  // namespace kheo::reports
