// SPDX-License-Identifier: Apache-2.0
// /viec: what waits for a person; following from the register; the cycle on the register's own pages.
#include <algorithm>

#include "base/number.hpp"
#include "platform/view/layout.hpp"
#include "platform/workflow/store.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/views/work_page.view.hpp"
#include "registry/pages.hpp"
#include "registry/places.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::size_t kShown = 100;  // rows of work on one page

TaskRow row_of(const Task& task, const territory::Atlas& atlas, Date today,
               const workflow::WorkingCalendar& calendar, Language language) {
    TaskRow row{*task.what,        name_of_state(task.cycle.state),
                task.cycle.title,  unit_label(atlas, task.cycle.unit, today),
                task.href,         {},
                task.cycle.due_why};
    if (task.href.empty()) row.title = msg::task_closed.in(language);
    row.due = due_said(task.cycle, today, calendar, row.tone, language);
    return row;
}

class ShownCycles final : public Cycles {
  public:
    explicit ShownCycles(const Services& services) : services_(services) {}

    Result<> show(db::Transaction& tx, const Initiative& initiative, const http::Request& request,
                  registry::DossierPage& page) const override {
        const auto today = services_.clock.today();
        const auto atlas = services_.atlas();
        const auto newest = initiative.registrations.front().campaign_year;
        const auto found = TRY(current_of(tx, initiative.id));
        if ((!found || (found->registered() && found->campaign_year < newest)) &&
            may_edit(request.who, *atlas, initiative.statement.unit, today)) {
            page.follow_action = "/so-dang-ky/" + initiative.number + "/theo-doi";
            page.follow_year = newest;
        }
        if (!found || !may_open(*atlas, request.who, *found, today)) return {};
        Names names(tx);
        page.steps = TRY(steps_of(tx, *found, names));
        page.cycle_state = name_of_state(found->state);
        page.cycle_tone = tone_of(found->state);
        page.cycle_href = cycle_href(found->code);
        return {};
    }

  private:
    Services services_;
};

}  // namespace

Result<http::Response> show_work(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto& acting = visit.acting();
    const auto shell = view::make_shell(request, services.site);
    WorkPage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(
            tasks(tx, acting.who, acting.atlas, acting.today, kShown, CountTasks::all, services.work.get()));
        const auto calendar = TRY(workflow::load_calendar(tx));
        page.total = found.total;
        for (const auto& task : found.first)
            page.rows.push_back(row_of(task, acting.atlas, acting.today, calendar, shell.language));
        return {};
    }));
    if (acting.who.may(auth::Permission::propose, acting.today)) page.propose_href = "/dang-ky";
    if (acting.who.may(auth::Permission::recognise, acting.today)) page.record_href = "/ghi-lai-cong-nhan";
    view::Html out(shell.language);
    views::work_page(out, shell, page);
    return view::respond(out);
}

Result<http::Response> do_follow(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto year = parse_number<int>(request.form.get("nam")).value_or(0);
    const auto code = TRY(services.database.write([&](db::Transaction& tx) {
        return follow(tx, request.captures.get("number"), year, visit.acting());
    }));
    return http::Response::redirect(cycle_href(code));
}

std::unique_ptr<Cycles> make_cycles(const Services& services) {
    return std::make_unique<ShownCycles>(services);
}

}  // namespace kheo::registry::life
