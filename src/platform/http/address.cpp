// SPDX-License-Identifier: Apache-2.0
#include "platform/http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"

namespace kheo::http {

namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) return text.substr(1, std::min(text.find(']'), text.size()) - 1);
    const auto colon = text.find(':');
    const bool one = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
    return one ? text.substr(0, colon) : text;
}

std::optional<int> parse_bits(std::string_view text, int most) {
    const auto bits = parse_number<int>(text);
    return bits && *bits >= 0 && *bits <= most ? bits : std::nullopt;
}

}  // namespace

bool Address::is_four() const {
    return std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
}

bool Address::is_loopback() const {
    if (is_four()) return bytes[12] == 127;
    return std::all_of(bytes.begin(), bytes.end() - 1, [](auto byte) { return byte == 0; }) && bytes[15] == 1;
}

std::string Address::text() const {
    char out[INET6_ADDRSTRLEN] = "";
    if (is_four())
        ::inet_ntop(AF_INET, bytes.data() + 12, out, sizeof out);
    else
        ::inet_ntop(AF_INET6, bytes.data(), out, sizeof out);
    return out;
}

Address Address::masked(int bits) const {
    auto out = *this;
    for (int i = 0; i < 16; ++i) {
        const int kept = std::clamp(bits - 8 * i, 0, 8);
        out.bytes[static_cast<std::size_t>(i)] &= static_cast<std::uint8_t>(0xff00 >> kept);
    }
    return out;
}

std::optional<Address> parse_address(std::string_view text) {
    const std::string plain(without_port(trim(text)));
    Address out;
    if (plain.size() > 45) return std::nullopt;
    if (::inet_pton(AF_INET6, plain.c_str(), out.bytes.data()) == 1) return out;
    std::copy(kMapped.begin(), kMapped.end(), out.bytes.begin());
    if (::inet_pton(AF_INET, plain.c_str(), out.bytes.data() + 12) == 1) return out;
    return std::nullopt;
}

bool is_loopback(std::string_view address) {
    const auto parsed = parse_address(address);
    return parsed && parsed->is_loopback();
}

bool is_forwarded(const Fields& headers) {
    for (const auto* name :
         {"x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "x-forwarded-proto", "via"})
        if (headers.find(name)) return true;
    return false;
}

std::string address_group(std::string_view address) {
    const auto parsed = parse_address(address);
    if (!parsed) return std::string(address);
    return parsed->is_four() ? parsed->text() : parsed->masked(64).text() + "/64";
}

std::string network_of(std::string_view address) {
    const auto parsed = parse_address(address);
    if (!parsed) return {};
    return parsed->is_four() ? parsed->masked(96 + 24).text() + "/24" : parsed->masked(48).text() + "/48";
}

TrustedProxies::TrustedProxies() {
    add("127.0.0.0/8");
    add("::1");
}

bool TrustedProxies::add(std::string_view network) {
    const auto slash = network.find('/');
    const auto address = parse_address(network.substr(0, slash));
    if (!address) return false;
    const int offset = address->is_four() ? 96 : 0;
    int bits = 128;
    if (slash != std::string_view::npos) {
        const auto given = parse_bits(network.substr(slash + 1), 128 - offset);
        if (!given) return false;
        bits = *given + offset;
    }
    networks_.push_back({address->masked(bits), bits});
    return true;
}

bool TrustedProxies::contains(const Address& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        return address.masked(network.bits) == network.address;
    });
}

bool TrustedProxies::contains(std::string_view address) const {
    const auto parsed = parse_address(address);
    return parsed && contains(*parsed);
}

std::string TrustedProxies::client(std::string_view peer,
                                   const std::vector<std::string_view>& forwarded_for) const {
    std::string client(peer);
    if (!contains(peer)) return client;
    for (auto header = forwarded_for.rbegin(); header != forwarded_for.rend(); ++header) {
        const auto hops = split(*header, ',');
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            const auto address = parse_address(*hop);
            // This machine speaks for itself only by its own connection, never by a header.
            if (!address || address->is_loopback()) return client;
            client = address->text();
            if (!contains(*address)) return client;
        }
    }
    return client;
}

}  // namespace kheo::http
