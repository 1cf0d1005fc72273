// SPDX-License-Identifier: Apache-2.0
// What an urgent opening (office) may show: dossiers of the registry's life, by their neutral code.
#pragma once

#include "office/office.hpp"

namespace kheo::app {

/// All of a dossier's content, without asking for a right: office asks, and writes down who looked and why.
Result<std::optional<office::UrgentDossier>> urgent_dossier(db::Transaction& tx, std::string_view code);

}  // namespace kheo::app
