// SPDX-License-Identifier: Apache-2.0
// read_workbook: what the file is, whether its name agrees, which reader; then what all formats share.
#include "platform/sheet/workbook.hpp"

#include <algorithm>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/foreign.hpp"
#include "platform/sheet/legacy.hpp"
#include "platform/sheet/readers.hpp"
#include "platform/sheet/sniff.hpp"

namespace kheo::sheet {

const Cell& Sheet::at(int row, int column) const {
    static const Cell kBlank;
    if (row < 0 || column < 0 || static_cast<std::size_t>(row) >= rows.size()) return kBlank;
    const auto& cells = rows[static_cast<std::size_t>(row)];
    return static_cast<std::size_t>(column) < cells.size() ? cells[static_cast<std::size_t>(column)] : kBlank;
}

namespace {

bool is_text_extension(const std::string& extension) {
    return extension == "csv" || extension == "tsv" || extension == "txt";
}

/// The one extension (or family) that belongs to what was found; none at all is accepted for any content.
bool agrees(const std::string& extension, std::string_view proper) {
    return extension.empty() || extension == proper;
}

bool has_macros(const Archive& archive) {
    return std::ranges::any_of(archive.entries(), [](const Entry& entry) {
        return entry.name.ends_with("vbaProject.bin") ||
               entry.name.find("/macrosheets/") != std::string::npos || entry.name.starts_with("Basic/") ||
               entry.name.starts_with("Scripts/");
    });
}

Result<Workbook> read_zip(std::string_view content, const std::string& extension, const Limits& limits) {
    const bool known = extension.empty() || extension == "xlsx" || extension == "xlsm" || extension == "ods";
    auto opened = Archive::open(content, limits);
    if (!known)
        return fail(wrong_type(extension, opened ? foreign_zip(*opened) : Foreign::unknown, "a zip archive"));
    auto archive = TRY(std::move(opened));
    if (has_macros(archive) || extension == "xlsm") return refuse(Refusal::has_macros);
    TRY(archive.refuse_doctypes());
    if (archive.has("[Content_Types].xml") && archive.has("xl/workbook.xml"))
        return agrees(extension, "xlsx") ? read_xlsx(archive, limits)
                                         : fail(wrong_type(extension, Foreign::xlsx, "XLSX content"));
    if (archive.has("mimetype") && archive.has("content.xml"))
        return agrees(extension, "ods")
                   ? read_ods(archive, limits)
                   : fail(wrong_type(extension, foreign_zip(archive), "OpenDocument content"));
    return fail(wrong_type(extension, foreign_zip(archive), "another kind of zip archive"));
}

Result<Workbook> read_any(std::string_view content, const std::string& extension, const Limits& limits) {
    switch (sniff(content)) {
        case Content::empty:
            return refuse(Refusal::empty_workbook, "no bytes");
        case Content::zip:
            return read_zip(content, extension, limits);
        case Content::compound_file:
            return read_compound(content, extension, limits);
        case Content::text:
            if (extension.empty() || is_text_extension(extension))
                return read_csv(content, extension, limits);
            [[fallthrough]];
        case Content::markup:
        case Content::other:
            break;
    }
    return fail(wrong_type(extension, foreign_bytes(content), "neither a spreadsheet nor text"));
}

/// Drops what lies behind the table: blank cells and rows at the ends, hidden marks there.
void trim_blank(Sheet& sheet) {
    std::size_t width = 0;
    for (auto& row : sheet.rows) {
        while (!row.empty() && row.back().blank() && !row.back().formula) row.pop_back();
        width = std::max(width, row.size());
    }
    while (!sheet.rows.empty() && sheet.rows.back().empty()) sheet.rows.pop_back();
    if (sheet.hidden_columns.size() > width) sheet.hidden_columns.resize(width);
    if (sheet.hidden_rows.size() > sheet.rows.size()) sheet.hidden_rows.resize(sheet.rows.size());
    if (sheet.lines.size() > sheet.rows.size()) sheet.lines.resize(sheet.rows.size());
}

void decode_cells(Workbook& workbook) {
    if (workbook.whole_file != Legacy::none) return;
    if (workbook.format != Format::xlsx)
        for (auto& sheet : workbook.sheets)
            for (auto& row : sheet.rows)
                for (auto& cell : row)
                    if (cell.kind == CellKind::text) cell.legacy = decode_legacy(cell.text);
    decode_rest(workbook);
}

bool is_empty(const Workbook& workbook) {
    return std::ranges::all_of(workbook.sheets, [](const Sheet& sheet) { return sheet.rows.empty(); });
}

}  // namespace

Result<Workbook> read_workbook(std::string_view content, std::string_view file_name, const Limits& limits) {
    auto workbook = TRY(read_any(content, extension_of(file_name), limits));
    for (auto& sheet : workbook.sheets) trim_blank(sheet);
    if (is_empty(workbook)) return refuse(Refusal::empty_workbook, "no cell");
    decode_cells(workbook);
    return workbook;
}

}  // namespace kheo::sheet
