// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/writer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "platform/sheet/cell_reference.hpp"
#include "platform/sheet/messages.gen.hpp"
#include "platform/sheet/number_format.hpp"
#include "platform/sheet/text_height.hpp"
#include "platform/sheet/xlsx_file.hpp"

namespace kheo::sheet {

namespace {

constexpr int kExcelSerialOfEpoch = 25569;
constexpr std::size_t kLongestInlineList = 250;  // the format allows 255 characters
constexpr int kLastChoiceRow = 2000;             // drop-downs of an open-ended list reach this far

const char* number_format(ColumnKind kind) {
    constexpr std::array formats = {"", "#,##0", "#,##0.##", "dd/mm/yyyy", "mm/yyyy"};
    return formats.at(static_cast<std::size_t>(kind));
}

bool fits_inline(const std::vector<std::string>& choices) {
    std::size_t total = 0;
    for (const auto& choice : choices) {
        if (choice.find(',') != std::string::npos) return false;
        total += length(choice) + 1;
    }
    return total <= kLongestInlineList;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

}  // namespace

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
}

struct XlsxWriter::State {
    std::unique_ptr<XlsxFile> file;
    Table table;
    lxw_worksheet* sheet = nullptr;
    lxw_worksheet* choices_sheet = nullptr;
    std::vector<std::vector<std::string>> choice_lists;  // columns of the sheet of choices
    int next_row = 0, header_row = 0;

    int last_column() const { return static_cast<int>(table.columns.size()) - 1; }
    void begin();
    void headings();
    void row_height(const std::vector<Value>& values);
    void header();
    void column_numbers();
    void cell(int column, const Value& value, lxw_format* format);
    void end();
    void drop_down(int column);
    void write_choices();
    void drop_down_from_sheet(const Column& from, lxw_data_validation& rule, std::string& formula);
    lxw_format* heading_format();
    lxw_format* header_format();
};

lxw_format* XlsxWriter::State::heading_format() {
    auto* format = file->add_format();
    format_set_bold(format);
    format_set_font_size(format, 13);
    format_set_align(format, LXW_ALIGN_CENTER);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    return format;
}

lxw_format* XlsxWriter::State::header_format() {
    auto* format = heading_format();
    format_set_font_size(format, 11);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_bg_color(format, 0xE8EEF4);
    return format;
}

void XlsxWriter::State::headings() {
    auto* format = heading_format();
    double width = 0;
    for (const auto& column : table.columns) width += column.width;
    for (const auto& line : table.headings) {
        const auto row = static_cast<lxw_row_t>(next_row++);
        worksheet_set_row(sheet, row, lines_of(line, width / 1.2) * (kLineHeight + 3), nullptr);
        if (last_column() > 0)
            worksheet_merge_range(sheet, row, 0, row, static_cast<lxw_col_t>(last_column()),
                                  cell_text(line).c_str(), format);
        else
            file->text(sheet, static_cast<int>(row), 0, line, format);
    }
    if (!table.headings.empty()) ++next_row;
}

void XlsxWriter::State::row_height(const std::vector<Value>& values) {
    int lines = 1;
    for (std::size_t i = 0; i < std::min(values.size(), table.columns.size()); ++i)
        if (const auto* text = std::get_if<std::string>(&values[i]))
            lines = std::max(lines, lines_of(*text, table.columns[i].width));
    if (lines > 1) worksheet_set_row(sheet, static_cast<lxw_row_t>(next_row), lines * kLineHeight, nullptr);
}

void XlsxWriter::State::header() {
    auto* format = header_format();
    std::vector<Value> titles;
    titles.reserve(table.columns.size());
    for (const auto& column : table.columns) titles.emplace_back(column.title);
    row_height(titles);
    for (int i = 0; i <= last_column(); ++i)
        file->text(sheet, next_row, i, table.columns[static_cast<std::size_t>(i)].title, format);
    header_row = next_row++;
}

void XlsxWriter::State::column_numbers() {
    auto* format = file->cell_format("", false, true);
    for (int i = 0; i <= last_column(); ++i)
        file->text(sheet, next_row, i, "(" + std::to_string(i + 1) + ")", format);
    ++next_row;
}

void XlsxWriter::State::begin() {
    sheet = file->add_sheet(table.sheet_name);
    next_row = 0;
    for (int i = 0; i <= last_column(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, table.columns[static_cast<std::size_t>(i)].width,
                             nullptr);
    }
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    headings();
    header();
    worksheet_repeat_rows(sheet, static_cast<lxw_row_t>(header_row), static_cast<lxw_row_t>(header_row));
    if (table.column_numbers) column_numbers();
    worksheet_freeze_panes(sheet, static_cast<lxw_row_t>(next_row), 0);
}

void XlsxWriter::State::cell(int column, const Value& value, lxw_format* format) {
    const auto row = static_cast<lxw_row_t>(next_row);
    const auto at = static_cast<lxw_col_t>(column);
    if (const auto* text = std::get_if<std::string>(&value))
        file->text(sheet, next_row, column, *text,
                   looks_like_formula(*text) ? file->cell_format("@", true, true) : format);
    else if (const auto* count = std::get_if<std::int64_t>(&value))
        worksheet_write_number(sheet, row, at, static_cast<double>(*count), format);
    else if (const auto* number = std::get_if<double>(&value))
        worksheet_write_number(sheet, row, at, *number, format);
    else if (const auto* date = std::get_if<Date>(&value))
        worksheet_write_number(sheet, row, at, date->days() + kExcelSerialOfEpoch, format);
    else
        worksheet_write_blank(sheet, row, at, format);
}

/// A list that is too long for the rule itself stands on a hidden sheet.
void XlsxWriter::State::drop_down_from_sheet(const Column& from, lxw_data_validation& rule,
                                             std::string& formula) {
    if (!choices_sheet) {
        choices_sheet = file->add_sheet(msg::choices_sheet.in(Language::vi));
        worksheet_hide(choices_sheet);
    }
    const auto letters = column_letters(static_cast<int>(choice_lists.size()));
    choice_lists.push_back(from.choices);
    formula = "='" + std::string(choices_sheet->name) + "'!$" + letters + "$1:$" + letters + "$" +
              std::to_string(from.choices.size());
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = formula.data();
}

/// Row by row, as constant memory wants it.
void XlsxWriter::State::write_choices() {
    std::size_t rows = 0;
    for (const auto& list : choice_lists) rows = std::max(rows, list.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < choice_lists.size(); ++column)
            if (row < choice_lists[column].size())
                file->text(choices_sheet, static_cast<int>(row), static_cast<int>(column),
                           choice_lists[column][row], nullptr);
}

void XlsxWriter::State::drop_down(int column) {
    const auto& from = table.columns[static_cast<std::size_t>(column)];
    lxw_data_validation rule{};
    std::vector<std::string> items(from.choices);
    std::vector<const char*> pointers;
    pointers.reserve(items.size() + 1);
    std::string formula;
    for (auto& item : items) pointers.push_back(item.c_str());
    pointers.push_back(nullptr);
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    // Read only by the library, which says so from its version 1.2 on.
    rule.value_list = const_cast<decltype(rule.value_list)>(pointers.data());
    if (!fits_inline(from.choices)) drop_down_from_sheet(from, rule, formula);
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    const int last = std::max(next_row - 1, header_row + 1);
    worksheet_data_validation_range(
        sheet, static_cast<lxw_row_t>(header_row + 1), static_cast<lxw_col_t>(column),
        static_cast<lxw_row_t>(std::max(last, std::min(last + 200, kLastChoiceRow))),
        static_cast<lxw_col_t>(column), &rule);
}

void XlsxWriter::State::end() {
    if (!sheet) return;
    const int last = next_row - 1;
    for (int i = 0; i < table.empty_rows; ++i, ++next_row)
        for (int column = 0; column <= last_column(); ++column)
            cell(column, {},
                 file->cell_format(number_format(table.columns[static_cast<std::size_t>(column)].kind), true,
                                   true));
    if (table.filter && last > header_row && !table.column_numbers)
        worksheet_autofilter(sheet, static_cast<lxw_row_t>(header_row), 0, static_cast<lxw_row_t>(last),
                             static_cast<lxw_col_t>(last_column()));
    for (int i = 0; i <= last_column(); ++i)
        if (!table.columns[static_cast<std::size_t>(i)].choices.empty()) drop_down(i);
    sheet = nullptr;
}

XlsxWriter::XlsxWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxWriter::XlsxWriter(XlsxWriter&&) noexcept = default;
XlsxWriter& XlsxWriter::operator=(XlsxWriter&&) noexcept = default;
XlsxWriter::~XlsxWriter() = default;

Result<XlsxWriter> XlsxWriter::start() {
    auto state = std::make_unique<State>();
    state->file = TRY(XlsxFile::create(true));
    return XlsxWriter(std::move(state));
}

void XlsxWriter::begin(const Table& table) {
    state_->end();
    state_->table = table;
    state_->begin();
}

void XlsxWriter::row(const std::vector<Value>& values) {
    auto& state = *state_;
    state.row_height(values);
    for (int i = 0; i <= state.last_column(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        auto* format = state.file->cell_format(number_format(state.table.columns[index].kind), true, true);
        state.cell(i, index < values.size() ? values[index] : Value{}, format);
    }
    ++state.next_row;
}

Result<std::string> XlsxWriter::finish() {
    state_->end();
    state_->write_choices();
    return state_->file->finish();
}

Result<XlsxWriter::Finished> XlsxWriter::finish_in_place() {
    state_->end();
    state_->write_choices();
    const auto file = TRY(state_->file->finish_file());
    const auto bytes = file->mapped();
    if (bytes.empty()) return fail(ErrorKind::environment, msg::write_failed);
    return Finished{bytes, file, &MemoryFile::used};
}

Result<std::string> write_xlsx(const Table& table, const std::vector<std::vector<Value>>& rows) {
    auto writer = TRY(XlsxWriter::start());
    writer.begin(table);
    for (const auto& row : rows) writer.row(row);
    return writer.finish();
}

namespace {

std::string csv_field(const Value& value, char separator) {
    if (const auto* count = std::get_if<std::int64_t>(&value)) return std::to_string(*count);
    if (const auto* number = std::get_if<double>(&value)) return plain_number(*number);
    if (const auto* date = std::get_if<Date>(&value)) return date->vietnamese();
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return {};
    auto safe = looks_like_formula(*text) ? "'" + *text : *text;
    const bool plain = safe.find_first_of("\"\r\n;,\t") == std::string::npos &&
                       safe.find(separator) == std::string::npos && trim(safe) == safe &&
                       !looks_like_formula(*text);
    return plain ? safe : quoted(safe);
}

}  // namespace

std::string csv_row(const std::vector<Value>& values, char separator) {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += separator;
        out += csv_field(values[i], separator);
    }
    return out + "\r\n";
}

}  // namespace kheo::sheet
