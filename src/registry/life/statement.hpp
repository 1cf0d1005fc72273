// SPDX-License-Identifier: Apache-2.0
// Private to the room: a proposed statement as it is kept, and what it must say. Pure.
#pragma once

#include <string_view>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// The reverse of registry::to_json; what cannot be read is left empty.
Statement from_json(std::string_view json);

/// A carried-over draft and the register went on from the same words.
struct Sides {
    Statement begun, draft, registered;
};
/// Keys that the draft and the register both changed, to something else.
std::vector<std::string> changed_by_both(const Sides& sides);
/// What enters the register: what the draft changed, and as the register says everything else.
Statement merged(const Sides& sides);

/// "Tên mô hình; Mục tiêu, tiêu chí": the labels of form keys, for a sentence.
std::string labels_of(const std::vector<std::string>& keys);

}  // namespace kheo::registry::life
