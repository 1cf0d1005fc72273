// SPDX-License-Identifier: Apache-2.0
// Cookies, query strings and addresses to go on to. Promises: what was read can be written and read again;
// a local target never leaves this site, also not as browsers read it.
#include <algorithm>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/http/encoding.hpp"

namespace {

using kheo::fuzz::promise;

void check_query(std::string_view text) {
    const auto fields = kheo::http::parse_query(text);
    if (!fields) return;
    const auto again = kheo::http::parse_query(kheo::http::write_query(*fields));
    promise(again && again->pairs() == fields->pairs(), "a query that was read is written and read again");
}

void check_percent(std::string_view text) {
    if (!kheo::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) return;
    const auto again = kheo::http::percent_decode(kheo::http::percent_encode(text), true);
    promise(again && *again == text, "percent-encoding is undone by decoding");
}

// Browsers drop tabs and line breaks, trim controls and blanks, and read a backslash as a slash (WHATWG URL).
void check_local(std::string_view text) {
    if (!kheo::http::is_local_target(text)) return;
    std::string seen;
    for (const char c : text)
        if (c != '\t' && c != '\r' && c != '\n') seen += c == '\\' ? '/' : c;
    seen.erase(0, std::min(seen.find_first_not_of(std::string(" ") + '\0'), seen.size()));
    promise(seen.starts_with('/') && !seen.starts_with("//"), "a local target stays on this site");
}

void check_cookies(std::string_view text) {
    for (const auto& [name, value] : kheo::http::parse_cookies(text).pairs()) {
        promise(!name.empty(), "a cookie has a name");
        promise(name.find(';') == std::string::npos && value.find(';') == std::string::npos,
                "a cookie ends at ;");
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = kheo::fuzz::text_of(data, size);
    check_query(text);
    check_percent(text);
    check_local(text);
    check_cookies(text);
    return 0;
}
