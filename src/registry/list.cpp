// SPDX-License-Identifier: Apache-2.0
// Lists and counts (registry.hpp). The map rule is the one figures follow, so a list is as long as the figure
// that links to it.
#include <algorithm>

#include "registry/list_index.hpp"
#include "registry/list_store.hpp"
#include "registry/places.hpp"
#include "registry/registry.hpp"
#include "registry/store.hpp"

namespace kheo::registry {

namespace {

Result<ListIndex::Answer> ask(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                              const ListIndex::Window& window) {
    if (reading.lists && !tx.writes()) return reading.lists->ask(tx, query, reading, window);
    ListIndex once;  // what is not committed must not enter what others share
    return once.ask(tx, query, reading, window);
}

}  // namespace

std::shared_ptr<ListIndex> make_list_index() {
    return std::make_shared<ListIndex>();
}

Result<> warm(ListIndex& lists, db::Transaction& tx) {
    return lists.warm(tx);
}

Result<Counts> count(db::Transaction& tx, const ListQuery& query, const Reading& reading) {
    return TRY(ask(tx, query, reading, {0, 1, false})).counts;
}

Result<std::vector<ListItem>> list(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                                   int offset, int limit) {
    const auto answer = TRY(ask(tx, query, reading, {offset, limit, false}));
    return store::items(tx, answer.lines);
}

Result<std::optional<Initiative>> find(db::Transaction& tx, std::string_view number, const Reading& reading) {
    auto found = TRY(store::find(tx, number));
    if (!found) return found;
    const bool visible = std::ranges::any_of(found->registrations,
                                             [&](const Registration& r) { return may_see(reading, r.unit); });
    if (!visible) found.reset();
    return found;
}

Result<std::vector<Field>> fields(db::Transaction& tx, Date on) {
    return store::fields(tx, on);
}

}  // namespace kheo::registry
