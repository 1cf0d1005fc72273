// SPDX-License-Identifier: Apache-2.0
// XLS: values by libfreexl (1.0 and 2.0), layout and formats by xls_layout. libfreexl wants a path: it gets a
// file in memory, so that nothing a person uploads is ever written to disk.
#include <freexl.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/text.hpp"
#include "platform/sheet/compound_file.hpp"
#include "platform/sheet/legacy.hpp"
#include "platform/sheet/memory_file.hpp"
#include "platform/sheet/messages.gen.hpp"
#include "platform/sheet/readers.hpp"
#include "platform/sheet/xls_layout.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

struct CloseBook {
    void operator()(const void* handle) const { freexl_close(handle); }
};
using FreexlBook = std::unique_ptr<const void, CloseBook>;

Result<FreexlBook> open_book(const MemoryFile& file) {
    const void* handle = nullptr;
    const int code = freexl_open(file.path().c_str(), &handle);
    FreexlBook book(handle);
    if (code == FREEXL_INSUFFICIENT_MEMORY) return refuse(Refusal::archive_bomb, "freexl: memory");
    if (code != FREEXL_OK) return refuse(Refusal::corrupt_archive, "freexl " + std::to_string(code));
    return book;
}

/// "2025-09-12", "2025-09-12 08:30:00" → serial; libfreexl gives dates as text.
double serial_of(std::string_view text, Epoch epoch) {
    const auto date = Date::parse_iso(text.substr(0, 10));
    if (!date) return -1;
    double time = 0;
    if (text.size() >= 16 && text[10] == ' ') {
        const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
        time = (two(11) * 60 + two(14)) / 1440.0;
    }
    const int day_zero = epoch == Epoch::from_1904 ? 24107 : 25569;
    return date->days() + day_zero + time;
}

Cell text_cell(const char* text) {
    Cell cell;
    const std::string_view view(text ? text : "");
    if (trim(view).empty()) return cell;
    cell.kind = CellKind::text;
    cell.text = clean_utf8(std::string(view));
    return cell;
}

Cell boolean_cell(bool value) {
    Cell cell;
    cell.kind = CellKind::boolean;
    cell.number = value;
    cell.text = value ? "TRUE" : "FALSE";
    return cell;
}

Cell dated_cell(const char* text, NumberFormat format, Epoch epoch) {
    const auto serial = text ? serial_of(text, epoch) : -1;
    if (serial < 0) return text_cell(text);
    if (format.shape != NumberFormat::Shape::date) format = builtin_format(14);
    return number_cell(serial, format, epoch);
}

Cell convert(const FreeXL_CellValue& value, const XlsCell& layout, const XlsLayout& book) {
    const auto format = layout.style < book.formats.size() ? book.formats[layout.style] : NumberFormat{};
    switch (value.type) {
        case FREEXL_CELL_INT:
            if (layout.boolean) return boolean_cell(value.value.int_value != 0);
            return number_cell(value.value.int_value, format, book.epoch);
        case FREEXL_CELL_DOUBLE:
            return number_cell(value.value.double_value, format, book.epoch);
        case FREEXL_CELL_TEXT:
        case FREEXL_CELL_SST_TEXT:
        case FREEXL_CELL_TIME:
            return text_cell(value.value.text_value);
        case FREEXL_CELL_DATE:
        case FREEXL_CELL_DATETIME:
            return dated_cell(value.value.text_value, format, book.epoch);
        default:
            return {};
    }
}

const XlsCell& layout_at(const XlsSheet& layout, unsigned row, unsigned column) {
    static const XlsCell kNone;
    if (row >= layout.cells.size() || column >= layout.cells[row].size()) return kNone;
    return layout.cells[row][column];
}

Result<> read_cells(const void* book, const XlsLayout& layout, const XlsSheet& where, CellBudget& budget,
                    Sheet& sheet) {
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK) return {};
    rows = std::min(rows, 65536u);
    sheet.rows.resize(rows);
    for (unsigned row = 0; row < rows; ++row) {
        for (unsigned short column = 0; column < columns; ++column) {
            FreeXL_CellValue value;
            if (freexl_get_cell_value(book, row, column, &value) != FREEXL_OK) continue;
            const auto& cell_layout = layout_at(where, row, column);
            auto cell = convert(value, cell_layout, layout);
            cell.formula = cell_layout.formula;
            if (cell.blank() && !cell.formula) continue;
            auto& cells = sheet.rows[row];
            TRY(budget.spend(column + 1u - cells.size(), cell.text.size()));
            cells.resize(column + 1u);
            cells.back() = std::move(cell);
        }
    }
    return {};
}

Cell result_cell(const XlsResult& result, const XlsCell& layout, const XlsLayout& book) {
    if (result.kind == CellKind::text) return text_cell(result.text.c_str());
    if (result.kind == CellKind::boolean) return boolean_cell(result.number != 0);
    if (result.kind != CellKind::number || !std::isfinite(result.number)) return {};
    return number_cell(result.number,
                       layout.style < book.formats.size() ? book.formats[layout.style] : NumberFormat{},
                       book.epoch);
}

/// The values of formulas, where libfreexl left the cell blank.
Result<> add_results(const XlsLayout& layout, const XlsSheet& where, CellBudget& budget, Sheet& sheet) {
    for (const auto& [place, result] : where.results) {
        const auto row = static_cast<std::size_t>(place.first),
                   column = static_cast<std::size_t>(place.second);
        if (!sheet.at(place.first, place.second).blank()) continue;
        auto cell = result_cell(
            result, layout_at(where, static_cast<unsigned>(row), static_cast<unsigned>(column)), layout);
        if (cell.blank()) continue;
        cell.formula = true;
        if (sheet.rows.size() <= row) sheet.rows.resize(row + 1);
        auto& cells = sheet.rows[row];
        TRY(budget.spend(column + 1 - std::min(cells.size(), column + 1), cell.text.size()));
        if (cells.size() <= column) cells.resize(column + 1);
        cells[column] = std::move(cell);
    }
    return {};
}

Result<Workbook> read_sheets(const void* book, const XlsLayout& layout, const Limits& limits) {
    Workbook workbook;
    workbook.format = Format::xls;
    CellBudget budget(limits);
    for (std::size_t i = 0; i < layout.sheets.size(); ++i) {
        const auto index = static_cast<unsigned short>(i);
        const char* name = nullptr;
        if (!layout.sheets[i].is_table || freexl_select_active_worksheet(book, index) != FREEXL_OK) continue;
        Sheet sheet;
        if (freexl_get_worksheet_name(book, index, &name) == FREEXL_OK && name) sheet.name = clean_utf8(name);
        sheet.hidden = layout.sheets[i].hidden;
        sheet.merges = layout.sheets[i].merges;
        sheet.hidden_rows = layout.sheets[i].hidden_rows;
        sheet.hidden_columns = layout.sheets[i].hidden_columns;
        TRY(read_cells(book, layout, layout.sheets[i], budget, sheet));
        TRY(add_results(layout, layout.sheets[i], budget, sheet));
        workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
}

}  // namespace

Result<Workbook> read_compound(std::string_view content, const std::string& extension, const Limits& limits) {
    const auto known = extension.empty() || extension == "xls" || extension == "xlsx" ||
                       extension == "xlsm" || extension == "ods";
    if (!known) return fail(wrong_type(extension, "a compound file"));
    const auto file = TRY(CompoundFile::open(content));
    if (file.has("EncryptedPackage")) return refuse(Refusal::encrypted, "EncryptedPackage");
    const auto* stream = file.has("Workbook") ? "Workbook" : "Book";
    if (!file.has(stream) || !(extension.empty() || extension == "xls"))
        return fail(wrong_type(extension, "a compound file of another kind"));
    if (file.has("_VBA_PROJECT_CUR") || file.has("_VBA_PROJECT")) return refuse(Refusal::has_macros);
    const auto workbook_stream = TRY(file.load(stream));
    const auto layout = TRY(read_xls_layout(workbook_stream, limits));
    const MemoryFile memory(content);
    if (!memory.complete()) return fail(ErrorKind::environment, msg::temporary_file_failed);
    const auto book = TRY(open_book(memory));
    return read_sheets(book.get(), layout, limits);
}

}  // namespace kheo::sheet
