// SPDX-License-Identifier: Apache-2.0
// Private to the room: bytes out of a JSON object that anybody may have written.
#pragma once

#include <nlohmann/json.hpp>

#include "base/digest.hpp"

namespace kheo::ledger {

/// "" when there is no such member or it is no hexadecimal text.
inline std::string hex_member(const nlohmann::ordered_json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? from_hex(found->get_ref<const std::string&>()) : "";
}

}  // namespace kheo::ledger
