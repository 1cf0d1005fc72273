// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/buoc/{act}: the form of an act and its doing. Whatever goes wrong, what was typed stays.
#include <algorithm>

#include "base/number.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/perform.hpp"
#include "registry/life/service.hpp"
#include "registry/life/views/act_page.view.hpp"

namespace kheo::registry::life {

namespace {

using view::InputKind;

Given read_given(const http::Fields& form) {
    const auto text = [&](std::string_view key) { return std::string(form.get(key)); };
    return {text("text"),   text("day"),  text("decision_number"), text("decided_on"),
            text("signer"), text("body"), text("grade"),           text("level")};
}

view::Input text_input(TextKind kind, const std::string& typed) {
    view::Input input{
        .name = "text", .kind = InputKind::textarea, .value = typed, .max_length = 2000, .rows = 5};
    switch (kind) {
        case TextKind::self_assessment:
            input.label = msg::self_assessment, input.hint = msg::hint_self_assessment;
            break;
        case TextKind::finding:
            input.label = msg::finding, input.hint = msg::hint_finding;
            break;
        case TextKind::reason:
            input.label = msg::reason, input.hint = msg::hint_reason;
            break;
        default:
            input.label = msg::note, input.required = false;
    }
    return input;
}

std::vector<view::Input> inputs_of(const Asks& asked, const Given& typed, bool had_districts) {
    std::vector<view::Input> out;
    if (asked.level && had_districts)
        out.push_back({.name = "level",
                       .label = msg::level,
                       .kind = InputKind::radio,
                       .value = typed.level.empty() ? "province" : typed.level,
                       .options = {{"province", msg::level_province}, {"district", msg::level_district}}});
    if (asked.any_level)
        out.push_back({.name = "level",
                       .label = msg::level,
                       .kind = InputKind::radio,
                       .value = typed.level.empty() ? "commune" : typed.level,
                       .options = {{"commune", msg::level_commune},
                                   {"district", msg::level_district},
                                   {"province", msg::level_province}}});
    if (asked.day)
        out.push_back({.name = "day", .label = msg::launch_day, .value = typed.day, .hint = msg::hint_day});
    if (asked.decision) {
        out.push_back({.name = "decision_number",
                       .label = msg::decision_number,
                       .value = typed.decision_number,
                       .hint = msg::hint_decision});
        out.push_back({.name = "decided_on",
                       .label = msg::decided_on,
                       .value = typed.decided_on,
                       .hint = msg::hint_day});
    }
    if (asked.decision && asked.text != TextKind::reason) {
        out.push_back({.name = "body", .label = msg::body, .value = typed.body});
        out.push_back(
            {.name = "signer", .label = msg::signer, .value = typed.signer, .hint = msg::hint_signer});
        out.push_back({.name = "grade", .label = msg::grade, .value = typed.grade, .required = false});
    }
    if (asked.text != TextKind::none) out.push_back(text_input(asked.text, typed.text));
    return out;
}

view::Label explanation_of(const workflow::Act& of, const Cycle& cycle) {
    const auto act = of.code;
    if (act == "carry_over")
        return Sentence(msg::explain_carry_over, {{"year", std::to_string(cycle.campaign_year)}});
    if (act == "withdraw") return msg::explain_withdraw;
    if (act == "withdraw_for") return msg::explain_withdraw_for;
    if (act == "register") return msg::explain_register;
    if (records(of)) return msg::explain_record_recognition;
    if (act == "revoke_above") return msg::explain_revoke_above;
    return {};
}

ActPage page_of(const Cycle& cycle, const workflow::Act& act, const Given& typed, const Acting& acting,
                bool with_paper) {
    ActPage page;
    page.title = std::string(act.label->in(Language::vi)) + ": " + cycle.title;
    page.code = cycle.code;
    page.dossier = cycle.title;
    page.back_href = cycle_href(cycle.code);
    page.action = page.back_href + "/buoc/" + std::string(act.code);
    page.label = *act.label;
    page.explanation = explanation_of(act, cycle);
    page.row_version = cycle.row_version;
    const auto asked = asks(act, acting.parts);
    page.inputs = inputs_of(asked, typed, districts_stood(acting.atlas, first_possible_day(cycle)));
    page.takes_paper = with_paper && asked.decision;
    if (page.takes_paper) page.inputs.push_back(paper_input());
    const auto* to = process().state(act.to);
    page.danger = to && to->ends && to->code != "carried_over";
    return page;
}

http::Response shown(const Services& services, const http::Request& request, ActPage& page,
                     int status = 200) {
    for (auto& input : page.inputs) input.error = view::error_of(page.error, input.name);
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::act_page(out, shell, page);
    return view::respond(out, status);
}

struct Found {
    Cycle cycle;
    const workflow::Act* act = nullptr;
};

Result<Found> find_act(const Services& services, const http::Request& request, const Acting& acting) {
    return services.database.read([&](db::Transaction& tx) -> Result<Found> {
        Found found{TRY(open(tx, request.captures.get("code"), acting)),
                    process().act(request.captures.get("act"))};
        if (!found.act) return fail(ErrorKind::not_found, msg::act_name_unknown);
        if (!may_in(acting.atlas, acting.who, found.act->permission, found.cycle.unit, acting.today))
            return fail(ErrorKind::forbidden, msg::act_not_yours);
        return found;
    });
}

/// What the examiner still wants amended, said to who puts the plan forward or approves it.
Result<view::Label> still_to_amend(const Services& services, const Found& found, const Acting& acting) {
    if (found.act->code != "appraise" && found.act->code != "register") return view::Label();
    const auto sheet = TRY(services.database.read(
        [&](db::Transaction& tx) { return examination_of(tx, found.cycle, acting.today); }));
    std::string items;
    for (const auto& item : sheet.items)
        if (item.verdict == Verdict::to_amend) items += (items.empty() ? "" : "; ") + item.label;
    if (items.empty()) return view::Label();
    return view::Label(Sentence(msg::still_to_amend, {{"items", items}}));
}

/// What the form of a recognition holds beforehand: who decides, and the grade of the scores.
Result<Given> suggested(const Services& services, const Cycle& cycle, const workflow::Act& act,
                        const Acting& acting) {
    Given out;
    const bool above = act.code == "recognise_above";
    if (!above && act.code != "recognise") return out;
    const auto book = acting.atlas.restate(cycle.book_unit, acting.today).unit;
    const auto province = acting.atlas.ancestor(book, territory::Level::province, acting.today);
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        if (services.suggestions.body)
            out.body = TRY(services.suggestions.body(tx, above && province ? province : book, acting.today));
        if (services.suggestions.grade)
            out.grade = TRY(services.suggestions.grade({tx, cycle, acting.who, acting.atlas, acting.today}));
        return {};
    }));
    return out;
}

/// The page again, at the version that stands now, so that a second press counts.
Result<http::Response> again(const Services& services, const http::Request& request, const Acting& acting,
                             const Given& typed, Error error) {
    const auto found = TRY(find_act(services, request, acting));
    auto page = page_of(found.cycle, *found.act, typed, acting, services.files != nullptr);
    page.request_key = request.form.get("request_key");
    page.caution = TRY(still_to_amend(services, found, acting));
    page.error = std::move(error);
    const int status = page.error.kind == ErrorKind::conflict ? 409 : 422;
    return shown(services, request, page, status);
}

}  // namespace

view::Input paper_input() {
    view::Input input;
    input.name = "paper";
    input.label = msg::decision_paper;
    input.kind = InputKind::file;
    input.hint = msg::hint_decision_paper;
    input.required = false;
    input.accept = ".pdf,.docx,.odt";
    return input;
}

Result<std::optional<file::Staged>> staged_paper(const Services& services, const http::Request& request) {
    const auto sent = std::ranges::find(request.uploads, "paper", &http::Upload::field);
    if (!services.files || sent == request.uploads.end() || sent->content.empty())
        return std::optional<file::Staged>();
    auto staged = services.files->stage_paper(sent->content, sent->file_name);
    if (staged) return std::optional(*std::move(staged));
    return fail(
        Error{ErrorKind::invalid, {}, {{"paper", staged.error().message}}, staged.error().detail, {}});
}

Result<http::Response> show_act(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto found = TRY(find_act(services, request, visit.acting()));
    const auto offered = TRY(suggested(services, found.cycle, *found.act, visit.acting()));
    auto page = page_of(found.cycle, *found.act, offered, visit.acting(), services.files != nullptr);
    page.request_key = view::new_request_key();
    page.caution = TRY(still_to_amend(services, found, visit.acting()));
    const auto& from = found.act->from;
    if (std::ranges::find(from, found.cycle.state) == from.end())
        return http::Response::redirect(page.back_href);  // somebody did it meanwhile
    return shown(services, request, page);
}

Result<http::Response> do_act(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    auto typed = read_given(request.form);
    TRY(find_act(services, request, visit.acting()));  // before a file is looked at
    auto paper = staged_paper(services, request);
    if (!paper) return again(services, request, visit.acting(), typed, paper.error());
    typed.paper = *std::move(paper);
    const auto version = parse_number<std::int64_t>(request.form.get("row_version")).value_or(0);
    const auto act = request.captures.get("act");
    const auto done = services.database.write([&](db::Transaction& tx) {
        return perform(tx, request.captures.get("code"), version, act, typed, request.form.get("request_key"),
                       visit.acting());
    });
    if (done) return http::Response::redirect(cycle_href(*done) + "?vua=" + std::string(act));
    const auto kind = done.error().kind;
    if (kind != ErrorKind::invalid && kind != ErrorKind::conflict) return std::unexpected(done.error());
    return again(services, request, visit.acting(), typed, done.error());
}

}  // namespace kheo::registry::life
