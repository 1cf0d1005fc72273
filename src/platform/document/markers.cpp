// SPDX-License-Identifier: Apache-2.0
#include "platform/document/markers.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/text.hpp"
#include "platform/document/messages.gen.hpp"
#include "platform/document/runs.hpp"

namespace kheo::document {

bool is_named(pugi::xml_node node, std::string_view name) {
    return node.name() == name;
}

bool is_opening(pugi::xml_node node) {
    return is_named(node, kOpen) || is_named(node, kWhen) || is_named(node, kNot);
}

bool is_block_mark(pugi::xml_node node) {
    return is_opening(node) || is_named(node, kClose);
}

std::string written(pugi::xml_node mark) {
    const char* sign = is_named(mark, kOpen)    ? "#"
                       : is_named(mark, kWhen)  ? "?"
                       : is_named(mark, kNot)   ? "^"
                       : is_named(mark, kClose) ? "/"
                                                : "";
    return std::string("{{") + sign + mark.attribute("name").value() + "}}";
}

std::string paragraph_text(pugi::xml_node paragraph) {
    std::string out;
    walk(paragraph, [&](pugi::xml_node child) {
        if (is_named(child, "w:t")) out += child.child_value();
        if (is_named(child, "w:tab") || is_named(child, "w:br")) out += ' ';
        if (is_block_mark(child) || is_named(child, kField)) out += written(child);
        return !is_named(child, "w:p") && !is_named(child, "w:pPr");
    });
    return out;
}

namespace {

std::string shortened(std::string_view text) {
    constexpr std::size_t kLongest = 90;
    const auto clean = tidy(text);
    if (clean.size() <= kLongest) return clean;
    auto cut = kLongest;
    while (cut > 0 && (static_cast<unsigned char>(clean[cut]) & 0xC0) == 0x80) --cut;
    return clean.substr(0, cut) + "…";
}

std::string text_near(pugi::xml_node node) {
    for (auto at = node; at; at = at.parent()) {
        if (is_named(at, "w:p")) return paragraph_text(at);
        // A mark between paragraphs or rows: what stands after it tells the place best.
        for (auto next = at.next_sibling(); next; next = next.next_sibling()) {
            std::string text;
            if (is_named(next, "w:p")) text = paragraph_text(next);
            if (is_named(next, "w:tr") || is_named(next, "w:tbl"))
                walk(next, [&](pugi::xml_node inner) {
                    if (is_named(inner, "w:p")) text += paragraph_text(inner) + " ";
                    return true;
                });
            if (!trim(text).empty()) return written(node) + " " + text;
        }
    }
    return {};
}

}  // namespace

std::string place_of(pugi::xml_node node, Story story) {
    const auto& where = story == Story::body     ? msg::where_body
                        : story == Story::header ? msg::where_header
                        : story == Story::footer ? msg::where_footer
                                                 : msg::where_note;
    auto text = shortened(text_near(node));
    if (text.empty() && !is_named(node, "w:p")) text = written(node);
    return Sentence(where, {{"text", text}}).in(Language::vi);
}

namespace {

using Marks = std::vector<pugi::xml_node>;

/// Block marks under root in document order, without those of paragraphs or tables inside it that stop(node)
/// names.
template <typename Stop>
Marks marks_under(pugi::xml_node root, const Stop& stop) {
    Marks out;
    walk(root, [&](pugi::xml_node child) {
        if (is_block_mark(child)) out.push_back(child);
        return !stop(child);
    });
    return out;
}

struct Pair {
    pugi::xml_node open, close;
};

/// What of a sequence of marks belongs together, and what is left over.
struct Matched {
    std::vector<Pair> pairs;
    Marks left;
};

Matched match(const Marks& marks) {
    Matched out;
    Marks waiting;
    for (const auto mark : marks) {
        const bool closes =
            is_named(mark, kClose) && !waiting.empty() &&
            std::strcmp(waiting.back().attribute("name").value(), mark.attribute("name").value()) == 0;
        if (closes) {
            out.pairs.push_back({waiting.back(), mark});
            waiting.pop_back();
        } else if (is_named(mark, kClose)) {
            out.left.insert(out.left.end(), waiting.begin(), waiting.end());
            waiting.clear();
            out.left.push_back(mark);
        } else {
            waiting.push_back(mark);
        }
    }
    out.left.insert(out.left.end(), waiting.begin(), waiting.end());
    return out;
}

std::unexpected<Error> not_alone(pugi::xml_node mark, Story story) {
    return fail(ErrorKind::invalid, msg::block_not_alone,
                {{"tag", written(mark)}, {"where", place_of(mark, story)}});
}

/// Nothing but marks: no text, picture, field or section break.
bool only_marks(pugi::xml_node paragraph) {
    bool only = true;
    walk(paragraph, [&](pugi::xml_node child) {
        if (is_named(child, "w:t") && !trim(child.child_value()).empty()) only = false;
        for (const auto* name :
             {kField, "w:drawing", "w:pict", "w:object", "w:fldChar", "w:fldSimple", "w:sectPr"})
            if (is_named(child, name)) only = false;
        return true;
    });
    return only;
}

bool inside_cell(pugi::xml_node node) {
    return is_named(node.parent(), "w:tc");
}

/// Marks that the paragraph does not close itself go before the paragraph, which vanishes; in a table cell
/// they may share it with text and are left for the row.
Result<> lift_from_paragraph(pugi::xml_node paragraph, Story story) {
    const auto matched = match(marks_under(paragraph, [](auto node) { return is_named(node, "w:p"); }));
    for (const auto& pair : matched.pairs)
        if (pair.open.parent() != pair.close.parent()) return not_alone(pair.open, story);
    if (matched.left.empty()) return {};
    if (!only_marks(paragraph)) {
        if (inside_cell(paragraph)) return {};
        return not_alone(matched.left.front(), story);
    }
    for (const auto mark : matched.left) paragraph.parent().insert_copy_before(mark, paragraph);
    paragraph.parent().remove_child(paragraph);
    return {};
}

/// Marks that the cell does not close itself go before (opening) or after (closing) the row.
Result<> lift_from_cell(pugi::xml_node cell, pugi::xml_node& row_end, Story story) {
    auto row = cell.parent();
    const auto matched = match(marks_under(cell, [](auto node) { return is_named(node, "w:tbl"); }));
    for (const auto& pair : matched.pairs)
        if (pair.open.parent() != pair.close.parent()) return not_alone(pair.open, story);
    for (auto mark : matched.left) {
        if (is_named(mark, kClose))
            row_end = row.parent().insert_copy_after(mark, row_end);
        else
            row.parent().insert_copy_before(mark, row);
        mark.parent().remove_child(mark);
    }
    return {};
}

std::vector<pugi::xml_node> all_named(pugi::xml_node root, std::string_view name) {
    std::vector<pugi::xml_node> out;
    walk(root, [&](pugi::xml_node child) {
        if (is_named(child, name)) out.push_back(child);
        return true;
    });
    return out;
}

}  // namespace

Result<> place_markers(pugi::xml_node root, Story story) {
    const auto paragraphs = all_named(root, "w:p");
    for (const auto paragraph : paragraphs) TRY(mark_paragraph(paragraph, story));
    // Inner paragraphs (text boxes) before the ones that hold them, inner rows before outer rows.
    for (auto i = paragraphs.rbegin(); i != paragraphs.rend(); ++i) TRY(lift_from_paragraph(*i, story));
    const auto rows = all_named(root, "w:tr");
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        auto row_end = *row;
        for (auto cell = row->child("w:tc"); cell; cell = cell.next_sibling("w:tc"))
            TRY(lift_from_cell(cell, row_end, story));
    }
    return {};
}

}  // namespace kheo::document
