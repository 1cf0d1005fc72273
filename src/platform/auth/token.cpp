// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/token.hpp"

#include <sodium.h>

#include <cstdlib>

#include "base/digest.hpp"

namespace kheo::auth {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), variant);
    out.pop_back();  // the terminating zero
    return out;
}

std::string digest(std::string_view key, std::string_view text) {
    ensure_sodium();
    std::string out(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(), bytes_of(text), text.size(),
                       key.empty() ? nullptr : bytes_of(key), key.size());
    return out;
}

}  // namespace

void ensure_sodium() {
    static const int started = sodium_init();
    if (started < 0) std::abort();
}

std::string random_bytes(std::size_t bytes) {
    ensure_sodium();
    std::string out(bytes, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

std::string random_token(std::size_t bytes) {
    return base64(random_bytes(bytes));
}

std::string token_hash(std::string_view token) {
    return to_hex(digest({}, token));
}

std::string signed_token(std::string_view key, std::string_view text) {
    return base64(digest(key, text));
}

}  // namespace kheo::auth
