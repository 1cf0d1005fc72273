// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/tree.hpp"

#include "platform/ledger/messages.gen.hpp"
#include "platform/ledger/upkeep.hpp"

namespace kheo::ledger {

namespace {

constexpr std::int64_t kFillBatch = 2000;  // subtrees made per writing transaction
constexpr int kFan = 1 << kKeptEvery;

std::unexpected<Error> gap(int level, std::int64_t index) {
    return fail(ErrorKind::internal, msg::tree_broken, {},
                "no node " + std::to_string(level) + "/" + std::to_string(index));
}

Result<std::vector<Hash>> leaf_row(db::Transaction& tx, std::int64_t first, std::int64_t count) {
    auto row = TRY(store::leaves(tx, first + 1, count));
    if (std::ssize(row) != count) return gap(0, first);
    return row;
}

/// `count` subtrees of a kept level; what is missing is folded from the kept level below.
Result<std::vector<Hash>> kept_row(db::Transaction& tx, Shape shape, int level, std::int64_t first,
                                   std::int64_t count) {
    std::vector<Hash> row(static_cast<std::size_t>(count));
    if (shape == Shape::with_proofs)
        for (auto& kept : TRY(store::nodes(tx, level, first, count)))
            row[static_cast<std::size_t>(kept.index - first)] = std::move(kept.hash);
    for (std::int64_t i = 0; i < count; ++i) {
        auto& hash = row[static_cast<std::size_t>(i)];
        if (!hash.empty()) continue;
        const auto below = level - kKeptEvery;
        const auto begin = (first + i) * kFan;
        auto children = below == 0 ? leaf_row(tx, begin, kFan) : kept_row(tx, shape, below, begin, kFan);
        hash = fold(TRY(std::move(children)));
    }
    return row;
}

Result<Hash> node(db::Transaction& tx, Shape shape, int level, std::int64_t index) {
    const int kept = level - level % kKeptEvery;
    const auto count = std::int64_t{1} << (level - kept);
    const auto first = index * count;
    auto row = kept == 0 ? leaf_row(tx, first, count) : kept_row(tx, shape, kept, first, count);
    return fold(TRY(std::move(row)));
}

/// Makes up to kFillBatch missing subtrees; the answer is how many.
Result<std::int64_t> fill_batch(db::Transaction& tx) {
    const auto size = TRY(store::load_frontier(tx)).size();
    std::int64_t made = 0;
    for (int level = kKeptEvery; size >> level > 0 && made < kFillBatch; level += kKeptEvery) {
        for (auto index = TRY(store::node_end(tx, level)); index < size >> level && made < kFillBatch;
             ++index) {
            const auto hashes = TRY(kept_row(tx, Shape::with_proofs, level, index, 1));
            TRY(store::add_node(tx, {level, index, hashes.front()}));
            ++made;
        }
    }
    return made;
}

Result<bool> is_filled(db::Transaction& tx) {
    const auto size = TRY(store::load_frontier(tx)).size();
    for (int level = kKeptEvery; size >> level > 0; level += kKeptEvery)
        if (TRY(store::node_end(tx, level)) < size >> level) return false;
    return true;
}

}  // namespace

NodeSource stored_tree(db::Transaction& tx, Shape shape) {
    return [&tx, shape](int level, std::int64_t index) { return node(tx, shape, level, index); };
}

Result<> fill_nodes(db::Transaction& tx) {
    while (TRY(fill_batch(tx)) > 0) {
    }
    return {};
}

Result<> fill_nodes(db::Database& database) {
    if (TRY(database.read(is_filled))) return {};
    while (TRY(database.write(fill_batch)) > 0) {
    }
    return {};
}

}  // namespace kheo::ledger
