// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/address.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kheo::mail {

namespace {

constexpr std::size_t kLongestLocal = 64, kLongestHost = 253,
                      kLongestLabel = 63;  // RFC 5321, 4.5.3.1; RFC 1035

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_atom(char c) {
    return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}
bool is_host(char c) {
    return is_digit(c) || is_letter(c) || c == '-';
}

template <typename Allowed>
bool is_dotted(std::string_view text, std::size_t longest_part, Allowed allowed) {
    for (const auto part : split(text, '.'))
        if (part.empty() || part.size() > longest_part || !std::ranges::all_of(part, allowed)) return false;
    return true;
}

/// A host name of mail has a dot, and its last label is no number (that would be an address in disguise).
bool is_host_name(std::string_view host) {
    if (host.empty() || host.size() > kLongestHost || !is_dotted(host, kLongestLabel, is_host)) return false;
    for (const auto label : split(host, '.'))
        if (label.front() == '-' || label.back() == '-') return false;
    const auto dot = host.rfind('.');
    return dot != std::string_view::npos && !std::ranges::all_of(host.substr(dot + 1), is_digit);
}

}  // namespace

std::optional<std::string> read_address(std::string_view typed) {
    while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
    while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
    const auto at = typed.find('@');
    if (at == std::string_view::npos || at == 0 || at > kLongestLocal) return std::nullopt;
    const auto local = typed.substr(0, at), host = typed.substr(at + 1);
    if (!is_dotted(local, kLongestLocal, is_atom) || !is_host_name(host)) return std::nullopt;
    std::string out(typed);
    std::transform(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(),
                   out.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::string masked(std::string_view address) {
    const auto at = address.find('@');
    if (at == std::string_view::npos || at == 0) return "***";
    return std::string(address.substr(0, 1)) + "***" + std::string(address.substr(at));
}

}  // namespace kheo::mail
