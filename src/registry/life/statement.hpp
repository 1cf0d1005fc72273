// SPDX-License-Identifier: Apache-2.0
// Private to the room: a proposed statement as it is kept, and what it must say. Pure.
#pragma once

#include <string_view>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// The reverse of registry::to_json; what cannot be read is left empty.
Statement from_json(std::string_view json);

/// "Tên mô hình; Mục tiêu, tiêu chí": the labels of form keys, for a sentence.
std::string labels_of(const std::vector<std::string>& keys);

}  // namespace kheo::registry::life
