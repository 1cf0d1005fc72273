// SPDX-License-Identifier: Apache-2.0
// The plain values of @slice@.
#pragma once

#include <cstdint>
#include <string>

namespace kheo::@slice@ {

/// What a person typed; request_key makes a form that is sent twice count once.
struct New@Record@ {
    std::string title;
    std::string request_key;
};

struct @Record@ {
    std::int64_t id = 0;
    std::string title;
};

}  // namespace kheo::@slice@
