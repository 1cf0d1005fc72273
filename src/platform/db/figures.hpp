// SPDX-License-Identifier: Apache-2.0
// What the databases of this process have met, for whoever watches the server. Thread-safe.
#pragma once

#include <cstdint>

namespace kheo::db {

struct Figures {
    std::uint64_t busy = 0;     // waited in vain: for the writer, for a free connection
    std::uint64_t lost = 0;     // lost against another transaction (serialization)
    std::uint64_t retries = 0;  // writes that were run again
    std::uint64_t away = 0;     // no connection to the server
};
Figures figures();

}  // namespace kheo::db
