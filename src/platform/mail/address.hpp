// SPDX-License-Identifier: Apache-2.0
// E-mail addresses as this program accepts them. Pure; safe on any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kheo::mail {

/// A plain mailbox, "vanthu@hoamai.hoasen.vn": the letters, digits and signs that RFC 5321 allows without
/// quotes (dot-atom, at most 64 bytes), '@', a host name of at most 253 bytes with a dot. Spaces around it
/// are dropped, the host is written small. Anything else (names, comments, quotes, several addresses, line
/// breaks, letters beyond ASCII, addresses in brackets) is refused: nullopt.
std::optional<std::string> read_address(std::string_view typed);

/// "v***@hoamai.hoasen.vn": enough to know which one is meant.
std::string masked(std::string_view address);

}  // namespace kheo::mail
