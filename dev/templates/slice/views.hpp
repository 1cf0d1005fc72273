// SPDX-License-Identifier: Apache-2.0
// View models of the pages of @slice@: ready to print.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "@slice@/model.hpp"
#include "base/error.hpp"
#include "platform/view/components.hpp"
#include "platform/view/html.hpp"

namespace kheo::@slice@ {

/// @address@
struct ListPage {
    std::vector<@Record@> rows;
    std::string title;  // as typed
    std::string request_key;
    std::optional<Error> error;
    bool saved = false;

    view::Label error_of(std::string_view field) const {
        if (error)
            for (const auto& wrong : error->fields)
                if (wrong.field == field) return wrong.message;
        return {};
    }
};

}  // namespace kheo::@slice@
