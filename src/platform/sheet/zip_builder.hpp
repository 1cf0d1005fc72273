// SPDX-License-Identifier: Apache-2.0
// Zip and XLSX files made in code, for tests that need a strange one.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kheo::test {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name, content

/// A zip of these parts, packed.
std::string zip_of(const Parts& parts);

/// The least an XLSX needs, with one sheet "Danh sách" (hidden when `state` says so).
struct XlsxFixture {
    std::string sheet_data = {};      // "<row r=\"1\">…</row>"
    std::string after_data = {};      // mergeCells …
    std::string before_data = {};     // cols …
    std::string shared_strings = {};  // "<si>…</si>"
    std::string styles = {};          // inside <styleSheet>
    std::string workbook_properties = {};
    Parts more = {};
};
std::string xlsx_of(const XlsxFixture& fixture);

/// <c r="A1" t="inlineStr"> with the text (escaped by the caller).
std::string inline_cell(const std::string& reference, const std::string& text);

}  // namespace kheo::test
