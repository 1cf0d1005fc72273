// SPDX-License-Identifier: Apache-2.0
// An archive as one encrypted file (docs/backup.md describes every byte): a key of its own, sealed to the
// operator's public key (X25519), then the members in chunks of XChaCha20-Poly1305 (libsodium secretstream).
// A changed, reordered, cut or lengthened file is noticed; only the operator's secret key opens it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "platform/archive/member.hpp"

namespace kheo::archive {

struct OperatorKey {
    std::string public_key;  // 32 bytes
    std::string secret_key;  // 32 bytes
};

OperatorKey make_operator_key();
/// Stands before the secret in its file, so that nobody takes it for the public key.
inline constexpr std::string_view kSecretMark = "KHEO-SECRET-";
/// Whether something can be encrypted to that key; bytes, not digits.
bool seals(const std::string& public_key);
/// Writes a text file of mode 0600 with the secret half; refuses (conflict) a file that exists.
Result<> save_operator_key(const OperatorKey& key, const std::filesystem::path& file);
/// Refuses (invalid) what is no such file.
Result<OperatorKey> load_operator_key(const std::filesystem::path& file);

/// Writes beside `file` and renames when finished: `file` is whole or absent. Refuses (conflict) a file that
/// exists.
Result<std::unique_ptr<Writer>> write_container(const std::filesystem::path& file,
                                                const std::string& public_key);

/// Refuses (invalid) what is no backup, of a later version, or sealed to another key; reading refuses what
/// was changed or cut.
Result<std::unique_ptr<Reader>> read_container(const std::filesystem::path& file, const OperatorKey& key);

}  // namespace kheo::archive
