// SPDX-License-Identifier: Apache-2.0
#include "registry/import/remarks.hpp"

#include <algorithm>

namespace kheo::registry::import {

void remark(Row& row, std::string_view code, Sentence sentence, int column,
            std::vector<Suggestion> suggestions) {
    row.remarks.push_back({std::string(code), std::move(sentence), column, std::move(suggestions)});
}

std::vector<Suggestion> unit_suggestions(const std::vector<territory::Unit>& units, bool certain) {
    std::vector<Suggestion> out;
    for (const auto& unit : units) out.push_back({unit.code, unit.full_name, certain && units.size() == 1});
    return out;
}

bool Row::has(std::string_view code) const {
    return std::ranges::any_of(remarks, [&](const Remark& r) { return r.code == code; });
}

std::vector<std::string> Row::problems() const {
    std::vector<std::string> codes;
    for (const auto& r : remarks) codes.push_back(r.code);
    std::ranges::sort(codes);
    const auto [first, last] = std::ranges::unique(codes);
    codes.erase(first, last);
    return codes;
}

bool Row::saved() const {
    return !left_out && !title.empty() && unit && !has("date_invalid") && !has("duplicate_in_file");
}

std::size_t Analysis::to_save() const {
    return static_cast<std::size_t>(std::ranges::count_if(rows, &Row::saved));
}

}  // namespace kheo::registry::import
