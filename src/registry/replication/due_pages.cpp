// SPDX-License-Identifier: Apache-2.0
// /duy-tri/can-xet: what of the year before goes on, several decided at once, each answered by itself.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/view/draw.hpp"
#include "registry/pages.hpp"
#include "registry/replication/due.hpp"
#include "registry/replication/messages.gen.hpp"
#include "registry/replication/views/due_page.view.hpp"
#include "registry/replication/visit.hpp"

namespace kheo::registry::replication {

namespace {

using http::Request;
using http::Response;

constexpr int kPerPage = 50;

/// This year, or the next one, for which people register already.
int year_of(const http::Fields& fields, Date today) {
    const auto asked = parse_number<int>(fields.get("nam")).value_or(today.year());
    return std::clamp(asked, today.year(), today.year() + 1);
}

std::string page_href(int year) {
    return "/duy-tri/can-xet?nam=" + std::to_string(year);
}

int page_of(const http::Fields& fields) {
    return parse_number<int>(fields.get("trang")).value_or(1);
}

Message const& name_of_state(std::string_view state) {
    const auto* found = life::process().state(state);
    return found ? *found->label : msg::unknown;
}

Result<std::map<life::CycleId, std::string>> scores_of(const Visit& visit, db::Transaction& tx,
                                                       const std::vector<Due>& all) {
    std::vector<life::CycleId> ids;
    for (const auto& due : all)
        if (due.dossier.cycle.id && due.dossier.cycle.state == "recognised")
            ids.push_back(due.dossier.cycle.id);
    if (ids.empty() || !visit.services.scores) return std::map<life::CycleId, std::string>{};
    return visit.services.scores(tx, ids);
}

DueRow row_of(const Visit& visit, const Due& due, const std::map<life::CycleId, std::string>& scores) {
    const auto& cycle = due.dossier.cycle;
    const auto score = scores.find(cycle.id);
    return {due.number,
            dossier_href(due.number),
            cycle.title,
            visit.now(cycle.unit),
            std::to_string(cycle.row_version),
            name_of_state(cycle.state),
            score == scores.end() ? "" : score->second,
            due.last_sign ? due.last_sign->vietnamese() : ""};
}

/// Where some rows may be carried over and some ended, each says which it is.
void say_only(DuePage& page, const std::vector<Due>& rows) {
    for (const auto& due : rows) page.may_carry |= due.may.carry_over, page.may_stop |= due.may.stop;
    if (!page.may_carry || !page.may_stop) return;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].may.carry_over != rows[i].may.stop)
            page.rows[i].only = rows[i].may.stop ? msg::due_only_stop : msg::due_only_carry;
}

Result<DuePage> load(const Visit& visit, int year, int at) {
    return visit.services.database.read([&](db::Transaction& tx) -> Result<DuePage> {
        DuePage page;
        page.year = year;
        page.this_year = std::to_string(year);
        page.last_year = std::to_string(year - 1);
        const auto list = TRY(due_for(tx, year, visit.acting, at, kPerPage));
        page.pager = {list.total, list.page, kPerPage, page_href(year) + "&trang="};
        const auto scores = TRY(scores_of(visit, tx, list.rows));
        for (const auto& due : list.rows) page.rows.push_back(row_of(visit, due, scores));
        say_only(page, list.rows);
        for (const int other : {visit.today.year(), visit.today.year() + 1})
            page.years.push_back({Sentence(msg::due_year, {{"year", std::to_string(other)}}),
                                  page_href(other),
                                  other == year,
                                  {}});
        return page;
    });
}

/// The first thing that stands against it, as a person reads it.
std::string why_not(const Error& error, Language language) {
    if (!error.fields.empty()) return error.fields.front().message.in(language);
    return error.message.in(language);
}

/// Each by itself: what one is refused for does not hold up the others.
DueAnswer decided(const Visit& visit, int year, const std::string& number, Decision decision) {
    const auto& form = visit.request.form;
    const auto version = parse_number<std::int64_t>(form.get("v-" + number)).value_or(0);
    const auto key = std::string(form.get("request_key"));
    const auto done = visit.services.database.write([&](db::Transaction& tx) {
        return decide(tx, number, year, version, decision, std::string(form.get("ly_do")),
                      key.empty() ? key : key + (decision == Decision::stop ? "-dung-" : "-tiep-") + number,
                      visit.acting);
    });
    DueAnswer out{number, dossier_href(number), {}, {}, done.has_value()};
    if (done)
        out.next_href = life::cycle_href(*done);
    else
        out.why = why_not(done.error(), visit.request.language);
    return out;
}

/// What must be there before anything is tried.
std::vector<FieldError> missing(const DuePage& page, const std::vector<std::string>& ticked,
                                std::string_view what) {
    std::vector<FieldError> out;
    if (what != "chuyen" && what != "dung") out.push_back({"viec", msg::due_choose});
    if (ticked.empty()) out.push_back({"chon", msg::due_none_ticked});
    if (what == "dung" && tidy(page.reason).empty()) out.push_back({"ly_do", msg::due_reason_missing});
    if (length(page.reason) > kLongest)
        out.push_back({"ly_do", Sentence(msg::text_too_long, {{"limit", std::to_string(kLongest)}})});
    return out;
}

void keep_ticks(DuePage& page, const std::vector<std::string>& ticked) {
    for (auto& row : page.rows) row.ticked = std::ranges::find(ticked, row.number) != ticked.end();
}

}  // namespace

Result<Response> show_due(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(load(visit, year_of(request.query, visit.today), page_of(request.query)));
    page.request_key = view::new_request_key();
    return view::draw(request, services.site, views::due_page, page);
}

Result<Response> do_due(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    const auto year = year_of(request.form, visit.today);
    const auto what = request.form.get("viec");
    std::vector<std::string> ticked;
    for (const auto number : request.form.all("chon"))
        if (ticked.size() < kPerPage) ticked.emplace_back(number);
    DuePage typed;
    typed.reason = request.form.get("ly_do");
    const auto wrong = missing(typed, ticked, what);
    std::vector<DueAnswer> answers;
    if (wrong.empty())
        for (const auto& number : ticked)
            answers.push_back(
                decided(visit, year, number, what == "dung" ? Decision::stop : Decision::carry_over));
    auto page = TRY(load(visit, year, page_of(request.form)));
    page.answers = std::move(answers);
    page.stopped = what == "dung";
    page.request_key = wrong.empty() ? view::new_request_key() : std::string(request.form.get("request_key"));
    if (wrong.empty()) return view::draw(request, services.site, views::due_page, page);
    page.reason = typed.reason;
    keep_ticks(page, ticked);
    page.error = Error{ErrorKind::invalid, {}, wrong, {}, {}};
    return view::draw(request, services.site, views::due_page, page, 422);
}

}  // namespace kheo::registry::replication
