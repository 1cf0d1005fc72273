// SPDX-License-Identifier: Apache-2.0
#include "registry/survey/public_page.hpp"

#include "base/number.hpp"
#include "platform/view/layout.hpp"
#include "registry/survey/messages.gen.hpp"
#include "registry/survey/surveys.hpp"
#include "registry/survey/views.hpp"
#include "registry/survey/views/public_survey.view.hpp"

namespace kheo::registry::survey {

namespace {

/// With a form token of the visitor's own; the visit cookie names a browser for the length of its visit and
/// is kept nowhere.
http::Response drawn(const Services& services, const http::Request& request, const PublicPage& page,
                     int status) {
    auto shell = view::make_shell(request, services.site);
    std::string visit(request.cookies.get(auth::kVisitCookie));
    const bool fresh = visit.empty() || visit.size() > 100;
    if (!request.who.signed_in() && services.sessions) {
        if (fresh) visit = auth::Sessions::new_visit();
        shell.csrf = services.sessions->visitor_csrf(visit);
    }
    view::Html out(shell.language);
    views::public_survey(out, shell, page);
    auto response = view::respond(out, status);
    if (fresh && !request.who.signed_in() && services.sessions)
        response.set_cookie({std::string(auth::kVisitCookie), visit, -1, request.secure});
    response.set("Cache-Control", "no-store");
    return response;
}

PublicPage form_for(const Survey& survey, std::string_view code) {
    PublicPage page;
    page.step = PublicPage::Step::answer;
    page.code = code;
    page.title = survey.title;
    for (std::size_t i = 0; i < survey.questions.size(); ++i) {
        PublicQuestion question{"a-" + std::to_string(i), survey.questions[i].text, {}, {}, {}};
        int at = 0;
        for (const auto& option : survey.questions[i].options) {
            const auto value = std::to_string(++at);
            const bool yes_no = survey.questions[i].kind == QuestionKind::yes_no;
            const auto label =
                yes_no ? view::Label(at == 1 ? msg::yes : msg::no)
                : survey.questions[i].kind == QuestionKind::scale && at == 1 ? view::Label(msg::scale_worst)
                : survey.questions[i].kind == QuestionKind::scale && at == 5 ? view::Label(msg::scale_best)
                                                                             : view::Label(option.label);
            question.options.push_back({value, label});
        }
        page.questions.push_back(std::move(question));
    }
    return page;
}

Result<std::optional<Survey>> survey_of(const Services& services, std::string_view code) {
    return services.database.read(
        [&](db::Transaction& tx) { return find_by_code(tx, code, services.clock.today()); });
}

http::Response no_such_code(const Services& services, const http::Request& request, std::string_view typed,
                            int status) {
    PublicPage page;
    page.code = typed;
    page.error = {ErrorKind::invalid, msg::code_unknown, {}, {}, {}};
    return drawn(services, request, page, status);
}

}  // namespace

Result<http::Response> show_code_page(const Services& services, const http::Request& request) {
    return drawn(services, request, {}, 200);
}

Result<http::Response> show_thanks(const Services& services, const http::Request& request) {
    PublicPage page;
    page.step = PublicPage::Step::thanks;
    return drawn(services, request, page, 200);
}

Result<http::Response> show_form(const Services& services, const http::Request& request) {
    const auto code = request.captures.get("token");
    const auto survey = TRY(survey_of(services, code));
    if (!survey) return no_such_code(services, request, code, 404);
    return drawn(services, request, form_for(*survey, code), 200);
}

Result<http::Response> open_form(const Services& services, const http::Request& request) {
    const auto code = request.form.get("code");
    const auto survey = TRY(survey_of(services, code));
    if (!survey) return no_such_code(services, request, code, 422);
    return drawn(services, request, form_for(*survey, code), 200);
}

Result<http::Response> take_answer(const Services& services, const http::Request& request) {
    const auto code = request.form.get("code");
    const auto survey = TRY(survey_of(services, code));
    if (!survey) return no_such_code(services, request, code, 422);
    std::vector<int> chosen;
    for (std::size_t i = 0; i < survey->questions.size(); ++i)
        chosen.push_back(parse_number<int>(request.form.get("a-" + std::to_string(i))).value_or(0));
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return answer(tx, code, chosen, services.clock.today()); });
    if (done && !*done) return no_such_code(services, request, code, 422);
    const auto shell = view::make_shell(request, services.site);
    if (done) return http::Response::redirect(shell.link("/khao-sat/cam-on"));
    if (done.error().kind != ErrorKind::invalid) return std::unexpected(done.error());
    auto page = form_for(*survey, code);
    for (auto& question : page.questions) {
        question.chosen = request.form.get(question.name);
        question.error = error_of(done.error(), question.name);
    }
    page.error = done.error();
    return drawn(services, request, page, 422);
}

}  // namespace kheo::registry::survey
