// SPDX-License-Identifier: Apache-2.0
// The key under which secrets of authenticator apps are kept (DIR/keys/factor.key, 32 random bytes, mode
// 0600; in no backup and no export). The database knows which key it is used with, so that a second machine,
// or one that lost the file, never goes on with another key by itself: there is none then, `why()` says so,
// and people sign in with recovery codes. An operator's empty file keys/factor-key-is-lost makes a new one.
// Immutable, thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/db/database.hpp"

namespace kheo::auth {

class FactorKey {
  public:
    /// Reads or makes it; never fails as a whole.
    static FactorKey open(db::Database& database, const std::filesystem::path& keys);
    /// In memory only, for tests.
    static FactorKey fresh();
    static FactorKey absent();

    /// Which key it is, without saying the key; "" = there is none.
    const std::string& id() const { return id_; }
    const Error& why() const { return why_; }

    /// XChaCha20-Poly1305. What is sealed for one purpose (`bound`) opens for no other one.
    Result<std::string> seal(std::string_view secret, std::string_view bound) const;
    /// `key_id` is the one it was sealed with.
    Result<std::string> unseal(std::string_view sealed, std::string_view bound,
                               std::string_view key_id) const;

  private:
    explicit FactorKey(std::string bytes);
    explicit FactorKey(Error why) : why_(std::move(why)) {}
    static Result<FactorKey> read_or_make(db::Database& database, const std::filesystem::path& keys);

    std::string bytes_, id_;
    Error why_;
};

}  // namespace kheo::auth
