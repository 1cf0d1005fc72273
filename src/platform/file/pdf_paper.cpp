// SPDX-License-Identifier: Apache-2.0
#include "platform/file/pdf_paper.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/file/messages.gen.hpp"

namespace kheo::file {

namespace {

constexpr std::size_t kTail = 2048;  // bytes at the end in which %%EOF stands
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostInflated = 64UL << 20;  // of all object streams together
constexpr std::int64_t kMostRatio = 200;           // an object stream may not inflate more than this …
constexpr std::size_t kSmall = 4UL << 20;          // … once it is larger than this

bool ends_name(char c) {
    return std::string_view("\0\t\n\f\r ()<>[]{}/%", 15).find(c) != std::string_view::npos;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The name that starts at text[at] == '/', its #61 written out; `at` is moved behind it.
std::string read_name(std::string_view text, std::size_t& at) {
    std::string name;
    for (++at; at < text.size() && !ends_name(text[at]) && name.size() < kLongestName; ++at) {
        const bool escaped = text[at] == '#' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                             hex_digit(text[at + 2]) >= 0;
        name +=
            escaped ? static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2])) : text[at];
        if (escaped) at += 2;
    }
    return name;
}

/// Calls name(word, place behind it) for every name object in the text.
void each_name(std::string_view text, const std::function<void(std::string_view, std::size_t)>& name) {
    for (auto at = text.find('/'); at != std::string_view::npos; at = text.find('/', at)) {
        const auto word = read_name(text, at);
        name(word, at);
    }
}

std::int64_t number_at(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\r' || text[at] == '\n')) ++at;
    auto end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end - at < 9) ++end;
    return parse_number<std::int64_t>(text.substr(at, end - at)).value_or(0);
}

struct Seen {
    bool acts = false, locked = false;
    std::int64_t leaves = 0, count = 0;  // pages one by one; as the tree of pages says
    std::int64_t pages() const { return leaves > 0 ? leaves : count; }
};

/// Scripts, programs to start, films, forms with code, files inside: what readers run or unpack.
constexpr std::array<std::string_view, 9> kActive{
    "JavaScript", "JS", "Launch", "RichMedia", "XFA", "EmbeddedFile", "EmbeddedFiles", "Movie", "ImportData"};

/// Objects, not the packed bytes between them: there three letters stand by chance.
void look(std::string_view text, Seen& seen) {
    std::string previous;
    each_name(text, [&](std::string_view name, std::size_t behind) {
        seen.acts = seen.acts || std::ranges::find(kActive, name) != kActive.end();
        seen.locked = seen.locked || name == "Encrypt";
        if (name == "Count") seen.count = std::max(seen.count, number_at(text, behind));
        seen.leaves += previous == "Type" && name == "Page";
        previous = name;
    });
}

/// nullopt when it inflates without measure; what is damaged ends where it is.
std::optional<std::string> inflate(std::string_view packed, std::size_t most) {
    z_stream stream{};
    if (::inflateInit(&stream) != Z_OK) return std::string();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // NOLINT: zlib's own type
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string out;
    std::array<char, 32768> piece{};
    int state = Z_OK;
    while (state == Z_OK && out.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = piece.size();
        state = ::inflate(&stream, Z_NO_FLUSH);
        const auto count = piece.size() - stream.avail_out;
        out.append(piece.data(), count);
        if (count == 0) break;
    }
    ::inflateEnd(&stream);
    const auto allowed = std::max(kSmall, packed.size() * static_cast<std::size_t>(kMostRatio));
    if (out.size() > most || out.size() > allowed) return std::nullopt;
    return out;
}

/// Where the keyword of a stream begins: behind ">>" and before a line break.
std::size_t find_stream(std::string_view bytes, std::size_t from) {
    constexpr std::string_view kStream = "stream";
    for (auto at = bytes.find(kStream, from); at != std::string_view::npos;
         at = bytes.find(kStream, at + 1)) {
        const auto before = bytes.substr(0, at).find_last_not_of(" \t\r\n");
        const auto behind = at + kStream.size();
        const bool line = behind < bytes.size() && (bytes[behind] == '\n' || bytes[behind] == '\r');
        if (line && before != std::string_view::npos && bytes[before] == '>') return at;
    }
    return std::string_view::npos;
}

/// Since PDF 1.5 objects may stand packed in a stream whose dictionary says /ObjStm.
Result<> look_into_stream(std::string_view dictionary, std::string_view content, std::size_t& left,
                          Seen& seen) {
    bool objects = false, packed = false;
    each_name(dictionary, [&](std::string_view name, std::size_t) {
        objects = objects || name == "ObjStm";
        packed = packed || name == "FlateDecode" || name == "Fl";
    });
    if (!objects) return {};
    if (!packed) {
        look(content, seen);
        return {};
    }
    content.remove_prefix(std::min(content.find_first_not_of("\r\n"), content.size()));
    const auto plain = inflate(content, left);
    if (!plain) return fail(ErrorKind::invalid, msg::bomb);
    left -= plain->size();
    look(*plain, seen);
    return {};
}

Result<> look_at_everything(std::string_view bytes, Seen& seen) {
    constexpr std::string_view kEnd = "endstream";
    std::size_t left = kMostInflated, from = 0;
    for (auto at = find_stream(bytes, 0); at != std::string_view::npos; at = find_stream(bytes, from)) {
        const auto objects = bytes.substr(from, at - from);
        look(objects, seen);
        const auto begin = at + std::string_view("stream").size();
        const auto end = bytes.find(kEnd, begin);
        if (end == std::string_view::npos) return fail(ErrorKind::invalid, msg::torn_paper);
        const auto object = objects.rfind(" obj");
        TRY(look_into_stream(object == std::string_view::npos ? objects : objects.substr(object),
                             bytes.substr(begin, end - begin), left, seen));
        from = end + kEnd.size();
    }
    look(bytes.substr(from), seen);
    return {};
}

}  // namespace

Result<> inspect_pdf(std::string_view bytes, std::int64_t most_pages) {
    const auto tail = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
    if (tail.find("%%EOF") == std::string_view::npos) return fail(ErrorKind::invalid, msg::torn_paper);
    Seen seen;
    TRY(look_at_everything(bytes, seen));
    if (seen.locked) return fail(ErrorKind::invalid, msg::locked);
    if (seen.acts) return fail(ErrorKind::invalid, msg::active_pdf);
    if (most_pages > 0 && seen.pages() > most_pages)
        return fail(ErrorKind::too_large, msg::too_many_pages,
                    {{"pages", format_count(seen.pages())}, {"limit", format_count(most_pages)}});
    return {};
}

}  // namespace kheo::file
