// SPDX-License-Identifier: Apache-2.0
// Small edits on the text of XML tags. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kheo::sheet {

/// & < > and quotes escaped, characters XML cannot hold dropped.
std::string escape_xml(std::string_view text);

/// A start tag with an attribute set (added when absent): set_attribute("<c r=\"A1\"/>", "s", "3").
std::string set_attribute(std::string_view tag, std::string_view name, std::string_view value);
std::string without_attribute(std::string_view tag, std::string_view name);

/// "x:" of "<x:row …", "" of "<row …".
std::string prefix_of(std::string_view tag);

}  // namespace kheo::sheet
