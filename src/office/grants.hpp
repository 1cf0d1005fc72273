// SPDX-License-Identifier: Apache-2.0
// Grants in words and from words, and who may hand them out. Pure: values, an atlas and a date in, answer
// out.
#pragma once

#include "base/result.hpp"
#include "office/views.hpp"
#include "platform/auth/accounts.hpp"

namespace kheo::office {

/// "Cán bộ phong trào: Phường Hồng Hà và cấp dưới, từ 01/07/2025".
Sentence grant_sentence(const auth::Grant& grant, const territory::Atlas& atlas, Language language);

/// ", từ 01/07/2025 đến hết 30/06/2027"; open ends are not spoken of.
Sentence grant_when(const auth::Grant& grant);

const Message& role_label(auth::Role role);

/// Reads role, unit (code or name), from and until; all faults at once under the fields role, unit, from,
/// until. Empty from = today, empty until = open. The whole country is written out ("cả nước"): an empty unit
/// is a fault, for nobody gets the country because somebody forgot a field.
Result<auth::Grant> read_grant(const GrantInput& input, const territory::Atlas& atlas, Date today);

/// For who means the country by leaving the unit out: the command line, and rights that begin elsewhere.
std::string unit_or_country(std::string_view typed);

/// May this person hand out or end this grant? Administrators of the grant's unit only.
bool may_grant(const auth::Principal& who, const auth::Grant& grant, Date today, const auth::Scope& scope);

/// May this person see and change the account: all its present and future grants lie in his area; where all
/// have ended, those; an account that never had any is for administrators of the whole country.
bool administers(const auth::Principal& who, const auth::Account& account, Date today,
                 const auth::Scope& scope);

bool is_over(const auth::Grant& grant, Date today);

}  // namespace kheo::office
