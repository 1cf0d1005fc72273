// SPDX-License-Identifier: Apache-2.0
// A GET or HEAD of the plainest kind, read where it lies, without a copy: what browsers, feed readers and
// load tests send. Whatever is unusual or unclear is left to RequestParser, which decides; so this may refuse
// too much, but must accept nothing that RequestParser refuses.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kheo::http {

struct PlainRequest {
    bool head = false;   // HEAD
    bool close = false;  // Connection: close
    std::string_view target;
    std::string_view cookie, accept_encoding, if_none_match, forwarded_proto;  // "" when absent
    std::size_t size = 0;                                                      // bytes of the request
};

/// nullopt: not whole yet, or not plain.
std::optional<PlainRequest> read_plain_request(std::string_view bytes);

/// Host header: letters of a name or address and a port.
bool is_host(std::string_view text);

}  // namespace kheo::http
