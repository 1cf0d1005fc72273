// SPDX-License-Identifier: Apache-2.0
// XML parts of a package in and out. Used inside this room.
#pragma once

#include <pugixml.hpp>
#include <string>

#include "base/result.hpp"
#include "platform/document/package.hpp"

namespace kheo::document {

/// Refuses broken XML and any DOCTYPE (Word never writes one; entities in it are an attack).
Result<> parse_part(const Part& part, pugi::xml_document& out);

/// With declaration, without indentation: white space is text in a Word document.
std::string print_part(const pugi::xml_document& xml);

}  // namespace kheo::document
