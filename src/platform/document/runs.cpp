// SPDX-License-Identifier: Apache-2.0
#include "platform/document/runs.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/text.hpp"
#include "platform/document/messages.gen.hpp"

namespace kheo::document {

namespace {

/// A stretch of one w:t: plain text, or a whole placeholder that begins in it.
struct Segment {
    std::string text;
    bool tag = false;
};

struct Piece {
    pugi::xml_node text;             // w:t
    std::size_t begin = 0, end = 0;  // in the paragraph's text
    std::vector<Segment> segments;
};

struct Paragraph {
    std::vector<Piece> pieces;
    std::string text;  // all pieces; tabs and breaks as one line break, which no placeholder may contain
};

Paragraph read_paragraph(pugi::xml_node node) {
    Paragraph out;
    walk(node, [&](pugi::xml_node child) {
        if (is_named(child, "w:t")) {
            const auto begin = out.text.size();
            out.text += child.child_value();
            out.pieces.push_back({child, begin, out.text.size(), {}});
        }
        if (is_named(child, "w:tab") || is_named(child, "w:br") || is_named(child, "w:cr")) out.text += '\n';
        return !is_named(child, "w:p") && !is_named(child, "w:pPr");
    });
    return out;
}

struct Span {
    std::size_t begin = 0, end = 0;
};

std::unexpected<Error> unfinished(pugi::xml_node paragraph, Story story) {
    return fail(
        ErrorKind::invalid, msg::tag_unfinished,
        {{"left", "{{"}, {"right", "}}"}, {"example", "{{ten}}"}, {"where", place_of(paragraph, story)}});
}

Result<std::vector<Span>> find_tags(const std::string& text, pugi::xml_node paragraph, Story story) {
    std::vector<Span> out;
    std::size_t at = 0;
    while (true) {
        const auto open = text.find("{{", at);
        const auto close = text.find("}}", open == std::string::npos ? at : open);
        if (open == std::string::npos && close == std::string::npos) return out;
        const bool whole = open != std::string::npos && close != std::string::npos &&
                           text.find('\n', open) >= close && text.find("{{", open + 2) >= close &&
                           text.find("}}", at) == close;
        if (!whole) return unfinished(paragraph, story);
        out.push_back({open, close + 2});
        at = close + 2;
    }
}

/// Every character outside a placeholder stays in its piece; a placeholder goes to the piece it begins in.
void share_out(Paragraph& paragraph, const std::vector<Span>& tags) {
    for (auto& piece : paragraph.pieces) {
        auto at = piece.begin;
        for (const auto& tag : tags) {
            if (tag.end <= at || tag.begin >= piece.end) continue;
            if (tag.begin > at) piece.segments.push_back({paragraph.text.substr(at, tag.begin - at), false});
            if (tag.begin >= piece.begin)
                piece.segments.push_back({paragraph.text.substr(tag.begin, tag.end - tag.begin), true});
            at = std::min(tag.end, piece.end);
        }
        if (at < piece.end) piece.segments.push_back({paragraph.text.substr(at, piece.end - at), false});
    }
}

/// "{{ # name }}" → kind and name; spaces, also no-break ones, do not matter.
struct Tag {
    const char* element = kField;
    std::string name;
};

bool is_name(std::string_view text) {
    if (text == ".") return true;
    const auto ok = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '.';
    };
    return !text.empty() && text.front() != '.' && text.back() != '.' && std::ranges::all_of(text, ok);
}

Result<Tag> parse_tag(const std::string& written_tag, pugi::xml_node paragraph, Story story) {
    const auto inner = trim(std::string_view(written_tag).substr(2, written_tag.size() - 4));
    Tag tag;
    auto name = inner;
    if (inner.starts_with('#')) tag.element = kOpen;
    if (inner.starts_with('?')) tag.element = kWhen;
    if (inner.starts_with('^')) tag.element = kNot;
    if (inner.starts_with('/')) tag.element = kClose;
    if (tag.element != kField) name = trim(inner.substr(1));
    if (!is_name(name))
        return fail(ErrorKind::invalid, msg::tag_unreadable,
                    {{"tag", written_tag}, {"where", place_of(paragraph, story)}});
    tag.name = name;
    return tag;
}

pugi::xml_node new_run(pugi::xml_node before, pugi::xml_node formatting) {
    auto run = before.parent().insert_child_before("w:r", before);
    if (formatting) run.append_copy(formatting);
    return run;
}

void put_text(pugi::xml_node run, const std::string& text) {
    auto node = run.append_child("w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text() = text.c_str();
}

/// Rewrites one run so that each placeholder of its texts stands alone.
Result<> split_run(pugi::xml_node run, const std::vector<Piece>& pieces, pugi::xml_node paragraph,
                   Story story) {
    const auto formatting = run.child("w:rPr");
    for (auto child = run.first_child(); child; child = child.next_sibling()) {
        if (child == formatting) continue;
        const auto piece = std::ranges::find(pieces, child, &Piece::text);
        if (piece == pieces.end()) {
            new_run(run, formatting).append_copy(child);
            continue;
        }
        for (const auto& segment : piece->segments) {
            if (!segment.tag) {
                put_text(new_run(run, formatting), segment.text);
                continue;
            }
            const auto tag = TRY(parse_tag(segment.text, paragraph, story));
            auto mark = std::strcmp(tag.element, kField) == 0
                            ? new_run(run, formatting).append_child(kField)
                            : run.parent().insert_child_before(tag.element, run);
            mark.append_attribute("name") = tag.name.c_str();
        }
    }
    run.parent().remove_child(run);
    return {};
}

}  // namespace

Result<> mark_paragraph(pugi::xml_node node, Story story) {
    auto paragraph = read_paragraph(node);
    const auto tags = TRY(find_tags(paragraph.text, node, story));
    if (tags.empty()) return {};
    share_out(paragraph, tags);
    std::vector<pugi::xml_node> runs;
    for (const auto& piece : paragraph.pieces) {
        const auto run = piece.text.parent();
        const bool touched = std::ranges::any_of(
            tags, [&](const Span& tag) { return tag.begin < piece.end && piece.begin < tag.end; });
        if (touched && is_named(run, "w:r") && std::ranges::find(runs, run) == runs.end())
            runs.push_back(run);
    }
    for (auto run : runs) TRY(split_run(run, paragraph.pieces, node, story));
    return {};
}

}  // namespace kheo::document
