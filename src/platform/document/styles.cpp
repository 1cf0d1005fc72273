// SPDX-License-Identifier: Apache-2.0
#include "platform/document/styles.hpp"

namespace kheo::document {

namespace {

constexpr int kDeepest = 20;  // basedOn chains; a circle ends here

/// <w:b/> is on, <w:b w:val="0"/> is off.
void toggle(pugi::xml_node properties, const char* name, bool& flag) {
    const auto node = properties.child(name);
    if (!node) return;
    const std::string_view value = node.attribute("w:val").value();
    flag = value != "0" && value != "false" && value != "none";
}

void number(pugi::xml_node node, const char* name, int& value) {
    if (const auto attribute = node.attribute(name)) value = attribute.as_int(value);
}

/// One of the four that the style sheet knows; anything else in a file is no alignment.
const char* alignment(std::string_view value) {
    if (value == "center" || value == "both") return value == "both" ? "both" : "center";
    return value == "right" || value == "end" ? "right" : "left";
}

}  // namespace

void apply_paragraph(pugi::xml_node p, Look& look) {
    if (const auto align = p.child("w:jc").attribute("w:val")) look.align = alignment(align.value());
    const auto indent = p.child("w:ind");
    number(indent, "w:left", look.left);
    number(indent, "w:right", look.right);
    number(indent, "w:firstLine", look.first_line);
    const auto spacing = p.child("w:spacing");
    number(spacing, "w:before", look.before);
    number(spacing, "w:after", look.after);
    number(p.child("w:outlineLvl"), "w:val", look.outline);
    toggle(p, "w:pageBreakBefore", look.new_page);
    if (p.child("w:pBdr").child("w:top")) look.rule = true;
}

void apply_run(pugi::xml_node r, Look& look) {
    toggle(r, "w:b", look.bold);
    toggle(r, "w:i", look.italic);
    toggle(r, "w:u", look.underline);
    number(r.child("w:sz"), "w:val", look.half_points);
    if (r.child("w:shd").attribute("w:fill") || r.child("w:highlight")) look.shaded = true;
}

Styles::Styles(pugi::xml_node root) {
    apply_run(root.child("w:docDefaults").child("w:rPrDefault").child("w:rPr"), base_);
    apply_paragraph(root.child("w:docDefaults").child("w:pPrDefault").child("w:pPr"), base_);
    for (const auto style : root.children("w:style")) {
        const std::string id = style.attribute("w:styleId").value();
        by_id_[id] = style;
        if (std::string_view(style.attribute("w:type").value()) == "paragraph" &&
            style.attribute("w:default").as_bool())
            default_paragraph_ = id;
    }
}

void Styles::apply_style(std::string_view id, Look& look, int depth) const {
    const auto found = by_id_.find(id);
    if (found == by_id_.end() || depth > kDeepest) return;
    if (const auto base = found->second.child("w:basedOn").attribute("w:val"))
        apply_style(base.value(), look, depth + 1);
    apply_paragraph(found->second.child("w:pPr"), look);
    apply_run(found->second.child("w:rPr"), look);
    if (id == "Title") look.title = true;
}

Look Styles::paragraph(pugi::xml_node paragraph) const {
    auto look = base_;
    const auto properties = paragraph.child("w:pPr");
    const auto style = properties.child("w:pStyle").attribute("w:val");
    apply_style(style ? std::string_view(style.value()) : std::string_view(default_paragraph_), look);
    apply_paragraph(properties, look);
    return look;
}

Look Styles::run(pugi::xml_node run, const Look& paragraph) const {
    auto look = paragraph;
    const auto properties = run.child("w:rPr");
    if (const auto style = properties.child("w:rStyle").attribute("w:val")) apply_style(style.value(), look);
    apply_run(properties, look);
    return look;
}

bool Styles::bordered(pugi::xml_node table) const {
    const auto own = table.child("w:tblPr");
    if (own.child("w:tblBorders")) return own.child("w:tblBorders").child("w:insideH") != nullptr;
    const auto found = by_id_.find(std::string_view(own.child("w:tblStyle").attribute("w:val").value()));
    return found != by_id_.end() && found->second.child("w:tblPr").child("w:tblBorders") != nullptr;
}

}  // namespace kheo::document
