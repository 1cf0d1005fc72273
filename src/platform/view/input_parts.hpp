// SPDX-License-Identifier: Apache-2.0
// Small questions the field templates ask about an Input; not for pages.
#pragma once

#include "platform/view/components.hpp"

namespace kheo::view {

std::string_view input_type(InputKind kind);
bool is_chosen(const Input& input, std::string_view value);
/// A day stands in its box as people write it: the browser's own box for days follows the browser's language,
/// not the page's.
std::string shown_value(const Input& input);
/// ids of hint and error, for aria-describedby.
std::string described_by(const Input& input);

}  // namespace kheo::view
