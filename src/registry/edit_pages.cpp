// SPDX-License-Identifier: Apache-2.0
// /so-dang-ky/moi and /so-dang-ky/{number}/sua: register and edit. Whatever goes wrong, the form comes back
// with everything that was typed.
#include <algorithm>
#include <charconv>

#include "platform/view/draw.hpp"
#include "registry/conflict.hpp"
#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/pages.hpp"
#include "registry/places.hpp"
#include "registry/views/edit_page.view.hpp"

namespace kheo::registry {

namespace {

std::int64_t whole_number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<FormSetting> setting_for(const Services& services, const Reading& reading, bool with_registration,
                                territory::UnitId current = {}) {
    FormSetting setting;
    setting.fields =
        TRY(services.database.read([&](db::Transaction& tx) { return fields(tx, reading.today); }));
    setting.units = units_to_choose(reading);
    setting.with_registration = with_registration;
    const auto* unit = reading.atlas.find(current, reading.today);
    const bool offered = std::ranges::any_of(setting.units, [&](const auto* u) { return u->id == current; });
    if (!setting.units.empty() && unit && !offered) setting.units.push_back(unit);
    return setting;
}

http::Response shown(const Services& services, const http::Request& request, const EditPage& page,
                     int status = 200) {
    return view::draw(request, services.site, views::edit_page, page, status);
}

EditPage create_page(const FormSetting& setting) {
    EditPage page;
    page.title = msg::create.in(Language::vi);
    page.action = "/so-dang-ky/moi";
    page.back_href = "/so-dang-ky";
    page.form = initiative_form(setting);
    return page;
}

EditPage edit_page(const Initiative& initiative, const FormSetting& setting) {
    EditPage page;
    page.number = initiative.number;
    page.title = initiative.statement.title;
    page.back_href = dossier_href(initiative.number);
    page.action = page.back_href + "/sua";
    page.row_version = initiative.row_version;
    page.form = initiative_form(setting);
    return page;
}

Result<Initiative> load(const Services& services, const http::Request& request, const Reading& reading) {
    auto found = TRY(services.database.read(
        [&](db::Transaction& tx) { return find(tx, request.captures.get("number"), reading); }));
    if (!found || !may_see(reading, found->statement.unit))
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(found);
}

Error all_wrong(std::vector<FieldError> errors) {
    return {ErrorKind::invalid, {}, std::move(errors), {}, {}};
}

}  // namespace

Result<http::Response> show_create(const Services& services, const http::Request& request) {
    const Asking asking(services, request, auth::Permission::edit_registry);
    const auto setting = TRY(setting_for(services, asking.reading(), true));
    auto page = create_page(setting);
    page.values = fresh_values(asking.reading(), setting);
    if (!services.propose_href.empty()) {
        page.title = msg::create_past.in(Language::vi);
        page.values.set("campaign_year", std::to_string(asking.reading().today.year() - 1));
    }
    page.request_key = view::new_request_key();
    return shown(services, request, page);
}

Result<http::Response> do_create(const Services& services, const http::Request& request) {
    const Asking asking(services, request, auth::Permission::edit_registry);
    const auto& reading = asking.reading();
    const auto setting = TRY(setting_for(services, reading, true));
    auto page = create_page(setting);
    page.values = form::read(page.form, request.form);
    page.request_key = request.form.get("request_key");
    std::vector<FieldError> errors;
    const auto row = read_row(page.values, setting, reading, errors);
    if (!services.propose_href.empty() && row.campaign_year >= reading.today.year())
        errors.push_back({"campaign_year", msg::year_is_proposed});
    page.error = all_wrong(std::move(errors));
    if (page.failed()) return shown(services, request, page, 422);
    const auto number = services.database.write([&](db::Transaction& tx) {
        return create(tx, row, page.request_key, reading, {request.who.user, services.clock.now()});
    });
    if (number) return http::Response::redirect(dossier_href(*number) + "?vua=dang-ky");
    if (number.error().kind != ErrorKind::invalid) return std::unexpected(number.error());
    page.error = number.error();
    return shown(services, request, page, 422);
}

Result<http::Response> show_edit(const Services& services, const http::Request& request) {
    const Asking asking(services, request, auth::Permission::edit_registry);
    const auto initiative = TRY(load(services, request, asking.reading()));
    const auto setting = TRY(setting_for(services, asking.reading(), false, initiative.statement.unit));
    auto page = edit_page(initiative, setting);
    page.values = values_of_form(initiative.statement, asking.reading(), setting);
    return shown(services, request, page);
}

Result<http::Response> do_edit(const Services& services, const http::Request& request) {
    const Asking asking(services, request, auth::Permission::edit_registry);
    const auto& reading = asking.reading();
    const auto current = TRY(load(services, request, reading));
    const auto setting = TRY(setting_for(services, reading, false, current.statement.unit));
    auto page = edit_page(current, setting);
    page.values = form::read(page.form, request.form);
    page.row_version = whole_number(request.form.get("row_version"));
    std::vector<FieldError> errors;
    const auto row = read_row(page.values, setting, reading, errors);
    page.error = all_wrong(std::move(errors));
    if (page.failed()) return shown(services, request, page, 422);
    const auto saved = services.database.write([&](db::Transaction& tx) {
        return edit(tx, current.number, page.row_version, row.statement, reading,
                    {request.who.user, services.clock.now()});
    });
    if (saved) return http::Response::redirect(dossier_href(current.number) + "?vua=luu");
    if (saved.error().kind == ErrorKind::conflict) {
        TRY(show_differences(services, page, row.statement, setting, request, reading));
        page.conflict = saved.error().message;
        return shown(services, request, page, 409);
    }
    if (saved.error().kind != ErrorKind::invalid) return std::unexpected(saved.error());
    page.error = saved.error();
    return shown(services, request, page, 422);
}

}  // namespace kheo::registry
