// SPDX-License-Identifier: Apache-2.0
// What stands beside a dossier (showing.hpp).
#include <algorithm>

#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/service.hpp"
#include "registry/life/showing.hpp"
#include "registry/life/statement.hpp"
#include "registry/pages.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::life {

namespace {

Result<std::string> person(Showing& on, const Step& step, bool imported) {
    if (!step.by) return on.said(imported ? msg::not_known : msg::nobody_yet);
    const auto name = TRY(on.names.of(step.by));
    return step.by == on.acting().who.user ? Sentence(msg::you, {{"name", name}}).in(on.request.language)
                                           : name;
}

void fact(Showing& on, const Message& name, std::string text) {
    if (!text.empty()) on.page.facts.push_back({name, std::move(text)});
}

std::string levels_of(const Showing& on, const std::vector<Recognition>& all) {
    std::string out;
    for (const auto& r : all)
        if (!r.revoked_on) out.append(out.empty() ? "" : ", ").append(on.said(name_of_level(r.level)));
    return out;
}

/// What came of the year before, for who examines whether it goes on.
Result<> add_last_year(Showing& on) {
    const auto last = on.cycle.continues ? TRY(find(on.tx, on.cycle.continues)) : std::optional<Cycle>();
    if (!last || !may_open(on.acting().atlas, on.acting().who, *last, on.acting().today)) return {};
    on.page.last_year_href = cycle_href(last->code);
    const auto add = [&](const Message& name, std::string text) {
        if (!text.empty()) on.page.last_year.push_back({name, std::move(text)});
    };
    add(msg::fact_year, std::to_string(last->campaign_year));
    add(msg::last_year_state, on.said(name_of_state(last->state)));
    add(msg::last_year_recognised, levels_of(on, TRY(recognitions(on.tx, last->id))));
    for (const auto& act : TRY(store::acts(on.tx, last->id)))
        if (act.act == "self_assess") add(msg::self_assessment, beginning(said_in(act, "text")));
    for (const auto& part : on.services.parts.parts)
        if (const auto shown =
                TRY(part({on.tx, *last, on.acting().who, on.acting().atlas, on.acting().today})))
            if (!shown->said.empty()) add(*shown->label, shown->said.in(on.request.language));
    return {};
}

/// For who may say that they are somebody else.
Result<> add_namesakes(Showing& on) {
    const bool open = on.cycle.round > 0 || on.cycle.registered();
    if (!open || process().state(on.cycle.state)->ends ||
        !TRY(may_clear_namesakes(on.tx, on.cycle, on.acting())))
        return {};
    for (const auto& one : TRY(namesakes(on.tx, on.cycle, on.acting().atlas, on.acting().today)))
        if (one.user != on.acting().who.user)
            on.page.namesakes.push_back({std::to_string(one.user.value),
                                         box_of(one.user),
                                         Sentence(msg::namesake_text, {{"person", one.name}}),
                                         {},
                                         {}});
    return {};
}

/// What was corrected in the register since the draft began and the draft says otherwise: who approves sees
/// it before the draft takes its place.
Result<> add_register_changes(Showing& on) {
    const auto sides = TRY(continued_sides(on.tx, on.cycle));
    if (!sides) return {};
    const auto fields = TRY(registry::fields(on.tx, on.acting().today));
    const auto reading = on.visit.reading(auth::Permission::read_registry);
    const auto theirs = values_of(sides->registered), mine = values_of(sides->draft);
    const auto both = changed_by_both(*sides);
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        if (std::ranges::find(both, theirs[i].key) == both.end()) continue;
        const auto* label = label_of(theirs[i].key);
        const auto people = [&](const std::string& value) {
            return value_for_people(theirs[i].key, value, reading, fields, on.request.language);
        };
        on.page.register_changes.push_back({label ? view::Label(*label) : view::Label(theirs[i].key),
                                            people(theirs[i].value), people(mine[i].value)});
    }
    return {};
}

Result<> add_similar(Showing& on) {
    for (auto& one : TRY(life::similar(on.tx, on.cycle, on.acting())))
        on.page.similar.push_back({std::move(one.title), std::move(one.href)});
    return {};
}

}  // namespace

std::string beginning(std::string_view text) {
    constexpr std::size_t kLongest = 240;
    if (text.size() <= kLongest) return std::string(text);
    auto end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
}

std::string box_of(auth::UserId user) {
    return "namesake_reason_" + std::to_string(user.value);
}

Result<> show_side(Showing& on) {
    const bool followed = on.cycle.registered() && !on.cycle.approved.by;
    on.page.people.push_back({msg::person_created, TRY(person(on, on.cycle.created, followed))});
    on.page.people.push_back({msg::person_appraised, TRY(person(on, on.cycle.appraised, followed))});
    on.page.people.push_back({msg::person_approved, TRY(person(on, on.cycle.approved, followed))});
    if (on.cycle.scored_by)
        on.page.people.push_back({msg::person_scored, TRY(person(on, {on.cycle.scored_by}, false))});
    fact(on, msg::fact_code, on.cycle.code);
    fact(on, msg::fact_number, on.page.number);
    if (on.cycle.reg_no > 0)
        fact(on, msg::fact_reg_no,
             Sentence(msg::number_in_book, {{"number", std::to_string(on.cycle.reg_no)},
                                            {"year", std::to_string(on.cycle.campaign_year)}})
                 .in(on.request.language));
    fact(on, msg::fact_year, std::to_string(on.cycle.campaign_year));
    fact(on, msg::fact_basis, on.said(name_of(on.cycle.basis)));
    fact(on, msg::fact_unit, unit_label(on.acting().atlas, on.cycle.unit, on.acting().today));
    fact(on, msg::fact_launched, on.cycle.launched_on ? on.cycle.launched_on->vietnamese() : "");
    if (!on.cycle.registered()) fact(on, msg::fact_public, on.said(msg::public_not_yet));
    TRY(add_last_year(on));
    TRY(add_namesakes(on));
    if (on.cycle.registered() || process().state(on.cycle.state)->ends) return {};
    TRY(add_register_changes(on));
    return add_similar(on);
}

}  // namespace kheo::registry::life
