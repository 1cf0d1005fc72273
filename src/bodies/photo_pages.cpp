// SPDX-License-Identifier: Apache-2.0
// /to-chuc/anh/{id}/xoa: the commune takes a photo out, sent by mistake or because a person in it asks.
#include "base/number.hpp"
#include "base/text.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/photos.hpp"
#include "platform/file/erasing.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

namespace {

using http::Request;
using http::Response;

struct Found {
    file::Attachment photo;
    PhotoPlace place;
};

Result<Found> found_for(db::Transaction& tx, const Services& services, const Request& request) {
    const file::AttachmentId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
    const auto today = services.clock.today();
    auto photo = TRY(file::find(tx, id));
    auto place = photo && photo->removed_at == 0 ? TRY(place_of(tx, photo->subject, today)) : std::nullopt;
    if (!place || !territory::may_over(*services.atlas(), request.who, auth::Permission::run_movement,
                                       place->unit, today))
        return fail(ErrorKind::not_found, msg::no_such_photo);
    return Found{*std::move(photo), *std::move(place)};
}

FormPage form_of(const Found& found) {
    FormPage page;
    page.title = msg::photo_remove.in(Language::vi);
    page.lead = msg::photo_remove_lead.in(Language::vi);
    page.action = "/to-chuc/anh/" + std::to_string(found.photo.id.value) + "/xoa";
    page.back = found.place.href;
    page.path = {{view::Label(found.place.name), page.back}, {view::Label(page.title), ""}};
    page.button = page.title;
    page.danger = true;
    page.fields = {{.name = "vi_sao",
                    .label = msg::reason,
                    .kind = view::InputKind::radio,
                    .options = {{"nham", msg::photo_mistake}, {"yeu_cau", msg::photo_asked}}}};
    return page;
}

Result<Response> show(const Services& services, const Request& request) {
    return print_form(services, request, form_of(TRY(services.database.read([&](db::Transaction& tx) {
                          return found_for(tx, services, request);
                      }))));
}

Result<> log(db::Transaction& tx, std::string_view verb, const Found& found, const file::Act& act) {
    TRY(ledger::append(tx,
                       {act.who, verb, found.photo.subject.type, found.photo.subject.id, "photo",
                        ledger::commit(found.photo.sha256, "attachment")},
                       act.at));
    return {};
}

/// Taken out here only: the same photo may be sent again.
Result<Response> take_out(const Services& services, const Request& request, const file::Act& act) {
    std::string back;
    const auto files =
        TRY(services.database.write([&](db::Transaction& tx) -> Result<std::vector<std::string>> {
            const auto found = TRY(found_for(tx, services, request));
            back = found.place.href;
            auto left = TRY(file::remove(tx, found.photo.id, msg::photo_mistake.in(Language::vi), act));
            TRY(log(tx, "bodies.photo_removed", found, act));
            return left;
        }));
    TRY(services.files.drop(files));
    return Response::redirect(back);
}

/// Gone wherever it stands, refused when it comes again, and gone again after a restore.
Result<Response> erase(const Services& services, const Request& request, const file::Act& act) {
    std::string back;
    const auto erasure = TRY(services.database.write([&](db::Transaction& tx) -> Result<file::Erasure> {
        const auto found = TRY(found_for(tx, services, request));
        back = found.place.href;
        auto done = TRY(file::erase(tx, found.photo.id, act));
        TRY(log(tx, "bodies.photo_erased", found, act));
        if (services.erased.in_transaction) TRY(services.erased.in_transaction(tx, done, act.at));
        return done;
    }));
    TRY(file::finish_erasure(services.files, services.erased, erasure, act.at));
    return Response::redirect(back);
}

Result<Response> save(const Services& services, const Request& request) {
    const auto why = request.form.get("vi_sao");
    const file::Act act{request.who.user, services.clock.now(), {}};
    if (why == "nham") return take_out(services, request, act);
    if (why == "yeu_cau") return erase(services, request, act);
    const auto found =
        TRY(services.database.read([&](db::Transaction& tx) { return found_for(tx, services, request); }));
    return print_again(services, request, form_of(found),
                       form_error({{"vi_sao", Sentence(msg::photo_why_missing)}}));
}

}  // namespace

void add_photo_routes(std::vector<http::Route>& out, const Services& services) {
    constexpr auto kMay = auth::Permission::run_movement;
    constexpr auto kAddress = "/to-chuc/anh/{id}/xoa";
    out.push_back(
        {http::Method::get, kAddress, kMay, [services](const Request& r) { return show(services, r); }});
    out.push_back(
        {http::Method::post, kAddress, kMay, [services](const Request& r) { return save(services, r); }});
}

}  // namespace kheo::bodies
