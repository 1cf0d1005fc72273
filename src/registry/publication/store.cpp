// SPDX-License-Identifier: Apache-2.0
#include "registry/publication/store.hpp"

namespace kheo::registry::publication::store {

namespace {

constexpr std::string_view kBook =
    "SELECT p.id, p.unit_id, p.title, p.publisher, p.year, p.closed_at, p.row_version, "
    "(SELECT count(*) FROM publication_entry e WHERE e.publication_id = p.id) FROM publication p ";

Book read_book(const db::Row& row) {
    Book out;
    out.id = row.get<BookId>(0);
    out.unit = row.get<territory::UnitId>(1);
    out.title = row.get<std::string>(2);
    out.publisher = row.get<std::string>(3);
    out.year = row.get<int>(4);
    out.closed_at = row.get<std::optional<Millis>>(5);
    out.row_version = row.get<std::int64_t>(6);
    out.entries = row.get<std::int64_t>(7);
    return out;
}

Entry read_entry(const db::Row& row) {
    Entry out;
    out.id = row.get<EntryId>(0);
    out.initiative = row.get<InitiativeId>(1);
    out.number = row.get<std::string>(2);
    out.kind = parse_code<Kind>(row.text(3)).value_or(Kind::exemplar);
    out.owner_type = parse_code<OwnerType>(row.text(4));
    out.unit = row.get<territory::UnitId>(5);
    out.title = row.get<std::string>(6);
    out.text = row.get<std::string>(7);
    out.consent = parse_consent(row.text(8)).value_or(Consent::not_asked);
    out.consent_paper = row.get<std::string>(9);
    out.row_version = row.get<std::int64_t>(10);
    return out;
}

Result<> touch(db::Transaction& tx, BookId book) {
    TRY(tx.exec("UPDATE publication SET row_version = row_version + 1 WHERE id = ?1", book));
    return {};
}

}  // namespace

Result<std::vector<Book>> books(db::Transaction& tx) {
    return tx.all(read_book, std::string(kBook) + "ORDER BY p.year DESC, p.id DESC");
}

Result<std::optional<Book>> book(db::Transaction& tx, BookId id) {
    return tx.find(read_book, std::string(kBook) + "WHERE p.id = ?1", id);
}

Result<std::optional<BookId>> of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.get<BookId>(0); },
                   "SELECT id FROM publication WHERE request_key = ?1", request_key);
}

Result<BookId> insert(db::Transaction& tx, const NewBook& given, std::string_view request_key,
                      const Acting& acting) {
    return tx.value<BookId>(
        "INSERT INTO publication (unit_id, title, publisher, year, row_version, created_at, created_by, "
        "request_key) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7) RETURNING id",
        given.unit, given.title, given.publisher, given.year, acting.at, acting.who.user, request_key);
}

Result<> set_closed(db::Transaction& tx, BookId id, std::optional<Millis> at) {
    TRY(tx.exec("UPDATE publication SET closed_at = ?2 WHERE id = ?1", id, at));
    return touch(tx, id);
}

Result<std::vector<Entry>> entries(db::Transaction& tx, BookId id) {
    return tx.all(read_entry,
                  "SELECT e.id, e.initiative_id, i.number, i.kind, i.owner_type, i.unit_id, e.title, e.text, "
                  "e.consent, e.consent_paper, e.row_version FROM publication_entry e "
                  "JOIN initiative i ON i.id = e.initiative_id WHERE e.publication_id = ?1 "
                  "ORDER BY e.position, e.id",
                  id);
}

Result<EntryId> insert_entry(db::Transaction& tx, BookId book, const Entry& entry, const Acting& acting) {
    const auto id = TRY(tx.value<EntryId>(
        "INSERT INTO publication_entry (publication_id, initiative_id, position, title, text, consent, "
        "consent_paper, row_version, edited_at, edited_by) VALUES (?1, ?2, (SELECT "
        "coalesce(max(e.position), 0) + 1 FROM publication_entry e WHERE e.publication_id = ?1), ?3, ?4, ?5, "
        "'', 1, ?6, ?7) RETURNING id",
        book, entry.initiative, entry.title, entry.text, code(entry.consent), acting.at, acting.who.user));
    TRY(touch(tx, book));
    return id;
}

Result<bool> update_entry(db::Transaction& tx, EntryId id, std::int64_t expected, const Edited& edited,
                          const Acting& acting) {
    const auto changed = TRY(tx.exec(
        "UPDATE publication_entry SET title = ?3, text = ?4, consent = ?5, consent_paper = ?6, "
        "row_version = row_version + 1, edited_at = ?7, edited_by = ?8 WHERE id = ?1 AND row_version = ?2",
        id, expected, edited.title, edited.text, code(edited.consent), edited.consent_paper, acting.at,
        acting.who.user));
    return changed > 0;
}

Result<> order(db::Transaction& tx, const std::vector<Entry>& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        TRY(tx.exec("UPDATE publication_entry SET position = ?2 WHERE id = ?1", entries[i].id,
                    static_cast<std::int64_t>(i + 1)));
    return {};
}

Result<> empty(db::Transaction& tx, InitiativeId initiative) {
    TRY(
        tx.exec("UPDATE publication_entry SET title = (SELECT i.number FROM initiative i WHERE i.id = ?1), "
                "text = '', consent = 'refused', consent_paper = '', row_version = row_version + 1 "
                "WHERE initiative_id = ?1",
                initiative));
    return {};
}

Result<> remove(db::Transaction& tx, EntryId id) {
    TRY(tx.exec("DELETE FROM publication_entry WHERE id = ?1", id));
    return {};
}

}  // namespace kheo::registry::publication::store
