// SPDX-License-Identifier: Apache-2.0
// XLSX: a whole file as sent, or the texts of its parts (sheet, shared strings, styles, workbook).
#include <algorithm>
#include <pugixml.hpp>

#include "fuzz/fuzz.hpp"
#include "fuzz/sheet.hpp"
#include "fuzz/stored_zip.hpp"

namespace {

constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
constexpr std::string_view kRelations =
    "<Relationships><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/"
    "officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" "
    "Target=\"sharedStrings.xml\"/></Relationships>";
constexpr std::string_view kRoot =
    "<Relationships><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
constexpr std::string_view kWorkbook =
    "<workbook "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
    "name=\"A\" "
    "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

bool well_formed(const std::string& part) {
    return part.empty() || pugi::xml_document().load_buffer(part.data(), part.size());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    if (input.starts_with("PK")) return kheo::fuzz::check_sheet(input, "a.xlsx", false), 0;
    auto parts = kheo::fuzz::parts_of(input, 4);
    if (parts[3].empty()) parts[3] = kWorkbook;
    const bool sound = std::all_of(parts.begin(), parts.end(), well_formed);
    kheo::fuzz::check_sheet(kheo::fuzz::stored_zip({{"[Content_Types].xml", std::string(kTypes)},
                                                    {"_rels/.rels", std::string(kRoot)},
                                                    {"xl/workbook.xml", parts[3]},
                                                    {"xl/_rels/workbook.xml.rels", std::string(kRelations)},
                                                    {"xl/worksheets/sheet1.xml", parts[0]},
                                                    {"xl/sharedStrings.xml", parts[1]},
                                                    {"xl/styles.xml", parts[2]}}),
                            "a.xlsx", sound);
    return 0;
}
