// SPDX-License-Identifier: Apache-2.0
#include "app/desk_cards.hpp"

#include <algorithm>
#include <utility>

#include "app/messages.gen.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/workflow/store.hpp"
#include "platform/workflow/term.hpp"
#include "registry/import/page_parts.hpp"

namespace kheo::app {

namespace {

constexpr int kShown = 5;
constexpr std::size_t kWorkShown = 8;
constexpr std::size_t kMostDue = 400;  // pieces of due work that a letter counts

office::DeskLine line_of(const registry::import::HistoryRow& row, Language language) {
    auto note = row.when + " · " + row.state.in(language);
    if (!row.counts.empty()) note += " · " + row.counts;
    return {row.file_name, std::move(note), row.href};
}

Result<std::vector<registry::ListItem>> newest(const registry::Services& s,
                                               const registry::Reading& reading) {
    registry::ListQuery query;
    query.sort = registry::Sort::updated;
    return s.database.read(
        [&](db::Transaction& tx) { return registry::list(tx, query, reading, 0, kShown); });
}

}  // namespace

office::DeskCardProvider my_work(const registry::life::Services& services) {
    return [services](const http::Request& request) -> Result<office::DeskCard> {
        const auto today = services.clock.today();
        const auto atlas = services.atlas();
        const auto found = TRY(services.database.read([&](db::Transaction& tx) {
            return registry::life::tasks(tx, request.who, *atlas, today, kWorkShown,
                                         registry::life::CountTasks::shown, services.work.get());
        }));
        office::DeskCard card{&msg::card_work, {}, &msg::card_work_all, "/viec"};
        const auto late = std::ranges::count_if(
            found.first, [&](const auto& task) { return task.cycle.due && *task.cycle.due < today; });
        // Where all that is shown is late there may be more; then each line says so itself.
        if (late > 0 && std::cmp_less(late, kWorkShown))
            card.note = office::due_said(late, 0).in(request.language);
        for (const auto& task : found.first) {
            std::string note(task.what->in(request.language));
            if (task.cycle.due)
                note += " · " + Sentence(*task.cycle.due < today ? msg::card_late : msg::card_due,
                                         {{"date", task.cycle.due->vietnamese()}})
                                    .in(request.language);
            if (task.cycle.code.empty())  // closed to who looks on as another account
                card.lines.push_back(
                    {std::string(msg::card_closed.in(request.language)), std::move(note), {}});
            else
                card.lines.push_back({task.cycle.title, std::move(note), task.href});
        }
        return card;
    };
}

office::DueWorkOf due_work(const registry::life::Services& services) {
    return [services](db::Transaction& tx, const auth::Principal& who) -> Result<office::DueWork> {
        const auto today = services.clock.today();
        const auto atlas = services.atlas();
        const auto calendar = TRY(workflow::load_calendar(tx));
        const auto found = TRY(registry::life::tasks(tx, who, *atlas, today, kMostDue,
                                                     registry::life::CountTasks::shown, services.work.get()));
        office::DueWork out;
        for (const auto& task : found.first) {  // by due day, those without one last
            if (!task.cycle.due) break;
            const auto light = workflow::light(*task.cycle.due, today, calendar);
            if (light == workflow::Light::calm) break;
            ++(light == workflow::Light::late ? out.late : out.soon);
            if (out.lines.size() < office::kMostInDigest)
                out.lines.push_back({task.what, *task.cycle.due, task.cycle.due_why, task.href});
        }
        return out;
    };
}

office::DeskCardProvider recent_initiatives(const registry::Services& services) {
    return [services](const http::Request& request) -> Result<office::DeskCard> {
        const auto today = services.clock.today();
        const auto atlas = services.atlas();
        const auto visible = registry::visible_to(request.who, auth::Permission::read_registry, today);
        office::DeskCard card{&msg::card_newest, {}, &msg::card_all, "/so-dang-ky"};
        for (const auto& item : TRY(newest(services, {*atlas, visible, today, services.lists}))) {
            const auto* unit = atlas->find(item.unit, today);
            card.lines.push_back({item.title, item.number + " · " + (unit ? unit->full_name : ""),
                                  "/so-dang-ky/" + item.number});
        }
        return card;
    };
}

office::DeskCardProvider recent_imports(const registry::import::PageServices& services) {
    return [services](const http::Request& request) -> Result<office::DeskCard> {
        if (auth::looks_on(request.who) ||
            !request.who.may(auth::Permission::edit_registry, services.clock.today()))
            return office::DeskCard{};
        office::DeskCard card{&msg::desk_imports, {}, &msg::menu_import, "/nhap-du-lieu"};
        const auto rows = TRY(registry::import::history_rows(services, request.who));
        for (const auto& row : rows)
            if (std::ssize(card.lines) < kShown) card.lines.push_back(line_of(row, request.language));
        return card;
    };
}

}  // namespace kheo::app
