// SPDX-License-Identifier: Apache-2.0
#include "registry/life/model.hpp"

#include "registry/life/life.hpp"

namespace kheo::registry::life {

std::string cycle_href(std::string_view code) {
    return std::string("/ho-so/").append(code);
}

}  // namespace kheo::registry::life
