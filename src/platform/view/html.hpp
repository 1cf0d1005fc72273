// SPDX-License-Identifier: Apache-2.0
// The writer every page is printed with. Templates call it (see docs/how-to/add-a-page.md); so do partials
// written in C++. Each function escapes for the place it names; raw() takes only Markup, the one named door
// for HTML that was built elsewhere. One Html belongs to one thread and one page, in one language.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/message.hpp"

namespace kheo::view {

/// HTML that is safe to print as it is: an SVG drawn by us, never something a person typed.
class Markup {
  public:
    /// The caller vouches for the text.
    static Markup trusted(std::string html) { return Markup(std::move(html)); }
    std::string_view html() const { return html_; }
    bool empty() const { return html_.empty(); }

  private:
    explicit Markup(std::string html) : html_(std::move(html)) {}
    std::string html_;
};

/// A number for people, grouped in the page's language: {{ count(n) }} prints 13.663 (vi, lo) or 13,663 (en).
struct Count {
    std::int64_t value = 0;
};
template <std::integral I>
Count count(I value) {
    return Count{static_cast<std::int64_t>(value)};
}

/// A ratio in integers: {{ decimal(57, 1) }} prints 5,7 (vi, lo) or 5.7 (en).
struct Decimal {
    std::int64_t scaled = 0;
    int decimals = 1;
};
inline Decimal decimal(std::int64_t scaled, int decimals) {
    return Decimal{scaled, decimals};
}

/// What partials take where a text may be typed by a person or come from a catalogue.
class Label {
  public:
    Label() = default;
    Label(std::string text) : text_(std::move(text)) {}           // NOLINT: implicit on purpose
    Label(std::string_view text) : text_(text) {}                 // NOLINT
    Label(const char* text) : text_(text) {}                      // NOLINT
    Label(const Message& message) : sentence_(message) {}         // NOLINT
    Label(Sentence sentence) : sentence_(std::move(sentence)) {}  // NOLINT
    bool empty() const { return text_.empty() && sentence_.empty(); }
    std::string in(Language language) const { return sentence_.empty() ? text_ : sentence_.in(language); }

  private:
    std::string text_;
    Sentence sentence_;
};

class Html;

/// A callable without arguments, borrowed for one call: the body of a {% wrap %}.
class Body {
  public:
    template <typename F>
    Body(const F& function)  // NOLINT: implicit on purpose
        : object_(std::addressof(function)),
          call_([](const void* object) { (*static_cast<const F*>(object))(); }) {}
    void operator()() const { call_(object_); }
    void operator()(Html&) const { call_(object_); }  // {% use body() %}

  private:
    const void* object_;
    void (*call_)(const void*);
};

class Html {
  public:
    explicit Html(Language language = Language::vi) : language_(language) { out_.reserve(16 * 1024); }
    Html(const Html&) = delete;

    Language language() const { return language_; }
    std::string_view html() const { return out_; }
    std::string take() { return std::move(out_); }

    /// Static parts of templates and partials.
    void markup(std::string_view html) { out_.append(html); }
    void raw(const Markup& html) { out_.append(html.html()); }

    /// Between tags, or inside a quoted attribute.
    template <typename T>
    void text(const T& value) {
        escape_text(plain(value));
    }
    template <typename T>
    void attribute(const T& value) {
        escape_attribute(plain(value));
    }
    /// A whole address or its beginning. Relative addresses, http, https, mailto and tel pass; anything else
    /// ("javascript:…", "//other.host") becomes "#".
    template <typename T>
    void url(const T& value) {
        escape_url(plain(value));
    }
    /// One piece of a path, a query name or value: percent-encoded.
    template <typename T>
    void url_part(const T& value) {
        escape_url_part(plain(value));
    }

    /// What a value reads like in the page's language, not yet escaped.
    std::string_view plain(std::string_view value) const { return value; }
    std::string_view plain(const std::string& value) const { return value; }
    std::string_view plain(const char* value) const { return value; }
    std::string_view plain(const Message& message) const { return message.in(language_); }
    std::string plain(const Sentence& sentence) const { return sentence.in(language_); }
    std::string plain(const Label& label) const { return label.in(language_); }
    std::string plain(Date date) const;  // 21/11/2026
    std::string plain(Count value) const;
    std::string plain(Decimal value) const;
    template <std::integral I>
    std::string plain(I value) const {  // digits only: for years, ids, addresses
        static_assert(!std::same_as<I, bool> && !std::same_as<I, char>, "print a word, not a bool or a char");
        return std::to_string(value);
    }
    template <typename Tag>
    std::string plain(Id<Tag> id) const {
        return std::to_string(id.value);
    }

  private:
    void escape_text(std::string_view value);
    void escape_attribute(std::string_view value);
    void escape_url(std::string_view value);
    void escape_url_part(std::string_view value);

    std::string out_;
    Language language_;
};

/// Percent-encodes one part of an address: everything but letters, digits and -._~
std::string percent(std::string_view part);

/// True for addresses that url() lets pass.
bool is_safe_url(std::string_view address);

}  // namespace kheo::view
