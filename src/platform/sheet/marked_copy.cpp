// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/marked_copy.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "platform/sheet/text_height.hpp"
#include "platform/sheet/writer.hpp"
#include "platform/sheet/xlsx_file.hpp"

namespace kheo::sheet {

namespace {

constexpr int kMostMergedCells = 10'000;
constexpr double kRemarkWidth = 60;
constexpr std::array<lxw_color_t, 3> kTints = {0xE8EEF4, 0xFFF0CC, 0xFCE8E4};

class SheetCopy {
  public:
    SheetCopy(XlsxFile& file, const Sheet& from, const SheetMarks& marks)
        : file_(file), from_(from), marks_(marks), sheet_(file.add_sheet(from.name)) {
        for (const auto& row : from.rows) headings_.push_back(count_cells(row) <= 2);
    }

    /// Programs refuse a workbook whose active sheet is hidden: `activate` is for the first visible one.
    void write(bool activate) {
        if (from_.hidden) worksheet_hide(sheet_);
        if (activate) worksheet_activate(sheet_);
        if (activate) worksheet_set_first_sheet(sheet_);
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        columns();
        merges();
        for (std::size_t row = 0; row < from_.rows.size(); ++row) this->row(static_cast<int>(row));
        remarks();
    }

  private:
    static lxw_row_t at_row(int row) { return static_cast<lxw_row_t>(row); }
    static lxw_col_t at_column(int column) { return static_cast<lxw_col_t>(column); }

    /// As wide as the longest short text that is not a merged heading.
    void columns() {
        for (const auto& merge : from_.merges) anchors_.insert({merge.first_row, merge.first_column});
        for (std::size_t row = 0; row < from_.rows.size(); ++row)
            for (std::size_t i = 0; i < from_.rows[row].size(); ++i) {
                widths_.resize(std::max(widths_.size(), i + 1), 6);
                if (is_anchor(row, i) || is_heading(row)) continue;
                widths_[i] = std::max(
                    widths_[i], std::min<double>(static_cast<double>(length(from_.rows[row][i].text)), 40));
            }
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            lxw_row_col_options options{};
            options.hidden = i < from_.hidden_columns.size() && from_.hidden_columns[i];
            const auto column = at_column(static_cast<int>(i));
            worksheet_set_column_opt(sheet_, column, column, widths_[i] + 2, nullptr, &options);
        }
        if (!marks_.rows.empty())
            worksheet_set_column(sheet_, at_column(marks_.column), at_column(marks_.column), kRemarkWidth,
                                 nullptr);
    }

    bool is_anchor(std::size_t row, std::size_t column) const {
        return anchors_.contains({static_cast<int>(row), static_cast<int>(column)});
    }
    static std::ptrdiff_t count_cells(const std::vector<Cell>& row) {
        return std::ranges::count_if(row, [](const Cell& cell) { return !cell.blank(); });
    }
    /// A line above or below the table: few cells, whose text may run over its neighbours.
    bool is_heading(std::size_t row) const { return headings_[row]; }

    double row_height(std::size_t row) const {
        int lines = 1;
        const auto& cells = from_.rows[row];
        for (std::size_t i = 0; i < cells.size() && !is_heading(row); ++i)
            if (!is_anchor(row, i)) lines = std::max(lines, lines_of(cells[i].text, widths_[i] + 2));
        if (const auto mark = marks_.rows.find(static_cast<int>(row)); mark != marks_.rows.end())
            lines = std::max(lines, lines_of(mark->second.text, kRemarkWidth));
        return lines * kLineHeight;
    }

    void merges() {
        auto* format = file_.cell_format("", true, false);
        for (const auto& merge : from_.merges) {
            const auto area =
                (merge.last_row - merge.first_row + 1L) * (merge.last_column - merge.first_column + 1L);
            if (area < 2 || area > kMostMergedCells) continue;
            worksheet_merge_range(sheet_, at_row(merge.first_row), at_column(merge.first_column),
                                  at_row(merge.last_row), at_column(merge.last_column), "", format);
        }
    }

    void row(int row) {
        const auto& cells = from_.rows[static_cast<std::size_t>(row)];
        const auto index = static_cast<std::size_t>(row);
        lxw_row_col_options options{};
        options.hidden = index < from_.hidden_rows.size() && from_.hidden_rows[index];
        const auto height = row_height(index);
        if (options.hidden || height > kLineHeight)
            worksheet_set_row_opt(sheet_, at_row(row), height, nullptr, &options);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int column = static_cast<int>(i);
            if (marks_.column_exists && column == marks_.column && row > marks_.header_row) continue;
            if (!cells[i].blank()) cell(row, column, cells[i]);
        }
    }

    const Severity* fill_of(int row, int column) const {
        const auto mark = marks_.rows.find(row);
        if (mark == marks_.rows.end()) return nullptr;
        const auto cell = mark->second.cells.find(column);
        return cell == mark->second.cells.end() ? nullptr : &cell->second;
    }

    lxw_format* format(const std::string& number_format, const Severity* fill, bool wrap = true) {
        return file_.cell_format(number_format, wrap, false,
                                 fill ? kTints.at(static_cast<std::size_t>(*fill)) : 0);
    }

    void cell(int row, int column, const Cell& cell) {
        const auto* fill = fill_of(row, column);
        const char* shown = cell.kind == CellKind::date ? (cell.month_only ? "mm/yyyy" : "dd/mm/yyyy") : "";
        if (cell.kind == CellKind::text)
            return file_.text(sheet_, row, column, cell.text,
                              format(looks_like_formula(cell.text) ? "@" : "", fill,
                                     !is_heading(static_cast<std::size_t>(row))));
        if (cell.kind == CellKind::boolean) {
            worksheet_write_boolean(sheet_, at_row(row), at_column(column), cell.number != 0,
                                    format("", fill));
            return;
        }
        const bool code = cell.kind == CellKind::number && cell.text.size() > 1 && cell.text[0] == '0' &&
                          cell.text.find('.') == std::string::npos;
        if (code) return file_.text(sheet_, row, column, cell.text, format("@", fill));
        const double number = cell.date ? cell.date->days() + 25569 : cell.number;
        worksheet_write_number(sheet_, at_row(row), at_column(column), number, format(shown, fill));
    }

    void remarks() {
        if (marks_.header_row >= 0)
            file_.text(sheet_, marks_.header_row, marks_.column, remark_column_title(),
                       file_.cell_format("", true, false));
        for (const auto& [row, mark] : marks_.rows) {
            if (!mark.text.empty())
                file_.text(sheet_, row, marks_.column, mark.text, format("", &mark.severity));
            for (const auto& [column, severity] : mark.cells)
                if (from_.at(row, column).blank())
                    worksheet_write_blank(sheet_, at_row(row), at_column(column), format("", &severity));
        }
    }

    XlsxFile& file_;
    const Sheet& from_;
    const SheetMarks& marks_;
    lxw_worksheet* sheet_;
    std::vector<bool> headings_;  // by row; asked for every cell
    std::vector<double> widths_;
    std::set<std::pair<int, int>> anchors_;
};

}  // namespace

Result<std::string> marked_copy(const Workbook& workbook, const std::vector<SheetMarks>& marks) {
    auto file = TRY(XlsxFile::create(false));
    const auto active = std::ranges::find(workbook.sheets, false, &Sheet::hidden) - workbook.sheets.begin();
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i)
        SheetCopy(*file, workbook.sheets[i], marks[i]).write(static_cast<std::ptrdiff_t>(i) == active);
    return file->finish();
}

}  // namespace kheo::sheet
