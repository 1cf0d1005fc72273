// SPDX-License-Identifier: Apache-2.0
#include "registry/list_order.hpp"

#include <algorithm>
#include <numeric>

#include "registry/list_store.hpp"

namespace kheo::registry {

namespace {

constexpr std::size_t kMovedOneByOne = 64;  // more changes at once: sorting anew is quicker

/// Sort keys of all initiatives, one after the other; only while an order is worked out.
struct Keys {
    std::string bytes;
    std::vector<std::size_t> begin, end;
    std::string_view of(DocId doc) const {
        return std::string_view(bytes).substr(begin[doc], end[doc] - begin[doc]);
    }
};

Result<Keys> read_keys(db::Transaction& tx, store::KeyColumn column, const ListColumns& columns) {
    Keys keys{{}, std::vector<std::size_t>(columns.size()), std::vector<std::size_t>(columns.size())};
    TRY(store::each_sort_key(tx, column, std::nullopt, [&](InitiativeId id, std::string_view key) {
        const auto doc = columns.find(id);
        if (doc == kNoDoc) return;
        keys.begin[doc] = keys.bytes.size();
        keys.bytes += key;
        keys.end[doc] = keys.bytes.size();
    }));
    return keys;
}

store::KeyColumn column_of(Sort sort) {
    return sort == Sort::title ? store::KeyColumn::title : store::KeyColumn::owner;
}

Result<std::string> key_of(db::Transaction& tx, Sort sort, DocId doc, const ListColumns& columns) {
    std::string key;
    const std::int64_t id = columns.id(doc).value;
    TRY(store::each_sort_key(tx, column_of(sort), std::span(&id, 1),
                             [&](InitiativeId, std::string_view found) { key = found; }));
    return key;
}

/// Equal keys stand in the order of ids.
template <typename Key>
void sort_by(std::vector<DocId>& docs, Key key) {
    std::ranges::sort(docs, [&](DocId a, DocId b) {
        const auto left = key(a), right = key(b);
        return left != right ? left < right : a < b;
    });
}

}  // namespace

void ListOrders::forget() {
    for (auto& order : orders_) order = {};
}

Result<> ListOrders::prepare(db::Transaction& tx, Sort sort, const ListColumns& columns, bool current) {
    if (ready(sort, current)) return {};
    auto& order = orders_[place(sort)];
    order.docs.resize(columns.size());
    std::iota(order.docs.begin(), order.docs.end(), DocId{0});
    if (sort == Sort::number) {
        sort_by(order.docs, [&](DocId doc) { return columns.number(doc); });
    } else if (sort == Sort::updated) {
        sort_by(order.docs, [&](DocId doc) { return columns.updated_at(doc); });
    } else {
        const auto keys = TRY(read_keys(tx, column_of(sort), columns));
        sort_by(order.docs, [&](DocId doc) { return keys.of(doc); });
    }
    order.ready = true;
    order.whole = current;
    return {};
}

Result<> ListOrders::change(db::Transaction& tx, std::span<const DocId> docs, const ListColumns& columns) {
    for (const auto sort : {Sort::number, Sort::title, Sort::owner, Sort::updated}) {
        auto& order = orders_[place(sort)];
        if (!order.ready) continue;
        if (docs.size() > kMovedOneByOne) {
            order = {};
            continue;
        }
        std::erase_if(order.docs, [&](DocId doc) { return std::ranges::find(docs, doc) != docs.end(); });
        for (const auto doc : docs) TRY(move(tx, sort, doc, columns));
    }
    return {};
}

/// Puts one that is not in the order where it belongs; asks for the keys of the few it is compared with.
Result<> ListOrders::move(db::Transaction& tx, Sort sort, DocId doc, const ListColumns& columns) {
    auto& docs = orders_[place(sort)].docs;
    const bool in_memory = sort == Sort::number || sort == Sort::updated;
    const auto own = in_memory ? std::string() : TRY(key_of(tx, sort, doc, columns));
    std::size_t low = 0, high = docs.size();
    while (low < high) {
        const auto middle = (low + high) / 2;
        const auto other = docs[middle];
        const auto order = sort == Sort::number    ? columns.number(other) <=> columns.number(doc)
                           : sort == Sort::updated ? columns.updated_at(other) <=> columns.updated_at(doc)
                                                   : TRY(key_of(tx, sort, other, columns)) <=> own;
        (order < 0 || (order == 0 && other < doc)) ? low = middle + 1 : high = middle;
    }
    docs.insert(docs.begin() + static_cast<std::ptrdiff_t>(low), doc);
    return {};
}

std::vector<DocId> ListOrders::page(const search::DocSet& set, Sort sort, bool descending,
                                    std::int64_t offset, std::int64_t limit) const {
    if (sort == Sort::newest) return set.page(offset, limit, descending);
    const auto& docs = orders_[place(sort)].docs;
    std::vector<DocId> out;
    for (std::size_t step = 0; step < docs.size() && std::ssize(out) < limit; ++step) {
        const auto doc = docs[descending ? docs.size() - 1 - step : step];
        if (set.has(doc) && offset-- <= 0) out.push_back(doc);
    }
    return out;
}

}  // namespace kheo::registry
