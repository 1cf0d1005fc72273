// SPDX-License-Identifier: Apache-2.0
// The upper part of a dossier's page (showing.hpp).
#include <algorithm>

#include "platform/view/layout.hpp"
#include "platform/workflow/store.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/showing.hpp"
#include "registry/life/sides.hpp"
#include "registry/pages.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::array kTabs{std::pair{"tham-dinh", Tab::examination}, std::pair{"thong-tin", Tab::statement},
                           std::pair{"trao-doi", Tab::remarks}, std::pair{"cong-nhan", Tab::recognition},
                           std::pair{"nhat-ky", Tab::log}};

Result<> head(Showing& on) {
    on.page.code = on.cycle.code;
    on.page.title = on.cycle.title;
    on.page.action = cycle_href(on.cycle.code);
    on.page.owner = on.statement.owner_text;
    on.page.field_code = on.statement.field;
    on.page.field_name = field_name(TRY(registry::fields(on.tx, on.acting().today)), on.statement.field);
    on.page.state = name_of_state(on.cycle.state);
    on.page.tone = life::tone_of(on.cycle.state);
    on.page.row_version = on.cycle.row_version;
    on.page.subtitle = Sentence(msg::year_and_unit,
                                {{"unit", unit_label(on.acting().atlas, on.cycle.unit, on.acting().today)},
                                 {"year", std::to_string(on.cycle.campaign_year)}});
    if (on.cycle.registered())
        on.page.number = TRY(registry::store::number_of(on.tx, on.cycle.initiative)).value_or("");
    const auto calendar = TRY(workflow::load_calendar(on.tx));
    on.page.due = due_said(on.cycle, on.acting().today, calendar, on.page.due_tone, on.request.language);
    on.page.due_why = on.cycle.due_why;
    return {};
}

/// The page where what an act waits for is done; "" for most, and where it waits for somebody else.
std::string where_to_do(std::string_view act, const Sentence& why) {
    if (why.key() == msg::hindered_creator.key || why.key() == msg::hindered_side.key ||
        why.key() == msg::hindered_namesake.key)
        return "";
    if (act == "self_assess") return "/tu-cham";
    if (act == "close_scoring") return "/cham-diem";
    return act == "check" ? "/kiem-tra" : "";
}

/// A button that is closed for a reason that concerns nobody here is left out.
bool says_nothing(const Sentence& why) {
    return why.key() == msg::hindered_one_level.key || why.key() == msg::hindered_approved_here.key ||
           why.key() == msg::hindered_this_year.key || why.key() == msg::year_not_begun.key ||
           why.key() == msg::hindered_registered_again.key || why.key() == msg::hindered_sender.key ||
           why.key() == msg::hindered_not_sender.key;
}

/// Who sent it back would, by editing it, become one of its writers and examine it no more.
bool sends_back(const Showing& on, const std::vector<store::ActRow>& acts) {
    return on.cycle.state == "returned" && !acts.empty() && acts.back().step.by == on.acting().who.user;
}

Result<> buttons(Showing& on) {
    for (const auto& offer : TRY(offers(on.tx, on.cycle, on.acting()))) {
        Button button{*offer.act->label, on.page.action + "/buoc/" + std::string(offer.act->code)};
        if (!offer.open()) {
            const auto& why = offer.hindrances.front();
            if (says_nothing(why)) continue;
            button.hindrance = why;
            const auto place = where_to_do(offer.act->code, why);
            button.href = place.empty() ? "" : on.page.action + place;
            on.page.closed.push_back(std::move(button));
            continue;
        }
        const auto* to = process().state(offer.act->to);
        button.direct = asks(*offer.act, on.services.parts).nothing() && !to->ends;
        button.main =
            on.page.buttons.empty() && on.page.closed.empty() && !offer.act->asks_reason && !to->ends;
        if (button.direct) button.key = view::new_request_key();
        on.page.buttons.push_back(std::move(button));
    }
    std::ranges::reverse(on.page.buttons);
    const bool open = on.cycle.state == "draft" || on.cycle.state == "returned";
    if (open && !sends_back(on, TRY(store::acts(on.tx, on.cycle.id))) &&
        proposing_side(on.acting().atlas, on.acting().who, on.cycle, on.acting().today))
        on.page.edit_href = on.page.action + "/sua";
    return {};
}

/// Why it was returned, declined, stopped: what the owner must read first.
Result<> last_word(Showing& on) {
    const auto acts = TRY(store::acts(on.tx, on.cycle.id));
    const bool told = !acts.empty() && (life::tone_of(on.cycle.state) == view::Tone::warn ||
                                        acts.back().act == "withdraw_for");
    if (!told) return {};
    on.page.last_reason = said_in(acts.back(), "text");
    const auto* act = process().act(acts.back().act);
    on.page.last_reason_by = Sentence(msg::said_by, {{"act", act ? on.said(*act->label) : ""},
                                                     {"person", TRY(on.names.of(acts.back().step.by))},
                                                     {"when", format_moment(acts.back().step.at)}})
                                 .in(on.request.language);
    return {};
}

Tab chosen(const Showing& on) {
    const auto asked = on.request.query.get("muc");
    for (const auto& [code, tab] : kTabs)
        if (asked == code) return tab;
    return on.cycle.state == "submitted" || on.cycle.state == "appraised" ? Tab::examination : Tab::statement;
}

Result<> tabs(Showing& on) {
    on.page.tab = chosen(on);
    const auto add = [&](Tab tab, const Message& label, std::size_t count = 0) {
        const auto found = std::ranges::find(kTabs, tab, [](const auto& t) { return t.second; });
        on.page.tabs.push_back({label, on.page.action + "?muc=" + found->first, on.page.tab == tab,
                                count > 0 ? std::to_string(count) : ""});
    };
    if (on.cycle.round > 0) add(Tab::examination, msg::tab_examination);
    add(Tab::statement, msg::tab_statement);
    add(Tab::remarks, msg::tab_remarks, TRY(life::remarks(on.tx, on.cycle.id)).size());
    if (const auto count = TRY(recognitions(on.tx, on.cycle.id)).size(); count > 0)
        add(Tab::recognition, msg::tab_recognition, count);
    for (const auto& part : on.services.parts.parts)
        if (auto shown =
                TRY(part({on.tx, on.cycle, on.acting().who, on.acting().atlas, on.acting().today}))) {
            if (!shown->href.empty())
                on.page.tabs.push_back({*shown->label, shown->href, false,
                                        shown->count.value_or(0) > 0 ? std::to_string(*shown->count) : ""});
            if (!shown->said.empty()) on.page.parts.push_back({*shown->label, shown->href, shown->said});
        }
    add(Tab::log, msg::tab_log);
    return {};
}

}  // namespace

Result<> show_head(Showing& on) {
    TRY(head(on));
    TRY(buttons(on));
    TRY(last_word(on));
    on.page.steps = TRY(steps_of(on.tx, on.cycle, on.names));
    return tabs(on);
}

}  // namespace kheo::registry::life
