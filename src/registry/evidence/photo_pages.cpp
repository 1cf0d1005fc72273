// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/minh-chung: the photos and papers of a dossier, and one of them with what may be done to it.
#include "base/number.hpp"
#include "platform/file/erasing.hpp"
#include "platform/view/draw.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/page_parts.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/views/attachment_page.view.hpp"
#include "registry/evidence/views/evidence_page.view.hpp"

namespace kheo::registry::evidence {

namespace {

using http::Request;
using http::Response;

/// What stands in a form that came back; nothing in a fresh one.
struct Back {
    http::Fields typed{};
    Errors wrong{};
    std::string key = view::new_request_key();
};

Sheet sheet_of(std::string action, const Back& back, std::vector<view::Input> inputs) {
    Sheet sheet{std::move(action), back.key, std::move(inputs), {}};
    if (!back.wrong.empty()) sheet.error = {ErrorKind::invalid, {}, back.wrong, {}, {}};
    return sheet;
}

Sheet photo_sheet(std::string_view code, const Back& back) {
    auto inputs = description_inputs(back.typed, back.wrong, true);
    inputs.insert(inputs.begin(),
                  file_input(msg::label_photo, &msg::hint_photo, back.wrong, std::string(kPhotoTypes)));
    return sheet_of(photos_href(code) + "/anh", back, std::move(inputs));
}

/// Its fields are told apart from those of the photo's form, which stands on the same page.
Sheet paper_sheet(std::string_view code, const Back& back) {
    auto inputs = description_inputs(back.typed, back.wrong, false);
    inputs.insert(inputs.begin(),
                  file_input(msg::label_paper, &msg::hint_paper, back.wrong, std::string(kPaperTypes)));
    for (auto& input : inputs) input.name = "paper_" + input.name;
    auto sheet = sheet_of(photos_href(code) + "/giay-to", back, std::move(inputs));
    for (auto& field : sheet.error.fields) field.field = "paper_" + field.field;
    return sheet;
}

void arrange(EvidencePage& page, const file::Attachment& photo, const life::Cycle& cycle) {
    const auto shot = shot_of(photo, cycle);
    if (photo.said.phase == file::Phase::other) {
        page.shots.push_back(shot);
        return;
    }
    const auto side =
        photo.said.phase == file::Phase::before ? &EvidencePage::Pair::before : &EvidencePage::Pair::after;
    for (auto& pair : page.pairs)
        if (!(pair.*side)) {
            pair.*side = shot;
            return;
        }
    page.pairs.emplace_back().*side = shot;
}

Result<EvidencePage> page_of(const Acting& acting, const Back& photo, const Back& paper,
                             std::string_view done) {
    const auto& cycle = acting.question.cycle;
    EvidencePage page;
    page.frame = TRY(frame_of(acting, Tab::photos, done));
    for (const auto& a : TRY(file::list(acting.tx(), {std::string(kCycleSubject), cycle.id.value})))
        if (a.photo())
            arrange(page, a, cycle);
        else
            page.papers.push_back(TRY(paper_row(acting, a)));
    page.can_add = acting.rights().add;
    page.photo = photo_sheet(cycle.code, photo);
    page.paper = paper_sheet(cycle.code, paper);
    return page;
}

Result<Response> shown(const Asked& asked, const Back& photo, const Back& paper, int status) {
    const auto done = asked.request.query.get("vua");
    const auto page =
        TRY(asked.read([&](const Acting& acting) { return page_of(acting, photo, paper, done); }));
    return view::draw(asked.request, asked.services.site, views::evidence_page, page, status);
}

int status_of(const Errors& wrong) {
    return wrong.empty() ? 200 : 422;
}

/// Before a large file is looked at.
Result<> refuse_strangers(const Asked& asked) {
    return asked.read([](const Acting& acting) -> Result<> {
        if (!acting.rights().add) return fail(ErrorKind::forbidden, msg::not_yours);
        return {};
    });
}

Result<file::AttachmentId> attached(const Asked& asked, const file::Staged& staged,
                                    const file::Description& said) {
    return asked.write([&](const Acting& acting) { return attach(acting, {}, staged, said); });
}

/// What was typed, but never a consent that may have been taken back meanwhile.
http::Fields without_consent(const http::Fields& typed, const file::Description& said) {
    http::Fields out;
    for (const auto& [name, value] : typed.pairs())
        if (name != "consent" && name != "consent_note") out.add(name, value);
    const auto recorded = fields_of(said);
    for (const auto& [name, value] : recorded.pairs())
        if (name == "consent" || name == "consent_note") out.add(name, value);
    return out;
}

AttachmentPage filled(const Acting& acting, const file::Attachment& a, const http::Fields* typed,
                      const Errors& wrong) {
    const auto& cycle = acting.question.cycle;
    AttachmentPage page;
    page.photo = a.photo();
    page.shot = shot_of(a, cycle);
    page.can_change = may_change(acting, a);
    page.can_manage = acting.rights().manage;
    page.can_publish = page.can_manage && file::may_be_published(a);
    const auto base = attachment_href(cycle.code, a.id);
    page.publish_action = base + "/cong-khai";
    page.remove_action = base + "/bo";
    page.erase_action = base + "/xoa";
    const auto values = typed ? *typed : fields_of(a.said);
    page.sheet = sheet_of(base, {values, wrong, {}}, description_inputs(values, wrong, a.photo()));
    page.sheet.row_version = a.row_version;
    return page;
}

Result<view::Label> hindrance_of(const Acting& acting, const file::Attachment& a) {
    if (a.subject.type != kCycleSubject ||
        !TRY(store::is_public(acting.tx(), acting.question.cycle.id.value)))
        return view::Label(msg::dossier_not_public);
    return file::may_be_published(a) ? view::Label() : view::Label(msg::publication_needs_consent);
}

file::AttachmentId id_of(const Asked& asked) {
    return file::AttachmentId{asked.number("id")};
}

}  // namespace

Result<Response> show_evidence(const Services& services, const Request& request) {
    return shown(Asked(services, request), {}, {}, 200);
}

Result<Response> send_photo(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(refuse_strangers(asked));
    Back back{request.form, {}, asked.request_key()};
    const auto said = read_description(request.form, back.wrong);
    const auto* const upload = file_of(request);
    if (!upload) {
        back.wrong.insert(back.wrong.begin(), {"file", msg::file_missing});
        return shown(asked, back, {}, status_of(back.wrong));
    }
    const auto staged = services.files.stage_photo(upload->content);
    const auto id =
        staged ? attached(asked, *staged, said) : Result<file::AttachmentId>(std::unexpected(staged.error()));
    if (!id) {
        auto wrong = as_file_errors(id.error(), *upload);
        if (!wrong) return std::unexpected<Error>(id.error());
        back.wrong.insert(back.wrong.begin(), wrong->begin(), wrong->end());
        return shown(asked, back, {}, status_of(back.wrong));
    }
    // The photo is kept whatever else is wrong: nobody sends it twice over a slow line for a day mistyped.
    if (!back.wrong.empty()) return attachment_page(asked, *id, &back.typed, back.wrong, {});
    return Response::redirect(photos_href(asked.code()) + "?vua=anh");
}

Result<Response> send_paper(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(refuse_strangers(asked));
    Back back{{}, {}, asked.request_key()};
    for (const auto& [name, value] : request.form.pairs())
        back.typed.add(name.starts_with("paper_") ? name.substr(6) : name, value);
    const auto said = read_description(back.typed, back.wrong);
    const auto found = std::ranges::find(request.uploads, "paper_file", &http::Upload::field);
    if (found == request.uploads.end()) {
        back.wrong.insert(back.wrong.begin(), {"file", msg::file_missing});
        return shown(asked, {}, back, status_of(back.wrong));
    }
    const auto staged = services.files.stage_paper(found->content, found->file_name);
    const auto id =
        staged ? attached(asked, *staged, said) : Result<file::AttachmentId>(std::unexpected(staged.error()));
    if (!id) {
        auto wrong = as_file_errors(id.error(), *found);
        if (!wrong) return std::unexpected<Error>(id.error());
        back.wrong.insert(back.wrong.begin(), wrong->begin(), wrong->end());
        return shown(asked, {}, back, status_of(back.wrong));
    }
    if (!back.wrong.empty()) return attachment_page(asked, *id, &back.typed, back.wrong, {});
    return Response::redirect(photos_href(asked.code()) + "?vua=giay-to");
}

Result<Response> attachment_page(const Asked& asked, file::AttachmentId id, const http::Fields* typed,
                                 const Errors& wrong, std::string_view done, const Error* conflict) {
    const auto page = TRY(asked.read([&](const Acting& acting) -> Result<AttachmentPage> {
        const auto attachment = TRY(attachment_of(acting, id));
        const auto kept = typed && conflict ? without_consent(*typed, attachment.said) : http::Fields();
        auto filled_page = filled(acting, attachment, conflict ? &kept : typed, wrong);
        if (conflict) filled_page.sheet.error = *conflict;
        filled_page.frame = TRY(frame_of(acting, Tab::photos, done));
        filled_page.paper = TRY(paper_row(acting, attachment));
        filled_page.publish_hindrance = TRY(hindrance_of(acting, attachment));
        if (filled_page.shot.published) filled_page.publish_hindrance = {};
        if (!wrong.empty()) filled_page.frame.done = msg::photo_added_look_again;
        return filled_page;
    }));
    return view::draw(asked.request, asked.services.site, views::attachment_page, page,
                      conflict ? 409 : status_of(wrong));
}

Result<Response> show_attachment(const Services& services, const Request& request) {
    const Asked asked(services, request);
    return attachment_page(asked, id_of(asked), nullptr, {}, request.query.get("vua"));
}

Result<Response> change_attachment(const Services& services, const Request& request) {
    const Asked asked(services, request);
    Errors wrong;
    const auto said = read_description(request.form, wrong);
    if (!wrong.empty()) {
        auto back = TRY(attachment_page(asked, id_of(asked), &request.form, wrong, {}));
        return back;
    }
    // A form of before there were versions says none: then somebody is asked to look once more.
    const auto version = parse_number<std::int64_t>(request.form.get("row_version")).value_or(0);
    const auto done =
        asked.write([&](const Acting& acting) { return describe(acting, id_of(asked), version, said); });
    if (!done && done.error().kind == ErrorKind::conflict)
        return attachment_page(asked, id_of(asked), &request.form, {}, {}, &done.error());
    TRY(done);
    return Response::redirect(attachment_href(asked.code(), id_of(asked)) + "?vua=luu");
}

Result<Response> publish_attachment(const Services& services, const Request& request) {
    const Asked asked(services, request);
    const bool everybody = request.form.get("cong_khai") == "1";
    TRY(asked.write([&](const Acting& acting) { return publish(acting, id_of(asked), everybody); }));
    return Response::redirect(attachment_href(asked.code(), id_of(asked)) + "?vua=luu");
}

Result<Response> remove_attachment(const Services& services, const Request& request) {
    const Asked asked(services, request);
    const auto files = TRY(asked.write(
        [&](const Acting& acting) { return take_out(acting, id_of(asked), request.form.get("ly_do")); }));
    TRY(services.files.drop(files));
    return Response::redirect(photos_href(asked.code()) + "?vua=bo");
}

Result<Response> erase_attachment(const Services& services, const Request& request) {
    const Asked asked(services, request);
    const bool sure = request.form.get("chac_chan") == "1";
    const auto at = services.clock.now();
    const auto erasure = TRY(asked.write([&](const Acting& acting) -> Result<file::Erasure> {
        auto done = TRY(erase_on_request(acting, id_of(asked), sure));
        if (services.erased.in_transaction) TRY(services.erased.in_transaction(acting.tx(), done, at));
        return done;
    }));
    TRY(file::finish_erasure(services.files, services.erased, erasure, at));
    return Response::redirect(photos_href(asked.code()) + "?vua=xoa");
}

}  // namespace kheo::registry::evidence
