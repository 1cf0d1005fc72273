// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/cell_reference.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace kheo::sheet {

int parse_index(std::string_view text) {
    return std::max(parse_number<int>(text).value_or(-1), -1);
}

std::optional<CellReference> parse_reference(std::string_view text) {
    int column = 0;
    std::size_t at = 0;
    const auto skip_dollar = [&] { at += at < text.size() && text[at] == '$' ? 1 : 0; };
    for (skip_dollar(); at < text.size(); ++at) {
        const char c = text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 32) : text[at];
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + (c - 'A' + 1);
        if (column > kMostColumns) return std::nullopt;
    }
    skip_dollar();
    const int row = parse_index(text.substr(at));
    if (column == 0 || row < 1 || row > kMostRows) return std::nullopt;
    return CellReference{row - 1, column - 1};
}

std::optional<Merge> parse_range(std::string_view text) {
    const auto colon = text.find(':');
    const auto first = parse_reference(text.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : parse_reference(text.substr(colon + 1));
    if (!first || !last) return std::nullopt;
    return Merge{std::min(first->row, last->row), std::min(first->column, last->column),
                 std::max(first->row, last->row), std::max(first->column, last->column)};
}

std::string column_letters(int column) {
    std::string out;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return out;
}

std::string reference(int row, int column) {
    return column_letters(column) + std::to_string(row + 1);
}

}  // namespace kheo::sheet
