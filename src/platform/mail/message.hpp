// SPDX-License-Identifier: Apache-2.0
// A letter as the bytes of RFC 5322: plain text in UTF-8, its subject as encoded words (RFC 2047), all lines
// short, nothing of a person's typing in a header unencoded. Pure; safe on any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace kheo::mail {

/// What is sent; recipient and from are what read_address() answered.
struct Written {
    std::string from, from_name;  // the name may be empty
    std::string to;
    std::string subject, text;  // UTF-8 NFC, the text with '\n'
    std::string token;          // random part of the Message-ID
    Millis at = 0;
};

/// Header and body with CRLF, ready for DATA (dots are the courier's matter).
std::string compose(const Written& letter);

/// At most `most` bytes of the text, cut between characters and ended with "…" when it is longer.
std::string shortened(std::string_view text, std::size_t most);

/// May this stand in a header: UTF-8, at most 500 bytes, no control character, no line break of any kind?
bool is_header_text(std::string_view text);

/// "=?UTF-8?B?…?= …": words of at most 75 bytes, cut between characters, folded by CRLF and a space. Plain
/// ASCII stays as it is.
std::string encoded_words(std::string_view text, std::size_t first_column);

/// "Sun, 22 Nov 2026 14:05:00 +0700"
std::string mail_date(Millis at);

}  // namespace kheo::mail
