// SPDX-License-Identifier: Apache-2.0
// /phong-trao/dia-chi: the mailboxes of the units, pasted from a table.
#include "base/text.hpp"
#include "movement/messages.gen.hpp"
#include "movement/pages.hpp"
#include "movement/paste.hpp"
#include "movement/views/contacts_page.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::movement {

namespace {

using http::Request;
using http::Response;

Result<Response> show(const Services& services, const Request& request, ContactsPage page) {
    const Asking asking(services, request);
    const auto& asker = asking.asker;
    const auto contacts =
        TRY(services.database.read([](db::Transaction& tx) { return store::contacts(tx); }));
    for (const auto& contact : contacts)
        if (asker.may_run(contact.unit))
            page.rows.push_back({unit_name(asker, contact.unit), contact.address});
    std::ranges::sort(page.rows, {}, [](const ContactRow& row) { return collation_key(row.unit); });
    return view::draw(request, services.site, views::contacts_page, page,
                      page.error.fields.empty() ? 200 : 422);
}

Result<Response> get_contacts(const Services& services, const Request& request) {
    ContactsPage page;
    if (const auto many = request.query.find("ghi"))
        page.done = Sentence(msg::done_contacts, {{"count", std::string(*many)}});
    return show(services, request, std::move(page));
}

Result<Response> save(const Services& services, const Request& request) {
    const Asking asking(services, request);
    ContactsPage page;
    page.table = request.form.get("table");
    const auto read = read_contacts(*asking.atlas, page.table,
                                    asking.asker.roots(auth::Permission::run_movement), asking.asker.today);
    if (!read) {
        page.error = read.error();
        return show(services, request, std::move(page));
    }
    const auto many = TRY(set_contacts(services, asking.asker, *read));
    return Response::redirect("/phong-trao/dia-chi?ghi=" + std::to_string(many));
}

}  // namespace

void add_contact_routes(std::vector<http::Route>& routes, const Services& services) {
    constexpr auto kRun = auth::Permission::run_movement;
    routes.push_back({http::Method::get, "/phong-trao/dia-chi", kRun,
                      [services](const Request& r) { return get_contacts(services, r); }});
    routes.push_back({http::Method::post, "/phong-trao/dia-chi", kRun,
                      [services](const Request& r) { return save(services, r); }, 256 * 1024});
}

}  // namespace kheo::movement
