// SPDX-License-Identifier: Apache-2.0
// SHA-256 of bytes that come in pieces; one that every operator's tools can compute too (sha256sum).
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace kheo::archive {

class Sha256 {
  public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    /// Once, at the end: 32 bytes.
    std::string value() {
        std::string digest(crypto_hash_sha256_BYTES, '\0');
        crypto_hash_sha256_final(&state_, reinterpret_cast<unsigned char*>(digest.data()));
        return digest;
    }

  private:
    crypto_hash_sha256_state state_;
};

}  // namespace kheo::archive
