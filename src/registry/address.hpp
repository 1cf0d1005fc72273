// SPDX-License-Identifier: Apache-2.0
// A list's query as an address and back. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry {

/// Name and value of every condition that is set (not sort and page): for links and hidden fields.
std::vector<std::pair<std::string, std::string>> parameters(const ListQuery& query);

/// path?conditions&xep=…&trang=…; what is usual is left out.
std::string address_under(std::string_view path, const ListQuery& query, int page);

/// "ten", "-ten" …
std::string sort_text(Sort sort, bool descending);

std::optional<Sort> parse_sort(std::string_view text);  // "ten"

/// Reads what parameters() writes; a value that cannot be read is as if absent.
ListQuery read_query(const http::Fields& query);

}  // namespace kheo::registry
