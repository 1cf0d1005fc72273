// SPDX-License-Identifier: Apache-2.0
// The room's rows of the route table, and what its pages share.
#include "registry/life/pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/auth/accounts.hpp"
#include "registry/life/messages.gen.hpp"

namespace kheo::registry::life {

Result<std::string> Names::of(auth::UserId user) {
    if (!user) return std::string();
    const auto [found, fresh] = known_.try_emplace(user);
    if (fresh) found->second = TRY(auth::display_name(tx_, user));
    return found->second;
}

view::Tone tone_of(std::string_view state) {
    static constexpr std::array kWaiting{"submitted", "appraised", "self_assessed",
                                         "checked",   "scored",    "nominated"};
    static constexpr std::array kBad{"returned",       "declined", "suspended",
                                     "not_recognised", "stopped",  "revoked"};
    if (std::ranges::find(kWaiting, state) != kWaiting.end()) return view::Tone::info;
    if (std::ranges::find(kBad, state) != kBad.end()) return view::Tone::warn;
    return state == "recognised" || state == "carried_over" ? view::Tone::ok : view::Tone::neutral;
}

const Message& name_of_state(std::string_view state) {
    const auto* found = process().state(state);
    return found ? *found->label : msg::not_known;
}

const Message& name_of_level(RecognitionLevel level) {
    static const std::array names{&msg::level_commune, &msg::level_district, &msg::level_province};
    return *names[static_cast<std::size_t>(level)];
}

std::string due_said(const Cycle& cycle, Date today, const workflow::WorkingCalendar& calendar,
                     view::Tone& tone, Language language) {
    if (!cycle.due) return {};
    const auto light = workflow::light(*cycle.due, today, calendar);
    tone = light == workflow::Light::late   ? view::Tone::bad
           : light == workflow::Light::soon ? view::Tone::warn
                                            : view::Tone::info;
    return Sentence(light == workflow::Light::late ? msg::due_late : msg::due_on,
                    {{"date", cycle.due->vietnamese()}})
        .in(language);
}

std::string short_day(Millis at) {
    return local_date(at).vietnamese().substr(0, 5);
}

std::string said_in(const store::ActRow& act, std::string_view key) {
    const auto json = nlohmann::json::parse(act.said, nullptr, false);
    if (!json.is_object()) return {};
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

namespace {

std::string_view step_of(std::string_view state) {
    const auto* found = process().state(state);
    return found ? found->step : std::string_view();
}

/// The last act that led out of a step; not that a nomination was refused, which leaves the recognition as it
/// was.
const store::ActRow* leaving(const std::vector<store::ActRow>& acts, std::string_view step) {
    const store::ActRow* out = nullptr;
    for (const auto& act : acts)
        if (step_of(act.from) == step && step_of(act.to) != step && act.act != "refuse_nomination")
            out = &act;
    return out;
}

view::StepState shown(workflow::Progress progress) {
    if (progress == workflow::Progress::done) return view::StepState::done;
    return progress == workflow::Progress::now ? view::StepState::now : view::StepState::ahead;
}

}  // namespace

Result<std::vector<view::Step>> steps_of(db::Transaction& tx, const Cycle& cycle, Names& names) {
    const auto acts = TRY(store::acts(tx, cycle.id));
    std::vector<view::Step> out;
    for (const auto& step : workflow::stepper(process(), cycle.state)) {
        view::Step one{*step.step->label, {}, shown(step.progress)};
        const auto* left =
            step.progress == workflow::Progress::done ? leaving(acts, step.step->code) : nullptr;
        if (left) {
            const auto person = TRY(names.of(left->step.by));
            one.note = short_day(left->step.at) + (person.empty() ? "" : " – " + person);
        }
        if (step.progress == workflow::Progress::now && cycle.due)
            one.note = Sentence(msg::due_on, {{"date", cycle.due->vietnamese()}});
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<http::Route> routes(const Services& services) {
    using enum http::Method;
    using enum auth::Permission;
    const auto with = [&](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    constexpr std::size_t kUploadLimit = (20u << 20) + (256u << 10);  // a paper and the form around it
    constexpr std::size_t kFormLimit = 512 * 1024;                    // ten headings of 5,000 characters
    return {
        {get, "/viec", signed_in, with(show_work)},
        {get, "/dang-ky", propose, with(show_new)},
        {post, "/dang-ky", propose, with(do_new), kFormLimit},
        {get, "/ho-so/{code}", read_registry, with(show_dossier)},
        {get, "/ho-so/{code}/sua", propose, with(show_revise)},
        {post, "/ho-so/{code}/sua", propose, with(do_revise), kFormLimit},
        {post, "/ho-so/{code}/tham-dinh", appraise, with(do_examine)},
        {post, "/ho-so/{code}/trao-doi", read_registry, with(do_remark)},
        {post, "/ho-so/{code}/trung-ten", read_registry, with(do_clear_namesake)},
        {get, "/ho-so/{code}/buoc/{act}", read_registry, with(show_act)},
        {post, "/ho-so/{code}/buoc/{act}", read_registry, with(do_act), kUploadLimit},
        {get, "/ghi-lai-cong-nhan", recognise, with(show_record)},
        {post, "/ghi-lai-cong-nhan", recognise, with(do_record), kUploadLimit},
        {get, "/pheu", read_registry, with(show_funnel)},
        {post, "/pheu", run_movement, with(do_hold_figures)},
        {post, "/pheu/{id}/gach", run_movement, with(do_cross_out_figures)},
        {post, "/so-dang-ky/{number}/theo-doi", edit_registry, with(do_follow)},
    };
}

}  // namespace kheo::registry::life
