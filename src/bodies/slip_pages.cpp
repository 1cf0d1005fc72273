// SPDX-License-Identifier: Apache-2.0
// /phieu-to-dan-van: what the hamlet teams sent, at the commune: ask back, begin a dossier, or close with a
// reason.
#include "base/number.hpp"
#include "base/text.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/teams.hpp"
#include "bodies/views/slip_page.view.hpp"
#include "bodies/views/slips_page.view.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/view/layout.hpp"

namespace kheo::bodies {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

constexpr int kMostSlips = 500;
constexpr std::string_view kAddress = "/phieu-to-dan-van";

std::string href(ReportId id) {
    return std::string(kAddress) + "/" + std::to_string(id.value);
}

view::Tone tone_of(std::string_view state) {
    return state == "sent"         ? view::Tone::info
           : state == "asked"      ? view::Tone::warn
           : state == "taken_over" ? view::Tone::ok
                                   : view::Tone::neutral;
}

const Message& words_of(std::string_view state) {
    return state == "sent"         ? msg::slip_new
           : state == "asked"      ? msg::slip_asked
           : state == "taken_over" ? msg::slip_taken
                                   : msg::slip_closed_short;
}

Result<std::string> team_name(db::Transaction& tx, const Services& services, const Report& report) {
    const auto today = services.clock.today();
    if (report.team)
        if (const auto body = TRY(store::body(tx, report.team, today))) return body->name;
    return unit_name(*services.atlas(), report.unit, today);
}

Result<Response> list(const Services& services, const Request& request) {
    SlipsPage page;
    page.open = request.query.get("xem") != "xong";
    page.tabs = {{msg::slips_open, std::string(kAddress), page.open, ""},
                 {msg::slips_done, std::string(kAddress) + "?xem=xong", !page.open, ""}};
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        auto mine = TRY(store::units_of_reports(tx, page.open));
        const auto today = services.clock.today();
        std::erase_if(mine, [&, atlas = services.atlas()](UnitId unit) {
            return !territory::may_over(*atlas, request.who, Permission::run_movement, unit, today);
        });
        const auto read = [&](ReportId before, int limit) {
            return store::reports_in(tx, page.open, mine, before, limit);
        };
        for (const auto& report :
             TRY(slips_within(services, request.who, Permission::run_movement, kMostSlips, read)))
            page.lines.push_back({report.slip.title, TRY(team_name(tx, services, report)),
                                  format_moment(report.sent_at), href(report.id), tone_of(report.state),
                                  view::Label(words_of(report.state))});
        return {};
    }));
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::slips_page(out, shell, page);
    return view::respond(out);
}

Result<Report> report_for(db::Transaction& tx, const Services& services, const Request& request) {
    const ReportId id{parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
    const auto found = TRY(store::report(tx, id));
    if (!found || !territory::may_over(*services.atlas(), request.who, Permission::run_movement, found->unit,
                                       services.clock.today()))
        return fail(ErrorKind::not_found, msg::no_such_slip);
    return *found;
}

Result<Response> show(const Services& services, const Request& request) {
    SlipPage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        page.report = TRY(report_for(tx, services, request));
        page.team = TRY(team_name(tx, services, page.report));
        page.sender = TRY(auth::display_name(tx, page.report.account));
        page.shots = TRY(shots(tx, photos_of(page.report.id), page.report.slip.title, true));
        for (const auto& line : TRY(store::report_lines(tx, page.report.id)))
            page.talk.push_back({TRY(auth::display_name(tx, line.by)), format_moment(line.at), line.text,
                                 line.kind == "question"});
        return {};
    }));
    const auto& state = page.report.state;
    page.unit = unit_name(*services.atlas(), page.report.unit, services.clock.today());
    page.when = format_moment(page.report.sent_at);
    page.tone = tone_of(state);
    page.state = view::Label(words_of(state));
    page.done = state == "taken_over" || state == "closed";
    page.can_begin = static_cast<bool>(services.begin_dossier);
    page.path = {{view::Label(msg::slips_title), std::string(kAddress)},
                 {view::Label(page.report.slip.title), ""}};
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    views::slip_page(out, shell, page);
    return view::respond(out);
}

// --- ask back, close, begin a dossier: three forms

enum class Step { ask, close, begin };

std::vector<view::Input> fields_of(Step step, const Report& report) {
    if (step == Step::ask)
        return {{.name = "cau_hoi",
                 .label = msg::question,
                 .kind = view::InputKind::textarea,
                 .hint = msg::question_hint,
                 .max_length = 300}};
    if (step == Step::close)
        return {{.name = "ly_do",
                 .label = msg::reason,
                 .kind = view::InputKind::textarea,
                 .hint = msg::reason_hint,
                 .max_length = 300}};
    return {{.name = "ten", .label = msg::dossier_title, .value = report.slip.title},
            {.name = "chu_the", .label = msg::dossier_owner, .value = report.slip.who_did},
            {.name = "noi_dung",
             .label = msg::dossier_content,
             .kind = view::InputKind::textarea,
             .value = report.slip.what},
            {.name = "dia_ban", .label = msg::dossier_place, .value = report.slip.place, .required = false}};
}

FormPage form_of(Step step, const Report& report) {
    FormPage page;
    const Message& title = step == Step::ask     ? msg::ask_team
                           : step == Step::close ? msg::close_slip
                                                 : msg::begin_dossier;
    const Message& lead = step == Step::ask     ? msg::ask_lead
                          : step == Step::close ? msg::close_lead
                                                : msg::begin_lead;
    page.title = title.in(Language::vi);
    page.lead = lead.in(Language::vi);
    page.back = href(report.id);
    page.action = page.back + (step == Step::ask ? "/hoi" : step == Step::close ? "/dong" : "/lap-ho-so");
    page.path = {{view::Label(msg::slips_title), std::string(kAddress)},
                 {view::Label(report.slip.title), page.back},
                 {view::Label(title), ""}};
    page.button = page.title;
    page.fields = fields_of(step, report);
    return page;
}

Result<Response> show_step(const Services& services, const Request& request, Step step) {
    const auto report =
        TRY(services.database.read([&](db::Transaction& tx) { return report_for(tx, services, request); }));
    if (step == Step::begin && !services.begin_dossier) return fail(ErrorKind::not_found, msg::no_such_slip);
    return print_form(services, request, form_of(step, report));
}

Result<std::string> begin(db::Transaction& tx, const Services& services, const Request& request,
                          const Report& report) {
    if (report.state == "taken_over") return report.dossier;  // the same form sent twice
    if (!services.begin_dossier) return fail(ErrorKind::not_found, msg::no_such_slip);
    Draft draft;
    draft.title = typed(request, "ten");
    draft.owner = typed(request, "chu_the");
    draft.content = typed_block(request, "noi_dung");
    draft.place = typed(request, "dia_ban");
    draft.unit = report.unit;
    draft.photos = photos_of(report.id);
    std::vector<FieldError> faults;
    if (draft.title.empty()) faults.push_back({"ten", msg::name_missing});
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    const auto key = request.form.get("request_key");
    auto dossier = TRY(services.begin_dossier(tx, request.who, draft, key));
    TRY(take_over(tx, report, dossier, {request.who.user, services.clock.now()}));
    return dossier;
}

Result<Response> save_step(const Services& services, const Request& request, Step step) {
    Report report;
    std::string next;
    const auto key = request.form.get("request_key");
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        const Actor actor{request.who.user, services.clock.now()};
        report = TRY(report_for(tx, services, request));
        next = href(report.id);
        if (step == Step::ask) return ask(tx, report, typed_block(request, "cau_hoi"), key, actor);
        if (step == Step::close) return close(tx, report, typed_block(request, "ly_do"), actor);
        next = TRY(begin(tx, services, request, report));
        return {};
    });
    if (!done && report.id) return print_again(services, request, form_of(step, report), done.error());
    if (!done) return fail(done.error());
    return Response::redirect(next);
}

}  // namespace

void add_slip_routes(std::vector<http::Route>& out, const Services& services) {
    using http::Method;
    constexpr auto kMay = Permission::run_movement;
    const std::string one = std::string(kAddress) + "/{id}";
    out.push_back({Method::get, std::string(kAddress), kMay,
                   [services](const Request& r) { return list(services, r); }});
    out.push_back({Method::get, one, kMay, [services](const Request& r) { return show(services, r); }});
    for (const auto& [path, step] :
         {std::pair{"/hoi", Step::ask}, {"/dong", Step::close}, {"/lap-ho-so", Step::begin}}) {
        out.push_back({Method::get, one + path, kMay,
                       [services, step](const Request& r) { return show_step(services, r, step); }});
        out.push_back({Method::post, one + path, kMay,
                       [services, step](const Request& r) { return save_step(services, r, step); }});
    }
}

}  // namespace kheo::bodies
