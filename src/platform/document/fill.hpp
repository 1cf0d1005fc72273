// SPDX-License-Identifier: Apache-2.0
// Second half of filling a template: marks (markers.hpp) are replaced by values. Used inside this room.
#pragma once

#include <pugixml.hpp>

#include "base/result.hpp"
#include "platform/document/markers.hpp"
#include "platform/document/value.hpp"

namespace kheo::document {

/// Replaces all marks under root. Afterwards the tree is valid WordprocessingML again: no cell without a
/// paragraph, no table without a row, no doubled ids of content controls.
Result<> fill_marks(pugi::xml_node root, const Value& value, Story story);

/// Fills {{fields}} in plain text parts of the package (title in docProps/core.xml); no blocks there.
Result<std::string> fill_text(std::string_view text, const Value& value);

}  // namespace kheo::document
