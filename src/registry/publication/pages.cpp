// SPDX-License-Identifier: Apache-2.0
#include "registry/publication/pages.hpp"

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/pages.hpp"
#include "registry/publication/messages.gen.hpp"
#include "registry/publication/publication.hpp"
#include "registry/publication/views.hpp"
#include "registry/publication/views/book_page.view.hpp"
#include "registry/publication/views/books_page.view.hpp"
#include "registry/publication/views/entry_page.view.hpp"
#include "registry/publication/views/print_page.view.hpp"

namespace kheo::registry::publication {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

/// One request: who asks, on which map, which book.
struct Visit {
    Visit(const PageServices& s, const Request& r)
        : services(s),
          request(r),
          atlas(s.atlas()),
          reading{*atlas, visible_to(r.who, Permission::read_registry, s.clock.today()), s.clock.today(),
                  nullptr},
          acting{r.who, reading, s.clock.now()},
          book{parse_number<std::int64_t>(r.captures.get("id")).value_or(0)},
          entry{parse_number<std::int64_t>(r.captures.get("entry")).value_or(0)} {}
    Visit(const Visit&) = delete;

    std::string unit(territory::UnitId id) const {
        const auto standing = atlas->restate(id, reading.today).unit;
        return unit_label(*atlas, standing ? standing : id, reading.today);
    }
    template <typename F>
    auto write(F&& fn) const {
        return services.database.write(std::forward<F>(fn));
    }

    const PageServices& services;
    const Request& request;
    std::shared_ptr<const territory::Atlas> atlas;
    Reading reading;
    Acting acting;
    BookId book;
    EntryId entry;
};

template <typename Page, typename View>
Response shown(const Visit& visit, const Page& page, View print, int status = 200) {
    const auto shell = view::make_shell(visit.request, visit.services.site);
    view::Html out(shell.language);
    print(out, shell, page);
    return view::respond(out, status);
}

std::string href_of(BookId id) {
    return "/sach/" + std::to_string(id.value);
}

BookRow row_of(const Visit& visit, const Book& book) {
    return {href_of(book.id), book.title,   visit.unit(book.unit),     book.publisher,
            book.year,        book.entries, book.closed_at.has_value()};
}

const Message& name_of(Consent value) {
    static const Message* const kNames[] = {&msg::not_asked, &msg::given, &msg::refused, &msg::not_needed};
    return *kNames[static_cast<std::size_t>(value)];
}

view::Tone tone_of(Consent value) {
    constexpr view::Tone kTones[] = {view::Tone::warn, view::Tone::ok, view::Tone::bad, view::Tone::neutral};
    return kTones[static_cast<std::size_t>(value)];
}

// --- all books

Result<BooksPage> books_page(const Visit& visit) {
    BooksPage page;
    const auto all =
        TRY(visit.services.database.read([&](db::Transaction& tx) { return books(tx, visit.acting); }));
    for (const auto& each : all) page.rows.push_back(row_of(visit, each));
    const auto working = visible_to(visit.request.who, Permission::run_movement, visit.reading.today);
    page.may_make = working.all || !working.roots.empty();
    for (const auto root : working.roots)
        if (const auto* unit = visit.atlas->find(root, visit.reading.today))
            page.units.push_back({territory::unit_key(*unit, visit.reading.today), visit.unit(root)});
    return page;
}

Result<Response> show_books(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(books_page(visit));
    page.request_key = view::new_request_key();
    page.year = std::to_string(visit.reading.today.year());
    return shown(visit, page, views::books_page);
}

Result<Response> do_make(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(books_page(visit));
    page.request_key = request.form.get("request_key");
    page.unit = tidy(request.form.get("unit"));
    page.title = request.form.get("title");
    page.publisher = request.form.get("publisher");
    page.year = tidy(request.form.get("year"));
    const auto unit = territory::typed_unit(*visit.atlas, page.unit, visit.reading.today).unit;
    const NewBook given{unit ? unit->id : territory::UnitId{}, page.title, page.publisher,
                        parse_number<int>(page.year).value_or(0)};
    const auto made =
        visit.write([&](db::Transaction& tx) { return make(tx, given, page.request_key, visit.acting); });
    if (made) return Response::redirect(href_of(*made));
    if (made.error().kind != ErrorKind::invalid) return std::unexpected(made.error());
    page.error = made.error();
    return shown(visit, page, views::books_page, 422);
}

// --- one book

EntryRow entry_row(const Visit& visit, const Book& book, const Entry& entry) {
    EntryRow row;
    row.id = std::to_string(entry.id.value);
    if (may_work(visit.acting, book.unit)) row.href = href_of(book.id) + "/bai/" + row.id;
    row.number = entry.number;
    if (may_open(visit.acting, entry)) row.dossier_href = dossier_href(entry.number);
    row.title = entry.title;
    row.unit = visit.unit(entry.unit);
    row.consent = name_of(entry.consent);
    row.tone = tone_of(entry.consent);
    return row;
}

Result<BookPage> book_page(const Visit& visit) {
    return visit.services.database.read([&](db::Transaction& tx) -> Result<BookPage> {
        const auto found = TRY(book(tx, visit.book, visit.acting));
        const auto all = TRY(entries(tx, found.id));
        BookPage page;
        page.book = row_of(visit, found);
        page.may_work = may_work(visit.acting, found.unit);
        page.may_print = may_print(visit.acting, found);
        for (const auto& entry : all)
            if (page.may_work || may_be_printed(entry)) page.rows.push_back(entry_row(visit, found, entry));
        for (std::size_t i = 0; i < page.rows.size(); ++i) {
            page.rows[i].position = i + 1;
            page.rows[i].first = i == 0;
            page.rows[i].last = i + 1 == page.rows.size();
        }
        for (auto& why : hindrances(all)) page.missing.emplace_back(std::move(why));
        return page;
    });
}

Result<Response> show_book(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(book_page(visit));
    page.saved = request.query.get("vua") == "luu";
    return shown(visit, page, views::book_page);
}

/// Back to the book; what a rule refuses is said above it.
template <typename T>
Result<Response> after(const Visit& visit, const Result<T>& done) {
    if (done) return Response::redirect(href_of(visit.book) + "?vua=luu");
    if (done.error().kind != ErrorKind::invalid) return std::unexpected(done.error());
    auto page = TRY(book_page(visit));
    page.number = visit.request.form.get("number");
    page.error = done.error();
    return shown(visit, page, views::book_page, 422);
}

Result<Response> do_add(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    return after(visit, visit.write([&](db::Transaction& tx) {
        return add(tx, visit.book, request.form.get("number"), visit.acting);
    }));
}

Result<Response> do_order(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    const EntryId entry{parse_number<std::int64_t>(request.form.get("bai")).value_or(0)};
    const auto seen = parse_number<std::size_t>(request.form.get("cho")).value_or(0);
    const auto what = request.form.get("viec");
    return after(visit, visit.write([&](db::Transaction& tx) -> Result<> {
        if (what == "bo") return remove(tx, visit.book, entry, visit.acting);
        return move(tx, visit.book, entry, seen - 1, what == "len" ? Direction::up : Direction::down,
                    visit.acting);
    }));
}

Result<Response> do_close(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    return after(visit,
                 visit.write([&](db::Transaction& tx) { return close(tx, visit.book, visit.acting); }));
}

Result<Response> do_reopen(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    return after(visit,
                 visit.write([&](db::Transaction& tx) { return reopen(tx, visit.book, visit.acting); }));
}

// --- one entry

Result<EntryPage> entry_page(const Visit& visit) {
    return visit.services.database.read([&](db::Transaction& tx) -> Result<EntryPage> {
        const auto found = TRY(book(tx, visit.book, visit.acting));
        if (!may_work(visit.acting, found.unit)) return fail(ErrorKind::forbidden, msg::not_yours);
        for (const auto& entry : TRY(entries(tx, found.id))) {
            if (entry.id != visit.entry) continue;
            EntryPage page;
            page.book_href = href_of(found.id);
            page.book_title = found.title;
            page.action = page.book_href + "/bai/" + std::to_string(entry.id.value);
            page.number = entry.number;
            if (may_open(visit.acting, entry)) page.dossier_href = dossier_href(entry.number);
            page.row_version = std::to_string(entry.row_version);
            page.title = entry.title;
            page.text = entry.text;
            page.consent = code(entry.consent);
            page.consent_paper = entry.consent_paper;
            for (const auto each :
                 {Consent::not_asked, Consent::given, Consent::refused, Consent::not_needed})
                page.consents.push_back({std::string(code(each)), name_of(each)});
            return page;
        }
        return fail(ErrorKind::not_found, msg::unknown);
    });
}

Result<Response> show_entry(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    return shown(visit, TRY(entry_page(visit)), views::entry_page);
}

Result<Response> do_edit(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(entry_page(visit));
    page.row_version = request.form.get("row_version");
    page.title = request.form.get("title");
    page.text = request.form.get("text");
    page.consent = request.form.get("consent");
    page.consent_paper = request.form.get("consent_paper");
    const Edited edited{page.title, page.text, page.consent_paper,
                        parse_consent(page.consent).value_or(Consent::not_asked)};
    const auto version = parse_number<std::int64_t>(page.row_version).value_or(0);
    const auto done = visit.write([&](db::Transaction& tx) {
        return edit(tx, visit.book, visit.entry, version, edited, visit.acting);
    });
    if (done) return Response::redirect(page.book_href + "?vua=luu");
    if (done.error().kind == ErrorKind::invalid) {
        page.error = done.error();
        return shown(visit, page, views::entry_page, 422);
    }
    if (done.error().kind != ErrorKind::conflict) return std::unexpected(done.error());
    page.conflict = done.error().message;
    return shown(visit, page, views::entry_page, 409);
}

// --- the book to read and print

Result<Response> show_print(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(services.database.read([&](db::Transaction& tx) -> Result<PrintPage> {
        const auto found = TRY(book(tx, visit.book, visit.acting));
        if (!may_print(visit.acting, found)) return fail(ErrorKind::forbidden, msg::not_closed_yet);
        PrintPage out;
        out.book = row_of(visit, found);
        for (const auto& entry : TRY(entries(tx, found.id))) {
            if (may_be_printed(entry))
                out.entries.push_back({entry.number, entry.title, visit.unit(entry.unit), {entry.text}});
            else
                ++out.left_out;
        }
        return out;
    }));
    return shown(visit, page, views::print_page);
}

}  // namespace

std::vector<http::Route> routes(PageServices services) {
    using http::Method;
    constexpr std::size_t kLongText = 256 * 1024;
    const auto page = [services](auto handler) {
        return [services, handler](const Request& request) { return handler(services, request); };
    };
    return {
        {Method::get, "/sach", Permission::read_registry, page(show_books)},
        {Method::post, "/sach", Permission::run_movement, page(do_make)},
        {Method::get, "/sach/{id}", Permission::read_registry, page(show_book)},
        {Method::get, "/sach/{id}/in", Permission::read_registry, page(show_print)},
        {Method::post, "/sach/{id}/bai", Permission::run_movement, page(do_add)},
        {Method::post, "/sach/{id}/thu-tu", Permission::run_movement, page(do_order)},
        {Method::post, "/sach/{id}/chot", Permission::run_movement, page(do_close)},
        {Method::post, "/sach/{id}/mo-lai", Permission::run_movement, page(do_reopen)},
        {Method::get, "/sach/{id}/bai/{entry}", Permission::run_movement, page(show_entry)},
        {Method::post, "/sach/{id}/bai/{entry}", Permission::run_movement, page(do_edit), kLongText},
    };
}

}  // namespace kheo::registry::publication
