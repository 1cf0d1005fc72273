// SPDX-License-Identifier: Apache-2.0
// The writer of pages. Promises: a browser that undoes the escapes reads the value and nothing else; an
// address that passes has a harmless scheme as browsers read it.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/view/html.hpp"

namespace {

using kheo::fuzz::promise;
using kheo::view::Html;

std::string unescape(std::string_view html) {
    static constexpr std::array<std::pair<std::string_view, char>, 7> kEntities{{{"&amp;", '&'},
                                                                                 {"&lt;", '<'},
                                                                                 {"&gt;", '>'},
                                                                                 {"&quot;", '"'},
                                                                                 {"&#34;", '"'},
                                                                                 {"&#39;", '\''},
                                                                                 {"&apos;", '\''}}};
    std::string out;
    while (!html.empty()) {
        const auto hit = std::find_if(kEntities.begin(), kEntities.end(),
                                      [&](const auto& entity) { return html.starts_with(entity.first); });
        promise(html.front() != '&' || hit != kEntities.end(), "every & begins an entity");
        out += hit == kEntities.end() ? html.front() : hit->second;
        html.remove_prefix(hit == kEntities.end() ? 1 : hit->first.size());
    }
    return out;
}

template <typename Print>
std::string printed(Print print) {
    Html html;
    print(html);
    return html.take();
}

void check_text(std::string_view value) {
    const auto text = printed([&](Html& out) { out.text(value); });
    promise(text.find_first_of("<>") == std::string::npos, "no tag out of a text");
    const auto attribute = printed([&](Html& out) { out.attribute(value); });
    promise(attribute.find_first_of("<>\"") == std::string::npos, "no way out of an attribute");
    if (!kheo::is_valid_utf8(value) || value.find('\0') != std::string_view::npos) return;
    promise(unescape(text) == value && unescape(attribute) == value, "undone escapes give the value");
}

/// What a browser takes for the scheme (WHATWG URL): leading controls and blanks trimmed, tabs and line
/// breaks dropped.
std::string scheme_of(std::string_view address) {
    std::string seen;
    for (const char c : address)
        if (c != '\t' && c != '\n' && c != '\r' && (!seen.empty() || static_cast<unsigned char>(c) > ' '))
            seen += c;
    const auto colon = seen.find(':');
    if (colon == std::string::npos || seen.find_first_of("/?#") < colon) return {};
    auto scheme = seen.substr(0, colon);
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    return scheme;
}

void check_url(std::string_view value) {
    const auto written = unescape(printed([&](Html& out) { out.url(value); }));
    const auto scheme = scheme_of(written);
    promise(scheme.empty() || scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel",
            "only harmless schemes");
    const auto part = printed([&](Html& out) { out.url_part(value); });
    promise(part.find_first_of("/?#&=\"'<> ") == std::string::npos, "one part of an address stays one part");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = kheo::fuzz::text_of(data, size);
    check_text(value);
    check_url(value);
    return 0;
}
