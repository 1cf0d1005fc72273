// SPDX-License-Identifier: Apache-2.0
// A statement as it is kept: tidy texts, distinct themes. Pure.
#pragma once

#include "registry/model.hpp"

namespace kheo::registry {

/// Tidy title, owner and themes; headings trimmed with their line breaks kept (\n).
Statement prepared(Statement statement);

/// The values of a version as JSON, empty ones left out; {"title":…,"kind":…} with the keys of values_of
/// (rules.hpp).
std::string to_json(const Statement& statement);

}  // namespace kheo::registry
