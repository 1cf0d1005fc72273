// SPDX-License-Identifier: Apache-2.0
// First half of filling a template: what a person typed as {{…}} becomes elements of our own in the XML tree,
// so that the second half only walks a tree. Used inside this room.
//   <kheo:field name="x"/>   inside a run, which keeps its formatting
//   <kheo:open/>, <kheo:when/>, <kheo:not/>, <kheo:close/> (each with name="x")   between the nodes they
//   enclose:
//                            runs of a paragraph, paragraphs and tables, or rows of a table
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kheo::document {

inline constexpr const char* kField = "kheo:field";
inline constexpr const char* kOpen = "kheo:open";
inline constexpr const char* kWhen = "kheo:when";
inline constexpr const char* kNot = "kheo:not";
inline constexpr const char* kClose = "kheo:close";

enum class Story { body, header, footer, note };  // which text of the document a part holds

bool is_named(pugi::xml_node node, std::string_view name);
bool is_opening(pugi::xml_node node);     // open, when or not
bool is_block_mark(pugi::xml_node node);  // opening or close

/// "{{#name}}" as it was typed.
std::string written(pugi::xml_node mark);

/// Names the place of a node for an error sentence: the text of its paragraph, or of a paragraph near it.
std::string place_of(pugi::xml_node node, Story story);

/// The text of a paragraph, marks included, without the paragraphs inside its text boxes.
std::string paragraph_text(pugi::xml_node paragraph);

/// Joins runs and replaces all {{…}} under root by marks standing at the level they enclose.
Result<> place_markers(pugi::xml_node root, Story story);

}  // namespace kheo::document
