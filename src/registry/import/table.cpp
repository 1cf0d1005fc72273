// SPDX-License-Identifier: Apache-2.0
#include "registry/import/table.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/import/labels.hpp"

namespace kheo::registry::import {

Table::Table(const sheet::Sheet& sheet, const Header& header, const std::vector<Column>& columns)
    : sheet_(sheet),
      header_(header),
      columns_(columns),
      number_(find_column(columns, Role::number)),
      title_(find_column(columns, Role::title)) {
    for (const auto& merge : sheet.merges) {
        if (merge.last_row <= header.last_row) continue;
        for (int r = std::max(merge.first_row, first()); r <= merge.last_row; ++r)
            for (int c = merge.first_column; c <= merge.last_column; ++c)
                if (r != merge.first_row || c != merge.first_column)
                    anchors_[{r, c}] = {merge.first_row, merge.first_column};
    }
    for (int r = first(); r < end(); ++r)
        if (numbered(r) && !cell(r, title_).blank()) last_numbered_ = r;
    data_.resize(sheet.rows.size());
    for (int r = first(); r < end(); ++r) {
        data_[r] = is_data(r);
        if (data_[r]) last_data_ = r;
    }
}

const sheet::Cell& Table::cell(int row, int column, bool* merged) const {
    if (merged) *merged = false;
    const auto& own = sheet_.at(row, column);
    if (!own.blank() || anchors_.empty()) return own;
    const auto found = anchors_.find({row, column});
    if (found == anchors_.end()) return own;
    if (merged) *merged = true;
    return sheet_.at(found->second.first, found->second.second);
}

const sheet::Cell& Table::cell(int row, const Column* column, bool* merged) const {
    return cell(row, column ? column->index : -1, merged);
}

bool Table::hidden(int row) const {
    return row < static_cast<int>(sheet_.hidden_rows.size()) && sheet_.hidden_rows[row];
}

bool Table::numbered(int row) const {
    if (!number_) return false;
    const auto text = trim(sheet_.at(row, number_->index).text);
    return !text.empty() && text.size() <= 8 &&
           text.find_first_not_of("0123456789.()") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

int Table::filled(int row) const {
    return static_cast<int>(
        std::ranges::count_if(sheet_.rows[row], [](const auto& c) { return !c.blank(); }));
}

int Table::filled_columns(int row) const {
    int count = 0;
    for (const auto& column : columns_)
        if (&column != number_ && &column != title_ && column.role != Role::ignored &&
            !sheet_.at(row, column.index).blank())
            ++count;
    return count;
}

const sheet::Cell* Table::lead(int row) const {
    for (const auto& cell : sheet_.rows[row])
        if (!cell.blank() && !trim(cell.text).empty()) return &cell;
    return nullptr;
}

bool Table::is_total(int row) const {
    if (numbered(row)) return false;
    int seen = 0;
    for (const auto& cell : sheet_.rows[row])
        if (!cell.blank() && ++seen <= 2 && is_total_text(cell.text)) return true;
    return false;
}

bool Table::is_closing(int row) const {
    if (numbered(row)) return false;
    return std::ranges::any_of(sheet_.rows[row],
                               [](const auto& c) { return !c.blank() && is_closing_text(c.text); });
}

bool Table::is_section(int row) const {
    const auto text = section(row);
    if (text.text.empty()) return false;
    if (text.label.depth == 1 || text.label.depth == 2) return filled_columns(row) <= 2;
    if (filled_columns(row) > 0) return false;
    if (text.label.depth == 3) return is_section_text(text.text);
    return true;
}

bool Table::is_data(int row) const {
    const auto& title = cell(row, title_);
    const bool counted = numbered(row);
    if (is_column_number_row(sheet_, row)) return false;
    if (title.blank() || trim(title.text).empty()) return counted && filled_columns(row) > 0;
    if (counted) return filled_columns(row) > 0 || !is_section(row);
    if (is_total(row) || repeats_header(sheet_, row, header_)) return false;
    if (const auto text = section(row); text.label.depth == 1 || text.label.depth == 2)
        return !is_section(row);
    // Between numbered rows one more cell is enough: a row without a number is not lost.
    const int others = filled_columns(row);
    if (others == 1 && is_section_text(tidy(title.text))) return false;
    return others >= (row < last_numbered_ ? 1 : 2) && !is_closing(row);
}

RowKind Table::kind(int row) {
    if (data_[row]) return RowKind::data;
    const auto* first_cell = lead(row);
    if (!first_cell) return RowKind::blank;
    if (is_total(row)) return RowKind::total;
    if (row > last_data_) return closing_kind(row, *first_cell);
    if (is_column_number_row(sheet_, row)) return RowKind::column_numbers;
    if (repeats_header(sheet_, row, header_)) return RowKind::header;
    if (is_section(row)) return RowKind::section;
    if (numbered(row) && filled(row) == 1) return RowKind::blank;  // numbered in advance, nothing written
    return RowKind::note;
}

RowKind Table::closing_kind(int row, const sheet::Cell& first_cell) {
    constexpr std::size_t kLongestTitleOfOffice =
        60;  // code points; a longer line is a sentence about the list
    const auto column = static_cast<int>(&first_cell - sheet_.rows[row].data());
    if (numbered(row) && filled(row) == 1) return RowKind::blank;
    if (!closed_ && is_note_text(first_cell.text)) return RowKind::note;
    if (!closed_ && filled(row) == 1 && length(first_cell.text) > kLongestTitleOfOffice && !is_closing(row))
        return RowKind::note;
    closed_ = true;
    if (is_recipients_text(first_cell.text)) recipients_column_ = column;
    return column == recipients_column_ ? RowKind::recipients : RowKind::signature;
}

SectionText Table::section(int row) const {
    SectionText out;
    for (const auto& cell : sheet_.rows[row]) {
        const auto text = tidy(cell.text);
        if (cell.blank() || text.empty()) continue;
        if (out.label.text.empty())
            if (const auto label = read_label(text)) {
                out.label = *label;
                continue;
            }
        if (!out.label.text.empty()) {
            out.text = text;
            return out;
        }
        out = split_label(text);
        return out;
    }
    return out;
}

std::string Table::total_text(int row) const {
    for (const auto& cell : sheet_.rows[row])
        if (!cell.blank() && is_total_text(cell.text)) return tidy(cell.text);
    return {};
}

std::optional<int> Table::printed_number(int row) const {
    if (const auto in_text = number_in_total(total_text(row))) return in_text;
    int ticks = 0;
    bool any_tick = false;
    for (const auto& cell : sheet_.rows[row]) {
        const auto value = number_in_total(cell.text);
        if (cell.blank() || !value || is_total_text(cell.text)) continue;
        const auto index = &cell - sheet_.rows[row].data();
        const bool tick = index < static_cast<std::ptrdiff_t>(columns_.size()) && columns_[index].tick();
        if (!tick) return value;
        if (columns_[index].role != Role::field) continue;
        any_tick = true;
        ticks += *value;
    }
    return any_tick ? std::optional(ticks) : std::nullopt;
}

}  // namespace kheo::registry::import
