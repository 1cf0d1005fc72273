// SPDX-License-Identifier: Apache-2.0
// fill_template: which parts of the package hold text, and their way through the two halves.
#include <optional>
#include <pugixml.hpp>

#include "platform/document/document.hpp"
#include "platform/document/fill.hpp"
#include "platform/document/markers.hpp"
#include "platform/document/package.hpp"
#include "platform/document/xml.hpp"

namespace kheo::document {

namespace {

std::optional<Story> story_of(pugi::xml_node root) {
    if (is_named(root, "w:document")) return Story::body;
    if (is_named(root, "w:hdr")) return Story::header;
    if (is_named(root, "w:ftr")) return Story::footer;
    if (is_named(root, "w:footnotes") || is_named(root, "w:endnotes")) return Story::note;
    return std::nullopt;
}

Result<> fill_part(Part& part, const Value& value) {
    pugi::xml_document xml;
    TRY(parse_part(part, xml));
    auto root = xml.document_element();
    const auto story = story_of(root);
    if (!story) return {};
    TRY(place_markers(root, *story));
    TRY(fill_marks(root, value, *story));
    part.bytes = print_part(xml);
    return {};
}

Result<> fill_properties(Part& part, const Value& value) {
    pugi::xml_document xml;
    TRY(parse_part(part, xml));
    for (auto property : xml.document_element()) {
        const std::string text = property.text().get();
        if (text.find("{{") != std::string::npos) property.text() = TRY(fill_text(text, value)).c_str();
    }
    part.bytes = print_part(xml);
    return {};
}

}  // namespace

Result<std::string> fill_template(std::string_view docx, const Value& value) {
    auto package = TRY(read_package(docx));
    for (auto& part : package) {
        if (part.name.starts_with("word/") && part.name.ends_with(".xml")) TRY(fill_part(part, value));
        if (part.name == "docProps/core.xml") TRY(fill_properties(part, value));
    }
    return write_package(package);
}

}  // namespace kheo::document
