// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

namespace kheo {

namespace {

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

Sha256::Sha256() {
    crypto_hash_sha256_init(&state_);
}

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, raw(bytes), bytes.size());
}

std::string Sha256::value() {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state_, raw(digest));
    return digest;
}

std::string to_hex(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), raw(bytes), bytes.size());
    hex.pop_back();
    return hex;
}

std::string from_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    const int code =
        sodium_hex2bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr);
    return code == 0 && size * 2 == text.size() ? bytes : std::string();
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return to_hex(digest.value());
}

}  // namespace kheo
