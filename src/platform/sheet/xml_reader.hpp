// SPDX-License-Identifier: Apache-2.0
// Pull reader for the XML inside spreadsheets. It reads in pieces of 64 kB, so that a sheet of any size costs
// little memory; it knows no DTD, loads nothing and expands only the five built-in and numeric entities.
// Namespace prefixes are dropped. Not thread-safe; the views it returns live until the next call of next().
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kheo::sheet {

class XmlReader {
  public:
    enum class Event {
        start,     // name(), attribute(); an empty element gives start, then end
        end,       // name()
        text,      // text()
        finished,  // the document is complete
        doctype,   // a DOCTYPE or another declaration: read no further
        broken,    // not well-formed, cut, or the source failed
    };

    /// Fills the buffer and returns the number of bytes, 0 at the end, negative on failure.
    using Source = std::function<std::ptrdiff_t(char* buffer, std::size_t size)>;

    explicit XmlReader(Source source);
    static Source source_of(std::string_view text);  // text must outlive the reader

    Event next();

    std::string_view name() const { return name_; }  // local name: "row" of <x:row>
    std::string text() const;                        // decoded, always valid UTF-8
    std::string_view raw_text() const { return raw_; }
    /// Raw value of an attribute by its local name; empty when absent.
    std::string_view raw_attribute(std::string_view local_name) const;
    std::string attribute(std::string_view local_name) const;  // decoded

    int depth() const { return depth_; }
    /// Position in the document of the first byte of this event and of the byte after it.
    std::size_t begin_offset() const { return begin_; }
    std::size_t end_offset() const { return consumed_ + at_; }
    bool self_closing() const { return self_closing_; }

  private:
    bool fill();
    bool have(std::size_t count);
    std::size_t find(std::string_view what, std::size_t from);
    std::size_t find_tag_end();
    Event markup();
    Event tag(std::size_t length);
    Event text_run();
    bool starts_with(std::string_view what);
    bool skip_past(std::string_view what, std::size_t from);
    std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

    Source source_;
    std::string buffer_;
    std::size_t at_ = 0;        // first unread byte of buffer_
    std::size_t consumed_ = 0;  // bytes of the document before buffer_
    std::size_t begin_ = 0;
    std::string_view name_, attributes_, raw_;
    bool plain_text_ = false;  // raw_ came from CDATA: no entities
    bool source_done_ = false, source_failed_ = false, started_ = false;
    bool end_pending_ = false, self_closing_ = false, seen_root_ = false;
    int depth_ = 0;
};

/// &lt; &#x1EA1; … decoded; an unknown entity stays as written.
std::string decode_entities(std::string_view raw);

/// Replaces invalid UTF-8 by U+FFFD and drops control characters other than tab and line breaks.
std::string clean_utf8(std::string text);

}  // namespace kheo::sheet
