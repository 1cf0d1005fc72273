// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/ledger.hpp"

#include <sodium.h>

#include "platform/ledger/messages.gen.hpp"
#include "platform/ledger/store.hpp"

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

std::string sign(const std::string& message, const SigningKey& key) {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes(signature), nullptr, bytes(message), message.size(), bytes(key.secret_key));
    return signature;
}

bool signature_holds(const Head& head) {
    if (head.signature.size() != crypto_sign_BYTES || head.public_key.size() != crypto_sign_PUBLICKEYBYTES)
        return false;
    const auto message = head_message(head.size, head.root, head.sealed_at);
    return crypto_sign_verify_detached(bytes(head.signature), bytes(message), message.size(),
                                       bytes(head.public_key)) == 0;
}

/// Seals one batch inside a writing transaction; the answer is how many.
Result<std::int64_t> seal_batch(db::Transaction& tx, const SigningKey& key, Millis at, SealReport& report) {
    const auto entries = TRY(store::unsealed(tx, kBatch));
    auto frontier = TRY(store::load_frontier(tx));
    report.size = frontier.size();
    if (entries.empty()) return 0;
    for (const auto& entry : entries) {
        const auto leaf = leaf_hash(encode(entry, ++report.size));
        TRY(store::mark_sealed(tx, entry.id, report.size, leaf));
        frontier.add(leaf);
    }
    TRY(store::save_frontier(tx, frontier));
    const auto root = frontier.root();
    TRY(store::save_head(
        tx, {report.size, root, at, sign(head_message(report.size, root, at), key), key.public_key}));
    return static_cast<std::int64_t>(entries.size());
}

/// Walks sealed entries in order and compares them with their leaves and with every signed head.
class Checker {
  public:
    Checker(std::vector<Head> heads, std::optional<std::string_view> trusted)
        : heads_(std::move(heads)), trusted_(trusted) {}

    void entry(const StoredEntry& stored) {
        const auto expected = frontier_.size() + 1;
        if (stored.seq != expected) return bad(expected);  // removed, or numbered twice
        const auto leaf = leaf_hash(encode(stored, stored.seq));
        if (leaf != stored.leaf) bad(stored.seq);
        frontier_.add(leaf);
        check_heads();
    }

    Verification finish(std::int64_t unsealed) {
        if (next_ < heads_.size()) bad(frontier_.size() + 1);  // a head over entries that are gone
        Verification v;
        v.entries = frontier_.size();
        v.unsealed = unsealed;
        v.root = frontier_.root();
        v.is_signed = !heads_.empty() && heads_.back().size == v.entries && head_ok_;
        v.first_bad = first_bad_;
        v.ok = !first_bad_ && (v.is_signed || v.entries == 0);
        return v;
    }

  private:
    void bad(std::int64_t seq) {
        if (!first_bad_) first_bad_ = seq;
    }

    void check_heads() {
        if (next_ >= heads_.size() || heads_[next_].size != frontier_.size()) return;
        const auto& head = heads_[next_];
        head_ok_ = head.root == frontier_.root() && signature_holds(head) &&
                   (!trusted_ || head.public_key == *trusted_);
        if (!head_ok_)
            bad(next_ == 0 ? 1 : heads_[next_ - 1].size + 1);  // the change lies in this head's stretch
        ++next_;
    }

    std::vector<Head> heads_;
    std::optional<std::string_view> trusted_;
    Frontier frontier_;
    std::size_t next_ = 0;
    bool head_ok_ = false;
    std::optional<std::int64_t> first_bad_;
};

}  // namespace

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
    return out;
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

Result<std::int64_t> last_entry(db::Transaction& tx) {
    return store::last_id(tx);
}

Result<SealReport> seal(db::Database& database, const SigningKey& key, Millis at) {
    SealReport report;
    // Nothing to seal is seen by reading: no reader's command waits for somebody's long write.
    const auto waiting = TRY(database.read([&](db::Transaction& tx) -> Result<std::int64_t> {
        report.size = TRY(store::load_frontier(tx)).size();
        return store::count_unsealed(tx);
    }));
    if (waiting == 0) return report;
    for (;;) {
        const auto sealed =
            TRY(database.write([&](db::Transaction& tx) { return seal_batch(tx, key, at, report); }));
        report.sealed += sealed;
        if (sealed < kBatch) return report;
    }
}

Result<std::optional<Head>> head(db::Transaction& tx) {
    auto heads = TRY(store::heads(tx));
    return heads.empty() ? std::nullopt : std::optional(std::move(heads.back()));
}

Result<Verification> verify(db::Transaction& tx, std::optional<std::string_view> trusted_key) {
    Checker checker(TRY(store::heads(tx)), trusted_key);
    TRY(store::each_sealed(tx, [&](const StoredEntry& entry) { checker.entry(entry); }));
    return checker.finish(TRY(store::count_unsealed(tx)));
}

std::string to_hex(std::string_view raw) {
    std::string hex(raw.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes(raw), raw.size());
    hex.pop_back();
    return hex;
}

std::string from_hex(std::string_view text) {
    std::string raw(text.size() / 2, '\0');
    std::size_t size = 0;
    const int code =
        sodium_hex2bin(bytes(raw), raw.size(), text.data(), text.size(), nullptr, &size, nullptr);
    return code == 0 && size * 2 == text.size() ? raw : std::string();
}

}  // namespace kheo::ledger
