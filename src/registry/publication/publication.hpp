// SPDX-License-Identifier: Apache-2.0
// Selection for a book (domain.md §1.2, P7): entries, their order, edited text, consent. A book belongs to a
// unit; who runs the movement there works on it. Functions run in the caller's transaction; safe on any
// thread that holds one. Source of the consent rule: corrections.md "Persons and pictures", Law 91/2025/QH15.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry::publication {

using BookId = Id<struct PublicationTag>;
using EntryId = Id<struct PublicationEntryTag>;

/// not_needed: a practice of a collective whose text names nobody.
enum class Consent { not_asked, given, refused, not_needed };
std::string_view code(Consent value);
std::optional<Consent> parse_consent(std::string_view text);

struct Book {
    BookId id;
    territory::UnitId unit;
    std::string title, publisher;
    int year = 0;
    std::optional<Millis> closed_at;
    std::int64_t row_version = 0;
    std::int64_t entries = 0;
};

struct Entry {
    EntryId id;
    InitiativeId initiative;
    std::string number;  // of the initiative
    Kind kind = Kind::practice;
    std::optional<OwnerType> owner_type;
    territory::UnitId unit;
    std::string title, text;
    Consent consent = Consent::not_asked;
    std::string consent_paper;
    std::int64_t row_version = 0;
};

/// Who acts, on which map, today.
struct Acting {
    const auth::Principal& who;
    const Reading& reading;  // of read_registry: which initiatives the person sees
    Millis at = 0;
};

/// May the person work on books of this unit today (run_movement)? May he read them (read_registry)?
bool may_work(const Acting& acting, territory::UnitId unit);
bool may_read(const Acting& acting, territory::UnitId unit);

/// Books the person may read, the newest year first.
Result<std::vector<Book>> books(db::Transaction& tx, const Acting& acting);
/// not_found when absent or not readable.
Result<Book> book(db::Transaction& tx, BookId id, const Acting& acting);
Result<std::vector<Entry>> entries(db::Transaction& tx, BookId id);  // in their order

struct NewBook {
    territory::UnitId unit;
    std::string title, publisher;
    int year = 0;
};
/// invalid with the fields unit, title, year; a repeated request_key makes nothing.
Result<BookId> make(db::Transaction& tx, const NewBook& given, std::string_view request_key,
                    const Acting& acting);

/// At the end, with the initiative's title and a first text from its headings. conflict when the book is
/// closed; invalid with the field "number" when there is no such initiative or it stands in it already.
Result<EntryId> add(db::Transaction& tx, BookId book, std::string_view number, const Acting& acting);
struct Edited {
    std::string title, text, consent_paper;
    Consent consent = Consent::not_asked;
};
/// conflict when somebody else edited it since; invalid: title, text, consent (not_needed of a person or an
/// exemplar), consent_paper (given without a paper).
Result<> edit(db::Transaction& tx, BookId book, EntryId entry, std::int64_t row_version, const Edited& edited,
              const Acting& acting);
/// One place up or down; the first does not go up, what was taken out meanwhile stays out. The same press
/// sent twice does nothing twice: it names the place it saw the entry at.
enum class Direction { up, down };
Result<> move(db::Transaction& tx, BookId book, EntryId entry, std::size_t seen_at, Direction direction,
              const Acting& acting);
/// What is gone already is gone.
Result<> remove(db::Transaction& tx, BookId book, EntryId entry, const Acting& acting);

/// May its text leave the office: agreed to, or about nobody and not refused.
bool may_be_printed(const Entry& entry);
/// May the person read the book as it is printed: a closed one every reader, an open one who works on it.
bool may_print(const Acting& acting, const Book& book);
/// May the person open the dossier behind the entry?
bool may_open(const Acting& acting, const Entry& entry);
/// Why a book cannot be closed yet, one sentence each; empty = it can.
std::vector<Sentence> hindrances(const std::vector<Entry>& entries);
/// Closes it, or opens it again; invalid with every hindrance as an error of the field "close".
Result<> close(db::Transaction& tx, BookId book, const Acting& acting);
Result<> reopen(db::Transaction& tx, BookId book, const Acting& acting);

/// A person was erased from a dossier: what books say of it goes, with the consent.
Result<> forget(db::Transaction& tx, InitiativeId initiative);

}  // namespace kheo::registry::publication
