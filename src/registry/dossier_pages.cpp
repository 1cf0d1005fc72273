// SPDX-License-Identifier: Apache-2.0
// /so-dang-ky/{number}: one dossier (mock 06, without what does not exist yet).
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/pages.hpp"
#include "registry/places.hpp"
#include "registry/rules.hpp"
#include "registry/views/dossier_page.view.hpp"

namespace kheo::registry {

namespace {

void add_headings(DossierPage& page, const Statement& statement) {
    for (const auto& [key, value] : values_of(statement)) {
        static constexpr std::string_view kHeadings =
            " problem goals method area forces resources schedule outputs "
            "sustainability note ";
        if (value.empty() || kHeadings.find(" " + key + " ") == std::string_view::npos) continue;
        page.headings.push_back({*label_of(key), value});
    }
}

void add_fact(DossierPage& page, const Message& name, std::string text) {
    if (!text.empty()) page.facts.push_back({name, std::move(text)});
}

void add_facts(DossierPage& page, const Initiative& i, const Reading& reading,
               const std::vector<Field>& fields, Language language) {
    const auto& s = i.statement;
    const auto said = [](const Message& message, Language l) { return std::string(message.in(l)); };
    add_fact(page, msg::number, i.number);
    add_fact(page, msg::label_kind, said(name_of(s.kind), language));
    add_fact(page, msg::label_owner_text, s.owner_text);
    add_fact(page, msg::label_owner_type, s.owner_type ? said(name_of(*s.owner_type), language) : "");
    add_fact(page, msg::label_sector, s.sector ? said(name_of(*s.sector), language) : "");
    add_fact(page, msg::label_field, field_name(fields, s.field));
    const auto then = i.registrations.front().date;
    add_fact(page, msg::unit_then, unit_label(reading.atlas, s.unit, then));
    const auto standing = reading.atlas.restate(s.unit, reading.today);
    if (standing.unit && standing.unit != s.unit)
        add_fact(page, msg::unit_today, unit_label(reading.atlas, standing.unit, reading.today));
    add_fact(page, msg::label_starts, partial_vietnamese(s.starts));
    add_fact(page, msg::label_ends, partial_vietnamese(s.ends));
    add_fact(page, msg::updated, format_moment(i.updated_at));
}

/// Where a registration came from: typed, a list, a row of a list.
Sentence source_of(const Registration& r) {
    if (!r.import) return msg::source_hand;
    const auto import = std::to_string(r.import.value);
    if (r.import_row == 0) return {msg::source_list, {{"import", import}}};
    return {msg::source_import, {{"import", import}, {"row", std::to_string(r.import_row)}}};
}

void add_registrations(DossierPage& page, const Initiative& i, const Reading& reading, Language language) {
    for (const auto& r : i.registrations) {
        RegistrationRow row;
        row.year = std::to_string(r.campaign_year);
        row.date = registration_date(r.date, r.precision);
        row.basis = r.basis ? name_of(*r.basis) : msg::not_stated;
        row.unit = unit_label(reading.atlas, r.unit, r.date);
        row.note = r.level_note;
        row.source = source_of(r).in(language);
        page.registrations.push_back(std::move(row));
    }
}

DossierPage dossier_page(const Initiative& i, const Reading& reading, const std::vector<Field>& fields,
                         Language language) {
    DossierPage page;
    page.number = i.number;
    page.title = i.statement.title;
    page.owner = i.statement.owner_text;
    page.field_code = i.statement.field;
    page.field_name = field_name(fields, i.statement.field);
    page.kind = name_of(i.statement.kind);
    page.state = name_of(i.state);
    page.state_tone = tone_of(i.state);
    const auto& last = i.registrations.front();
    page.registered = Sentence(msg::registered_on, {{"date", registration_date(last.date, last.precision)}});
    page.themes = i.statement.themes;
    add_headings(page, i.statement);
    add_facts(page, i, reading, fields, language);
    add_registrations(page, i, reading, language);
    return page;
}

Result<DossierPage> read_dossier(db::Transaction& tx, const Services& services, const http::Request& request,
                                 bool history, const Reading& reading, const Reading& editing,
                                 Language language) {
    const auto number = request.captures.get("number");
    const auto found = TRY(find(tx, number, reading));
    if (!found) return fail(ErrorKind::not_found, msg::dossier_unknown);
    const auto names = TRY(fields(tx, reading.today));
    auto page = dossier_page(*found, reading, names, language);
    if (may_see(editing, found->statement.unit)) page.edit_href = dossier_href(number) + "/sua";
    if (services.cycles) TRY(services.cycles->show(tx, *found, request, page));
    page.history = history;
    if (history) page.lines = TRY(history_of(tx, *found, reading, names, language));
    return page;
}

}  // namespace

Result<http::Response> show_dossier(const Services& services, const http::Request& request) {
    const Asking asking(services, request);
    const Asking editing(services, request, auth::Permission::edit_registry);
    const auto number = request.captures.get("number");
    const auto shell = view::make_shell(request, services.site);
    const bool history = request.query.get("muc") == "nhat-ky";
    auto page = TRY(services.database.read([&](db::Transaction& tx) {
        return read_dossier(tx, services, request, history, asking.reading(), editing.reading(),
                            shell.language);
    }));
    page.created = request.query.get("vua") == "dang-ky";
    page.saved = request.query.get("vua") == "luu";
    page.tabs = {{msg::tab_content, dossier_href(number), !history},
                 {msg::tab_history, dossier_href(number) + "?muc=nhat-ky", history}};
    view::Html out(shell.language);
    views::dossier_page(out, shell, page);
    return view::respond(out);
}

}  // namespace kheo::registry
