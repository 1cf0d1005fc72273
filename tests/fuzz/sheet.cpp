// SPDX-License-Identifier: Apache-2.0
#include "fuzz/sheet.hpp"

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/sheet/annotate.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::fuzz {

namespace {

constexpr sheet::Limits kSmall{.part_bytes = 1u << 20,
                               .part_ratio = 100,
                               .rows = 5'000,
                               .cells = 20'000,
                               .text_bytes = 1u << 20,
                               .total_bytes = 8u << 20};
constexpr std::size_t kWorthMarking = 200;  // cells; larger files would only be slow

std::size_t check_cells(const sheet::Workbook& workbook) {
    std::size_t cells = 0, bytes = 0;
    for (const auto& page : workbook.sheets) {
        promise(is_valid_utf8(page.name), "the name of a sheet is UTF-8");
        promise(page.rows.size() <= static_cast<std::size_t>(kSmall.rows), "no more rows than allowed");
        for (const auto& row : page.rows)
            for (const auto& cell : row) {
                promise(is_valid_utf8(cell.text) && cell.text.find('\0') == std::string::npos,
                        "a cell is UTF-8");
                promise(cell.blank() == cell.text.empty(), "an empty cell has no text, any other has one");
                cells += cell.blank() ? 0 : 1;
                bytes += cell.text.size();
            }
    }
    promise(cells <= kSmall.cells, "no more cells than allowed");
    return cells;
}

void check_same_cells(const sheet::Workbook& before, const sheet::Workbook& after) {
    promise(before.sheets.size() == after.sheets.size(), "remarks leave the sheets alone");
    for (std::size_t s = 0; s < before.sheets.size(); ++s)
        for (std::size_t r = 0; r < before.sheets[s].rows.size(); ++r)
            for (std::size_t c = 0; c < before.sheets[s].rows[r].size(); ++c) {
                const auto& cell = before.sheets[s].rows[r][c];
                const auto& kept = after.sheets[s].at(static_cast<int>(r), static_cast<int>(c));
                promise(cell.blank() || cell.text == kept.text, "remarks leave the cells alone");
            }
}

void check_marked(std::string_view content, std::string_view file_name, const sheet::Workbook& before,
                  bool sound) {
    std::vector<sheet::SheetRemarks> remarks;
    for (const auto& page : before.sheets)
        remarks.push_back({page.name, 0, {{1, {0}, "Thiếu tên mô hình", sheet::Severity::error}}});
    const auto marked = sheet::annotate(content, file_name, remarks);
    if (!marked) return;
    const auto again = sheet::read_workbook(*marked, "a.xlsx");
    promise(again.has_value(), "a file with remarks can be read");
    if (sound && before.format == sheet::Format::xlsx) check_same_cells(before, *again);
}

}  // namespace

void check_sheet(std::string_view content, std::string_view file_name, bool sound) {
    const auto workbook = sheet::read_workbook(content, file_name, kSmall);
    if (!workbook) return promise(!workbook.error().code.empty(), "a refusal has its word");
    if (check_cells(*workbook) <= kWorthMarking) check_marked(content, file_name, *workbook, sound);
}

}  // namespace kheo::fuzz
