// SPDX-License-Identifier: Apache-2.0
// Network addresses of clients: whom a proxy speaks for, and which addresses count as one. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace kheo::http {

/// 16 bytes in network order; an IPv4 address is the mapped one (::ffff:a.b.c.d).
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool is_four() const;
    bool is_loopback() const;
    std::string text() const;
    /// With all bits after the first `bits` (of 128) zero.
    Address masked(int bits) const;
    bool operator==(const Address&) const = default;
};

/// "203.0.113.5", "2001:db8::1", "::ffff:203.0.113.5", also in brackets or with a port.
std::optional<Address> parse_address(std::string_view text);

/// An address of this machine, in any spelling.
bool is_loopback(std::string_view address);

/// A request that some proxy has passed on, however it says so.
bool is_forwarded(const Fields& headers);

/// What counts as one client: an IPv4 address, the /64 of an IPv6 address (a household has 2^64 of them).
/// Text that is no address is its own group.
std::string address_group(std::string_view address);

/// For logs: the network only, 203.0.113.0/24 or 2001:db8:1::/48. "" for what is no address.
std::string network_of(std::string_view address);

/// The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
class TrustedProxies {
  public:
    /// This machine only.
    TrustedProxies();
    /// "10.0.0.0/8", "192.0.2.7", "2001:db8::/32"; false when the text is no network.
    bool add(std::string_view network);
    void clear() { networks_.clear(); }
    bool contains(std::string_view address) const;
    /// The client: the rightmost hop that is no trusted proxy. What stands left of it anybody may have
    /// written. A hop that cannot be read ends the search: the proxy that named it is the client then.
    std::string client(std::string_view peer, const std::vector<std::string_view>& forwarded_for) const;

  private:
    struct Network {
        Address address;
        int bits;
    };
    bool contains(const Address& address) const;
    std::vector<Network> networks_;
};

}  // namespace kheo::http
