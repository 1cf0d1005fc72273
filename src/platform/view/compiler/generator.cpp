// SPDX-License-Identifier: Apache-2.0
#include "platform/view/compiler/generator.hpp"

#include <fmt/format.h>

#include <cctype>
#include <optional>
#include <vector>

#include "platform/view/compiler/context.hpp"
#include "platform/view/compiler/scanner.hpp"

namespace kheo::view::compiler {

namespace {

/// "for x in xs" → {"for", "x in xs"}
std::pair<std::string, std::string> split_word(std::string_view text) {
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    return {std::string(text.substr(0, end)), std::string(trimmed(text.substr(end)))};
}

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '?')
            out += "\\?";
        else
            out += c;
    }
    return out + "\"";
}

/// Positions of name= in "key a=x b=f(y, z)": an argument begins after white space outside brackets.
std::vector<std::string> split_arguments(std::string_view text) {
    std::vector<std::string> out;
    for (auto& word : split_top_level(text, ' ')) {
        const auto equals = word.find('=');
        const bool begins = equals != std::string::npos && equals > 0 && equals + 1 < word.size() &&
                            word[equals + 1] != '=' &&
                            word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == equals;
        if (out.empty() || begins)
            out.push_back(word);
        else
            out.back() += ' ' + word;
    }
    return out;
}

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

bool has_word(std::string_view text, std::string_view word) {
    const auto is_letter = [&](std::size_t at) {
        return at < text.size() && kLetters.find(text[at]) != std::string_view::npos;
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
    return false;
}

/// "const std::map<A, B>& page, int n" → {"page", "n"}
std::vector<std::string> parameter_names(std::string_view parameters) {
    std::vector<std::string> out;
    int depth = 0;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= parameters.size(); ++at) {
        const char c = at < parameters.size() ? parameters[at] : ',';
        depth += c == '<' ? 1 : c == '>' ? -1 : 0;
        if (c != ',' || depth != 0) continue;
        const auto one = trimmed(parameters.substr(from, at - from));
        if (!one.empty()) out.emplace_back(one.substr(one.find_last_not_of(kLetters) + 1));
        from = at + 1;
    }
    return out;
}

class Generator {
  public:
    Generator(const Template& input, const Place& place) : input_(input), place_(place) {}

    Output run() {
        if (input_.signature.name != place_.stem)
            throw Refusal(1, fmt::format("the view is named {} but the file {}.html", input_.signature.name,
                                         place_.stem));
        for (const auto& piece : input_.pieces) take(piece);
        if (!blocks_.empty())
            throw Refusal(blocks_.back().line, "{% " + blocks_.back().word + " %} has no {% end %}");
        context_.finish(input_.pieces.empty() ? 1 : input_.pieces.back().line);
        flush();
        return {header(), source()};
    }

  private:
    struct Block {
        std::string word;
        int line;
        Context before;
        bool ends_in_space = true;  // every branch so far
    };

    void take(const Piece& piece) {
        if (piece.kind == PieceKind::markup)
            markup_ += context_.feed(piece.text, piece.line);
        else if (piece.kind == PieceKind::expression)
            expression(piece);
        else
            statement(piece);
    }

    void flush() {
        if (!markup_.empty()) body_ += "    out.markup(" + literal(markup_) + ");\n";
        markup_.clear();
    }

    /// One C++ line that compiler messages attribute to the template's line.
    void code(int line, const std::string& text) {
        flush();
        body_ += fmt::format("#line {} {}\n    {}\n", line, literal(place_.file), text);
        (said_ += text) += '\n';
    }

    void expression(const Piece& piece) {
        if (piece.text.empty()) throw Refusal(piece.line, "{{ }} is empty");
        const auto [word, rest] = split_word(piece.text);
        const auto escape = context_.at_value(piece.line);
        if (context_.at_textarea_start()) markup_ += '\n';
        if (word == "raw" && !rest.empty())
            raw(piece.line, rest);
        else if (word == "t" && !rest.empty())
            message(piece.line, rest, escape);
        else
            code(piece.line, fmt::format("out.{}({});", writer(escape), piece.text));
        context_.value_written();
    }

    static std::string_view writer(Escape escape) {
        switch (escape) {
            case Escape::text:
                return "text";
            case Escape::attribute:
                return "attribute";
            case Escape::url:
                return "url";
            case Escape::url_part:
                return "url_part";
        }
        return "text";
    }

    void raw(int line, const std::string& value) {
        if (!context_.between_tags()) throw Refusal(line, "{{raw …}} stands between tags only");
        code(line, fmt::format("out.raw({});", value));
    }

    void message(int line, const std::string& text, Escape escape) {
        if (escape == Escape::url || escape == Escape::url_part)
            throw Refusal(line, "a sentence cannot stand in an address");
        const auto words = split_arguments(text);
        std::string key = words.front();
        if (key.find("::") == std::string::npos) {
            key = "msg::" + key;
            uses_messages_ = true;
        }
        std::string arguments;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto equals = words[i].find('=');
            arguments += fmt::format("{}{{\"{}\", std::string(out.plain({}))}}", i > 1 ? ", " : "",
                                     words[i].substr(0, equals), words[i].substr(equals + 1));
        }
        if (arguments.empty())
            code(line, fmt::format("out.{}({});", writer(escape), key));
        else
            code(line, fmt::format("out.{}(Sentence({}, {{{}}}));", writer(escape), key, arguments));
    }

    void statement(const Piece& piece) {
        const auto [word, rest] = split_word(piece.text);
        context_.at_statement();
        if (word == "if")
            open("if", piece.line, fmt::format("if ({}) {{", rest));
        else if (word == "for")
            open("for", piece.line, for_loop(piece.line, rest));
        else if (word == "elif" || word == "else")
            branch(word, rest, piece.line);
        else if (word == "end")
            end(piece.line);
        else if (word == "use")
            use(piece.line, rest);
        else if (word == "wrap")
            wrap(piece.line, rest);
        else if (word == "let")
            let(piece.line, rest);
        else
            throw Refusal(piece.line,
                          "unknown {% " + word + " %}: if, elif, else, for, end, use, wrap and let exist");
    }

    void open(const std::string& word, int line, const std::string& text) {
        if (text.find("()") == 3 || text == "if () {")
            throw Refusal(line, "{% " + word + " %} needs a condition");
        code(line, text);
        blocks_.push_back({word, line, context_, true});
    }

    static std::string for_loop(int line, const std::string& text) {
        const auto at = text.find(" in ");
        if (at == std::string::npos) throw Refusal(line, "write {% for x in expression %}");
        const auto name = trimmed(std::string_view(text).substr(0, at));
        return fmt::format("for (const auto& {} : {}) {{", name, text.substr(at + 4));
    }

    void branch(const std::string& word, const std::string& condition, int line) {
        if (blocks_.empty() || blocks_.back().word != "if")
            throw Refusal(line, "{% " + word + " %} without {% if %}");
        check_place(line);
        blocks_.back().ends_in_space &= context_.ends_in_space();
        if (word == "else") blocks_.back().word = "else";
        code(line, word == "else" ? "} else {" : fmt::format("}} else if ({}) {{", condition));
        restore();
    }

    void check_place(int line) const {
        if (!context_.same_place(blocks_.back().before))
            throw Refusal(line, fmt::format("what the {{% {} %}} of line {} opens must be closed inside it",
                                            blocks_.back().word, blocks_.back().line));
    }

    void restore() { context_ = blocks_.back().before; }

    /// White space after {% end %} may go only where every way to it printed some.
    void meet_again(bool space) {
        const auto& block = blocks_.back();
        space &= block.ends_in_space && block.word != "wrap";
        if (block.word != "else") space &= block.before.ends_in_space();
        restore();
        context_.set_ends_in_space(space);
    }

    void end(int line) {
        if (blocks_.empty()) throw Refusal(line, "{% end %} without {% if %}, {% for %} or {% wrap %}");
        check_place(line);
        const bool csrf = context_.has_csrf();
        code(line, blocks_.back().word == "wrap" ? "});" : "}");
        meet_again(context_.ends_in_space());
        if (csrf) context_.csrf_written();
        blocks_.pop_back();
    }

    /// "view::icon(\"x\")" → {"view::icon", "\"x\""}
    static std::pair<std::string, std::string> call(int line, const std::string& text) {
        const auto open = text.find('(');
        if (open == std::string::npos || text.back() != ')')
            throw Refusal(line, "write the arguments in brackets: {% use name(a, b) %}");
        return {text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
    }

    void use(int line, const std::string& text) {
        if (!context_.between_tags()) throw Refusal(line, "{% use %} stands between tags only");
        const auto [name, arguments] = call(line, text);
        code(line, fmt::format("{}(out{}{});", name, arguments.empty() ? "" : ", ", arguments));
        context_.set_ends_in_space(false);
        if (name.ends_with("csrf")) context_.csrf_written();
    }

    void wrap(int line, const std::string& text) {
        if (!context_.between_tags()) throw Refusal(line, "{% wrap %} stands between tags only");
        const auto [name, arguments] = call(line, text);
        open("wrap", line, fmt::format("{}(out, {}{}[&] {{", name, arguments, arguments.empty() ? "" : ", "));
        context_.set_ends_in_space(true);
    }

    void let(int line, const std::string& text) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) throw Refusal(line, "write {% let name = expression %}");
        code(line, fmt::format("[[maybe_unused]] const auto {} = {};", trimmed(text.substr(0, equals)),
                               trimmed(std::string_view(text).substr(equals + 1))));
    }

    std::string declaration() const {
        return fmt::format("void {}(view::Html& out{}{})", input_.signature.name,
                           input_.signature.parameters.empty() ? "" : ", ", input_.signature.parameters);
    }

    /// Views keep the shape of their callers; one that does without a parameter says so.
    std::string unused_parameters() const {
        std::string out;
        for (const auto& name : parameter_names(input_.signature.parameters))
            if (!has_word(said_, name)) out += fmt::format("    (void){};\n", name);
        return out;
    }

    std::string header() const {
        std::string out = fmt::format("// Generated from {}; do not edit.\n#pragma once\n", place_.file);
        out += "#include \"platform/view/html.hpp\"\n";
        for (const auto& include : input_.signature.includes)
            out += fmt::format("#include \"{}\"\n", include);
        return out + fmt::format("namespace {}::views {{\n#line 1 {}\n{};\n}}\n",
                                 namespace_of_room(place_.room), literal(place_.file), declaration());
    }

    std::string source() const {
        std::string out =
            fmt::format("// Generated from {}; do not edit.\n#include \"{}/views/{}.view.hpp\"\n",
                        place_.file, place_.room, place_.stem);
        if (uses_messages_) out += fmt::format("#include \"{}/messages.gen.hpp\"\n", place_.room);
        out += fmt::format("namespace {}::views {{\n", namespace_of_room(place_.room));
        return out + declaration() + " {\n" + unused_parameters() + body_ + "}\n}\n";
    }

    const Template& input_;
    const Place& place_;
    Context context_;
    std::vector<Block> blocks_;
    std::string markup_;
    std::string body_;
    std::string said_;  // the statements alone, without markup
    bool uses_messages_ = false;
};

}  // namespace

std::string namespace_of_room(std::string_view room) {
    std::string out = "kheo";
    for (const auto& part : split_top_level(room, '/'))
        if (part != "base" && part != "platform") out += "::" + part;
    return out;
}

Output generate(std::string_view source, const Place& place) {
    const auto input = scan(source);
    return Generator(input, place).run();
}

}  // namespace kheo::view::compiler
