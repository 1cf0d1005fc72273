// SPDX-License-Identifier: Apache-2.0
// The one ledger (architecture.md, idea 3). append() writes an entry in the transaction of the act; the
// sealer later numbers committed entries, hashes them into an RFC 6962-style Merkle tree (BLAKE2b-256) and
// signs the head (Ed25519). It proves that nothing was changed after a head was seen by others, and no more
// than that. Functions are thread-safe; SQL is in store.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::ledger {

/// What happened; holds no personal data and no values.
struct Entry {
    auth::UserId actor;             // none = the system
    std::string_view verb;          // "registry.registered": slice.verb in the past tense
    std::string_view subject_type;  // "initiative"
    std::int64_t subject_id = 0;
    std::string_view changed;     // keys of the changed fields, comma separated
    std::string_view commitment;  // commit(...) of the new version, or empty
};

/// Writes the entry; it is sealed later. Announces the verb's slice ("registry") to those who subscribed to
/// the database. The answer is its row id (order of writing, not yet its number).
Result<std::int64_t> append(db::Transaction& tx, const Entry& entry, Millis at);

/// BLAKE2b-256(salt ‖ values): lets a kept version be checked against the ledger without the ledger holding
/// the values.
std::string commit(std::string_view salt, std::string_view values);
/// 16 random bytes.
std::string new_salt();

/// One line of a history tab.
struct HistoryLine {
    std::int64_t id = 0;
    std::optional<std::int64_t> seq;
    Millis at = 0;
    auth::UserId actor;
    std::string verb;
    std::string changed;
    std::string commitment;
};

/// Entries of one subject, newest first.
Result<std::vector<HistoryLine>> history(db::Transaction& tx, std::string_view subject_type,
                                         std::int64_t subject_id, int limit = 200);

/// Number of the last written entry; the as-of point of figures.
Result<std::int64_t> last_entry(db::Transaction& tx);

struct SigningKey {
    std::string public_key;  // 32 bytes
    std::string secret_key;  // 64 bytes
};

/// Loads DIR/keys/ledger.key (mode 0600), or makes it when absent.
Result<SigningKey> load_or_make_key(const std::filesystem::path& data_dir);

struct SealReport {
    std::int64_t sealed = 0;  // entries sealed now
    std::int64_t size = 0;    // entries in the tree
};

/// Seals what is committed, in batches; one sealer at a time (the writing transaction sees to it).
Result<SealReport> seal(db::Database& database, const SigningKey& key, Millis at);

struct Head {
    std::int64_t size = 0;
    std::string root;  // 32 bytes
    Millis sealed_at = 0;
    std::string signature, public_key;
};

Result<std::optional<Head>> head(db::Transaction& tx);

struct Verification {
    bool ok = false;
    std::int64_t entries = 0;               // sealed
    std::int64_t unsealed = 0;              // not sealed yet
    std::string root;                       // recomputed, 32 bytes
    bool is_signed = false;                 // the newest head carries a valid signature over this root
    std::optional<std::int64_t> first_bad;  // lowest seq that was changed, removed or reordered
};

/// Recomputes every leaf and every signed head from the rows. Works on a copied file opened read-only. When
/// trusted_key is given, heads signed by any other key are bad.
Result<Verification> verify(db::Transaction& tx, std::optional<std::string_view> trusted_key = std::nullopt);

std::string to_hex(std::string_view bytes);
/// "" when the text is no hexadecimal number of whole bytes.
std::string from_hex(std::string_view text);

}  // namespace kheo::ledger
