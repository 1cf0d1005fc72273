// SPDX-License-Identifier: Apache-2.0
// Two questionnaires of the demonstration: one that runs, one that is closed with enough answers to be shown.
#pragma once

#include "app/demo/dossiers.hpp"

namespace kheo::app::demo {

Result<> add_questionnaires(const Cast& cast, const Dossiers& dossiers);

}  // namespace kheo::app::demo
