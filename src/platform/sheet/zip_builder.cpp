// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/zip_builder.hpp"

#include <zip.h>

#include <stdexcept>

namespace kheo::test {

namespace {

const std::string kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const std::string kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string kPackage = "http://schemas.openxmlformats.org/package/2006/";

std::string relations(const std::string& inside) {
    return kHead + "<Relationships xmlns=\"" + kPackage + "relationships\">" + inside + "</Relationships>";
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + kRelations + "/" + type + "\" Target=\"" + target +
           "\"/>";
}

std::string content_types() {
    const std::string sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const auto part = [&](const std::string& name, const std::string& type) {
        return "<Override PartName=\"/xl/" + name + "\" ContentType=\"" + sheet + type + "+xml\"/>";
    };
    return kHead + "<Types xmlns=\"" + kPackage + "content-types\">" +
           "<Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" +
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
           part("workbook.xml", "sheet.main") + part("worksheets/sheet1.xml", "worksheet") +
           part("styles.xml", "styles") + part("sharedStrings.xml", "sharedStrings") + "</Types>";
}

}  // namespace

std::string zip_of(const Parts& parts) {
    auto* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(source);
    auto* archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
    for (const auto& [name, content] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                     ZIP_FL_ENC_UTF_8);
    if (zip_close(archive) != 0) throw std::runtime_error("zip_close");
    zip_source_open(source);
    std::string out;
    char buffer[4096];
    for (zip_int64_t count = 0; (count = zip_source_read(source, buffer, sizeof buffer)) > 0;)
        out.append(buffer, static_cast<std::size_t>(count));
    zip_source_close(source);
    zip_source_free(source);
    return out;
}

std::string xlsx_of(const XlsxFixture& fixture) {
    Parts parts = {
        {"[Content_Types].xml", content_types()},
        {"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml",
         kHead + "<workbook " + kMain + " xmlns:r=\"" + kRelations + "\">" + fixture.workbook_properties +
             "<sheets><sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                                                 relation("rId2", "styles", "styles.xml") +
                                                 relation("rId3", "sharedStrings", "sharedStrings.xml"))},
        {"xl/worksheets/sheet1.xml", kHead + "<worksheet " + kMain + ">" + fixture.before_data +
                                         "<sheetData>" + fixture.sheet_data + "</sheetData>" +
                                         fixture.after_data + "</worksheet>"},
        {"xl/styles.xml", kHead + "<styleSheet " + kMain + ">" + fixture.styles + "</styleSheet>"},
        {"xl/sharedStrings.xml", kHead + "<sst " + kMain + ">" + fixture.shared_strings + "</sst>"}};
    parts.insert(parts.end(), fixture.more.begin(), fixture.more.end());
    return zip_of(parts);
}

std::string inline_cell(const std::string& reference, const std::string& text) {
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + text +
           "</t></is></c>";
}

}  // namespace kheo::test
