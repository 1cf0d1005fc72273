// SPDX-License-Identifier: Apache-2.0
#include "statistics/export.hpp"

#include <algorithm>

namespace kheo::statistics {

namespace {

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

std::string csv_cell(std::string text) {
    if (looks_like_formula(text)) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out.append(c == '"' ? 2 : 1, c);
    return out + "\"";
}

/// Counts without their grouping, so that a spreadsheet can add them up; everything else as shown.
std::string plain_figure(std::string text) {
    const bool count = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
    if (count) std::erase(text, '.');
    // "= 0 (0,0%)" says "no change"; in a spreadsheet it would begin a formula.
    if (text.starts_with("= ")) text.erase(0, 2);
    return text;
}

}  // namespace

std::string table_csv(const FigureTable& table) {
    std::string out = "\xEF\xBB\xBF" + csv_cell(table.first_head);
    for (const auto& head : table.heads) out += "," + csv_cell(head);
    out += "\r\n";
    for (const auto& row : table.rows) {
        out += csv_cell(row.label);
        for (const auto& figure : row.figures) out += "," + csv_cell(plain_figure(figure.text));
        out += "\r\n";
    }
    return out;
}

}  // namespace kheo::statistics
