// SPDX-License-Identifier: Apache-2.0
// The phone of a hamlet team: home, the short form, a slip with its questions.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/pages.hpp"
#include "bodies/phone_views.hpp"
#include "bodies/photos.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "bodies/views/phone_form.view.hpp"
#include "bodies/views/phone_home.view.hpp"
#include "bodies/views/phone_slip.view.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using http::Request;
using http::Response;

constexpr int kShown = 20;

/// Who holds the phone: account, the team it serves in, the unit it writes for.
struct Holder {
    std::optional<Member> member;
    std::optional<Body> team;
    UnitId unit;
};

/// The unit of the first grant of today that may propose.
UnitId proposing_unit(const auth::Principal& who, Date today) {
    for (const auto& grant : who.grants)
        if (grant.gives(auth::Permission::propose, today)) return grant.unit;
    return {};
}

/// A term of membership gives no right: the team counts only where a grant of today reaches it.
Result<Holder> holder_of(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                         Date today) {
    Holder out;
    out.unit = proposing_unit(who, today);
    out.member = TRY(store::member_of_account(tx, who.user, today));
    if (out.member) out.team = TRY(store::body(tx, out.member->team, today));
    if (out.member &&
        (!out.team || !territory::may_over(atlas, who, auth::Permission::propose, out.team->unit, today)))
        out.member.reset(), out.team.reset();
    if (!out.team && out.unit) {
        for (const auto& body : TRY(store::bodies_of(tx, out.unit, today, false)))
            if (body.kind == kTeamKind) out.team = body;
    }
    if (out.team && out.team->unit) out.unit = out.team->unit;
    return out;
}

/// Without what stands in brackets behind the name.
std::string plain_name(std::string_view display) {
    return std::string(trim(display.substr(0, display.find('('))));
}

/// "Đào Thị Lành" → "Lành".
std::string given_name(std::string_view name) {
    const auto plain = plain_name(name);
    return std::string(split(plain, ' ').back());
}

UnitId commune_of(const territory::Atlas& atlas, UnitId unit, Date on) {
    return unit ? atlas.ancestor(unit, territory::Level::commune, on) : UnitId{};
}

/// A sentence with "{call}" in it, which may be left out.
std::string with_call(const Message& message, const PhoneFrame& frame) {
    return tidy(Sentence(message, {{"call", frame.call}, {"name", frame.given}}).in(Language::vi));
}

PhoneFrame frame_of(const Services& services, const Request& request, const Holder& holder,
                    std::string title) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    PhoneFrame frame;
    frame.title = std::move(title);
    frame.account = request.who.user.value;
    frame.given = holder.member ? given_name(holder.member->name) : plain_name(request.who.display_name);
    if (holder.member) frame.call = holder.member->call;
    frame.person = capitalized(with_call(msg::phone_person, frame));
    frame.unit = unit_name(*atlas, commune_of(*atlas, holder.unit, today), today);
    frame.team = holder.team ? holder.team->name : unit_name(*atlas, holder.unit, today);
    if (frame.team == frame.unit || !holder.unit) frame.unit.clear();
    return frame;
}

std::string day_month(Millis at) {
    const auto day = local_date(at).vietnamese();
    return day.substr(0, 5);
}

view::Tone tone_of(const Report& report) {
    if (report.state == "asked") return view::Tone::warn;
    return report.state == "taken_over" ? view::Tone::ok : view::Tone::neutral;
}

const Message& state_words(const Report& report) {
    if (report.state == "asked") return msg::state_asked;
    if (report.state == "taken_over") return msg::state_taken;
    return report.state == "closed" ? msg::state_closed : msg::state_sent;
}

PhoneLine line_of(const Report& report) {
    const bool asked = report.state == "asked";
    const Sentence note(asked                          ? msg::note_asked
                        : report.state == "taken_over" ? msg::note_taken
                                                       : msg::note_sent,
                        {{"day", day_month(report.state == "sent" ? report.sent_at : report.changed_at)}});
    return {asked ? Sentence(msg::waiting_title, {{"title", report.slip.title}}).in(Language::vi)
                  : report.slip.title,
            note.in(Language::vi), "/to-dan-van/phieu/" + std::to_string(report.id.value), tone_of(report),
            view::Label(state_words(report))};
}

Sentence weekday_and_date(Date date) {
    const Message* names[] = {&msg::weekday_1, &msg::weekday_2, &msg::weekday_3, &msg::weekday_4,
                              &msg::weekday_5, &msg::weekday_6, &msg::weekday_7};
    return Sentence(*names[date.weekday() - 1], {{"date", date.vietnamese()}});
}

/// The number of the nearest unit upward that has one.
Result<std::string> phone_above(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit, Date on) {
    for (; unit;) {
        auto number = TRY(store::phone(tx, unit));
        if (!number.empty()) return number;
        const auto* found = atlas.find(unit, on);
        unit = found ? found->parent : UnitId{};
    }
    return std::string();
}

/// "0225 3123 456", "0912 345 678".
std::string spaced(const std::string& number) {
    if (number.size() == 10) return number.substr(0, 4) + " " + number.substr(4, 3) + " " + number.substr(7);
    if (number.size() == 11) return number.substr(0, 4) + " " + number.substr(4, 4) + " " + number.substr(8);
    return number;
}

Result<Response> show_home(const Services& services, const Request& request) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    PhoneHome page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        const auto holder = TRY(holder_of(tx, request.who, *atlas, today));
        page.frame = frame_of(services, request, holder, request.who.display_name);
        page.frame.title = page.frame.team;
        if (holder.team) page.log_href = body_href(holder.team->id) + "#hoat-dong";
        const auto team = holder.team ? holder.team->id : BodyId{};
        const auto read = [&](ReportId before, int limit) {
            return store::reports_of(tx, request.who.user, team, before, limit);
        };
        for (const auto& report :
             TRY(slips_within(services, request.who, auth::Permission::propose, kShown, read)))
            (report.state == "asked" ? page.waiting : page.sent).push_back(line_of(report));
        page.phone = TRY(phone_above(tx, *atlas, holder.unit, today));
        return {};
    }));
    if (services.waiting)
        for (const auto& task : TRY(services.waiting(request)))
            page.waiting.push_back(
                {task.title, task.note, task.href, view::Tone::warn, view::Label(msg::state_waits)});
    page.frame.home = true;
    page.hello = with_call(msg::phone_hello, page.frame);
    page.waiting_title = with_call(msg::phone_waiting, page.frame);
    page.today = weekday_and_date(today).in(request.language);
    page.saved = request.query.find("da_gui").has_value();
    page.phone_href = "tel:" + page.phone;
    page.phone = spaced(page.phone);
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::phone_home(out, shell, page);
    return view::respond(out);
}

Result<Response> print_slip_form(const Services& services, const Request& request, PhoneForm page) {
    const auto holder = TRY(services.database.read([&](db::Transaction& tx) {
        return holder_of(tx, request.who, *services.atlas(), services.clock.today());
    }));
    page.frame = frame_of(services, request, holder, std::string(msg::phone_new.in(request.language)));
    page.frame.failed = page.error.has_value();
    if (page.request_key.empty()) page.request_key = view::new_request_key();
    page.photo = photo_inputs(page.in_photo);
    for (auto& input : page.photo) input.error = page.error_of(input.name);
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::phone_form(out, shell, page);
    return view::respond(out, page.error ? 422 : 200);
}

Slip read_slip(const Request& request) {
    return {typed(request, "ten"), typed_block(request, "lam_gi"), typed(request, "ai_lam"),
            typed(request, "o_dau")};
}

/// The island asks for JSON: it deletes its copy only after this answer.
Response confirmed(const Request& request) {
    if (request.headers.get("accept") == "application/json") return Response::json(R"({"saved":true})");
    return Response::redirect("/to-dan-van?da_gui=1");
}

/// Was this form taken already?
Result<bool> is_known(const Services& services, const Request& request, std::string_view key) {
    return services.database.read([&](db::Transaction& tx) -> Result<bool> {
        const auto known = TRY(store::report_by_request(tx, key));
        return known && known->account == request.who.user;
    });
}

Result<> send_with_photo(db::Transaction& tx, const Services& services, const Request& request,
                         const Photo& photo, std::string_view key) {
    const auto today = services.clock.today();
    const auto atlas = services.atlas();
    const auto holder = TRY(holder_of(tx, request.who, *atlas, today));
    if (!holder.unit ||
        !territory::may_over(*atlas, request.who, auth::Permission::propose, holder.unit, today))
        return fail(ErrorKind::invalid, msg::no_unit_to_write_for);
    Report report;
    report.account = request.who.user;
    report.slip = read_slip(request);
    report.sent_at = services.clock.now();
    report.team = holder.team ? holder.team->id : BodyId{};
    report.unit = holder.unit;
    const auto id = TRY(send_slip(tx, report, key));
    return attach(tx, photo, photos_of(id), key, {report.account, report.sent_at});
}

Result<Response> send_new(const Services& services, const Request& request) {
    PhoneForm page;
    page.slip = read_slip(request);
    page.in_photo = request.form.get("trong_anh");
    page.request_key = request.form.get("request_key");
    if (!has_photo(request) && TRY(is_known(services, request, page.request_key))) return confirmed(request);
    auto faults = faults_of(page.slip);
    const auto photo = TRY(read_photo(services, request));
    add_photo_faults(photo, faults);
    if (!faults.empty()) {
        page.error = form_error(std::move(faults));
        return print_slip_form(services, request, std::move(page));
    }
    const auto sent = services.database.write(
        [&](db::Transaction& tx) { return send_with_photo(tx, services, request, photo, page.request_key); });
    if (sent) return confirmed(request);
    if (sent.error().kind != ErrorKind::invalid) return fail(sent.error());
    page.error = sent.error();
    return print_slip_form(services, request, std::move(page));
}

/// The slip, for who may propose over its hamlet: the team, and the officer who helps on the telephone.
Result<Report> own_report(db::Transaction& tx, const Services& services, const Request& request) {
    const ReportId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
    const auto report = TRY(store::report(tx, id));
    if (!report || !territory::may_over(*services.atlas(), request.who, auth::Permission::propose,
                                        report->unit, services.clock.today()))
        return fail(ErrorKind::not_found, msg::no_such_slip);
    return *report;
}

Result<std::vector<SaidLine>> said(db::Transaction& tx, ReportId id) {
    std::vector<SaidLine> out;
    for (const auto& line : TRY(store::report_lines(tx, id)))
        out.push_back({TRY(auth::display_name(tx, line.by)), format_moment(line.at), line.text,
                       line.kind == "question"});
    return out;
}

Result<Response> show_slip(const Services& services, const Request& request, PhoneSlip page) {
    const auto today = services.clock.today();
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        page.report = TRY(own_report(tx, services, request));
        const auto holder = TRY(holder_of(tx, request.who, *services.atlas(), today));
        page.frame = frame_of(services, request, holder, page.report.slip.title);
        page.lines = TRY(said(tx, page.report.id));
        page.shots = TRY(shots(tx, photos_of(page.report.id), page.report.slip.title, false));
        return {};
    }));
    page.frame.failed = page.error.has_value();
    page.sent = format_moment(page.report.sent_at);
    page.tone = tone_of(page.report);
    page.state = view::Label(state_words(page.report));
    page.open = page.report.state == "asked";
    if (page.request_key.empty()) page.request_key = view::new_request_key();
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::phone_slip(out, shell, page);
    return view::respond(out, page.error ? 422 : 200);
}

Result<Response> send_answer(const Services& services, const Request& request) {
    PhoneSlip page;
    page.answer = typed_block(request, "tra_loi");
    page.request_key = request.form.get("request_key");
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto report = TRY(own_report(tx, services, request));
        return answer(tx, report, page.answer, page.request_key, {request.who.user, services.clock.now()});
    });
    if (done) return Response::redirect("/to-dan-van?da_gui=1");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    page.error = done.error();
    return show_slip(services, request, std::move(page));
}

}  // namespace

void add_phone_routes(std::vector<http::Route>& out, const Services& services) {
    using http::Method;
    constexpr auto kMay = auth::Permission::propose;
    out.push_back(
        {Method::get, "/to-dan-van", kMay, [services](const Request& r) { return show_home(services, r); }});
    out.push_back({Method::get, "/to-dan-van/viec-moi", kMay,
                   [services](const Request& r) { return print_slip_form(services, r, {}); }});
    out.push_back({Method::post, "/to-dan-van/viec-moi", kMay,
                   [services](const Request& r) { return send_new(services, r); }, kPhotoForm});
    out.push_back({Method::get, "/to-dan-van/phieu/{id}", kMay,
                   [services](const Request& r) { return show_slip(services, r, {}); }});
    out.push_back({Method::post, "/to-dan-van/phieu/{id}/tra-loi", kMay,
                   [services](const Request& r) { return send_answer(services, r); }});
}

}  // namespace kheo::bodies
