// SPDX-License-Identifier: Apache-2.0
// Keys, files and framing for the target `backup`: the container's format as docs/backup.md describes it,
// written apart from platform/archive/container.cpp.
#pragma once

#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "platform/archive/container.hpp"

namespace kheo::fuzz {

inline unsigned char* raw(std::string& s) {
    return reinterpret_cast<unsigned char*>(s.data());
}

/// The same key in every run, so that an input that was kept says the same again.
inline const archive::OperatorKey& operator_key() {
    static const auto made = [] {
        archive::OperatorKey key{std::string(crypto_box_PUBLICKEYBYTES, 0),
                                 std::string(crypto_box_SECRETKEYBYTES, 0)};
        std::string seed(crypto_box_SEEDBYTES, 'o');
        crypto_box_seed_keypair(raw(key.public_key), raw(key.secret_key), raw(seed));
        return key;
    }();
    return made;
}

/// A file that is only in memory.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("backup", MFD_CLOEXEC)) {
        promise(descriptor_ >= 0 &&
                    ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
                "there is memory");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

inline void put_number(std::string& out, std::size_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
}

/// Seals plain chunks as anybody can who knows the operator's public key. One part per chunk, the head first:
/// parts may then be moved about.
class Sealer {
  public:
    Sealer() {
        std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, 'k');
        std::string sealed(key.size() + crypto_box_SEALBYTES, 0);
        std::string header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, 0);
        crypto_box_seal(raw(sealed), raw(key), key.size(),
                        reinterpret_cast<const unsigned char*>(operator_key().public_key.data()));
        crypto_secretstream_xchacha20poly1305_init_push(&state_, raw(header), raw(key));
        std::string head = "KHEO BACKUP\n";
        put_number(head, 1);
        parts_.push_back(head + operator_key().public_key + sealed + header);
    }
    void chunk(std::string_view plain, bool last) {
        std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, 0), part;
        const std::string_view vouched = parts_.size() == 1 ? parts_.front() : std::string_view{};
        crypto_secretstream_xchacha20poly1305_push(
            &state_, raw(sealed), nullptr, reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
            reinterpret_cast<const unsigned char*>(vouched.data()), vouched.size(),
            last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        put_number(part, sealed.size());
        parts_.push_back(part + sealed);
    }
    std::vector<std::string>& parts() { return parts_; }

  private:
    crypto_secretstream_xchacha20poly1305_state state_{};
    std::vector<std::string> parts_;
};

inline std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += part;
    return out;
}

}  // namespace kheo::fuzz
