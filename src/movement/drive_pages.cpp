// SPDX-License-Identifier: Apache-2.0
// /phong-trao/chu-de-moi: a new drive or theme; /phong-trao/chu-de/{id}: it and its work programmes; …/thoi:
// it ends earlier, or is withdrawn.
#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "movement/messages.gen.hpp"
#include "movement/pages.hpp"
#include "movement/views/drive_end_page.view.hpp"
#include "movement/views/drive_page.view.hpp"
#include "movement/views/drive_shown.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::movement {

DriveRow row_of_drive(const Drive& drive, const Asker& asker) {
    return {drive.kind == DriveKind::theme ? &msg::kind_theme : &msg::kind_drive,
            drive.title,
            unit_name(asker, drive.unit),
            drive.from.vietnamese(),
            drive.until.vietnamese(),
            drive.basis,
            drive.runs_on(asker.today),
            drive.withdrawn,
            drive.end_reason,
            may_end(asker, drive) ? drive.id : 0,
            drive_href(drive.id)};
}

namespace {

using http::Request;
using http::Response;

Result<Response> print(const Services& services, const Request& request, const DrivePage& page) {
    return view::draw(request, services.site, views::drive_page, page, page.error.fields.empty() ? 200 : 422);
}

Result<Response> show_drive(const Services& services, const Request& request) {
    const Asking asking(services, request);
    DrivePage page;
    page.unit = own_unit(asking.asker);
    const auto year = asking.asker.today.year();
    page.from = Date::of(year, 1, 1)->iso();
    page.until = Date::of(year, 12, 31)->iso();
    page.request_key = view::new_request_key();
    return print(services, request, page);
}

Result<Response> save_drive(const Services& services, const Request& request) {
    const Asking asking(services, request);
    const auto& form = request.form;
    DrivePage page{std::string(form.get("kind")),
                   tidy(form.get("unit")),
                   tidy(form.get("title")),
                   std::string(form.get("from")),
                   std::string(form.get("until")),
                   tidy(form.get("basis")),
                   std::string(form.get("request_key")),
                   {}};
    const auto unit = typed_unit(asking.asker, page.unit);
    Drive drive{0,
                page.kind == "drive" ? DriveKind::drive : DriveKind::theme,
                unit,
                page.title,
                page.basis,
                typed_day(page.from).value_or(Date()),
                typed_day(page.until).value_or(Date())};
    if (!unit) page.error.fields.push_back({"unit", msg::unit_unknown});
    const auto saved = unit ? add_drive(services, asking.asker, drive, page.request_key) : Result<>();
    if (!saved && saved.error().kind != ErrorKind::invalid) return std::unexpected(saved.error());
    if (!saved) page.error = saved.error();
    if (!page.error.fields.empty()) return print(services, request, page);
    return Response::redirect("/phong-trao?xong=chu-de");
}

// --- it ends

std::int64_t asked_drive(const Request& request) {
    return parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
}

Result<Response> show_one(const Services& services, const Request& request) {
    const Asking asking(services, request);
    auto page = TRY(services.database.read([&](db::Transaction& tx) -> Result<DriveShown> {
        const auto drive = TRY(seen_drive(tx, asking.asker, asked_drive(request)));
        DriveShown out{row_of_drive(drive, asking.asker), {}};
        if (!services.programmes) return out;
        for (auto& line : TRY(services.programmes(tx, request.who, drive.id)))
            out.programmes.push_back({std::move(line.title), std::move(line.body), std::move(line.href)});
        return out;
    }));
    return view::draw(request, services.site, views::drive_shown, page);
}

Result<Response> print_end(const Services& services, const Request& request, DriveEndPage page,
                           const Drive& drive) {
    page.id = drive.id;
    page.title = drive.title;
    page.from = drive.from.vietnamese();
    page.until = drive.until.vietnamese();
    return view::draw(request, services.site, views::drive_end_page, page,
                      page.error.fields.empty() ? 200 : 422);
}

Result<Drive> drive_of(const Services& services, const Asking& asking, const Request& request) {
    return services.database.read(
        [&](db::Transaction& tx) { return own_drive(tx, asking.asker, asked_drive(request)); });
}

Result<Response> show_end(const Services& services, const Request& request) {
    const Asking asking(services, request);
    DriveEndPage page;
    page.last = asking.asker.today.iso();
    return print_end(services, request, page, TRY(drive_of(services, asking, request)));
}

Result<Response> save_end(const Services& services, const Request& request) {
    const Asking asking(services, request);
    DriveEndPage page;
    page.how = request.form.get("how") == "withdraw" ? "withdraw" : "end";
    page.last = request.form.get("last");
    page.reason = tidy(request.form.get("reason"));
    const DriveEnd end{page.how == "withdraw", typed_day(page.last), page.reason};
    const auto ended = end_drive(services, asking.asker, asked_drive(request), end);
    if (ended) return Response::redirect("/phong-trao?xong=thoi-chu-de");
    if (ended.error().kind != ErrorKind::invalid) return std::unexpected(ended.error());
    page.error = ended.error();
    return print_end(services, request, page, TRY(drive_of(services, asking, request)));
}

}  // namespace

void add_drive_routes(std::vector<http::Route>& routes, const Services& services) {
    constexpr auto kRun = auth::Permission::run_movement;
    const auto add = [&](http::Method method, const char* pattern, auto page) {
        routes.push_back(
            {method, pattern, kRun, [services, page](const Request& r) { return page(services, r); }});
    };
    routes.push_back({http::Method::get, "/phong-trao/chu-de/{id}", auth::Permission::read_registry,
                      [services](const Request& r) { return show_one(services, r); }});
    add(http::Method::get, "/phong-trao/chu-de-moi", show_drive);
    add(http::Method::post, "/phong-trao/chu-de-moi", save_drive);
    add(http::Method::get, "/phong-trao/chu-de/{id}/thoi", show_end);
    add(http::Method::post, "/phong-trao/chu-de/{id}/thoi", save_end);
}

}  // namespace kheo::movement
