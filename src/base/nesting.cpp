// SPDX-License-Identifier: Apache-2.0
#include "base/nesting.hpp"

namespace kheo {

bool nests_deeper(std::string_view json, int levels) {
    int open = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"') in_string = !in_string;
        if (c == '\\' && in_string) ++at;
        if (in_string) continue;
        if ((c == '[' || c == '{') && ++open > levels) return true;
        if (c == ']' || c == '}') --open;
    }
    return false;
}

}  // namespace kheo
