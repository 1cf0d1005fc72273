// SPDX-License-Identifier: Apache-2.0
#include "platform/document/value.hpp"

namespace kheo::document {

const Value* Value::find(std::string_view name) const {
    const auto* members = record();
    if (!members) return nullptr;
    const auto found = members->find(name);
    return found == members->end() ? nullptr : &found->second;
}

bool Value::shown() const {
    if (const auto* t = text()) return !t->empty();
    if (const auto* l = list()) return !l->empty();
    return true;
}

}  // namespace kheo::document
