// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/khao-sat: questionnaires about a dossier, their slips and results, for officers.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/document/qr.hpp"
#include "platform/view/chart.hpp"
#include "platform/view/layout.hpp"
#include "registry/survey/messages.gen.hpp"
#include "registry/survey/public_page.hpp"
#include "registry/survey/views.hpp"
#include "registry/survey/views/new_survey.view.hpp"
#include "registry/survey/views/slips_page.view.hpp"
#include "registry/survey/views/survey_list.view.hpp"
#include "registry/survey/views/survey_page.view.hpp"

namespace kheo::registry::survey {

namespace {

/// One request's person with the map of now; lives as long as the request.
class Asked {
  public:
    Asked(const Services& services, const http::Request& request)
        : atlas_(services.atlas()),
          person_{request.who, *atlas_, services.clock.today(), services.clock.now()} {}
    Asked(const Asked&) = delete;
    const Person& person() const { return person_; }

  private:
    std::shared_ptr<const territory::Atlas> atlas_;
    Person person_;
};

std::string code_of(const http::Request& request) {
    return std::string(request.captures.get("code"));
}
SurveyId id_of(const http::Request& request) {
    return {parse_number<std::int64_t>(request.captures.get("id")).value_or(0)};
}
std::string list_href(std::string_view code) {
    return life::cycle_href(code) + "/khao-sat";
}

http::Response print(const Services& services, const http::Request& request, const auto& draw,
                     int status = 200) {
    view::Html out(request.language);
    const auto shell = view::make_shell(request, services.site);
    draw(out, shell);
    return view::respond(out, status);
}

/// How many answered is said only when there are enough of them.
view::Label answers_of(const Survey& survey) {
    if (survey.answered < survey.least_answers)
        return Sentence(msg::answers_few, {{"least", format_count(survey.least_answers)}});
    return Sentence(msg::answers_count, {{"count", format_count(survey.answered)}});
}

bool is_open(const Survey& survey, const Person& person) {
    return survey.takes_answers(person.today);
}

const Message& state_of(const Survey& survey, const Person& person) {
    return is_open(survey, person) ? msg::state_open : survey.closed ? msg::state_closed : msg::state_late;
}

Result<http::Response> show_list(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    SurveyListPage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        const auto cycle = TRY(open_cycle(tx, person, code_of(request)));
        const bool may_add = TRY(may_run(tx, person, cycle));
        page = {cycle.code, cycle.title, {}, may_add};
        for (const auto& survey : TRY(store::of_cycle(tx, cycle.id)))
            page.rows.push_back({list_href(cycle.code) + "/" + std::to_string(survey.id.value), survey.title,
                                 survey.last_day.vietnamese(), state_of(survey, person), answers_of(survey),
                                 is_open(survey, person) ? view::Tone::info : view::Tone::neutral});
        return {};
    }));
    return print(services, request,
                 [&](auto& out, const auto& shell) { views::survey_list(out, shell, page); });
}

NewSurveyPage new_page(const life::Cycle& cycle) {
    NewSurveyPage page;
    page.code = cycle.code;
    page.title = cycle.title;
    page.text.questions.resize(kMostQuestions);
    page.kinds = {{"yes_no", msg::kind_yes_no}, {"scale", msg::kind_scale}, {"choice", msg::kind_choice}};
    return page;
}

Result<life::Cycle> cycle_to_ask_about(const Services& services, const http::Request& request,
                                       const Person& person) {
    return services.database.read([&](db::Transaction& tx) -> Result<life::Cycle> {
        auto cycle = TRY(open_cycle(tx, person, code_of(request)));
        if (!TRY(may_run(tx, person, cycle))) return fail(ErrorKind::forbidden, msg::not_yours);
        return cycle;
    });
}

Result<http::Response> show_new(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    auto page = new_page(TRY(cycle_to_ask_about(services, request, asked.person())));
    page.request_key = view::new_request_key();
    page.text.last_day = asked.person().today.plus_days(30).iso();
    return print(services, request,
                 [&](auto& out, const auto& shell) { views::new_survey(out, shell, page); });
}

SurveyText typed_survey(const http::Request& request) {
    SurveyText text{std::string(request.form.get("title")), std::string(request.form.get("last_day")), {}};
    for (std::size_t i = 0; i < kMostQuestions; ++i) {
        const auto at = "q-" + std::to_string(i) + "-";
        text.questions.push_back({std::string(request.form.get(at + "kind")),
                                  std::string(request.form.get(at + "text")),
                                  std::string(request.form.get(at + "options"))});
    }
    return text;
}

Result<http::Response> do_new(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    auto page = new_page(TRY(cycle_to_ask_about(services, request, person)));
    page.text = typed_survey(request);
    page.request_key = request.form.get("request_key");
    Survey survey;
    page.error = {ErrorKind::invalid, {}, read(page.text, person.today, survey), {}, {}};
    if (!page.error.fields.empty())
        return print(
            services, request, [&](auto& out, const auto& shell) { views::new_survey(out, shell, page); },
            422);
    const auto made = TRY(services.database.write(
        [&](db::Transaction& tx) { return make(tx, person, code_of(request), survey, page.request_key); }));
    return http::Response::redirect(list_href(page.code) + "/" + std::to_string(made.value) + "?vua=mo");
}

std::string share(std::int64_t count, std::int64_t of) {
    return of == 0 ? std::string("–") : format_decimal((count * 2000 + of) / (of * 2), 1) + " %";
}

QuestionResult result_of(const Survey& survey, const Question& question, std::size_t i, Language language) {
    QuestionResult out;
    out.number = std::to_string(i + 1);
    out.text = question.text;
    out.kind = question.kind == QuestionKind::yes_no  ? msg::kind_yes_no
               : question.kind == QuestionKind::scale ? msg::kind_scale
                                                      : msg::kind_choice;
    for (const auto& option : question.options) out.options.push_back(option.label);
    if (!survey.may_show_results()) return out;
    std::vector<view::Bar> bars;
    for (const auto& option : question.options) {
        out.counts.push_back(option.count);
        out.shares.push_back(share(option.count, survey.answered));
        bars.push_back({option.label, option.count, {}, {}});
    }
    out.bars = view::bar_chart(language, question.text, bars);
    return out;
}

Sentence said_of(const Survey& survey, const Person& person) {
    const auto least = format_count(survey.least_answers);
    if (survey.may_show_results()) return {msg::said_results, {{"count", format_count(survey.answered)}}};
    if (survey.closed) return {msg::said_too_few, {{"least", least}}};
    return {is_open(survey, person) ? msg::said_open : msg::said_late, {{"least", least}}};
}

/// What whoever is about to close it should know.
Sentence close_ask_of(const Survey& survey) {
    if (survey.answered >= survey.least_answers) return msg::survey_close_ask;
    return {msg::survey_close_ask_few, {{"least", format_count(survey.least_answers)}}};
}

Result<SurveyPage> page_of(db::Transaction& tx, const Person& person, const http::Request& request) {
    const auto cycle = TRY(open_cycle(tx, person, code_of(request)));
    const auto survey = TRY(load(tx, cycle, id_of(request)));
    SurveyPage page;
    page.code = cycle.code;
    page.dossier = cycle.title;
    page.id = std::to_string(survey.id.value);
    page.title = survey.title;
    page.here = list_href(cycle.code) + "/" + page.id;
    page.last_day = survey.last_day.vietnamese();
    page.state = state_of(survey, person);
    page.tone = is_open(survey, person) ? view::Tone::info : view::Tone::neutral;
    page.said = said_of(survey, person);
    page.close_ask = close_ask_of(survey);
    page.open = !survey.closed;
    page.may_run = TRY(may_run(tx, person, cycle));
    page.results = survey.may_show_results();
    page.request_key = view::new_request_key();
    for (std::size_t i = 0; i < survey.questions.size(); ++i)
        page.questions.push_back(result_of(survey, survey.questions[i], i, request.language));
    if (page.may_run)
        for (const auto& batch : TRY(store::batches(tx, survey.id)))
            page.batches.push_back({std::to_string(batch.id.value), std::to_string(batch.size),
                                    batch.made_on.vietnamese(), batch.cancelled});
    return page;
}

http::Response drawn(const Services& services, const http::Request& request, const SurveyPage& page,
                     int status) {
    return print(
        services, request, [&](auto& out, const auto& shell) { views::survey_page(out, shell, page); },
        status);
}

Result<http::Response> show(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    auto page = TRY(
        services.database.read([&](db::Transaction& tx) { return page_of(tx, asked.person(), request); }));
    const auto what = request.query.get("vua");
    if (what == "mo") page.done = msg::opened;
    if (what == "dong") page.done = msg::closed_now;
    if (what == "huy") page.done = msg::cancelled_now;
    return drawn(services, request, page, 200);
}

Result<http::Response> refused(const Services& services, const http::Request& request, const Person& person,
                               Error error) {
    if (error.kind != ErrorKind::invalid && error.kind != ErrorKind::conflict)
        return std::unexpected(std::move(error));
    auto page =
        TRY(services.database.read([&](db::Transaction& tx) { return page_of(tx, person, request); }));
    if (const auto typed = request.form.find("count")) page.count = *typed;
    const int status = error.kind == ErrorKind::conflict ? 409 : 422;
    page.error = std::move(error);
    return drawn(services, request, page, status);
}

/// Where a phone's camera is to go: the address this page was asked at.
std::string base_of(const http::Request& request) {
    return (request.secure ? "https://" : "http://") + std::string(request.headers.get("host"));
}

Result<http::Response> do_print(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto& person = asked.person();
    SurveyPage about;
    std::vector<std::string> codes;
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        codes = TRY(print_slips(tx, person, code_of(request), id_of(request),
                                parse_number<int>(trim(request.form.get("count"))).value_or(0),
                                request.form.get("request_key")));
        about = TRY(page_of(tx, person, request));
        return {};
    });
    if (!done) return refused(services, request, person, done.error());
    SlipsPage page{about.title, about.here, base_of(request) + "/khao-sat", about.last_day, {}};
    for (auto& code : codes) {
        auto qr = view::Markup::trusted(document::qr_svg(page.address + "/" + code));
        page.slips.push_back({std::move(code), std::move(qr)});
    }
    auto response =
        print(services, request, [&](auto& out, const auto& shell) { views::slips_page(out, shell, page); });
    response.set("Cache-Control", "no-store");
    return response;
}

Result<http::Response> do_cancel(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto done = services.database.write([&](db::Transaction& tx) {
        return cancel_slips(tx, asked.person(), code_of(request), id_of(request),
                            BatchId{parse_number<std::int64_t>(request.form.get("batch")).value_or(0)});
    });
    if (!done) return refused(services, request, asked.person(), done.error());
    return http::Response::redirect(list_href(code_of(request)) + "/" + std::to_string(id_of(request).value) +
                                    "?vua=huy");
}

Result<http::Response> do_close(const Services& services, const http::Request& request) {
    const Asked asked(services, request);
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return close(tx, asked.person(), code_of(request), id_of(request)); });
    if (!done) return refused(services, request, asked.person(), done.error());
    return http::Response::redirect(list_href(code_of(request)) + "/" + std::to_string(id_of(request).value) +
                                    "?vua=dong");
}

}  // namespace

Result<std::optional<life::PartView>> part(const life::Question& question) {
    if (!question.cycle.registered()) return std::optional<life::PartView>{};
    const auto surveys = TRY(store::of_cycle(question.tx, question.cycle.id));
    const Person person{question.who, question.atlas, question.today, 0};
    if (surveys.empty() && !TRY(may_run(question.tx, person, question.cycle)))
        return std::optional<life::PartView>{};
    life::PartView view;
    view.label = &msg::surveys;
    view.href = list_href(question.cycle.code);
    view.count = std::ssize(surveys);
    view.said = surveys.empty() ? Sentence(msg::part_none) : said_of(surveys.front(), person);
    return std::optional(std::move(view));
}

std::vector<http::Route> routes(Services services) {
    using enum http::Method;
    using enum auth::Permission;
    const auto with = [&](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    return {
        {get, "/ho-so/{code}/khao-sat", read_registry, with(show_list)},
        {get, "/ho-so/{code}/khao-sat/moi", check, with(show_new)},
        {post, "/ho-so/{code}/khao-sat/moi", check, with(do_new)},
        {get, "/ho-so/{code}/khao-sat/{id}", read_registry, with(show)},
        {post, "/ho-so/{code}/khao-sat/{id}/phieu", check, with(do_print)},
        {post, "/ho-so/{code}/khao-sat/{id}/huy-phieu", check, with(do_cancel)},
        {post, "/ho-so/{code}/khao-sat/{id}/dong", check, with(do_close)},
        {get, "/khao-sat", everyone, with(show_code_page)},
        {get, "/khao-sat/cam-on", everyone, with(show_thanks)},
        {get, "/khao-sat/{token}", everyone, with(show_form)},
        {post, "/khao-sat/mo", everyone, with(open_form)},
        {post, "/khao-sat", everyone, with(take_answer)},
    };
}

}  // namespace kheo::registry::survey
