// SPDX-License-Identifier: Apache-2.0
// XLS: the compound file, its Workbook stream as cells, those as a person reads them.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "platform/sheet/biff.hpp"
#include "platform/sheet/compound_file.hpp"
#include "platform/sheet/foreign.hpp"
#include "platform/sheet/readers.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

Cell text_cell(const std::string& text) {
    Cell cell;
    auto clean = clean_utf8(text);
    if (trim(clean).empty()) return cell;
    cell.kind = CellKind::text;
    cell.text = std::move(clean);
    return cell;
}

Cell boolean_cell(bool value) {
    Cell cell;
    cell.kind = CellKind::boolean;
    cell.number = value;
    cell.text = value ? "TRUE" : "FALSE";
    return cell;
}

Cell convert(const BiffCell& from, const BiffBook& book) {
    static const NumberFormat kGeneral;
    switch (from.kind) {
        case CellKind::text:
            return text_cell(book.texts[from.text]);
        case CellKind::boolean:
            return boolean_cell(from.number != 0);
        case CellKind::number:
            if (!std::isfinite(from.number)) return {};
            return number_cell(from.number,
                               from.style < book.formats.size() ? book.formats[from.style] : kGeneral,
                               book.epoch);
        default:
            return {};
    }
}

Result<> convert_rows(const BiffSheet& from, const BiffBook& book, CellBudget& budget, Sheet& sheet) {
    sheet.rows.resize(from.rows.size());
    for (std::size_t row = 0; row < from.rows.size(); ++row) {
        auto& cells = sheet.rows[row];
        for (std::size_t column = 0; column < from.rows[row].size(); ++column) {
            auto cell = convert(from.rows[row][column], book);
            cell.formula = from.rows[row][column].formula;
            if (cell.blank() && !cell.formula) continue;
            TRY(budget.spend(column + 1 - cells.size(), cell.text.size()));
            cells.resize(column + 1);
            cells.back() = std::move(cell);
        }
    }
    return {};
}

Result<Workbook> convert_book(BiffBook book, const Limits& limits) {
    Workbook workbook;
    workbook.format = Format::xls;
    CellBudget budget(limits);
    for (auto& from : book.sheets) {
        if (!from.is_table) continue;
        if (from.rows.size() > static_cast<std::size_t>(limits.rows))
            return refuse(Refusal::archive_bomb, "too many rows");
        Sheet sheet;
        sheet.name = clean_utf8(from.name);
        sheet.hidden = from.hidden;
        sheet.merges = std::move(from.merges);
        sheet.hidden_rows = std::move(from.hidden_rows);
        sheet.hidden_columns = std::move(from.hidden_columns);
        TRY(convert_rows(from, book, budget, sheet));
        workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
}

}  // namespace

Result<Workbook> read_compound(std::string_view content, const std::string& extension, const Limits& limits) {
    const auto known = extension.empty() || extension == "xls" || extension == "xlsx" ||
                       extension == "xlsm" || extension == "ods";
    auto opened = CompoundFile::open(content);
    if (!known)
        return fail(
            wrong_type(extension, opened ? foreign_compound(*opened) : Foreign::unknown, "a compound file"));
    const auto file = TRY(std::move(opened));
    if (file.has("EncryptedPackage")) return refuse(Refusal::encrypted, "EncryptedPackage");
    const bool old = file.has_at_top("Book") ? !file.has_at_top("Workbook") : !file.has("Workbook");
    const auto* stream = old ? "Book" : "Workbook";
    if (foreign_compound(file) != Foreign::xls || !(extension.empty() || extension == "xls"))
        return fail(wrong_type(extension, foreign_compound(file), "a compound file of another kind"));
    if (file.has("_VBA_PROJECT_CUR") || file.has("_VBA_PROJECT")) return refuse(Refusal::has_macros);
    const auto workbook_stream = TRY(file.load(stream));
    return convert_book(TRY(read_biff(workbook_stream, limits)), limits);
}

}  // namespace kheo::sheet
