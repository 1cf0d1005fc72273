// SPDX-License-Identifier: Apache-2.0
// The SQL behind lists: what the columns in memory are loaded from, and the texts of the lines that a page
// shows.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "registry/list_columns.hpp"

namespace kheo::registry::store {

struct Rows {
    std::size_t initiatives = 0, registrations = 0;
};
/// How many each_indexed and each_registration would give, or a few more.
Result<Rows> count_rows(db::Transaction& tx);

/// Initiatives by id; nullopt = all of them.
using Wanted = std::optional<std::span<const std::int64_t>>;
Result<> each_indexed(db::Transaction& tx, Wanted ids,
                      const std::function<void(const IndexedInitiative&)>& take);
/// Live registrations, by id.
Result<> each_registration(db::Transaction& tx, Wanted ids,
                           const std::function<void(const IndexedRegistration&)>& take);
Result<> each_theme_of(db::Transaction& tx, Wanted ids,
                       const std::function<void(InitiativeId, std::int64_t theme)>& take);

/// Those that were taken up elsewhere.
Result<std::vector<InitiativeId>> replicated(db::Transaction& tx);

struct NamedTheme {
    std::int64_t id = 0;
    std::string name, folded;
};
Result<std::vector<NamedTheme>> themes(db::Transaction& tx);

/// The sort key of titles or owners: bytes in Vietnamese order.
enum class KeyColumn { title, owner };
Result<> each_sort_key(db::Transaction& tx, KeyColumn column, Wanted ids,
                       const std::function<void(InitiativeId, std::string_view key)>& take);

/// The lines with their texts, in the order given; one that the transaction does not see is left out.
Result<std::vector<ListItem>> items(db::Transaction& tx, std::span<const ListLine> lines);

}  // namespace kheo::registry::store
