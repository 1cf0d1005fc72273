// SPDX-License-Identifier: Apache-2.0
// Small Word documents for this room's tests: a body in WordprocessingML, and back to text one can read.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>

#include "platform/document/document.hpp"
#include "platform/document/markers.hpp"
#include "platform/document/package.hpp"
#include "platform/document/runs.hpp"

namespace kheo::document::test {

inline std::string document_xml(const std::string& body) {
    return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
           body + "</w:body></w:document>";
}

inline std::string docx(const std::string& body, Package more = {}) {
    Package package{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document_xml(body)}};
    package.insert(package.end(), more.begin(), more.end());
    return write_package(package).value();
}

inline std::string run(const std::string& text, const std::string& formatting = {}) {
    return "<w:r>" + formatting + "<w:t>" + text + "</w:t></w:r>";
}
inline std::string para(const std::string& text) {
    return "<w:p>" + run(text) + "</w:p>";
}
inline std::string cell(const std::string& text) {
    return "<w:tc>" + para(text) + "</w:tc>";
}
inline std::string row(std::initializer_list<std::string> cells) {
    std::string out = "<w:tr>";
    for (const auto& text : cells) out += cell(text);
    return out + "</w:tr>";
}
inline std::string table(const std::string& rows) {
    return "<w:tbl><w:tblPr/>" + rows + "</w:tbl>";
}

inline std::string part(const std::string& file, std::string_view name) {
    const auto package = read_package(file).value();
    for (const auto& p : package)
        if (p.name == name) return p.bytes;
    return {};
}

inline std::string body_xml(const std::string& file) {
    return part(file, "word/document.xml");
}

/// The paragraphs of the body, one per line; cells of a row joined by " | ".
inline std::string plain(const std::string& file, std::string_view name = "word/document.xml") {
    pugi::xml_document xml;
    xml.load_string(part(file, name).c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    std::string out;
    walk(xml, [&](pugi::xml_node node) {
        if (is_named(node, "w:tr")) {
            for (auto c : node.children("w:tc")) {
                out += is_named(c.previous_sibling(), "w:tc") ? " | " : "";
                for (auto p : c.children("w:p")) out += paragraph_text(p);
            }
            out += "\n";
            return false;
        }
        if (is_named(node, "w:p")) out += paragraph_text(node) + "\n";
        return true;
    });
    return out;
}

/// Fills and gives the text, or the error's sentence.
inline std::string fill(const std::string& body, const Value& value) {
    const auto filled = fill_template(docx(body), value);
    return filled ? plain(*filled) : "LỖI: " + filled.error().message.in(Language::vi);
}

}  // namespace kheo::document::test
