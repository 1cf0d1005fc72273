// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/message.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::mail {

namespace {

constexpr std::size_t kLongestHeader = 500;               // bytes of a subject or name
constexpr std::size_t kLongestWord = 75, kBodyLine = 76;  // RFC 2047, 2; RFC 2045, 6.8
constexpr std::size_t kLongestAscii = 60;                 // a plain subject that needs no folding
constexpr std::string_view kOpen = "=?UTF-8?B?", kClose = "?=";

std::string base64(std::string_view bytes) {
    const auto length = sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    std::string out(length, '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.resize(length - 1);
    return out;
}

bool is_inside_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

bool is_plain(std::string_view text) {
    const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
    return text.size() <= kLongestAscii && std::ranges::all_of(text, plain) && !text.contains("=?") &&
           !text.starts_with(' ') && !text.ends_with(' ');
}

/// The longest beginning of `text` that ends between characters and has at most `room` bytes; at least one
/// character.
std::size_t cut(std::string_view text, std::size_t room) {
    auto end = std::min(room, text.size());
    while (end > 0 && end < text.size() && is_inside_character(text[end])) --end;
    if (end > 0) return end;
    for (end = 1; end < text.size() && is_inside_character(text[end]);) ++end;
    return end;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

std::string body_of(std::string_view text) {
    const auto code = base64(with_crlf(text));
    std::string out;
    for (std::size_t at = 0; at < code.size(); at += kBodyLine) out += code.substr(at, kBodyLine) + "\r\n";
    return out;
}

std::string encode(std::string_view text, std::size_t first_column) {
    std::string out;
    auto room = kLongestWord - std::min(first_column, kLongestWord - 30);
    while (!text.empty()) {
        const auto bytes = (room - kOpen.size() - kClose.size()) / 4 * 3;
        const auto end = cut(text, bytes);
        if (!out.empty()) out += "\r\n ";
        out += std::string(kOpen) + base64(text.substr(0, end)) + std::string(kClose);
        text.remove_prefix(end);
        room = kLongestWord;
    }
    return out;
}

std::string sender(const Written& letter) {
    if (letter.from_name.empty()) return letter.from;
    // A plain name may hold signs that mean something in an address: it is always encoded.
    const auto name = encode(letter.from_name, 6);
    return name + "\r\n <" + letter.from + ">";
}

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    constexpr std::string_view more = "…";
    return std::string(text.substr(0, cut(text, most - more.size()))).append(more);
}

bool is_header_text(std::string_view text) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (text.size() > kLongestHeader || !is_valid_utf8(text) || std::ranges::any_of(text, control))
        return false;
    // NEL, line and paragraph separator: some readers break lines there.
    return !text.contains("\xC2\x85") && !text.contains("\xE2\x80\xA8") && !text.contains("\xE2\x80\xA9");
}

std::string encoded_words(std::string_view text, std::size_t first_column) {
    return is_plain(text) ? std::string(text) : encode(text, first_column);
}

std::string mail_date(Millis at) {
    static constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = local_date(at);
    const auto seconds = (at - day_start(day)) / 1000;
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0700",
                       kDays[static_cast<std::size_t>(day.weekday() - 1)], day.day(),
                       kMonths[static_cast<std::size_t>(day.month() - 1)], day.year(), seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
}

std::string compose(const Written& letter) {
    const auto host = letter.from.substr(letter.from.find('@') + 1);
    std::string out;
    out += "Date: " + mail_date(letter.at) + "\r\n";
    out += "From: " + sender(letter) + "\r\n";
    out += "To: " + letter.to + "\r\n";
    out += "Subject: " + encoded_words(letter.subject, 9) + "\r\n";
    out += "Message-ID: <" + letter.token + "@" + host + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\n";  // RFC 3834: out-of-office answers stay away
    out += "MIME-Version: 1.0\r\n";
    out += "Content-Type: text/plain; charset=utf-8\r\n";
    out += "Content-Transfer-Encoding: base64\r\n\r\n";
    return out + body_of(letter.text);
}

}  // namespace kheo::mail
