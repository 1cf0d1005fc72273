// SPDX-License-Identifier: Apache-2.0
// An analysis as the JSON of the contract ("Import"): the keys of the expected results of the registration
// lists, plus remarks with sentences and suggestions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

nlohmann::ordered_json to_json(const Analysis& analysis, Language language = Language::vi);

/// {"accept":false,"refusal":CODE,"message":…}
nlohmann::ordered_json refusal_json(const Error& error, Language language = Language::vi);

/// True for an Error that refuses the file itself (its code is one of the contract's refusals).
bool is_refusal(const Error& error);

}  // namespace kheo::registry::import
