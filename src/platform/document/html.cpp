// SPDX-License-Identifier: Apache-2.0
// A Word document as a page. The preview is made from the very file that is downloaded, so that an office's
// own template shows in both. Every look is a class (paper_css.cpp); the page allows no inline style.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <pugixml.hpp>
#include <vector>

#include "base/text.hpp"
#include "platform/document/document.hpp"
#include "platform/document/markers.hpp"
#include "platform/document/package.hpp"
#include "platform/document/styles.hpp"
#include "platform/document/xml.hpp"

namespace kheo::document {

namespace {

constexpr double kTwipsPerMillimetre = 1440 / 25.4;

int millimetres(int twips) {
    return static_cast<int>(std::lround(std::clamp(twips, 0, 6800) / kTwipsPerMillimetre));
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

class Page {
  public:
    explicit Page(pugi::xml_node styles) : styles_(styles) {}

    void blocks(pugi::xml_node parent) {
        for (const auto node : parent.children()) {
            if (is_named(node, "w:p")) paragraph(node);
            if (is_named(node, "w:tbl")) table(node);
            if (is_named(node, "w:sdt")) blocks(node.child("w:sdtContent"));
        }
    }
    std::string take() { return std::move(out_); }
    void put(std::string_view text) { out_ += text; }

  private:
    static std::string classes(const Look& look) {
        std::string out = "g-" + look.align + " g-s" + std::to_string(std::clamp(look.half_points, 8, 72));
        if (look.first_line > 0) out += " g-first";
        if (look.before >= 120) out += " g-before";
        if (look.after > 0) out += " g-after";
        if (look.new_page) out += " g-page";
        if (look.left > 0) out += fmt::format(" g-left{}", millimetres(look.left));
        if (look.right > 0) out += fmt::format(" g-right{}", millimetres(look.right));
        return out;
    }

    static std::string_view element(const Look& look) {
        if (look.title) return "h1";
        constexpr std::array<std::string_view, 3> kHeadings{"h2", "h3", "h4"};
        return look.outline >= 0 ? kHeadings[static_cast<std::size_t>(std::min(look.outline, 2))] : "p";
    }

    void paragraph(pugi::xml_node node) {
        const auto look = styles_.paragraph(node);
        if (look.rule && trim(paragraph_text(node)).empty()) {
            out_ += fmt::format("<div class=\"g-rule g-left{} g-right{}\"></div>\n", millimetres(look.left),
                                millimetres(look.right));
            return;
        }
        const auto name = element(look);
        out_ += fmt::format("<{} class=\"{}\">", name, classes(look));
        const auto start = out_.size();
        inlines(node, look);
        if (out_.size() == start) out_ += "<br>";
        out_ += fmt::format("</{}>\n", name);
    }

    void inlines(pugi::xml_node parent, const Look& paragraph) {
        for (const auto node : parent.children()) {
            if (is_named(node, "w:r")) run(node, paragraph);
            if (is_named(node, "w:hyperlink") || is_named(node, "w:ins") || is_named(node, "w:fldSimple"))
                inlines(node, paragraph);
            if (is_named(node, "w:sdt")) inlines(node.child("w:sdtContent"), paragraph);
        }
    }

    void run(pugi::xml_node node, const Look& paragraph) {
        const auto look = styles_.run(node, paragraph);
        const auto text = run_text(node);
        if (text.empty()) return;
        std::string open, close;
        const auto wrap = [&](bool wanted, std::string_view before, std::string_view after) {
            if (!wanted) return;
            open += before;
            close.insert(0, after);
        };
        wrap(look.half_points != paragraph.half_points,
             fmt::format("<span class=\"g-s{}\">", std::clamp(look.half_points, 8, 72)), "</span>");
        wrap(look.shaded, "<mark class=\"g-hint\">", "</mark>");
        wrap(look.bold, "<b>", "</b>");
        wrap(look.italic, "<i>", "</i>");
        wrap(look.underline, "<u>", "</u>");
        out_ += open + text + close;
    }

    static std::string run_text(pugi::xml_node node) {
        std::string out;
        for (const auto child : node.children()) {
            if (is_named(child, "w:t")) out += escaped(child.child_value());
            if (is_named(child, "w:br") || is_named(child, "w:cr")) out += "<br>";
            if (is_named(child, "w:tab")) out += "&emsp;";
            if (is_named(child, "w:noBreakHyphen")) out += "‑";
        }
        return out;
    }

    void table(pugi::xml_node node) {
        out_ += styles_.bordered(node) ? "<div class=\"g-scroll\" tabindex=\"0\"><table class=\"g-grid\">"
                                       : "<table class=\"g-plain\">";
        columns(node.child("w:tblGrid"));
        bool in_head = false, in_body = false;
        for (const auto row : node.children("w:tr")) {
            const bool head = !in_body && row.child("w:trPr").child("w:tblHeader");
            if (head && !in_head) out_ += "<thead>";
            if (!head && !in_body) out_ += in_head ? "</thead><tbody>\n" : "<tbody>\n";
            in_head = in_head || head;
            in_body = in_body || !head;
            this->row(row, head);
        }
        out_ += in_body ? "</tbody>" : in_head ? "</thead>" : "";
        out_ += styles_.bordered(node) ? "</table></div>\n" : "</table>\n";
    }

    void columns(pugi::xml_node grid) {
        int total = 0;
        for (const auto column : grid.children()) total += column.attribute("w:w").as_int();
        if (total <= 0) return;
        out_ += "<colgroup>";
        for (const auto column : grid.children())
            out_ +=
                fmt::format("<col class=\"g-w{}\">",
                            std::clamp((column.attribute("w:w").as_int() * 100 + total / 2) / total, 1, 100));
        out_ += "</colgroup>\n";
    }

    void row(pugi::xml_node node, bool head) {
        out_ += "<tr>";
        for (const auto cell : node.children("w:tc")) this->cell(cell, head);
        out_ += "</tr>\n";
    }

    void cell(pugi::xml_node node, bool head) {
        const auto properties = node.child("w:tcPr");
        const auto merged = properties.child("w:vMerge");
        const bool begins = std::string_view(merged.attribute("w:val").value()) == "restart";
        if (merged && !begins) return;
        out_ += head ? "<th scope=\"col\"" : "<td";
        if (const auto span = properties.child("w:gridSpan").attribute("w:val").as_int(1); span > 1)
            out_ += fmt::format(" colspan=\"{}\"", span);
        if (begins) out_ += fmt::format(" rowspan=\"{}\"", height(node));
        out_ += ">";
        blocks(node);
        out_ += head ? "</th>" : "</td>";
    }

    static int grid_column(pugi::xml_node cell) {
        int column = 0;
        for (auto before = cell.previous_sibling("w:tc"); before; before = before.previous_sibling("w:tc"))
            column += before.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_int(1);
        return column;
    }

    /// Rows a vertically merged cell covers: its own and those whose cell in that column continues it.
    static int height(pugi::xml_node cell) {
        const auto column = grid_column(cell);
        int rows = 1;
        for (auto row = cell.parent().next_sibling("w:tr"); row; row = row.next_sibling("w:tr"), ++rows) {
            bool continues = false;
            for (const auto below : row.children("w:tc")) {
                const auto merged = below.child("w:tcPr").child("w:vMerge");
                if (grid_column(below) == column)
                    continues = merged && std::string_view(merged.attribute("w:val").value()) != "restart";
            }
            if (!continues) break;
        }
        return rows;
    }

    Styles styles_;
    std::string out_;
};

const Part* find_part(const Package& package, std::string_view name) {
    const auto found = std::ranges::find(package, name, &Part::name);
    return found == package.end() ? nullptr : &*found;
}

/// The header or footer part that the first page uses.
std::string running_part(pugi::xml_node section, pugi::xml_node relations, const char* element) {
    std::string id;
    for (const auto reference : section.children(element)) {
        const std::string_view type = reference.attribute("w:type").value();
        if ((type == "first" && section.child("w:titlePg")) || (type == "default" && id.empty()))
            id = reference.attribute("r:id").value();
    }
    for (const auto relation : relations.children("Relationship"))
        if (relation.attribute("Id").value() == id)
            return std::string("word/") + relation.attribute("Target").value();
    return {};
}

struct Opened {
    Package package;
    pugi::xml_document document, styles, relations;
};

Result<> open_part(const Package& package, std::string_view name, pugi::xml_document& out) {
    const auto* part = find_part(package, name);
    return part ? parse_part(*part, out) : Result<>{};
}

Result<> running(Page& page, const Opened& file, pugi::xml_node section, const char* reference,
                 std::string_view tag) {
    pugi::xml_document part;
    TRY(open_part(file.package, running_part(section, file.relations.document_element(), reference), part));
    std::string text;
    for (const auto p : part.document_element().children("w:p")) text += paragraph_text(p);
    if (trim(text).empty()) return {};
    page.put(fmt::format("<div class=\"g-{}\">\n", tag));
    page.blocks(part.document_element());
    page.put("</div>\n");
    return {};
}

std::string sheet_classes(pugi::xml_node section) {
    const auto margins = section.child("w:pgMar");
    return fmt::format("giay g-mt{} g-mr{} g-mb{} g-ml{}",
                       millimetres(margins.attribute("w:top").as_int(1134)),
                       millimetres(margins.attribute("w:right").as_int(850)),
                       millimetres(margins.attribute("w:bottom").as_int(1134)),
                       millimetres(margins.attribute("w:left").as_int(1701)));
}

}  // namespace

Result<std::string> to_html(std::string_view docx) {
    Opened file{TRY(read_package(docx)), {}, {}, {}};
    TRY(open_part(file.package, "word/document.xml", file.document));
    TRY(open_part(file.package, "word/styles.xml", file.styles));
    TRY(open_part(file.package, "word/_rels/document.xml.rels", file.relations));
    const auto body = file.document.document_element().child("w:body");
    const auto section = body.child("w:sectPr");
    Page page(file.styles.document_element());
    page.put("<div class=\"" + sheet_classes(section) + "\" lang=\"vi\">\n");
    TRY(running(page, file, section, "w:headerReference", "header"));
    page.blocks(body);
    TRY(running(page, file, section, "w:footerReference", "footer"));
    page.put("</div>\n");
    return page.take();
}

}  // namespace kheo::document
