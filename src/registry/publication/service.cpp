// SPDX-License-Identifier: Apache-2.0
// Books and their entries (publication.hpp): right → rules → store → ledger.
#include <algorithm>
#include <array>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/places.hpp"
#include "registry/publication/messages.gen.hpp"
#include "registry/publication/store.hpp"

namespace kheo::registry::publication {

namespace {

using auth::Permission;

constexpr std::size_t kLongestTitle = 300, kLongestText = 20'000, kLongestPaper = 300;
constexpr std::array<std::string_view, 4> kConsents{"not_asked", "given", "refused", "not_needed"};

// The movement was launched in 2009 by Ban Dân vận Trung ương: a fact of the past, not a rule that changes.
constexpr int kFirstYear = 2009;

std::unexpected<Error> unknown() {
    return fail(ErrorKind::not_found, msg::unknown);
}

Result<> refuse_if(std::vector<FieldError> wrong) {
    if (wrong.empty()) return {};
    return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

std::unexpected<Error> refused(std::string field, Sentence why) {
    return fail(Error{ErrorKind::invalid, {}, {{std::move(field), std::move(why)}}, {}, {}});
}

bool may(const Acting& acting, Permission permission, territory::UnitId unit) {
    const auto& r = acting.reading;
    return territory::may_over(r.atlas, acting.who, permission, unit, r.today);
}

void check_text(std::vector<FieldError>& wrong, std::string_view field, const std::string& text,
                bool required, std::size_t most) {
    if (required && text.empty()) wrong.push_back({std::string(field), Sentence(msg::text_missing)});
    if (length(text) > most)
        wrong.push_back(
            {std::string(field), Sentence(msg::text_too_long, {{"limit", std::to_string(most)}})});
}

Result<> write(db::Transaction& tx, std::string_view verb, BookId id, const Acting& acting) {
    TRY(ledger::append(tx, {acting.who.user, verb, "publication", id.value, {}, {}}, acting.at));
    return {};
}

/// The book when the person may work on it and it is open.
Result<Book> open_book(db::Transaction& tx, BookId id, const Acting& acting) {
    auto found = TRY(book(tx, id, acting));
    if (!may_work(acting, found.unit)) return fail(ErrorKind::forbidden, msg::not_yours);
    if (found.closed_at) return fail(ErrorKind::conflict, msg::is_closed);
    return found;
}

bool about_a_person(const Entry& entry) {
    return entry.kind == Kind::exemplar || entry.owner_type != OwnerType::collective;
}

/// What a book begins with: method and result of the initiative, to be edited.
std::string first_text(const Headings& h) {
    std::string out;
    for (const auto& part : {h.problem, h.method, h.outputs})
        if (!part.empty()) out += (out.empty() ? "" : "\n\n") + part;
    return out;
}

auto place_of(std::vector<Entry>& all, EntryId id) {
    return std::ranges::find(all, id, &Entry::id);
}

std::vector<FieldError> problems(const Entry& entry, const Edited& edited) {
    std::vector<FieldError> wrong;
    check_text(wrong, "title", edited.title, true, kLongestTitle);
    check_text(wrong, "text", edited.text, false, kLongestText);
    check_text(wrong, "consent_paper", edited.consent_paper, edited.consent == Consent::given, kLongestPaper);
    if (edited.consent == Consent::not_needed && about_a_person(entry))
        wrong.push_back({"consent", Sentence(msg::consent_needed)});
    return wrong;
}

}  // namespace

std::string_view code(Consent value) {
    return kConsents[static_cast<std::size_t>(value)];
}

std::optional<Consent> parse_consent(std::string_view text) {
    const auto found = std::ranges::find(kConsents, text);
    if (found == kConsents.end()) return std::nullopt;
    return static_cast<Consent>(found - kConsents.begin());
}

bool may_work(const Acting& acting, territory::UnitId unit) {
    return may(acting, Permission::run_movement, unit);
}

bool may_read(const Acting& acting, territory::UnitId unit) {
    return may(acting, Permission::read_registry, unit);
}

bool may_be_printed(const Entry& entry) {
    if (entry.consent == Consent::given) return true;
    return entry.consent != Consent::refused && !about_a_person(entry);
}

bool may_print(const Acting& acting, const Book& book) {
    return book.closed_at ? may_read(acting, book.unit) : may_work(acting, book.unit);
}

bool may_open(const Acting& acting, const Entry& entry) {
    return may_see(acting.reading, entry.unit);
}

Result<std::vector<Book>> books(db::Transaction& tx, const Acting& acting) {
    auto all = TRY(store::books(tx));
    std::erase_if(all, [&](const Book& each) { return !may_read(acting, each.unit); });
    return all;
}

Result<Book> book(db::Transaction& tx, BookId id, const Acting& acting) {
    auto found = TRY(store::book(tx, id));
    if (!found || !may_read(acting, found->unit)) return unknown();
    return *std::move(found);
}

Result<std::vector<Entry>> entries(db::Transaction& tx, BookId id) {
    return store::entries(tx, id);
}

Result<BookId> make(db::Transaction& tx, const NewBook& given, std::string_view request_key,
                    const Acting& acting) {
    if (const auto known = TRY(store::of_request(tx, request_key))) return *known;
    NewBook tidied{given.unit, tidy(given.title), tidy(given.publisher), given.year};
    std::vector<FieldError> wrong;
    check_text(wrong, "title", tidied.title, true, kLongestTitle);
    check_text(wrong, "publisher", tidied.publisher, false, kLongestTitle);
    if (given.year < kFirstYear || given.year > acting.reading.today.year() + 2)
        wrong.push_back({"year", Sentence(msg::year_wrong)});
    if (!given.unit || !may_work(acting, given.unit)) wrong.push_back({"unit", Sentence(msg::unit_outside)});
    TRY(refuse_if(std::move(wrong)));
    const auto id = TRY(store::insert(tx, tidied, request_key, acting));
    TRY(write(tx, "registry.book_begun", id, acting));
    return id;
}

Result<EntryId> add(db::Transaction& tx, BookId id, std::string_view number, const Acting& acting) {
    TRY(open_book(tx, id, acting));
    const auto found = TRY(find(tx, tidy(number), acting.reading));
    if (!found) return refused("number", Sentence(msg::number_unknown));
    const auto all = TRY(store::entries(tx, id));
    if (std::ranges::find(all, found->id, &Entry::initiative) != all.end())
        return refused("number", Sentence(msg::number_twice));
    Entry entry;
    entry.initiative = found->id;
    entry.title = found->statement.title;
    entry.text = first_text(found->statement.headings);
    const auto made = TRY(store::insert_entry(tx, id, entry, acting));
    TRY(write(tx, "registry.book_entry_added", id, acting));
    return made;
}

Result<> edit(db::Transaction& tx, BookId id, EntryId entry, std::int64_t row_version, const Edited& given,
              const Acting& acting) {
    TRY(open_book(tx, id, acting));
    auto all = TRY(store::entries(tx, id));
    const auto before = place_of(all, entry);
    if (before == all.end()) return unknown();
    const Edited edited{tidy(given.title), tidy_lines(given.text), tidy(given.consent_paper), given.consent};
    TRY(refuse_if(problems(*before, edited)));
    if (edited.title == before->title && edited.text == before->text && edited.consent == before->consent &&
        edited.consent_paper == before->consent_paper)
        return {};
    if (!TRY(store::update_entry(tx, entry, row_version, edited, acting)))
        return fail(ErrorKind::conflict, msg::edited_elsewhere);
    return write(tx, "registry.book_entry_edited", id, acting);
}

Result<> move(db::Transaction& tx, BookId id, EntryId entry, std::size_t seen_at, Direction direction,
              const Acting& acting) {
    TRY(open_book(tx, id, acting));
    auto all = TRY(store::entries(tx, id));
    const auto here = place_of(all, entry);
    if (here == all.end()) return {};  // taken out meanwhile
    const auto at = static_cast<std::size_t>(here - all.begin());
    const bool up = direction == Direction::up;
    if (at != seen_at || (up ? at == 0 : at + 1 == all.size())) return {};
    std::swap(all[at], all[up ? at - 1 : at + 1]);
    TRY(store::order(tx, all));
    return write(tx, "registry.book_ordered", id, acting);
}

Result<> remove(db::Transaction& tx, BookId id, EntryId entry, const Acting& acting) {
    TRY(open_book(tx, id, acting));
    auto all = TRY(store::entries(tx, id));
    if (place_of(all, entry) == all.end()) return {};
    TRY(store::remove(tx, entry));
    return write(tx, "registry.book_entry_removed", id, acting);
}

std::vector<Sentence> hindrances(const std::vector<Entry>& entries) {
    std::vector<Sentence> out;
    if (entries.empty()) out.emplace_back(msg::close_empty);
    for (const auto& entry : entries) {
        const bool agreed = entry.consent == Consent::given ||
                            (entry.consent == Consent::not_needed && !about_a_person(entry));
        if (!agreed) out.push_back({msg::close_consent, {{"title", entry.title}}});
        if (entry.text.empty()) out.push_back({msg::close_text, {{"title", entry.title}}});
    }
    return out;
}

Result<> close(db::Transaction& tx, BookId id, const Acting& acting) {
    const auto found = TRY(book(tx, id, acting));
    if (found.closed_at) return {};
    TRY(open_book(tx, id, acting));
    std::vector<FieldError> wrong;
    for (auto& why : hindrances(TRY(store::entries(tx, id)))) wrong.push_back({"close", std::move(why)});
    TRY(refuse_if(std::move(wrong)));
    TRY(store::set_closed(tx, id, acting.at));
    return write(tx, "registry.book_closed", id, acting);
}

Result<> reopen(db::Transaction& tx, BookId id, const Acting& acting) {
    const auto found = TRY(book(tx, id, acting));
    if (!may_work(acting, found.unit)) return fail(ErrorKind::forbidden, msg::not_yours);
    if (!found.closed_at) return {};
    TRY(store::set_closed(tx, id, std::nullopt));
    return write(tx, "registry.book_reopened", id, acting);
}

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    return store::empty(tx, initiative);
}

}  // namespace kheo::registry::publication
