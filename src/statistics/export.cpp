// SPDX-License-Identifier: Apache-2.0
#include "statistics/export.hpp"

#include "platform/sheet/writer.hpp"
#include "statistics/messages.gen.hpp"

namespace kheo::statistics {

namespace {

using sheet::Value;

bool is_change(const FigureTable& table, std::size_t column) {
    return !table.rows.empty() && table.rows[0].figures.at(column).change;
}

std::vector<sheet::Column> columns_of(const FigureTable& table, Language language) {
    std::vector<sheet::Column> out{{table.first_head, sheet::ColumnKind::text, 36}};
    for (std::size_t c = 0; c < table.heads.size(); ++c) {
        out.push_back({table.heads[c], sheet::ColumnKind::count, 14});
        if (is_change(table, c))
            out.push_back({std::string(msg::head_ratio.in(language)), sheet::ColumnKind::decimal, 14});
    }
    return out;
}

std::vector<Value> values_of(const TableRow& row, Language language) {
    std::vector<Value> out{row.label};
    for (const auto& figure : row.figures) {
        out.emplace_back(figure.number);
        if (!figure.change) continue;
        if (figure.tenths)
            out.emplace_back(static_cast<double>(*figure.tenths) / 10);
        else
            out.emplace_back(std::string(msg::undefined_change.in(language)));
    }
    return out;
}

}  // namespace

std::string table_csv(const FigureTable& table, Language language) {
    std::vector<Value> heads;
    for (auto& column : columns_of(table, language)) heads.emplace_back(std::move(column.title));
    std::string out(sheet::kUtf8Mark);
    out += sheet::csv_row(heads);
    for (const auto& row : table.rows) out += sheet::csv_row(values_of(row, language));
    return out;
}

Result<std::string> table_xlsx(const FigureTable& table, const std::vector<std::string>& headings,
                               Language language) {
    sheet::Table out;
    out.sheet_name = std::string(msg::sheet_name.in(language));
    out.headings = headings;
    out.columns = columns_of(table, language);
    std::vector<std::vector<Value>> rows;
    for (const auto& row : table.rows) rows.push_back(values_of(row, language));
    return sheet::write_xlsx(out, rows);
}

}  // namespace kheo::statistics
