// SPDX-License-Identifier: Apache-2.0
// What several pages share, and the table of routes.
#include "movement/pages.hpp"

#include "base/text.hpp"
#include "movement/messages.gen.hpp"
#include "movement/rules.hpp"
#include "platform/workflow/store.hpp"
#include "platform/workflow/term.hpp"

namespace kheo::movement {

std::string unit_name(const Asker& asker, UnitId unit) {
    const auto* found = asker.atlas.find(unit, asker.today);
    return found ? found->full_name : std::string();
}

std::string own_unit(const Asker& asker) {
    for (const auto root : asker.roots(auth::Permission::run_movement))
        if (root) return unit_name(asker, root);
    return {};
}

UnitId typed_unit(const Asker& asker, const std::string& text) {
    for (const auto root : asker.roots(auth::Permission::run_movement)) {
        const auto unit = territory::typed_unit(asker.atlas, text, asker.today, root).unit;
        if (unit && asker.may_run(unit->id)) return unit->id;
    }
    return {};
}

Sentence shortfall(const Shortfall& gap) {
    const auto* sector = sector_word(gap.sector);
    return Sentence(msg::sector_gap, {{"sector", std::string(sector ? sector->in(Language::vi) : gap.sector)},
                                      {"have", std::to_string(gap.have)},
                                      {"required", std::to_string(gap.required)}});
}

std::string percent_of(std::int64_t done, std::int64_t total) {
    return std::to_string(total > 0 ? done * 100 / total : 0) + "%";  // 91 of 92 are not yet 100%
}

Sentence light_of(const Call& call, Date today) {
    if (call.closed_on) return Sentence(msg::closed_on, {{"day", call.closed_on->vietnamese()}});
    const auto left = call.due.days() - today.days();
    if (left == 0) return msg::due_today;
    return Sentence(left > 0 ? msg::days_left : msg::days_over,
                    {{"days", std::to_string(left > 0 ? left : -left)}});
}

view::Tone tone_of(const Call& call, Date today, const workflow::WorkingCalendar& calendar) {
    if (call.closed_on) return view::Tone::neutral;
    const auto light = workflow::light(call.due, today, calendar);
    return light == workflow::Light::late   ? view::Tone::bad
           : light == workflow::Light::soon ? view::Tone::warn
                                            : view::Tone::neutral;
}

CallCard card_of(const OpenedCall& opened, const Asker& asker, const workflow::WorkingCalendar& calendar) {
    CallCard card;
    card.code = opened.call.code;
    card.title = opened.call.title;
    card.unit = unit_name(asker, opened.call.unit);
    card.due = opened.call.due.vietnamese();
    card.tone = tone_of(opened.call, asker.today, calendar);
    card.light = light_of(opened.call, asker.today);
    card.closed = opened.call.closed_on.has_value();
    card.answered = Sentence(msg::answered_of, {{"answered", format_count(opened.progress.answered)},
                                                {"asked", format_count(opened.progress.asked())}});
    card.percent = percent_of(opened.progress.answered, opened.progress.asked());
    card.bar = meter(opened.progress.answered, opened.progress.asked());
    return card;
}

WindowRow row_of(const Window& window, const Asker& asker) {
    WindowRow row{window.id.value,
                  window.title,
                  unit_name(asker, window.unit),
                  std::to_string(window.campaign_year),
                  window.first.vietnamese(),
                  window.last.vietnamese(),
                  window.basis,
                  view::Tone::neutral,
                  nullptr,
                  window.strict};
    const bool before = asker.today < window.first, after = window.last < asker.today;
    row.state = window.closed ? &msg::window_withdrawn
                : before      ? &msg::window_ahead
                : after       ? &msg::window_over
                              : &msg::window_open;
    if (!window.closed && !before && !after) row.tone = view::Tone::ok;
    return row;
}

std::string site_of(const Services& services, const http::Request& request) {
    if (services.public_address) {
        const auto address = services.public_address();
        if (address && !address->empty()) return *address;
    }
    const auto host = request.headers.get("host");
    return host.empty() ? std::string() : (request.secure ? "https://" : "http://") + std::string(host);
}

Result<std::vector<CallLine>> open_calls(const Services& services, const auth::Principal& who,
                                         Language language) {
    const auto atlas = services.atlas();
    const Asker asker{who, *atlas, services.clock.today(), services.clock.now()};
    return services.database.read([&](db::Transaction& tx) -> Result<std::vector<CallLine>> {
        std::vector<CallLine> out;
        for (const auto& call : TRY(store::open_calls(tx))) {
            const auto found = TRY(opened(tx, services, asker, call));
            if (!found || (!found->whole && found->progress.answered == found->progress.asked())) continue;
            const Sentence answered(msg::answered_of, {{"answered", format_count(found->progress.answered)},
                                                       {"asked", format_count(found->progress.asked())}});
            out.push_back({call.title,
                           answered.in(language) + " · " + light_of(call, asker.today).in(language) + " (" +
                               call.due.vietnamese() + ")",
                           "/phong-trao/keu-goi/" + call.code});
        }
        return out;
    });
}

std::vector<http::Route> routes(const Services& services) {
    std::vector<http::Route> out;
    add_overview_routes(out, services);
    add_drive_routes(out, services);
    add_window_routes(out, services);
    add_call_routes(out, services);
    add_contact_routes(out, services);
    return out;
}

}  // namespace kheo::movement
