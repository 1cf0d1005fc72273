// SPDX-License-Identifier: Apache-2.0
// /so-dang-ky: the list (mock 05a).
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "platform/view/draw.hpp"
#include "registry/address.hpp"
#include "registry/initiative_form.hpp"
#include "registry/list_filters.hpp"
#include "registry/list_index.hpp"
#include "registry/list_store.hpp"
#include "registry/messages.gen.hpp"
#include "registry/rules.hpp"
#include "registry/views/list_page.view.hpp"

namespace kheo::registry {

namespace {

constexpr int kPerPage = 50;

int page_number(std::string_view text) {
    int page = 1;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return std::max(1, page);
}

/// What one reading of the database gives for a list page.
struct Found {
    Counts any_kind;  // all conditions but the kind
    Counts counts;
    int page = 1;
    std::vector<ListItem> items;
    FilterChoices choices;
};

Result<Found> read_list(db::Transaction& tx, ListIndex& lists, const ListQuery& query, const Reading& reading,
                        int page) {
    Found found;
    const auto answer =
        TRY(lists.ask(tx, query, reading, {std::int64_t{kPerPage} * (page - 1), kPerPage, true}));
    found.any_kind = answer.any_kind;
    found.counts = answer.counts;
    found.page = static_cast<int>(answer.offset / kPerPage) + 1;
    found.items = TRY(store::items(tx, answer.lines));
    const auto offers = TRY(lists.offers(tx, query, reading));
    found.choices = {TRY(fields(tx, reading.today)), offers->years, offers->themes};
    return found;
}

ListRow row_of(ListItem item, const Found& found, const Reading& reading, Language language) {
    ListRow row;
    row.number = std::move(item.number);
    row.title = std::move(item.title);
    row.owner = std::move(item.owner_text);
    row.unit = unit_label(reading.atlas, item.unit, item.date);
    row.field_code = item.field;
    row.field_name = field_name(found.choices.fields, item.field);
    row.registered = registration_date(item.date, item.precision);
    row.kind = name_of(item.kind);
    if (item.basis) row.basis = name_of(*item.basis);
    row.state = name_of(item.state);
    row.state_tone = tone_of(item.state);
    if (item.level)
        row.level = Sentence(msg::level_of_row, {{"level", std::string(name_of(*item.level).in(language))}});
    if (item.copies > 0) row.copies = Sentence(msg::copies_of_row, {{"count", format_count(item.copies)}});
    return row;
}

view::Choice kind_chip(const ListQuery& query, std::string kind, const Message& label, std::int64_t number) {
    auto other = query;
    other.kind = std::move(kind);
    return {label, address_under("/so-dang-ky", other, 1), other.kind == query.kind, format_count(number)};
}

Header header(const ListQuery& query, const Message& label, Sort sort) {
    auto other = query;
    other.sort = sort;
    other.descending = query.sort == sort && !query.descending;
    const int direction = query.sort != sort ? 0 : query.descending ? -1 : 1;
    return {label, address_under("/so-dang-ky", other, 1), direction};
}

std::string pager_base(const ListQuery& query) {
    auto base = address_under("/so-dang-ky", query, 1);
    return base + (base.find('?') == std::string::npos ? "?trang=" : "&trang=");
}

ListPage list_page(const ListQuery& query, Found found, const Reading& reading, Language language) {
    ListPage page;
    page.counts = Sentence(msg::list_counts, {{"practices", format_count(found.counts.practices)},
                                              {"exemplars", format_count(found.counts.exemplars)}});
    page.kinds = {kind_chip(query, "", msg::everything, found.any_kind.initiatives),
                  kind_chip(query, "practice", msg::kind_practice, found.any_kind.practices),
                  kind_chip(query, "exemplar", msg::kind_exemplar, found.any_kind.exemplars)};
    page.headers = {header(query, msg::number, Sort::number),
                    header(query, msg::label_title, Sort::title),
                    header(query, msg::label_owner_text, Sort::owner),
                    {msg::label_unit, ""},
                    {msg::label_field, ""},
                    {msg::label_registration, ""},
                    {msg::label_state, ""}};
    page.rows.reserve(found.items.size());
    for (auto& item : found.items) page.rows.push_back(row_of(std::move(item), found, reading, language));
    page.pager = {.total = found.counts.initiatives,
                  .page = found.page,
                  .per_page = kPerPage,
                  .base = pager_base(query)};
    page.clear_href = "/so-dang-ky";
    add_filters(page, query, found.choices, reading);
    return page;
}

}  // namespace

Result<http::Response> show_list(const Services& services, const http::Request& request) {
    const Asking asking(services, request);
    const auto query = read_query(request.query);
    ListIndex once;  // where the program shares none
    auto& lists = services.lists ? *services.lists : once;
    auto found = TRY(services.database.read([&](db::Transaction& tx) {
        return read_list(tx, lists, query, asking.reading(), page_number(request.query.get("trang")));
    }));
    auto page = list_page(query, std::move(found), asking.reading(), request.language);
    add_conditions(page, query, request.query, asking.reading(), request.language);
    page.export_href = address_under("/so-dang-ky/xuat", query, 1);
    if (request.who.may(auth::Permission::edit_registry, asking.reading().today)) {
        page.create_href = "/so-dang-ky/moi";
        page.propose_href = services.propose_href;
        page.import_href = services.import_href;
    }
    return view::draw(request, services.site, views::list_page, page);
}

}  // namespace kheo::registry
