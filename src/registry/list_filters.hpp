// SPDX-License-Identifier: Apache-2.0
// The filters above the list and the conditions a figure's link brought along.
#pragma once

#include <vector>

#include "registry/pages.hpp"

namespace kheo::registry {

struct FilterChoices {
    std::vector<Field> fields;
    std::vector<int> years;
    std::vector<std::string> themes;
};

void add_filters(ListPage& page, const ListQuery& query, const FilterChoices& choices,
                 const Reading& reading);
void add_conditions(ListPage& page, const ListQuery& query, const http::Fields& sent, const Reading& reading,
                    Language language);

}  // namespace kheo::registry
