// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/kiem-tra: who went, when and where, what they found, what is to be put right.
#include <algorithm>

#include "base/text.hpp"
#include "platform/auth/colleagues.hpp"
#include "platform/view/draw.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/page_parts.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/views/visits_page.view.hpp"

namespace kheo::registry::evidence {

namespace {

using http::Request;
using http::Response;

constexpr std::size_t kMostColleagues = 30;

bool may_check(const auth::Account& account, Date today) {
    return account.enabled && std::ranges::any_of(account.grants, [&](const auth::StoredGrant& stored) {
               return stored.grant.gives(auth::Permission::check, today);
           });
}

}  // namespace

Result<std::vector<Colleague>> colleagues_of(const Acting& acting) {
    const auto& q = acting.question;
    std::vector<Colleague> out{{q.who.user, TRY(auth::display_name(q.tx, q.who.user))}};
    const auto apart = TRY(life::apart_of(q.tx, q.cycle));
    for (const auto& grant : q.who.grants) {
        if (!grant.unit || !grant.valid_on(q.today)) continue;
        for (const auto& account : TRY(auth::accounts_at(q.tx, grant.unit))) {
            const bool known = std::ranges::find(out, account.id, &Colleague::id) != out.end();
            if (known || !may_check(account, q.today) || out.size() >= kMostColleagues) continue;
            if (!apart.hindrance(account.id, account.display_name))
                out.push_back({account.id, account.display_name});
        }
    }
    return out;
}

namespace {

struct Back {
    http::Fields typed{};
    Errors wrong{};
    std::string key = view::new_request_key();
    VisitId visit{};  // of the form that adds a file to a visit; none: the form of a new visit
};

view::Tone tone_of(Conclusion conclusion) {
    return conclusion == Conclusion::passed   ? view::Tone::ok
           : conclusion == Conclusion::to_fix ? view::Tone::warn
                                              : view::Tone::bad;
}

std::string degrees(int thousandths) {
    return format_decimal(thousandths, 3);
}

/// Of a visit that counts no more nothing is open.
FollowUpRow row_of(const FollowUp& f, const Acting& acting, bool can_add, bool counts) {
    FollowUpRow row{f.text, f.due.vietnamese(), {}, f.due < acting.question.today, {}, counts};
    if (f.done.at != 0)
        row.done = local_date(f.done.at).vietnamese();
    else if (can_add)
        row.done_action = visits_href(acting.question.cycle.code) + "/viec/" + std::to_string(f.id.value);
    return row;
}

void end_of(VisitCard& card, const Visit& v) {
    const bool corrected = v.ended->how == VisitEnd::How::corrected;
    card.ended = corrected ? msg::visit_corrected_tag : msg::visit_withdrawn_tag;
    card.ended_said = said_of_end(v);
}

Sheet file_sheet(const Visit& visit, const Acting& acting, const Back& back) {
    const bool own = back.visit == visit.id;
    const Back fresh;
    const auto& used = own ? back : fresh;
    auto inputs = description_inputs(used.typed, used.wrong, true);
    inputs.insert(inputs.begin(), file_input(msg::label_photo_or_paper, nullptr, used.wrong,
                                             std::string(kPhotoTypes) + "," + std::string(kPaperTypes)));
    const auto prefix = "v" + std::to_string(visit.id.value) + "_";
    for (auto& input : inputs) input.name = prefix + input.name;
    Sheet sheet{visits_href(acting.question.cycle.code) + "/" + std::to_string(visit.id.value) + "/tep",
                used.key,
                std::move(inputs),
                {}};
    if (!used.wrong.empty()) sheet.error = {ErrorKind::invalid, {}, used.wrong, {}, {}};
    for (auto& field : sheet.error.fields) field.field = prefix + field.field;
    return sheet;
}

Result<VisitCard> card_of(const Visit& v, const Acting& acting, const Back& back, bool can_add) {
    VisitCard card;
    card.on = v.on.vietnamese();
    card.place = v.place;
    card.bodies = v.bodies;
    card.findings = v.findings;
    card.kind = label(v.kind);
    card.conclusion = label(v.concluded);
    card.tone = tone_of(v.concluded);
    for (const auto person : v.people) {
        const auto name = TRY(auth::display_name(acting.tx(), person));
        card.who += (card.who.empty() ? "" : ", ") + name;
    }
    card.recorded = format_moment(v.made.at) + " · " + TRY(auth::display_name(acting.tx(), v.made.by));
    if (v.point)
        card.point = Sentence(msg::point_about, {{"latitude", degrees(v.point->latitude)},
                                                 {"longitude", degrees(v.point->longitude)}})
                         .in(Language::vi);
    if (v.ended) end_of(card, v);
    if (v.corrects) card.takes_place = msg::visit_takes_place;
    for (const auto& f : v.follow_ups)
        card.follow_ups.push_back(row_of(f, acting, can_add && !v.ended, !v.ended));
    for (const auto& a : TRY(file::list(acting.tx(), {std::string(kVisitSubject), v.id.value})))
        if (a.photo())
            card.shots.push_back(shot_of(a, acting.question.cycle));
        else
            card.papers.push_back(TRY(paper_row(acting, a)));
    if (can_add && !v.ended) card.photo = file_sheet(v, acting, back);
    if (can_add && !TRY(hindrance(acting, v))) card.change_href = visit_change_href(acting, v.id);
    return card;
}

Result<VisitsPage> page_of(const Acting& acting, const Back& back, std::string_view done) {
    const auto& cycle = acting.question.cycle;
    VisitsPage page;
    page.frame = TRY(frame_of(acting, Tab::visits, done));
    const auto why = TRY(life::must_not_judge(acting.tx(), cycle, acting.question.who.user));
    page.can_add = acting.rights().visit && !why;
    for (const auto& visit : TRY(store::visits(acting.tx(), cycle.id)))
        page.visits.push_back(TRY(card_of(visit, acting, back, page.can_add)));
    if (!page.can_add) {
        page.why_not = msg::read_only;
        if (why && acting.rights().visit) page.why_not = *why;
        return page;
    }
    const Back fresh;
    const auto& used = back.visit ? fresh : back;
    page.sheet = {visits_href(cycle.code),
                  used.key,
                  visit_inputs(used.typed, TRY(colleagues_of(acting)), used.wrong),
                  {}};
    if (!used.wrong.empty()) page.sheet.error = {ErrorKind::invalid, {}, used.wrong, {}, {}};
    return page;
}

Result<Response> shown(const Asked& asked, const Back& back) {
    const auto done = asked.request.query.get("vua");
    const auto page = TRY(asked.read([&](const Acting& acting) { return page_of(acting, back, done); }));
    return view::draw(asked.request, asked.services.site, views::visits_page, page,
                      back.wrong.empty() ? 200 : 422);
}

Result<> refuse_strangers(const Asked& asked) {
    return asked.read([](const Acting& acting) -> Result<> {
        if (!TRY(acting.may_visit())) return fail(ErrorKind::forbidden, msg::not_yours);
        return {};
    });
}

}  // namespace

Result<> add_problems(const Asked& asked, const Visit& visit, Errors& wrong) {
    return asked.read([&](const Acting& acting) -> Result<> {
        for (auto& fault : problems(visit, acting.question.cycle, acting.question.today))
            if (std::ranges::find(wrong, fault.field, &FieldError::field) == wrong.end())
                wrong.push_back(std::move(fault));
        return {};
    });
}

Result<Response> show_visits(const Services& services, const Request& request) {
    return shown(Asked(services, request), {});
}

Result<Response> send_visit(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(refuse_strangers(asked));
    Back back{request.form, {}, asked.request_key(), {}};
    const auto colleagues = TRY(asked.read(colleagues_of));
    const auto visit = read_visit(request.form, colleagues, back.wrong);
    TRY(add_problems(asked, visit, back.wrong));
    if (!back.wrong.empty()) return shown(asked, back);
    const auto id = asked.write([&](const Acting& acting) { return record(acting, visit); });
    if (id) return Response::redirect(visits_href(asked.code()) + "?vua=kiem-tra");
    auto wrong = as_field_errors(id.error(), "findings");
    if (!wrong || id.error().kind == ErrorKind::environment) return std::unexpected<Error>(id.error());
    back.wrong = *std::move(wrong);
    return shown(asked, back);
}

Result<Response> send_visit_file(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(refuse_strangers(asked));
    const VisitId visit{asked.number("visit")};
    const auto prefix = "v" + std::to_string(visit.value) + "_";
    Back back{{}, {}, asked.request_key(), visit};
    for (const auto& [name, value] : request.form.pairs())
        back.typed.add(name.starts_with(prefix) ? name.substr(prefix.size()) : name, value);
    const auto said = read_description(back.typed, back.wrong);
    const auto upload = std::ranges::find(request.uploads, prefix + "file", &http::Upload::field);
    if (upload == request.uploads.end()) {
        back.wrong.insert(back.wrong.begin(), {"file", msg::file_missing});
        return shown(asked, back);
    }
    const auto staged = services.files.stage(upload->content, upload->file_name);
    const auto id =
        staged ? asked.write([&](const Acting& acting) { return attach(acting, visit, *staged, said); })
               : Result<file::AttachmentId>(std::unexpected(staged.error()));
    if (id && back.wrong.empty()) return Response::redirect(visits_href(asked.code()) + "?vua=anh");
    if (id) return attachment_page(asked, *id, &back.typed, back.wrong, {});
    auto wrong = as_file_errors(id.error(), *upload);
    if (!wrong) return std::unexpected<Error>(id.error());
    back.wrong.insert(back.wrong.begin(), wrong->begin(), wrong->end());
    return shown(asked, back);
}

Result<Response> finish_follow_up(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(asked.write(
        [&](const Acting& acting) { return follow_up_done(acting, FollowUpId{asked.number("id")}); }));
    return Response::redirect(visits_href(asked.code()) + "?vua=viec");
}

}  // namespace kheo::registry::evidence
