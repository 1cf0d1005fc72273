// SPDX-License-Identifier: Apache-2.0
// Build tool: readable XML parts → Word templates, as files and as one C++ source.
//   kheo-templates OUT.cpp NAMESPACE OUT_DIR ROOT NAME=layer,layer… …
// A template is made of layers (folders under ROOT); a file of a later layer replaces the same file of an
// earlier one. Files in word/, docProps/ and rels/ become parts; <include file="heading.xml"/> is replaced by
// the children of include/heading.xml. Besides WordprocessingML, which is copied as it stands, parts may hold
// a short markup for what a report consists of:
//   <p> <h1> <h2> <h3> <caption> <note> <closing> …       a paragraph in the style of that name
//   <hint>…</hint>                             a placeholder that vanishes when a person types over it
//   <when field="x"> / <unless field="x"> / <each field="x">   a block {{?x}}, {{^x}} or {{#x}} around its
//   children <table widths="8 52 20 20"><head><c>…</c></head><row each="x"><c left="1">…</c></row></table>
//   widths in
//   %
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"
#include "platform/document/package.hpp"
#include "platform/document/xml.hpp"

namespace kheo::document {

namespace {

namespace fs = std::filesystem;
using Layers = std::vector<fs::path>;
using pugi::xml_node;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

void parse(const fs::path& path, pugi::xml_document& out) {
    const auto result =
        out.load_string(read_file(path).c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!result)
        throw std::runtime_error(
            fmt::format("{}: {} at {}", path.string(), result.description(), result.offset));
}

fs::path find_in_layers(const Layers& layers, const std::string& file) {
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
        if (fs::exists(*layer / file)) return *layer / file;
    throw std::runtime_error("no layer has " + file);
}

/// Writes the short markup out as WordprocessingML.
class Writer {
  public:
    explicit Writer(Layers layers) : layers_(std::move(layers)) {}

    void blocks(xml_node from, xml_node to) const {
        for (const auto node : from.children()) block(node, to);
    }

  private:
    void block(xml_node node, xml_node to) const {
        const std::string name = node.name();
        if (name == "include") return include(node, to);
        if (name == "each") return section(node, to, "#");
        if (name == "when") return section(node, to, "?");
        if (name == "unless") return section(node, to, "^");
        if (name == "hint") return hint_block(node, to);
        if (name == "table") return table(node, to);
        if (const auto style = style_of(name); !style.empty()) return paragraph(node, to, style);
        auto copy = to.append_child(node.name());
        if (node.type() != pugi::node_element) {
            to.remove_child(copy);
            to.append_copy(node);
            return;
        }
        for (const auto attribute : node.attributes()) copy.append_copy(attribute);
        blocks(node, copy);
    }

    static std::string style_of(const std::string& name) {
        static const std::map<std::string, std::string> styles{
            {"p", "Body"},          {"h1", "Heading1"},    {"h2", "Heading2"},      {"h3", "Heading3"},
            {"caption", "Caption"}, {"note", "Note"},      {"annex", "AnnexTitle"}, {"item", "ListItem"},
            {"center", "Centered"}, {"closing", "Closing"}};
        const auto found = styles.find(name);
        return found == styles.end() ? "" : found->second;
    }

    void include(xml_node node, xml_node to) const {
        pugi::xml_document part;
        parse(find_in_layers(layers_, std::string("include/") + node.attribute("file").value()), part);
        blocks(part.document_element(), to);
    }

    static xml_node start_paragraph(xml_node to, const std::string& style) {
        auto paragraph = to.append_child("w:p");
        paragraph.append_child("w:pPr").append_child("w:pStyle").append_attribute("w:val") = style.c_str();
        return paragraph;
    }

    static xml_node run(xml_node to, const std::string& text) {
        auto node = to.append_child("w:r").append_child("w:t");
        node.append_attribute("xml:space") = "preserve";
        node.text() = text.c_str();
        return node.parent();
    }

    void section(xml_node node, xml_node to, const char* sign) const {
        const std::string field = node.attribute("field").value();
        run(start_paragraph(to, "Body"), "{{" + std::string(sign) + field + "}}");
        blocks(node, to);
        run(start_paragraph(to, "Body"), "{{/" + field + "}}");
    }

    static void content_control(xml_node to, const std::string& text, bool whole_paragraph) {
        auto control = to.append_child("w:sdt");
        auto properties = control.append_child("w:sdtPr");
        properties.append_child("w:alias").append_attribute("w:val") = "Cán bộ bổ sung";
        properties.append_child("w:showingPlcHdr");
        if (!whole_paragraph) properties.append_child("w:text");
        auto content = control.append_child("w:sdtContent");
        auto r = run(whole_paragraph ? start_paragraph(content, "Body") : content, "[" + text + "]");
        r.prepend_child("w:rPr").append_child("w:rStyle").append_attribute("w:val") = "Hint";
    }

    static void hint_block(xml_node node, xml_node to) { content_control(to, tidy(node.text().get()), true); }

    /// Text of a paragraph as written over several lines: white space is one space; <hint>, <b>, <i>, <br/>.
    static void inlines(xml_node from, xml_node to) {
        for (const auto child : from.children()) {
            const std::string name = child.name();
            if (child.type() == pugi::node_pcdata) {
                const std::string_view raw = child.value();
                const auto text = tidy(raw);
                if (text.empty() && (!child.previous_sibling() || !child.next_sibling())) continue;
                const bool space_before = child.previous_sibling() && is_space(raw.front());
                const bool space_after = child.next_sibling() && !text.empty() && is_space(raw.back());
                run(to, (space_before ? " " : "") + text + (space_after ? " " : ""));
            } else if (name == "hint") {
                content_control(to, tidy(child.text().get()), false);
            } else if (name == "br") {
                to.append_child("w:r").append_child("w:br");
            } else if (name == "b" || name == "i") {
                run(to, child.text().get()).prepend_child("w:rPr").append_child(("w:" + name).c_str());
            } else {
                to.append_copy(child);
            }
        }
    }
    static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

    static void paragraph(xml_node node, xml_node to, const std::string& style) {
        inlines(node, start_paragraph(to, style));
    }

    static void table(xml_node node, xml_node to) {
        std::vector<int> widths;
        std::istringstream in(node.attribute("widths").value());
        for (int percent = 0; in >> percent;) widths.push_back(percent);
        auto out = to.append_child("w:tbl");
        auto properties = out.append_child("w:tblPr");
        properties.append_child("w:tblStyle").append_attribute("w:val") = "Grid";
        auto width = properties.append_child("w:tblW");
        width.append_attribute("w:w") = "5000";
        width.append_attribute("w:type") = "pct";
        properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
        auto grid = out.append_child("w:tblGrid");
        for (const auto percent : widths)
            grid.append_child("w:gridCol").append_attribute("w:w") = percent * kTextWidth / 100;
        for (const auto row : node.children()) table_row(row, out, widths);
    }

    static constexpr int kTextWidth = 9355;  // twentieths of a point between the margins: 165 mm

    static void table_row(xml_node row, xml_node out, const std::vector<int>& widths) {
        const bool head = std::string_view(row.name()) == "head";
        auto tr = out.append_child("w:tr");
        auto properties = tr.append_child("w:trPr");
        properties.append_child("w:cantSplit");
        if (head) properties.append_child("w:tblHeader");
        const std::string each = row.attribute("each").value();
        const bool bold = head || row.attribute("bold");
        std::size_t column = 0;
        for (const auto cell : row.children("c")) {
            auto tc = tr.append_child("w:tc");
            auto tc_properties = tc.append_child("w:tcPr");
            auto width = tc_properties.append_child("w:tcW");
            width.append_attribute("w:w") = widths.at(column) * kTextWidth / 100;
            width.append_attribute("w:type") = "dxa";
            tc_properties.append_child("w:vAlign").append_attribute("w:val") = "center";
            auto p = start_paragraph(tc, bold ? "TableHead" : "TableCell");
            if (cell.attribute("left"))
                p.child("w:pPr").append_child("w:jc").append_attribute("w:val") = "left";
            if (!each.empty() && column == 0) run(p, "{{#" + each + "}}");
            inlines(cell, p);
            if (!each.empty() && ++column == widths.size()) run(p, "{{/" + each + "}}");
            if (each.empty()) ++column;
        }
        if (column != widths.size()) throw std::runtime_error("a table row has not as many cells as widths");
    }

    Layers layers_;
};

/// [Content_Types].xml first, as Word writes it; the rest by name.
Package build(const Layers& layers) {
    std::map<std::string, fs::path> files;
    for (const auto& layer : layers) {
        for (const auto& entry : fs::recursive_directory_iterator(layer)) {
            const auto name = fs::relative(entry.path(), layer).generic_string();
            if (entry.is_regular_file() && !name.starts_with("include/")) files[name] = entry.path();
        }
    }
    Package package;
    for (const auto& [name, path] : files) {
        pugi::xml_document source, out;
        parse(path, source);
        Writer(layers).blocks(source.root(), out.root());
        const auto part = name == "content_types.xml" ? "[Content_Types].xml"
                          : name == "rels.xml"        ? "_rels/.rels"
                          : name == "word/rels.xml"   ? "word/_rels/document.xml.rels"
                                                      : name;
        package.push_back({part, print_part(out)});
    }
    return package;
}

std::string array_of(const std::string& name, const std::string& bytes) {
    std::string out = fmt::format("const unsigned char k_{}[] = {{", name);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        out += fmt::format("{}{},", i % 32 == 0 ? "\n" : "",
                           static_cast<unsigned>(static_cast<unsigned char>(bytes[i])));
    return out + "};\n";
}

std::string source_of(const std::string& space, const std::map<std::string, std::string>& files) {
    std::string arrays, rows;
    for (const auto& [name, bytes] : files) {
        arrays += array_of(name, bytes);
        rows += fmt::format(
            "    if (name == \"{0}\") return {{reinterpret_cast<const char*>(k_{0}), sizeof k_{0}}};\n",
            name);
    }
    return fmt::format(
        "// Generated from the readable parts; do not edit.\n#include <string_view>\nnamespace {{\n{}}}\n"
        "namespace {} {{\nstd::string_view shipped_template(std::string_view name) {{\n{}    return "
        "{{}};\n}}\n}}\n",
        arrays, space, rows);
}

void write_file(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

Layers layers_of(const fs::path& root, std::string_view list) {
    Layers out;
    for (const auto layer : split(list, ',')) out.push_back(root / layer);
    return out;
}

void run(int argc, char** argv) {
    std::map<std::string, std::string> files;
    for (int i = 5; i < argc; ++i) {
        const std::string_view argument = argv[i];
        const auto equals = argument.find('=');
        const std::string name(argument.substr(0, equals));
        auto bytes = write_package(build(layers_of(argv[4], argument.substr(equals + 1))));
        if (!bytes) throw std::runtime_error("cannot pack " + name);
        write_file(fs::path(argv[3]) / (name + ".docx"), *bytes);
        files[name] = *std::move(bytes);
    }
    write_file(argv[1], source_of(argv[2], files));
}

}  // namespace

}  // namespace kheo::document

int main(int argc, char** argv) {
    if (argc < 6) {
        fmt::print(stderr, "usage: kheo-templates OUT.cpp NAMESPACE OUT_DIR ROOT NAME=layer,layer...\n");
        return 2;
    }
    try {
        kheo::document::run(argc, argv);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 1;
    }
}
