// SPDX-License-Identifier: Apache-2.0
// View model of the template that the tests fill with hostile values.
#pragma once

#include <string>
#include <vector>

#include "platform/view/html.hpp"

namespace kheo::view::test {

struct Evil {
    std::string value{};
    int number = 0;
    std::vector<std::string> items{};
    Markup drawing = Markup::trusted("<svg></svg>");
};

}  // namespace kheo::view::test
