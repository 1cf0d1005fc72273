// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xml_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>

#include "base/text.hpp"
#include "platform/sheet/code_points.hpp"

namespace kheo::sheet {

namespace {

constexpr std::size_t kPiece = 64u << 10;
constexpr std::size_t kLongestToken = 8u << 20;  // a cell holds at most 32,767 characters
constexpr auto kNowhere = std::string_view::npos;
constexpr std::string_view kSpace = " \t\r\n";

bool is_space(char c) {
    return kSpace.find(c) != kNowhere;
}

std::string_view local_part(std::string_view name) {
    const auto colon = name.find(':');
    return colon == kNowhere ? name : name.substr(colon + 1);
}

struct Entity {
    std::string_view name, text;
};
constexpr std::array kEntities = {Entity{"amp", "&"}, Entity{"lt", "<"}, Entity{"gt", ">"},
                                  Entity{"quot", "\""}, Entity{"apos", "'"}};

/// Appends what &name; stands for; false when it is unknown.
bool append_entity(std::string& out, std::string_view name) {
    if (name.starts_with('#')) {
        const bool hex = name.starts_with("#x") || name.starts_with("#X");
        const auto digits = name.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
        if (error != std::errc{} || stop != end) return false;
        append_utf8(out, code);
        return true;
    }
    const auto found = std::ranges::find(kEntities, name, &Entity::name);
    if (found == kEntities.end()) return false;
    out += found->text;
    return true;
}

/// DOCTYPE hidden in UTF-16: no office program writes such parts, so they are not read further.
bool hides_doctype(std::string_view head) {
    std::string ascii;
    std::ranges::copy_if(head, std::back_inserter(ascii), [](char c) { return c > 0; });
    return ascii.find("<!DOCTYPE") != kNowhere;
}

}  // namespace

std::string decode_entities(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        const auto amp = raw.find('&', at);
        out += raw.substr(at, amp == kNowhere ? amp : amp - at);
        if (amp == kNowhere) break;
        const auto semicolon = raw.find(';', amp);
        const bool known = semicolon != kNowhere && semicolon - amp <= 12 &&
                           append_entity(out, raw.substr(amp + 1, semicolon - amp - 1));
        if (!known) out.push_back('&');
        at = known ? semicolon + 1 : amp + 1;
    }
    return out;
}

std::string clean_utf8(std::string text) {
    const auto forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    if (std::ranges::any_of(text, forbidden)) std::erase_if(text, forbidden);
    if (is_valid_utf8(text)) return text;
    std::string out;
    for (const auto c : code_points(text)) append_utf8(out, c);
    return out;
}

XmlReader::XmlReader(Source source) : source_(std::move(source)) {}

XmlReader::Source XmlReader::source_of(std::string_view text) {
    return [rest = text](char* buffer, std::size_t size) mutable -> std::ptrdiff_t {
        const auto count = std::min(size, rest.size());
        std::memcpy(buffer, rest.data(), count);
        rest.remove_prefix(count);
        return static_cast<std::ptrdiff_t>(count);
    };
}

bool XmlReader::fill() {
    if (source_done_) return false;
    if (at_ >= kPiece) {
        buffer_.erase(0, at_);
        consumed_ += at_;
        at_ = 0;
    }
    const auto old_size = buffer_.size();
    buffer_.resize(old_size + kPiece);
    const auto count = source_(buffer_.data() + old_size, kPiece);
    buffer_.resize(old_size + static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
    source_failed_ |= count < 0;
    source_done_ = count <= 0;
    return count > 0;
}

bool XmlReader::have(std::size_t count) {
    while (buffer_.size() - at_ < count)
        if (!fill()) return false;
    return true;
}

/// Offset from at_ of the next `what`, or nowhere.
std::size_t XmlReader::find(std::string_view what, std::size_t from) {
    for (;;) {
        const auto found = rest().find(what, from);
        if (found != kNowhere) return found;
        const auto size = rest().size();
        from = std::max(from, size >= what.size() ? size - what.size() + 1 : 0);
        if (size > kLongestToken || !fill()) return kNowhere;
    }
}

/// Offset of the '>' that closes the tag at at_; one inside a quoted attribute does not count.
std::size_t XmlReader::find_tag_end() {
    for (std::size_t from = 1;;) {
        const auto close = find(">", from);
        if (close == kNowhere) return kNowhere;
        const auto quote = rest().substr(0, close).find_first_of("\"'", from);
        if (quote == kNowhere) return close;
        const auto closing = find(rest()[quote] == '"' ? "\"" : "'", quote + 1);
        if (closing == kNowhere) return kNowhere;
        from = closing + 1;
    }
}

bool XmlReader::starts_with(std::string_view what) {
    return have(what.size()) && rest().starts_with(what);
}

bool XmlReader::skip_past(std::string_view what, std::size_t from) {
    const auto found = find(what, from);
    if (found == kNowhere) return false;
    at_ += found + what.size();
    return true;
}

XmlReader::Event XmlReader::next() {
    if (end_pending_) {
        end_pending_ = false;
        --depth_;
        return Event::end;
    }
    if (!started_) {
        started_ = true;
        if (starts_with("\xEF\xBB\xBF")) at_ += 3;
        if (have(2) && (rest()[0] == '\0' || rest()[1] == '\0' || rest()[0] == '\xFF' || rest()[0] == '\xFE'))
            return hides_doctype(rest()) ? Event::doctype : Event::broken;
    }
    for (;;) {
        begin_ = consumed_ + at_;
        if (!have(1)) return source_failed_ || depth_ > 0 || !seen_root_ ? Event::broken : Event::finished;
        if (rest()[0] != '<') {
            const auto event = text_run();
            if (event != Event::text || depth_ > 0) return event;
        } else if (starts_with("<!--")) {
            if (!skip_past("-->", 4)) return Event::broken;
        } else if (starts_with("<?")) {
            if (!skip_past("?>", 2)) return Event::broken;
        } else {
            return markup();
        }
    }
}

XmlReader::Event XmlReader::text_run() {
    const auto end = find("<", 0);
    if (end == kNowhere) {  // only white space may follow the root element
        const auto tail = rest();
        if (source_failed_ || depth_ > 0 || !seen_root_ || !std::ranges::all_of(tail, is_space))
            return Event::broken;
        at_ = buffer_.size();
        return Event::finished;
    }
    raw_ = rest().substr(0, end);
    plain_text_ = false;
    if (depth_ == 0 && !std::ranges::all_of(raw_, is_space)) return Event::broken;
    at_ += end;
    return Event::text;
}

XmlReader::Event XmlReader::markup() {
    if (starts_with("<![CDATA[")) {
        const auto end = find("]]>", 9);
        if (end == kNowhere || depth_ == 0) return Event::broken;
        raw_ = rest().substr(9, end - 9);
        plain_text_ = true;
        at_ += end + 3;
        return Event::text;
    }
    if (starts_with("<!")) return Event::doctype;
    const auto end = find_tag_end();
    return end == kNowhere || end < 2 ? Event::broken : tag(end);
}

XmlReader::Event XmlReader::tag(std::size_t length) {
    auto inside = rest().substr(1, length - 1);
    at_ += length + 1;
    const bool closing = inside.starts_with('/');
    if (closing) inside.remove_prefix(1);
    self_closing_ = !closing && inside.ends_with('/');
    if (self_closing_) inside.remove_suffix(1);
    const auto name_end = std::min(inside.find_first_of(kSpace), inside.size());
    name_ = local_part(inside.substr(0, name_end));
    attributes_ = inside.substr(name_end);
    if (name_.empty() || (closing && depth_ == 0) || (!closing && depth_ == 0 && seen_root_))
        return Event::broken;
    if (closing) {
        --depth_;
        return Event::end;
    }
    seen_root_ = true;
    ++depth_;
    end_pending_ = self_closing_;
    return Event::start;
}

std::string_view XmlReader::raw_attribute(std::string_view local_name) const {
    auto rest = attributes_;
    for (;;) {
        const auto equals = rest.find('=');
        if (equals == kNowhere) return {};
        auto name = rest.substr(0, equals);
        while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
        while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
        const auto open = rest.find_first_of("\"'", equals);
        if (open == kNowhere) return {};
        const auto close = rest.find(rest[open], open + 1);
        if (close == kNowhere) return {};
        if (local_part(name) == local_name) return rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
    }
}

std::string XmlReader::attribute(std::string_view local_name) const {
    return clean_utf8(decode_entities(raw_attribute(local_name)));
}

std::string XmlReader::text() const {
    return clean_utf8(plain_text_ ? std::string(raw_) : decode_entities(raw_));
}

}  // namespace kheo::sheet
