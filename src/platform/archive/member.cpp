// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/member.hpp"

namespace kheo::archive {

bool is_safe_name(std::string_view name) {
    if (name.empty() || name.size() > 500 || name.find('\\') != name.npos || name.find('\0') != name.npos)
        return false;
    for (;;) {
        const auto part = name.substr(0, name.find('/'));
        if (part.empty() || part.front() == '.') return false;
        if (part.size() == name.size()) return true;
        name.remove_prefix(part.size() + 1);
    }
}

}  // namespace kheo::archive
