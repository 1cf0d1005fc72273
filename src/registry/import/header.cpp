// SPDX-License-Identifier: Apache-2.0
#include "registry/import/header.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/import/columns.hpp"

namespace kheo::registry::import {

namespace {

constexpr int kSearchedRows = 200;  // a table that begins later is not a list people send
constexpr int kMostHeaderRows = 4;
constexpr std::size_t kLongestHeading = 120;  // code points; a longer cell is content

bool has_digit_first(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

bool could_be_heading(const sheet::Cell& cell) {
    return cell.kind == sheet::CellKind::text && !has_digit_first(trim(cell.text)) &&
           length(cell.text) <= kLongestHeading;
}

/// Roles that the cells of one row name by themselves.
struct RowRoles {
    int known = 0, filled = 0, title = -1, number = -1;
};

RowRoles roles_of(const sheet::Sheet& sheet, int row) {
    RowRoles found;
    for (int c = 0; c < static_cast<int>(sheet.rows[row].size()); ++c) {
        const auto& cell = sheet.at(row, c);
        if (cell.blank()) continue;
        ++found.filled;
        if (!could_be_heading(cell)) continue;
        const auto column = column_by_wording(c, {tidy(cell.text)});
        if (column.role == Role::ignored) continue;
        ++found.known;
        if (column.role == Role::title && found.title < 0) found.title = c;
        if (column.role == Role::number && found.number < 0) found.number = c;
    }
    return found;
}

const sheet::Merge* merge_at(const sheet::Sheet& sheet, int row, int column) {
    for (const auto& merge : sheet.merges)
        if (row >= merge.first_row && row <= merge.last_row && column >= merge.first_column &&
            column <= merge.last_column)
            return &merge;
    return nullptr;
}

/// Labels under a group heading: nothing under the title and the number, short texts of which one is known.
bool is_sub_header(const sheet::Sheet& sheet, int row, const RowRoles& top) {
    if (row >= static_cast<int>(sheet.rows.size())) return false;
    if (!sheet.at(row, top.title).blank() || (top.number >= 0 && !sheet.at(row, top.number).blank()))
        return false;
    int known = 0, filled = 0;
    for (int c = 0; c < static_cast<int>(sheet.rows[row].size()); ++c) {
        const auto& cell = sheet.at(row, c);
        if (cell.blank()) continue;
        ++filled;
        if (!could_be_heading(cell) || length(cell.text) > 40) return false;
        if (column_by_wording(c, {tidy(cell.text)}).role != Role::ignored) ++known;
    }
    return filled > 0 && known > 0;
}

/// Last row of the header that begins at `row`.
int header_end(const sheet::Sheet& sheet, int row, const RowRoles& top) {
    int last = row;
    if (const auto* merge = merge_at(sheet, row, top.title)) last = std::max(last, merge->last_row);
    while (last - row + 1 < kMostHeaderRows && is_sub_header(sheet, last + 1, top)) ++last;
    return std::min(last, row + kMostHeaderRows - 1);
}

/// The group heading above a column without merges: the nearest text to the left that heads labels of its
/// own.
std::string group_text(const sheet::Sheet& sheet, int row, int column, int last_row) {
    bool labelled_below = false;
    for (int r = row + 1; r <= last_row; ++r) labelled_below |= !sheet.at(r, column).blank();
    if (!labelled_below) return {};
    for (int c = column - 1; c >= 0; --c) {
        if (sheet.at(row, c).blank()) continue;
        for (int r = row + 1; r <= last_row; ++r)
            if (!sheet.at(r, c).blank()) return tidy(sheet.at(row, c).text);
        return {};
    }
    return {};
}

std::vector<std::string> path_of(const sheet::Sheet& sheet, int column, int first, int last) {
    std::vector<std::string> path;
    const sheet::Merge* previous = nullptr;
    for (int r = first; r <= last; ++r) {
        const auto* merge = merge_at(sheet, r, column);
        if (merge && merge == previous) continue;
        previous = merge;
        auto text = merge ? tidy(sheet.at(merge->first_row, merge->first_column).text)
                          : tidy(sheet.at(r, column).text);
        if (text.empty() && !merge) text = group_text(sheet, r, column, last);
        if (!text.empty() && (path.empty() || path.back() != text)) path.push_back(std::move(text));
    }
    return path;
}

Header make_header(const sheet::Sheet& sheet, int row, const RowRoles& top) {
    Header header;
    header.first_row = row;
    header.last_row = header_end(sheet, row, top);
    for (int c = 0; c < width(sheet); ++c) {
        header.paths.push_back(path_of(sheet, c, header.first_row, header.last_row));
        if (column_by_wording(c, header.paths.back()).role != Role::ignored) ++header.score;
    }
    return header;
}

}  // namespace

int width(const sheet::Sheet& sheet) {
    std::size_t widest = 0;
    for (const auto& row : sheet.rows) widest = std::max(widest, row.size());
    return static_cast<int>(widest);
}

std::optional<Header> find_header(const sheet::Sheet& sheet) {
    const int end = std::min(kSearchedRows, static_cast<int>(sheet.rows.size()));
    for (int r = 0; r < end; ++r) {
        const auto roles = roles_of(sheet, r);
        if (roles.title >= 0 && roles.known >= 2 && roles.known * 2 >= roles.filled)
            return make_header(sheet, r, roles);
    }
    return std::nullopt;
}

bool repeats_header(const sheet::Sheet& sheet, int row, const Header& header) {
    const auto roles = roles_of(sheet, row);
    if (roles.title < 0 || roles.known < 3 || roles.known * 2 < roles.filled) return false;
    const auto& path = header.paths[roles.title];
    return !path.empty() && column_by_wording(roles.title, path).role == Role::title;
}

bool is_column_number_row(const sheet::Sheet& sheet, int row) {
    if (row >= static_cast<int>(sheet.rows.size())) return false;
    int filled = 0, last = 0;
    for (const auto& cell : sheet.rows[row]) {
        if (cell.blank()) continue;
        auto text = std::string(trim(cell.text));
        std::erase_if(text, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; });
        if (++filled <= 2 && (text == "A" || text == "B")) continue;
        if (!has_digit_first(text) || text.find_first_not_of("0123456789=+-.:;, ") != std::string::npos)
            return false;
        const int number = std::atoi(text.c_str());
        if (number <= last || number > 100) return false;
        last = number;
    }
    return filled >= 3;
}

}  // namespace kheo::registry::import
