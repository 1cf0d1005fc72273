// SPDX-License-Identifier: Apache-2.0
// The one ledger (architecture.md, idea 3). append() writes an entry in the transaction of the act; the
// sealer later numbers committed entries, hashes them into an RFC 6962-style Merkle tree (BLAKE2b-256) and
// signs the head (Ed25519). It proves that nothing was changed after a head was seen by others, and no more
// than that. Functions are thread-safe; SQL is in store.cpp.
#pragma once

#include <optional>
#include <span>
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

/// What the entry with this row id (append) committed to; "" when there is no such entry.
Result<std::string> commitment_of(db::Transaction& tx, std::int64_t id);

/// Number of the last written entry; the as-of point of figures.
Result<std::int64_t> last_entry(db::Transaction& tx);

/// How many entries wait for the sealer.
Result<std::int64_t> count_unsealed(db::Transaction& tx);

/// How many entries a transaction sees. Entries are never taken away, so that the sum grows with every commit
/// and equal sums mean the same state: what follows the ledger (caches, indices) compares it, and knows
/// whether it is behind.
struct Standing {
    std::int64_t sealed = 0, unsealed = 0;
    std::int64_t total() const { return sealed + unsealed; }
};
Result<Standing> standing(db::Transaction& tx);

/// Subjects of one type that the entries after the first `sealed` ones are about, each once, ascending;
/// including everything not sealed yet, whatever was seen of it before.
Result<std::vector<std::int64_t>> subjects_since(db::Transaction& tx, std::string_view subject_type,
                                                 std::int64_t sealed);

struct SigningKey {
    std::string public_key;  // 32 bytes
    std::string secret_key;  // 64 bytes
};

/// Loads DIR/keys/ledger.key (mode 0600), or makes it when absent.
Result<SigningKey> load_or_make_key(const std::filesystem::path& data_dir);

/// A key file that stands elsewhere; refuses (environment) what is none.
Result<SigningKey> load_key(const std::filesystem::path& file);
/// Puts a key into DIR/keys/ledger.key in place of the one that was just made there.
Result<> save_key(const std::filesystem::path& data_dir, const SigningKey& key);

/// Notes a public key that signed this ledger before the present one (DIR/keys/former.txt), after the old
/// system's key was lost. Once per key.
Result<> trust_former_key(const std::filesystem::path& data_dir, const std::string& public_key);
/// The present key and the former ones.
Result<std::vector<std::string>> trusted_keys(const std::filesystem::path& data_dir,
                                              const SigningKey& present);

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

/// The newest one.
Result<std::optional<Head>> head(db::Transaction& tx);
Result<std::optional<Head>> head_of(db::Transaction& tx, std::int64_t size);
/// The last head of each day (Vietnam's), newest first.
Result<std::vector<Head>> daily_heads(db::Transaction& tx, int limit);

/// Does the signature fit what the head says? It is checked against the key beside it: who trusts a key must
/// compare it too.
bool signature_holds(const Head& head);

struct Verification {
    bool ok = false;
    std::int64_t entries = 0;               // sealed
    std::int64_t unsealed = 0;              // not sealed yet
    std::string root;                       // recomputed, 32 bytes
    bool is_signed = false;                 // the newest head carries a valid signature over this root
    std::optional<std::int64_t> first_bad;  // lowest seq that was changed, removed or reordered
    bool derived_ok = true;  // frontier and kept subtrees agree with the leaves (they can be made anew)
};

/// Recomputes every leaf and every signed head from the rows. Works on a copied file opened read-only. When
/// trusted_keys are given, heads signed by any other key are bad.
Result<Verification> verify(db::Transaction& tx, std::span<const std::string> trusted_keys = {});

// --- proofs (docs/ledger.md). They come from the kept subtrees in O(log n) reads and are checked before they
// are given out.

/// Entry number `seq` stands in the tree of `head`.
struct InclusionProof {
    std::int64_t seq = 0;
    std::string leaf;               // 32 bytes
    std::vector<std::string> path;  // 32 bytes each, upwards
    Head head;
    std::string entry;       // the bytes the leaf covers (encode()); empty in a public proof
    bool guessable = false;  // shows a hash of a few entries without random bytes: not for the public
};

/// not_found when there is no such sealed entry.
Result<InclusionProof> prove_inclusion(db::Transaction& tx, std::int64_t seq);

/// The tree of `to` begins with the tree of the first `from` entries.
struct ConsistencyProof {
    std::int64_t from = 0;
    std::string from_root;
    std::vector<std::string> path;
    Head to;
    bool guessable = false;  // as above
};

/// Up to the newest head, or to the signed head over `to` entries. invalid when from is not in 1 … to,
/// not_found when no head has that size.
Result<ConsistencyProof> prove_consistency(db::Transaction& tx, std::int64_t from, std::int64_t to = 0);

/// The head covers so few entries, all without random bytes, that its root tells them: not for the public.
Result<bool> is_guessable(db::Transaction& tx, const Head& head);

/// Path and signature hold (and the entry, when there is one, has this leaf).
bool holds(const InclusionProof& proof);
bool holds(const ConsistencyProof& proof);

/// What a head kept elsewhere says about this ledger.
enum class KeptHead {
    prefix,         // the ledger still begins with exactly what the head saw
    differs,        // something among the first entries was changed, removed, added or reordered
    shorter,        // entries that the head saw are gone
    bad_signature,  // the kept head itself was changed
    other_key,      // the same entries, signed by another key than this ledger's newest head
    unknown_key,    // not this ledger's entries, signed by a key that signed none of its heads
};
/// Recomputes the first head.size leaves from the entries themselves; reads every one of them.
Result<KeptHead> compare(db::Transaction& tx, const Head& kept);

}  // namespace kheo::ledger
