// SPDX-License-Identifier: Apache-2.0
// The tables publication and publication_entry; private to the room. No permission is checked here.
#pragma once

#include "registry/publication/publication.hpp"

namespace kheo::registry::publication::store {

Result<std::vector<Book>> books(db::Transaction& tx);
Result<std::optional<Book>> book(db::Transaction& tx, BookId id);
Result<std::optional<BookId>> of_request(db::Transaction& tx, std::string_view request_key);
Result<BookId> insert(db::Transaction& tx, const NewBook& given, std::string_view request_key,
                      const Acting& acting);
Result<> set_closed(db::Transaction& tx, BookId id, std::optional<Millis> at);

Result<std::vector<Entry>> entries(db::Transaction& tx, BookId id);
Result<EntryId> insert_entry(db::Transaction& tx, BookId book, const Entry& entry, const Acting& acting);
/// Where row_version still is `expected`; the answer is whether it was.
Result<bool> update_entry(db::Transaction& tx, EntryId id, std::int64_t expected, const Edited& edited,
                          const Acting& acting);
/// Writes the places anew, from 1.
Result<> order(db::Transaction& tx, const std::vector<Entry>& entries);
/// Title becomes the number; text, consent and paper go.
Result<> empty(db::Transaction& tx, InitiativeId initiative);
Result<> remove(db::Transaction& tx, EntryId id);

}  // namespace kheo::registry::publication::store
