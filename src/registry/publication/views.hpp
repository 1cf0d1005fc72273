// SPDX-License-Identifier: Apache-2.0
// View models of books.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"

namespace kheo::registry::publication {

struct BookRow {
    std::string href, title, unit, publisher;
    int year = 0;
    std::int64_t entries = 0;
    bool closed = false;
};

struct BooksPage {
    std::vector<BookRow> rows;
    bool may_make = false;
    std::string request_key, unit, title, publisher, year;  // as typed
    std::vector<view::Option> units;
    Error error;
};

struct EntryRow {
    std::string id, href, number, dossier_href, title, unit;  // an address the reader may not open is empty
    std::size_t position = 0;                                 // from 1
    view::Label consent;
    view::Tone tone = view::Tone::neutral;
    bool first = false, last = false;
};

struct BookPage {
    BookRow book;
    std::vector<EntryRow> rows;
    std::vector<view::Label> missing;  // before it can be closed
    bool may_work = false, may_print = false, saved = false;
    std::string number;  // as typed
    Error error;
};

struct EntryPage {
    std::string book_href, book_title, action, number, dossier_href;
    std::string row_version, title, text, consent, consent_paper;  // as typed
    std::vector<view::Option> consents;
    Error error;
    Sentence conflict;
};

struct PrintedEntry {
    std::string number, title, unit;
    std::vector<std::string> paragraphs;
};
struct PrintPage {
    BookRow book;
    std::vector<PrintedEntry> entries;
    std::int64_t left_out = 0;  // without consent
};

}  // namespace kheo::registry::publication
