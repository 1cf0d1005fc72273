// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xlsx_parts.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "platform/sheet/cell_reference.hpp"
#include "platform/sheet/code_points.hpp"
#include "platform/sheet/legacy.hpp"

namespace kheo::sheet {

namespace {

using Event = XmlReader::Event;

/// Calls use(name) for every start tag of a document.
template <typename F>
Result<> each_element(XmlReader& xml, F&& use) {
    for (;;) {
        const auto event = xml.next();
        if (event == Event::finished) return {};
        if (const auto why = refusal_of(event)) return refuse(*why, "small part");
        if (event == Event::start) TRY(use(xml.name()));
    }
}

/// Part name a relationship of xl/workbook.xml points to: "worksheets/sheet1.xml", "/xl/sharedStrings.xml".
std::string resolve(std::string_view target) {
    std::vector<std::string_view> parts;
    if (!target.starts_with('/')) parts.push_back("xl");
    for (const auto piece : split(target, '/')) {
        if (piece.empty() || piece == ".") continue;
        if (piece != "..") {
            parts.push_back(piece);
        } else if (!parts.empty()) {
            parts.pop_back();
        }
    }
    std::string out;
    for (const auto part : parts) out += (out.empty() ? "" : "/") + std::string(part);
    return out;
}

struct Relation {
    std::string type, target;
};
using Relations = std::map<std::string, Relation, std::less<>>;

Result<Relations> read_relations(Archive& archive) {
    Relations relations;
    const auto part = archive.find("xl/_rels/workbook.xml.rels");
    if (!part) return refuse(Refusal::corrupt_archive, "no workbook relations");
    TRY(read_xml_part(archive, *part, [&](XmlReader& xml) {
        return each_element(xml, [&](std::string_view name) -> Result<> {
            if (name == "Relationship" && xml.raw_attribute("TargetMode") != "External")
                relations[xml.attribute("Id")] = {xml.attribute("Type"), resolve(xml.attribute("Target"))};
            return {};
        });
    }));
    return relations;
}

std::optional<std::size_t> find_by_type(const Archive& archive, const Relations& relations,
                                        std::string_view ending) {
    for (const auto& [id, relation] : relations)
        if (relation.type.ends_with(ending)) return archive.find(relation.target);
    return std::nullopt;
}

Result<> add_sheet(const Archive& archive, const Relations& relations, const XmlReader& xml,
                   XlsxOutline& outline) {
    const auto relation = relations.find(xml.attribute("id"));
    if (relation == relations.end()) return refuse(Refusal::corrupt_archive, "sheet without relation");
    if (!relation->second.type.ends_with("/worksheet")) return {};
    const auto part = archive.find(relation->second.target);
    if (!part) return refuse(Refusal::corrupt_archive, "sheet part is missing");
    const auto state = xml.raw_attribute("state");
    outline.sheets.push_back({xml.attribute("name"), state == "hidden" || state == "veryHidden", *part});
    return {};
}

/// _x000D_ stands for a character XML cannot hold; _x005F_ for an underscore before such a run.
std::string decode_escapes(std::string text) {
    std::size_t at = 0;
    while ((at = text.find("_x", at)) != std::string::npos) {
        std::uint32_t code = 0;
        const bool complete = at + 6 < text.size() && text[at + 6] == '_';
        const auto hex = complete ? text.substr(at + 2, 4) : std::string();
        if (!complete || hex.find_first_not_of("0123456789ABCDEFabcdef") != std::string::npos) {
            at += 2;
            continue;
        }
        code = static_cast<std::uint32_t>(std::stoul(hex, nullptr, 16));
        std::string decoded;
        if (code >= 0x20 || code == '\n' || code == '\t') append_utf8(decoded, code);
        text.replace(at, 7, decoded);
        at += decoded.size();
    }
    return text;
}

using CustomFormats = std::unordered_map<int, NumberFormat>;

NumberFormat format_of(int id, const CustomFormats& custom) {
    const auto found = custom.find(id);
    return found == custom.end() ? builtin_format(id) : found->second;
}

}  // namespace

bool is_true(std::string_view raw) {
    return raw == "1" || raw == "true" || raw == "on";
}

Result<XlsxOutline> read_outline(Archive& archive) {
    XlsxOutline outline;
    const auto relations = TRY(read_relations(archive));
    TRY(read_xml_part(archive, *archive.find("xl/workbook.xml"), [&](XmlReader& xml) {
        return each_element(xml, [&](std::string_view name) -> Result<> {
            if (name == "workbookPr" && is_true(xml.raw_attribute("date1904")))
                outline.epoch = Epoch::from_1904;
            return name == "sheet" ? add_sheet(archive, relations, xml, outline) : Result<>{};
        });
    }));
    if (outline.sheets.empty()) return refuse(Refusal::corrupt_archive, "no worksheet");
    outline.strings = find_by_type(archive, relations, "/sharedStrings");
    outline.styles = find_by_type(archive, relations, "/styles");
    return outline;
}

Result<std::string> read_rich_text(XmlReader& xml) {
    const int depth = xml.depth();
    std::string out;
    bool in_text = false;
    int phonetic = 0;  // depth of the phonetic run being skipped
    for (;;) {
        const auto event = xml.next();
        if (const auto why = refusal_of(event)) return refuse(*why, "text of a cell");
        if (event == Event::text && in_text && phonetic == 0) out += xml.text();
        if (event == Event::start && xml.name() == "rPh") phonetic = xml.depth();
        if (event == Event::start && xml.name() == "t") in_text = true;
        if (event != Event::end) continue;
        in_text = false;
        if (xml.depth() < phonetic) phonetic = 0;
        if (xml.depth() < depth) return decode_escapes(std::move(out));
    }
}

namespace {

Result<> read_string_table(XmlReader& xml, const Limits& limits, std::vector<SharedString>& strings) {
    std::size_t bytes = 0;
    return each_element(xml, [&](std::string_view name) -> Result<> {
        if (name != "si") return {};
        auto text = TRY(read_rich_text(xml));
        bytes += text.size() + sizeof(SharedString);
        if (bytes > limits.text_bytes) return refuse(Refusal::archive_bomb, "shared strings");
        const auto legacy = decode_legacy(text);
        strings.push_back({std::move(text), legacy});
        return {};
    });
}

}  // namespace

Result<std::vector<SharedString>> read_strings(Archive& archive, const XlsxOutline& outline,
                                               const Limits& limits) {
    std::vector<SharedString> strings;
    if (!outline.strings) return strings;
    TRY(read_xml_part(archive, *outline.strings,
                      [&](XmlReader& xml) { return read_string_table(xml, limits, strings); }));
    return strings;
}

Result<std::vector<NumberFormat>> read_formats(Archive& archive, const XlsxOutline& outline) {
    std::vector<NumberFormat> formats;
    if (!outline.styles) return formats;
    CustomFormats custom;
    bool in_cell_formats = false;
    TRY(read_xml_part(archive, *outline.styles, [&](XmlReader& xml) {
        return each_element(xml, [&](std::string_view name) -> Result<> {
            if (name == "numFmt")
                custom.insert_or_assign(parse_index(xml.raw_attribute("numFmtId")),
                                        parse_format(xml.attribute("formatCode")));
            if (name == "cellXfs" || name == "cellStyleXfs" || name == "dxfs")
                in_cell_formats = name == "cellXfs";
            if (name == "xf" && in_cell_formats)
                formats.push_back(format_of(parse_index(xml.raw_attribute("numFmtId")), custom));
            return {};
        });
    }));
    return formats;
}

}  // namespace kheo::sheet
