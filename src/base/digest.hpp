// SPDX-License-Identifier: Apache-2.0
// SHA-256, one that every operator's tools compute too (sha256sum), and bytes as hexadecimal. Functions are
// pure; an object of Sha256 belongs to one thread.
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace kheo {

/// Of bytes that come in pieces.
class Sha256 {
  public:
    Sha256();
    void add(std::string_view bytes);
    /// Once, at the end: 32 bytes.
    std::string value();

  private:
    crypto_hash_sha256_state state_;
};

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
/// "" when the text is no hexadecimal number of whole bytes.
std::string from_hex(std::string_view text);
/// Lower-case hexadecimal SHA-256.
std::string sha256_hex(std::string_view bytes);

}  // namespace kheo
