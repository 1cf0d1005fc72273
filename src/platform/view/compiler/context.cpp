// SPDX-License-Identifier: Apache-2.0
#include "platform/view/compiler/context.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "platform/view/compiler/scanner.hpp"

namespace kheo::view::compiler {

namespace {

constexpr std::array<std::string_view, 14> kVoid{"area",   "base",  "br",    "col",     "embed",
                                                 "hr",     "img",   "input", "link",    "meta",
                                                 "source", "track", "wbr",   "!doctype"};
constexpr std::array<std::string_view, 8> kUrlAttributes{"href",   "src",  "action", "formaction",
                                                         "poster", "cite", "data",   "xlink:href"};
/// Attributes a person reads or hears: their letters come from a catalogue.
constexpr std::array<std::string_view, 9> kSpoken{"alt",
                                                  "title",
                                                  "placeholder",
                                                  "aria-label",
                                                  "aria-description",
                                                  "aria-roledescription",
                                                  "aria-valuetext",
                                                  "label",
                                                  "data-l"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_letter_at(std::string_view rest) {
    std::int32_t at = 0;
    UChar32 c = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(rest.data());
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): the macro is ICU's
    U8_NEXT(bytes, at, static_cast<std::int32_t>(std::min<std::size_t>(rest.size(), 8)), c);
    return c >= 0 && u_isalpha(c);
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

void Context::read(char c, std::string_view read_so_far, std::string_view rest) {
    switch (state_) {
        case State::text:
            read_text(c, rest);
            break;
        case State::tag_name:
            read_tag_name(c);
            break;
        case State::in_tag:
            read_in_tag(c);
            break;
        case State::attribute_name:
            read_attribute_name(c);
            break;
        case State::before_value:
            read_before_value(c);
            break;
        case State::value:
            read_value(c, rest);
            break;
        case State::comment:
            if (read_so_far.ends_with("-->")) state_ = State::text;
            break;
        case State::markup_declaration:
            if (c == '>') state_ = State::text;
            break;
    }
}

std::string Context::feed(std::string_view markup, int line) {
    line_ = line;
    std::string out;
    for (std::size_t at = 0; at < markup.size(); ++at) {
        const char c = markup[at];
        const auto rest = markup.substr(at);
        const bool hidden = state_ == State::comment || rest.starts_with("<!--");
        if (!is_space(c) && state_ == State::text) textarea_start_ = false;
        read(c, markup.substr(0, at + 1), rest);
        previous_ = c;
        if (c == '\n') ++line_;
        if (hidden) continue;
        const bool keep_space = state_ == State::value || inside("pre") || inside("textarea");
        if (is_space(c) && !keep_space) {
            if (!out.empty() ? is_space(out.back()) : is_space(last_printed_)) continue;
            out += c == '\n' ? '\n' : ' ';
        } else {
            out += c;
        }
    }
    if (!out.empty()) last_printed_ = out.back();
    return out;
}

bool Context::inside(std::string_view name) const {
    return std::any_of(elements_.begin(), elements_.end(), [&](const Element& e) { return e.name == name; });
}

void Context::read_text(char c, std::string_view rest) {
    if (c == '<') {
        begin_tag(rest);
        return;
    }
    if (element() == "script" || element() == "style")
        if (!is_space(c))
            throw Refusal(line_,
                          "a script or style body is not allowed here: the policy of the pages blocks "
                          "it; put it in web/");
    check_letter(rest);
}

void Context::check_letter(std::string_view rest) const {
    auto& entity = const_cast<Context*>(this)->entity_;
    const char c = rest.front();
    if (entity) {
        if (c == ';') entity = false;
        return;
    }
    if (c == '&' && rest.substr(0, 12).find(';') != std::string_view::npos) {
        entity = true;
        return;
    }
    if (!is_continuation(c) && is_letter_at(rest))
        throw Refusal(line_,
                      "letters a person reads come from the room's messages.json: write {{t key}} (at \"" +
                          std::string(rest.substr(0, rest.find_first_of("<\n\"", 1))).substr(0, 40) + "\")");
}

void Context::begin_tag(std::string_view rest) {
    if (rest.starts_with("<!--")) {
        state_ = State::comment;
    } else if (rest.starts_with("<!")) {
        state_ = State::markup_declaration;
    } else {
        state_ = State::tag_name;
        tag_.clear();
        closing_ = rest.starts_with("</");
        slash_ = false;
        post_form_ = false;
    }
}

void Context::read_tag_name(char c) {
    if (c == '/' && tag_.empty()) return;
    if (c == '>' || c == '/' || is_space(c)) {
        if (tag_.empty()) throw Refusal(line_, "a tag name must follow <; write &lt; for the sign");
        state_ = State::in_tag;
        if (c != ' ') read_in_tag(c);
        return;
    }
    tag_ += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

void Context::read_in_tag(char c) {
    if (is_space(c)) return;
    if (c == '>') {
        end_tag(slash_);
    } else if (c == '/') {
        slash_ = true;
    } else {
        if (!is_space(previous_)) throw Refusal(line_, "a space must stand before each attribute");
        attribute_.assign(1, static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        value_.clear();
        state_ = State::attribute_name;
        check_attribute();
    }
}

void Context::read_attribute_name(char c) {
    if (c == '=') {
        check_attribute();
        state_ = State::before_value;
    } else if (c == '>' || c == '/' || is_space(c)) {
        check_attribute();
        state_ = State::in_tag;
        read_in_tag(c);
    } else {
        attribute_ += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
}

void Context::check_attribute() const {
    if (attribute_ == "style")
        throw Refusal(line_, "style=\"…\" is blocked by the policy of the pages: make a class in web/css");
    if (attribute_.size() > 2 && attribute_.starts_with("on"))
        throw Refusal(line_,
                      attribute_ + "=\"…\" is blocked by the policy of the pages: make an island in web/");
    if (attribute_ == "srcdoc") throw Refusal(line_, "srcdoc is not allowed");
}

void Context::read_before_value(char c) {
    if (c != '"' && c != '\'') throw Refusal(line_, "the value of " + attribute_ + " must stand in quotes");
    quote_ = c;
    value_.clear();
    value_begun_ = false;
    entity_ = false;
    state_ = State::value;
}

void Context::read_value(char c, std::string_view rest) {
    if (c == quote_) {
        end_attribute();
        return;
    }
    value_begun_ = true;
    value_ += c;
    if (one_of(kSpoken, attribute_))
        check_letter(rest);
    else if (static_cast<unsigned char>(c) >= 0x80)
        check_letter(rest);
}

void Context::end_attribute() {
    state_ = State::in_tag;
    if (tag_ == "form" && attribute_ == "method" && (value_ == "post" || value_ == "POST")) post_form_ = true;
}

void Context::end_tag(bool self_closing) {
    state_ = State::text;
    entity_ = false;
    if (closing_)
        close_element();
    else
        open_element(self_closing);
}

void Context::open_element(bool self_closing) {
    if (one_of(kVoid, tag_)) return;
    if (self_closing) {
        if (!inside("svg") && tag_ != "svg")
            throw Refusal(line_, "<" + tag_ + "/> does not close itself in HTML: write </" + tag_ + ">");
        return;
    }
    if (tag_ == "style") throw Refusal(line_, "<style> is blocked by the policy of the pages: use web/css");
    elements_.push_back({tag_, line_});
    textarea_start_ = tag_ == "textarea";
    if (tag_ == "form") csrf_ = !post_form_;
}

void Context::close_element() {
    textarea_start_ = false;
    if (elements_.empty()) throw Refusal(line_, "</" + tag_ + "> closes nothing");
    if (elements_.back().name != tag_)
        throw Refusal(line_, "</" + tag_ + "> closes <" + elements_.back().name + "> of line " +
                                 std::to_string(elements_.back().line));
    if (tag_ == "form" && !csrf_)
        throw Refusal(elements_.back().line, "a form that posts needs {% use view::csrf(shell) %} inside");
    elements_.pop_back();
}

bool Context::is_url() const {
    return one_of(kUrlAttributes, attribute_);
}

Escape Context::at_value(int line) const {
    switch (state_) {
        case State::text:
            if (element() == "script" || element() == "style")
                throw Refusal(line, "no value may stand in a script or style: use a data-… attribute");
            return Escape::text;
        case State::value:
            if (attribute_ == "srcset" || attribute_ == "http-equiv" || attribute_ == "target")
                throw Refusal(line, "no value may stand in " + attribute_);
            if (!is_url()) return Escape::attribute;
            return value_begun_ ? Escape::url_part : Escape::url;
        case State::before_value:
            throw Refusal(line,
                          "put the value of " + attribute_ + " in quotes: " + attribute_ + "=\"{{ … }}\"");
        case State::comment:
            throw Refusal(line, "no value may stand in an HTML comment; use {# … #}");
        default:
            throw Refusal(line,
                          "a value cannot be a tag or attribute name; use {% if %} around the attribute");
    }
}

void Context::value_written() {
    textarea_start_ = false;
    value_begun_ = true;
    last_printed_ = 'x';
}

void Context::at_statement() {
    if (state_ == State::attribute_name) check_attribute();
    if (state_ == State::attribute_name || state_ == State::tag_name) state_ = State::in_tag;
}

bool Context::same_place(const Context& other) const {
    const bool begun = state_ == State::value && is_url() ? value_begun_ == other.value_begun_ : true;
    const bool in_tag = state_ != State::text && state_ != State::comment;
    return state_ == other.state_ && elements_ == other.elements_ && begun &&
           (!in_tag || (tag_ == other.tag_ && quote_ == other.quote_)) &&
           (state_ != State::value || attribute_ == other.attribute_);
}

void Context::finish(int line) const {
    if (state_ != State::text) throw Refusal(line, "the template ends inside <" + tag_ + ">");
    if (!elements_.empty())
        throw Refusal(elements_.back().line, "<" + elements_.back().name + "> is not closed");
}

}  // namespace kheo::view::compiler
