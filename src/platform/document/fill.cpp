// SPDX-License-Identifier: Apache-2.0
#include "platform/document/fill.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/text.hpp"
#include "platform/document/messages.gen.hpp"

namespace kheo::document {

namespace {

/// The values in force at one place, outermost first.
using Context = std::vector<const Value*>;

const Value* find_in(const Context& context, std::string_view path) {
    if (path == ".") return context.back();
    const auto parts = split(path, '.');
    for (auto scope = context.rbegin(); scope != context.rend(); ++scope) {
        const auto* found = (*scope)->find(parts.front());
        for (std::size_t i = 1; found && i < parts.size(); ++i) found = found->find(parts[i]);
        if (found) return found;
    }
    return nullptr;
}

/// The known name most like the unknown one, or "".
std::string nearest_name(const Context& context, std::string_view wanted) {
    constexpr double kAlike = 0.6;
    std::string best;
    auto best_score = kAlike;
    for (const auto* scope : context) {
        if (!scope->record()) continue;
        for (const auto& [name, value] : *scope->record()) {
            const auto score = similarity(name, wanted);
            if (score <= best_score) continue;
            best_score = score;
            best = name;
        }
    }
    return best;
}

std::unexpected<Error> unknown(const Context& context, std::string_view name, const std::string& tag,
                               const std::string& where) {
    const auto near = nearest_name(context, name);
    if (near.empty()) return fail(ErrorKind::invalid, msg::field_unknown, {{"tag", tag}, {"where", where}});
    auto shown = tag;
    shown.replace(shown.find(name), name.size(), near);
    return fail(ErrorKind::invalid, msg::field_unknown_near,
                {{"tag", tag}, {"near", shown}, {"where", where}});
}

Result<const Value*> look_up(const Context& context, pugi::xml_node mark, Story story) {
    const std::string name = mark.attribute("name").value();
    const auto* found = find_in(context, name);
    if (!found) return unknown(context, name, written(mark), place_of(mark, story));
    return found;
}

std::string tag_with(const char* sign, const std::string& name) {
    return std::string("{{") + sign + name + "}}";
}

/// XML 1.0 has no way to write control characters; a text that carries them loses them.
bool is_forbidden(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n';
}

void put_line(pugi::xml_node mark, const std::string& line) {
    if (line.empty()) return;
    auto node = mark.parent().insert_child_before("w:t", mark);
    node.append_attribute("xml:space") = "preserve";
    node.text() = line.c_str();
}

/// The text in place of its mark: line breaks and tabs are elements of their own in Word.
void put_text(pugi::xml_node mark, const std::string& text) {
    std::string line;
    for (const char c : text) {
        if (c != '\n' && c != '\t') {
            if (!is_forbidden(c)) line += c;
            continue;
        }
        put_line(mark, line);
        line.clear();
        mark.parent().insert_child_before(c == '\n' ? "w:br" : "w:tab", mark);
    }
    put_line(mark, line);
    mark.parent().remove_child(mark);
}

Result<> fill_field(pugi::xml_node mark, const Context& context, Story story) {
    const auto* value = TRY(look_up(context, mark, story));
    if (!value->text()) {
        const std::string name = mark.attribute("name").value();
        return fail(ErrorKind::invalid, msg::field_not_text,
                    {{"tag", written(mark)},
                     {"open", tag_with("#", name)},
                     {"close", tag_with("/", name)},
                     {"where", place_of(mark, story)}});
    }
    put_text(mark, *value->text());
    return {};
}

std::unexpected<Error> block_error(const Message& message, pugi::xml_node mark, Story story) {
    const std::string name = mark.attribute("name").value();
    const auto open = is_named(mark, kClose) ? tag_with("#", name) : written(mark);
    return fail(ErrorKind::invalid, message,
                {{"open", open}, {"close", tag_with("/", name)}, {"where", place_of(mark, story)}});
}

/// The closing mark among the following siblings.
Result<pugi::xml_node> closing_of(pugi::xml_node open, Story story) {
    std::vector<pugi::xml_node> waiting{open};
    for (auto node = open.next_sibling(); node; node = node.next_sibling()) {
        if (is_opening(node)) waiting.push_back(node);
        if (!is_named(node, kClose)) continue;
        if (std::strcmp(waiting.back().attribute("name").value(), node.attribute("name").value()) != 0)
            return block_error(waiting.size() > 1 ? msg::blocks_cross : msg::block_unclosed, waiting.front(),
                               story);
        waiting.pop_back();
        if (waiting.empty()) return node;
    }
    return block_error(msg::block_unclosed, waiting.back(), story);
}

/// What the block is shown for: each item of a list ({{#x}}), once ({{?x}}, {{^x}}), or not at all.
std::vector<const Value*> items_of(const Value& value, pugi::xml_node open) {
    std::vector<const Value*> out;
    if (value.list() && is_named(open, kOpen))
        for (const auto& item : *value.list()) out.push_back(&item);
    else if (value.shown() != is_named(open, kNot))
        out.push_back(&value);
    return out;
}

Result<> expand(pugi::xml_node parent, Context& context, Story story);

/// Copies the block's nodes before `open`, filled for one item.
Result<> repeat(pugi::xml_node open, pugi::xml_node close, const Value& item, Context& context, Story story) {
    auto holder = open.parent().insert_child_before("kheo:holder", open);
    for (auto node = open.next_sibling(); node != close; node = node.next_sibling()) holder.append_copy(node);
    context.push_back(&item);
    TRY(expand(holder, context, story));
    context.pop_back();
    while (auto node = holder.first_child()) holder.parent().insert_move_before(node, holder);
    holder.parent().remove_child(holder);
    return {};
}

/// Replaces a block by its copies; the answer is the node after it.
Result<pugi::xml_node> expand_block(pugi::xml_node open, Context& context, Story story) {
    const auto close = TRY(closing_of(open, story));
    const auto* value = TRY(look_up(context, open, story));
    for (const auto* item : items_of(*value, open)) TRY(repeat(open, close, *item, context, story));
    const auto next = close.next_sibling();
    for (auto node = open; node != next;) {
        const auto following = node.next_sibling();
        node.parent().remove_child(node);
        node = following;
    }
    return next;
}

Result<> expand(pugi::xml_node parent, Context& context, Story story) {
    for (auto node = parent.first_child(); node;) {
        if (is_opening(node)) {
            node = TRY(expand_block(node, context, story));
            continue;
        }
        if (is_named(node, kClose)) return block_error(msg::block_not_opened, node, story);
        const auto next = node.next_sibling();
        if (is_named(node, kField))
            TRY(fill_field(node, context, story));
        else
            TRY(expand(node, context, story));
        node = next;
    }
    return {};
}

/// Word calls a file damaged when a cell does not end with a paragraph or a table has no row.
void mend(pugi::xml_node root) {
    for (auto node = root.first_child(); node;) {
        const auto next = node.next_sibling();
        mend(node);
        if (is_named(node, "w:tc") && !is_named(node.last_child(), "w:p")) node.append_child("w:p");
        if (is_named(node, "w:tbl") && !node.child("w:tr")) root.remove_child(node);
        if (is_named(node, "w:sdtPr")) node.remove_child("w:id");
        node = next;
    }
}

}  // namespace

Result<> fill_marks(pugi::xml_node root, const Value& value, Story story) {
    Context context{&value};
    TRY(expand(root, context, story));
    mend(root);
    return {};
}

Result<std::string> fill_text(std::string_view text, const Value& value) {
    const Context context{&value};
    std::string out;
    while (true) {
        const auto open = text.find("{{");
        const auto close = open == std::string_view::npos ? open : text.find("}}", open);
        if (close == std::string_view::npos) return out.append(text);
        const auto name = trim(text.substr(open + 2, close - open - 2));
        const auto* found = find_in(context, name);
        if (!found || !found->text())
            return unknown(context, name, std::string(text.substr(open, close + 2 - open)),
                           msg::where_properties.text[0].data());
        out.append(text.substr(0, open)).append(*found->text());
        text = text.substr(close + 2);
    }
}

}  // namespace kheo::document
