// SPDX-License-Identifier: Apache-2.0
// Where the table of a list begins: the header rows (one to three, merged or not) under a heading block, and
// for each column the path of headings from the top row down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/sheet/workbook.hpp"

namespace kheo::registry::import {

struct Header {
    int first_row = 0, last_row = 0;              // from 0, inclusive
    std::vector<std::vector<std::string>> paths;  // by column; an empty path = no heading
    int score = 0;                                // columns whose heading is understood
};

/// The header of a sheet; nullopt when no row looks like one. A header names the initiatives' title column
/// and at least one more known column.
std::optional<Header> find_header(const sheet::Sheet& sheet);

/// A header printed again in the middle of a list (page break).
bool repeats_header(const sheet::Sheet& sheet, int row, const Header& header);

/// (1) (2) (3) …, 1 2 3 …, A B 1 2=3+4 … directly under a header.
bool is_column_number_row(const sheet::Sheet& sheet, int row);

/// Number of columns in use.
int width(const sheet::Sheet& sheet);

}  // namespace kheo::registry::import
