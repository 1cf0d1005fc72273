// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/kiem-tra/{visit}/sua: one visit that was entered wrongly, corrected or withdrawn.
#include <algorithm>

#include "platform/auth/accounts.hpp"
#include "platform/view/draw.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/page_parts.hpp"
#include "registry/evidence/views/visit_change_page.view.hpp"

namespace kheo::registry::evidence {

namespace {

using http::Request;
using http::Response;

/// What came back of one of the two forms; both empty: nothing was sent yet.
struct Back {
    const http::Fields* correction = nullptr;
    const http::Fields* withdrawal = nullptr;
    Errors wrong{};
    std::string key = view::new_request_key();
};

Sheet sheet_of(std::string action, std::vector<view::Input> inputs, std::string key, const Errors& wrong) {
    Sheet sheet{std::move(action), std::move(key), std::move(inputs), {}};
    if (!wrong.empty()) sheet.error = {ErrorKind::invalid, {}, wrong, {}, {}};
    return sheet;
}

/// Who went stays to be ticked, also who checks here no more.
Result<std::vector<Colleague>> choices_of(const Acting& acting, const Visit& visit) {
    auto out = TRY(colleagues_of(acting));
    for (const auto person : visit.people)
        if (std::ranges::find(out, person, &Colleague::id) == out.end())
            out.push_back({person, TRY(auth::display_name(acting.tx(), person))});
    return out;
}

/// Only those who visit are asked anything.
Result<std::vector<Colleague>> choices(const Asked& asked, VisitId id) {
    return asked.read([&](const Acting& acting) -> Result<std::vector<Colleague>> {
        const auto visit = TRY(visit_of(acting, id));
        if (!TRY(acting.may_visit())) return fail(ErrorKind::forbidden, msg::not_yours);
        return choices_of(acting, visit);
    });
}

Sheet correction_of(const Acting& acting, const Visit& visit, const Back& back,
                    const std::vector<Colleague>& colleagues) {
    static const Errors kNone;
    const auto typed = back.correction ? *back.correction : fields_of(visit);
    const auto& wrong = back.correction ? back.wrong : kNone;
    auto inputs = visit_inputs(typed, colleagues, wrong);
    inputs.push_back(reason_input(typed, wrong));
    return sheet_of(visit_change_href(acting, visit.id), std::move(inputs),
                    back.correction ? back.key : view::new_request_key(), wrong);
}

/// Its box has a name of its own: two of one name on a page cannot be told apart.
Sheet withdrawal_of(const Acting& acting, const Visit& visit, const Back& back) {
    static const Errors kNone;
    static const http::Fields kEmpty;
    const auto& typed = back.withdrawal ? *back.withdrawal : kEmpty;
    auto wrong = back.withdrawal ? back.wrong : kNone;
    http::Fields reason;
    reason.add("reason", std::string(typed.get("withdraw_reason")));
    auto input = reason_input(reason, wrong);
    input.name = "withdraw_reason";
    for (auto& fault : wrong) fault.field = input.name;
    return sheet_of(visits_href(acting.question.cycle.code) + "/" + std::to_string(visit.id.value) + "/rut",
                    {input}, back.withdrawal ? back.key : view::new_request_key(), wrong);
}

Result<Response> shown(const Asked& asked, const Back& back) {
    const auto page = TRY(asked.read([&](const Acting& acting) -> Result<VisitChangePage> {
        VisitChangePage out;
        out.frame = TRY(frame_of(acting, Tab::visits, {}));
        const auto visit = TRY(visit_of(acting, VisitId{asked.number("visit")}));
        if (const auto why = TRY(hindrance(acting, visit))) {
            out.why_not = *why;
            return out;
        }
        out.correction = correction_of(acting, visit, back, TRY(choices_of(acting, visit)));
        out.withdrawal = withdrawal_of(acting, visit, back);
        return out;
    }));
    return view::draw(asked.request, asked.services.site, views::visit_change_page, page,
                      back.wrong.empty() ? 200 : 422);
}

}  // namespace

std::string visit_change_href(const Acting& acting, VisitId id) {
    return visits_href(acting.question.cycle.code) + "/" + std::to_string(id.value) + "/sua";
}

Result<Response> show_visit_change(const Services& services, const Request& request) {
    return shown(Asked(services, request), {});
}

Result<Response> send_correction(const Services& services, const Request& request) {
    const Asked asked(services, request);
    const VisitId id{asked.number("visit")};
    Back back{&request.form, nullptr, {}, asked.request_key()};
    const auto visit = read_visit(request.form, TRY(choices(asked, id)), back.wrong);
    if (!back.wrong.empty()) {
        TRY(add_problems(asked, visit, back.wrong));
        return shown(asked, back);
    }
    const auto done = asked.write(
        [&](const Acting& acting) { return correct(acting, id, visit, request.form.get("reason")); });
    if (done) return Response::redirect(visits_href(asked.code()) + "?vua=dinh-chinh");
    if (done.error().kind != ErrorKind::invalid) return std::unexpected<Error>(done.error());
    back.wrong = done.error().fields;
    return shown(asked, back);
}

Result<Response> send_withdrawal(const Services& services, const Request& request) {
    const Asked asked(services, request);
    const VisitId id{asked.number("visit")};
    const auto done = asked.write(
        [&](const Acting& acting) { return withdraw(acting, id, request.form.get("withdraw_reason")); });
    if (done) return Response::redirect(visits_href(asked.code()) + "?vua=rut");
    if (done.error().kind != ErrorKind::invalid) return std::unexpected<Error>(done.error());
    return shown(asked, {nullptr, &request.form, done.error().fields, asked.request_key()});
}

}  // namespace kheo::registry::evidence
