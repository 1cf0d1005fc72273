// SPDX-License-Identifier: Apache-2.0
// Second step of the template compiler: follows the HTML of a template so that at every {{ … }} it is known
// where the value lands (text, quoted attribute, start of an address, part of an address). It refuses what
// cannot be escaped safely (script and style, on… and style attributes, unquoted values, names), what the
// Content-Security-Policy would block, tags that do not close, and letters that belong in a catalogue.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::view::compiler {

/// How a value must be escaped where it stands.
enum class Escape {
    text,       // between tags
    attribute,  // inside "…" or '…'
    url,        // at the start of href, src, action …: the scheme is checked
    url_part,   // later in such an address: percent-encoded
};

class Context {
  public:
    /// Reads on; answers the markup to print, with runs of white space shortened and comments left out.
    std::string feed(std::string_view markup, int line);

    /// Where a value at this place lands; throws Refusal where none may stand.
    Escape at_value(int line) const;

    /// A value was written here (an address has begun, text of an attribute too).
    void value_written();

    /// May a {% use %} or {% wrap %} or {{raw}} stand here: between tags only.
    bool between_tags() const {
        return state_ == State::text && element() != "textarea" && element() != "title";
    }

    /// A {% … %} stands here: an attribute or tag name before it has ended.
    void at_statement();

    /// Was the last thing printed white space, so that more of it may be dropped?
    bool ends_in_space() const { return last_printed_ == ' ' || last_printed_ == '\n'; }
    /// Branches met again: what was printed last depends on the branch taken.
    void set_ends_in_space(bool space) { last_printed_ = space ? '\n' : 'x'; }

    /// A {% use …csrf… %} was seen; forms that post must hold one.
    void csrf_written() { csrf_ = true; }
    bool has_csrf() const { return csrf_; }

    /// All elements closed, no tag open? Throws Refusal with the line where the open one began.
    void finish(int line) const;

    /// Branches of an {% if %} and the body of a {% for %} must leave the place as they found it.
    bool same_place(const Context& other) const;

    /// The textarea just opened: the browser drops a first line break, so one is printed before the value.
    bool at_textarea_start() const { return textarea_start_; }

  private:
    enum class State {
        text,
        tag_name,
        in_tag,
        attribute_name,
        before_value,
        value,
        comment,
        markup_declaration
    };
    struct Element {
        std::string name;
        int line;
        bool operator==(const Element& other) const { return name == other.name; }
    };

    std::string_view element() const {
        return elements_.empty() ? std::string_view{} : elements_.back().name;
    }
    bool inside(std::string_view name) const;
    /// One character of the markup: read_so_far ends with it, rest begins with it.
    void read(char c, std::string_view read_so_far, std::string_view rest);
    void read_text(char c, std::string_view rest);
    void read_tag_name(char c);
    void read_in_tag(char c);
    void read_attribute_name(char c);
    void read_before_value(char c);
    void read_value(char c, std::string_view rest);
    void begin_tag(std::string_view rest);
    void end_attribute();
    void end_tag(bool self_closing);
    void open_element(bool self_closing);
    void close_element();
    void check_attribute() const;
    void check_letter(std::string_view rest) const;
    bool is_url() const;

    State state_ = State::text;
    std::vector<Element> elements_;
    std::string tag_;
    std::string attribute_;
    std::string value_;  // literal part of the attribute read last
    char quote_ = '"';
    bool closing_ = false;
    bool slash_ = false;        // the tag ends in "/>"
    bool value_begun_ = false;  // something stands before this place in the attribute's value
    bool entity_ = false;       // inside &name;
    bool textarea_start_ = false;
    bool post_form_ = false;
    bool csrf_ = false;
    int line_ = 1;
    char last_printed_ = '\0';
    char previous_ = '\0';  // last character read
};

}  // namespace kheo::view::compiler
