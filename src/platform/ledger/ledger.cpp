// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/ledger.hpp"

#include <sodium.h>

#include <chrono>
#include <thread>

#include "platform/ledger/messages.gen.hpp"
#include "platform/ledger/moments.hpp"
#include "platform/ledger/store.hpp"
#include "platform/ledger/tree.hpp"

namespace kheo::ledger {

namespace {

constexpr int kBatch = 5000;  // entries sealed per writing transaction, so that others get their turn

const unsigned char* bytes(std::string_view s) {
    return reinterpret_cast<const unsigned char*>(s.data());
}
unsigned char* bytes(std::string& s) {
    return reinterpret_cast<unsigned char*>(s.data());
}

void put(std::string& out, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(number >> shift & 0xFF));
}

void put(std::string& out, std::string_view text) {
    put(out, static_cast<std::int64_t>(text.size()));
    out.append(text);
}

/// What a head signature covers.
std::string head_message(std::int64_t size, std::string_view root, Millis at) {
    std::string message = "kheo ledger head 1";
    put(message, size);
    put(message, root);
    put(message, at);
    return message;
}

/// Adds a leaf and keeps the subtrees that it fills up.
Result<> grow(db::Transaction& tx, Frontier& frontier, const Hash& leaf) {
    std::vector<Node> completed;
    frontier.add(leaf, &completed);
    for (const auto& node : completed)
        if (is_kept(node.level)) TRY(store::add_node(tx, node));
    return {};
}

/// Seals one batch inside a writing transaction; the answer is how many.
Result<std::int64_t> seal_batch(db::Transaction& tx, const SigningKey& key, Millis at, SealReport& report) {
    const auto entries = TRY(store::unsealed(tx, kBatch));
    auto frontier = TRY(store::load_frontier(tx));
    report.size = frontier.size();
    if (entries.empty()) return 0;
    for (auto entry : entries) {
        entry.seq = ++report.size;
        entry.blind = new_salt();
        entry.leaf = leaf_hash(encode(entry, entry.seq));
        TRY(store::mark_sealed(tx, entry));
        TRY(grow(tx, frontier, entry.leaf));
    }
    TRY(store::save_frontier(tx, frontier));
    TRY(store::save_head(tx, signed_head(report.size, frontier.root(), at, key)));
    return static_cast<std::int64_t>(entries.size());
}

/// One sealer at a time among all processes: who waited may find that his entries are sealed already. Without
/// a turn after a while he tries all the same; seq is unique and given in a serializable transaction.
Result<std::optional<db::Hold>> sealers_turn(db::Database& database) {
    for (int i = 0; i < 100; ++i) {
        auto held = TRY(database.try_hold("ledger_sealer"));
        if (held) return held;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return std::nullopt;
}

}  // namespace

Head signed_head(std::int64_t size, Hash root, Millis at, const SigningKey& key) {
    Head head{size, std::move(root), at, std::string(crypto_sign_BYTES, '\0'), key.public_key};
    const auto message = head_message(size, head.root, at);
    crypto_sign_detached(bytes(head.signature), nullptr, bytes(message), message.size(),
                         bytes(key.secret_key));
    return head;
}

bool signature_holds(const Head& head) {
    if (head.signature.size() != crypto_sign_BYTES || head.public_key.size() != crypto_sign_PUBLICKEYBYTES)
        return false;
    const auto message = head_message(head.size, head.root, head.sealed_at);
    return crypto_sign_verify_detached(bytes(head.signature), bytes(message), message.size(),
                                       bytes(head.public_key)) == 0;
}

std::string encode(const StoredEntry& entry, std::int64_t seq) {
    std::string out;
    put(out, seq);
    put(out, entry.at);
    put(out, entry.actor);
    put(out, entry.verb);
    put(out, entry.subject_type);
    put(out, entry.subject_id);
    put(out, entry.changed);
    put(out, entry.commitment);
    if (!entry.blind.empty()) put(out, entry.blind);
    return out;
}

Hash leaf_of(const StoredEntry& entry) {
    return entry.withheld() ? entry.leaf : leaf_hash(encode(entry, entry.seq));
}

Result<std::int64_t> count_unsealed(db::Transaction& tx) {
    return store::count_unsealed(tx);
}

Result<std::int64_t> append(db::Transaction& tx, const Entry& entry, Millis at) {
    tx.announce(entry.verb.substr(0, entry.verb.find('.')));
    return store::insert(tx, entry, at);
}

std::string commit(std::string_view salt, std::string_view values) {
    std::string message;
    put(message, salt);
    put(message, values);
    return leaf_hash(message);
}

std::string new_salt() {
    std::string salt(16, '\0');
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

Result<std::vector<HistoryLine>> history(db::Transaction& tx, std::string_view type, std::int64_t id,
                                         int limit) {
    return store::history(tx, type, id, limit);
}

Result<std::string> commitment_of(db::Transaction& tx, std::int64_t id) {
    return store::commitment_of(tx, id);
}

Result<std::int64_t> last_entry(db::Transaction& tx) {
    return store::last_id(tx);
}

Result<Standing> standing(db::Transaction& tx) {
    return store::standing(tx);
}

Result<std::vector<std::int64_t>> subjects_since(db::Transaction& tx, std::string_view subject_type,
                                                 std::int64_t sealed) {
    return store::subjects_since(tx, subject_type, sealed);
}

Result<Millis> last_moment(db::Transaction& tx) {
    return store::last_moment(tx);
}

Result<std::optional<Millis>> oldest_unsealed(db::Transaction& tx) {
    return store::oldest_unsealed(tx);
}

Result<SealReport> seal(db::Database& database, const SigningKey& key, Millis at) {
    SealReport report;
    TRY(fill_nodes(database));
    // Nothing to seal is seen by reading: no reader's command waits for somebody's long write.
    const auto waiting = TRY(database.read([&](db::Transaction& tx) -> Result<std::int64_t> {
        report.size = TRY(store::load_frontier(tx)).size();
        return store::count_unsealed(tx);
    }));
    if (waiting == 0) return report;
    const auto turn = TRY(sealers_turn(database));
    for (;;) {
        const auto sealed =
            TRY(database.write([&](db::Transaction& tx) { return seal_batch(tx, key, at, report); }));
        report.sealed += sealed;
        if (sealed < kBatch) return report;
    }
}

Result<std::optional<Head>> head(db::Transaction& tx) {
    return store::newest_head(tx);
}

Result<std::optional<Head>> head_of(db::Transaction& tx, std::int64_t size) {
    return store::head_of(tx, size);
}

Result<std::vector<Head>> daily_heads(db::Transaction& tx, int limit) {
    std::vector<Head> days;
    auto found = TRY(store::newest_head(tx));
    while (found && std::ssize(days) < limit) {
        const auto midnight = day_start(local_date(found->sealed_at));
        days.push_back(*std::move(found));
        found = TRY(store::head_before(tx, midnight));
    }
    return days;
}

}  // namespace kheo::ledger
