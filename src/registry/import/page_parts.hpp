// SPDX-License-Identifier: Apache-2.0
// Parts of the wizard's pages that stand alone: history, units to choose from, the files to download.
#pragma once

#include "registry/import/pages.hpp"
#include "registry/import/views.hpp"

namespace kheo::registry::import {

/// "/nhap-du-lieu/12".
std::string address(UploadId id);

/// The person's uploads, newest first; everybody's for whoever may edit the whole country.
Result<std::vector<HistoryRow>> history_rows(const PageServices& services, const auth::Principal& who);

/// That colleagues uploaded something, to be seen only: newest first, neither refused nor given up, without
/// the file's name, which may tell of people. A colleague has a grant on the same unit; shown is only what he
/// uploaded when he might edit nothing that this person may not. Looks at the newest 300.
Result<std::vector<ColleagueRow>> colleagues_rows(const PageServices& services, const auth::Principal& who);

/// What the value of a choice is: today's code, or the identity where the day is another ("id:N").
enum class NamedBy { code, identity };

/// The first choice is "as the list says"; then the units of the person's grants and their communes.
std::vector<view::Option> units_to_choose(const PageServices& services, const auth::Principal& who,
                                          NamedBy by);

Result<http::Response> marked_response(const PageServices& services, const Upload& upload,
                                       const auth::Principal& who);
/// not_found where the person may not edit the unit.
Result<http::Response> ready_list_response(const PageServices& services, std::string_view unit_code,
                                           const auth::Principal& who);

}  // namespace kheo::registry::import
