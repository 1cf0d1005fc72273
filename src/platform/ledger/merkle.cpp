// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/merkle.hpp"

#include <sodium.h>

namespace kheo::ledger {

namespace {

class Hasher {
  public:
    Hasher() { crypto_generichash_init(&state_, nullptr, 0, 32); }
    Hasher& add(std::string_view bytes) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
        return *this;
    }
    Hash done() {
        Hash out(32, '\0');
        crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(out.data()), out.size());
        return out;
    }

  private:
    crypto_generichash_state state_;
};

}  // namespace

Hash leaf_hash(std::string_view data) {
    return Hasher().add(std::string_view("\0", 1)).add(data).done();
}

Hash node_hash(std::string_view left, std::string_view right) {
    return Hasher().add("\1").add(left).add(right).done();
}

Hash fold(std::vector<Hash> row) {
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
        row.resize(row.size() / 2);
    }
    return row.front();
}

void Frontier::add(Hash leaf, std::vector<Node>* completed) {
    int level = 0;
    const auto leaves = size() + 1;
    while (!peaks_.empty() && peaks_.back().level == level) {
        leaf = node_hash(peaks_.back().hash, leaf);
        peaks_.pop_back();
        ++level;
        if (completed) completed->push_back({level, (leaves >> level) - 1, leaf});
    }
    peaks_.push_back({level, std::move(leaf)});
}

Hash Frontier::root() const {
    if (peaks_.empty()) return Hasher().done();
    Hash root = peaks_.back().hash;
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node_hash(peak->hash, root);
    return root;
}

std::int64_t Frontier::size() const {
    std::int64_t total = 0;
    for (const auto& peak : peaks_) total += std::int64_t{1} << peak.level;
    return total;
}

}  // namespace kheo::ledger
