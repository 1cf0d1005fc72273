// SPDX-License-Identifier: Apache-2.0
// A ledger of 21 entries in memory with a fixed key: its heads and honest proofs, the same in every run, for
// the target `proof` and its first inputs. Roots and paths come from the definition in RFC 6962 §2.1.
#pragma once

#include <sodium.h>

#include <string>
#include <vector>

#include "platform/ledger/ledger.hpp"
#include "platform/ledger/merkle.hpp"
#include "platform/ledger/store.hpp"
#include "platform/ledger/tree.hpp"

namespace kheo::fuzz {

inline constexpr std::int64_t kEntries = 21;

class ProofCase {
  public:
    ProofCase() {
        key_.public_key.resize(crypto_sign_PUBLICKEYBYTES);
        key_.secret_key.resize(crypto_sign_SECRETKEYBYTES);
        const std::string seed(crypto_sign_SEEDBYTES, 's');
        crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(key_.public_key.data()),
                                 reinterpret_cast<unsigned char*>(key_.secret_key.data()),
                                 reinterpret_cast<const unsigned char*>(seed.data()));
        for (std::int64_t seq = 1; seq <= kEntries; ++seq) {
            entries_.push_back(ledger::encode(entry(seq), seq));
            leaves_.push_back(ledger::leaf_hash(entries_.back()));
        }
        for (std::int64_t size = 1; size <= kEntries; ++size)
            heads_.push_back(ledger::signed_head(size, root(0, size), 1'700'000'000'000 + size, key_));
    }

    const ledger::SigningKey& key() const { return key_; }
    const ledger::Head& head(std::int64_t size) const { return heads_[static_cast<std::size_t>(size - 1)]; }
    const ledger::Hash& leaf(std::int64_t seq) const { return leaves_[static_cast<std::size_t>(seq - 1)]; }
    const std::string& entry_bytes(std::int64_t seq) const {
        return entries_[static_cast<std::size_t>(seq - 1)];
    }

    /// Of the n leaves from `begin` on.
    ledger::Hash root(std::int64_t begin, std::int64_t n) const {
        if (n == 1) return leaf(begin + 1);
        std::int64_t k = 1;
        while (2 * k < n) k *= 2;
        return ledger::node_hash(root(begin, k), root(begin + k, n - k));
    }

    ledger::InclusionProof inclusion(std::int64_t seq, std::int64_t size) const {
        return {seq, leaf(seq), ledger::inclusion_path(nodes(), seq - 1, size).value(), head(size),
                entry_bytes(seq)};
    }
    ledger::ConsistencyProof consistency(std::int64_t from, std::int64_t to) const {
        return {from, root(0, from), ledger::consistency_path(nodes(), from, to).value(), head(to)};
    }

  private:
    static ledger::StoredEntry entry(std::int64_t seq) {
        ledger::StoredEntry made;
        made.at = 1'699'999'000'000 + seq;
        made.actor = seq % 3;
        made.verb = "registry.registered";
        made.subject_type = "initiative";
        made.subject_id = seq;
        made.changed = "title,field";
        made.commitment = ledger::commit("s", "v");
        made.blind = seq > 4 ? std::string(16, static_cast<char>(seq)) : "";
        return made;
    }
    ledger::NodeSource nodes() const {
        return [this](int level, std::int64_t index) -> Result<ledger::Hash> {
            return root(index << level, std::int64_t{1} << level);
        };
    }

    ledger::SigningKey key_;
    std::vector<std::string> entries_;
    std::vector<ledger::Hash> leaves_;
    std::vector<ledger::Head> heads_;
};

}  // namespace kheo::fuzz
