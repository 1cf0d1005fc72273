// SPDX-License-Identifier: Apache-2.0
// Private to the room: its addresses.
#pragma once

#include <string>

#include "registry/evidence/model.hpp"

namespace kheo::registry::evidence {

std::string photos_href(std::string_view code);                             // "/ho-so/7K4M92QXH3/minh-chung"
std::string visits_href(std::string_view code);                             // "/ho-so/7K4M92QXH3/kiem-tra"
std::string quantities_href(std::string_view code);                         // "/ho-so/7K4M92QXH3/nguon-luc"
std::string attachment_href(std::string_view code, file::AttachmentId id);  // ".../minh-chung/7"

}  // namespace kheo::registry::evidence
