// SPDX-License-Identifier: Apache-2.0
// Visits, what they ask for, and the numbers of a dossier.
#include <fmt/format.h>

#include <algorithm>

#include "base/household.hpp"
#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/evidence/altered.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/writing.hpp"

namespace kheo::registry::evidence {

namespace {

constexpr std::size_t kLongestText = 4000, kLongestLine = 200;
constexpr std::int64_t kLargestAmount = 100'000'000'000'000;  // a hundred thousand milliards of đồng

std::string values_of(const Visit& v) {
    auto out = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", code(v.kind), v.on.iso(), v.place, v.bodies, v.findings,
                           code(v.concluded));
    if (v.point) out += fmt::format("\n{} {}", v.point->latitude, v.point->longitude);
    for (const auto person : v.people) out += fmt::format("\n{}", person.value);
    for (const auto& f : v.follow_ups) out += fmt::format("\n{} {}", f.due.iso(), f.text);
    return out;
}

std::string values_of(const Quantity& q) {
    return fmt::format("{}\n{}\n{}\n{}\n{}", q.kind->code, q.planned ? 1 : 0, q.source, q.amount, q.note);
}

using Errors = std::vector<FieldError>;

void check_texts(const Visit& v, Errors& wrong) {
    const auto too_long = [&](const char* field, std::string_view text, std::size_t most) {
        if (length(text) > most)
            wrong.push_back({field, Sentence(msg::too_long, {{"limit", std::to_string(most)}})});
    };
    if (v.people.empty() && v.bodies.empty()) wrong.push_back({"bodies", msg::nobody_came});
    if (v.place.empty()) wrong.push_back({"place", msg::place_missing});
    if (v.findings.empty()) wrong.push_back({"findings", msg::findings_missing});
    too_long("bodies", v.bodies, kLongestLine);
    too_long("place", v.place, kLongestLine);
    too_long("findings", v.findings, kLongestText);
    refuse_household(v.place, "place", wrong);
    refuse_household(v.findings, "findings", wrong);
    for (std::size_t i = 0; i < v.follow_ups.size(); ++i)
        refuse_household(v.follow_ups[i].text, "follow_up_" + std::to_string(i + 1), wrong);
}

/// The dossier's first day, or the beginning of its year: work may begin before a dossier is entered, in its
/// year.
Date first_day(const life::Cycle& cycle) {
    const auto year = Date::of(cycle.campaign_year, 1, 1).value_or(Date());
    return cycle.created.at > 0 ? std::min(local_date(cycle.created.at), year) : year;
}

Errors problems(const Quantity& q) {
    Errors wrong;
    if (q.amount <= 0 || q.amount > kLargestAmount) wrong.push_back({"amount", msg::amount_wrong});
    if (q.kind->side == Side::resource && !find_source(q.source))
        wrong.push_back({"source", msg::source_missing});
    refuse_household(q.note, "note", wrong);
    if (length(q.note) > kLongestLine)
        wrong.push_back({"note", Sentence(msg::too_long, {{"limit", std::to_string(kLongestLine)}})});
    return wrong;
}

}  // namespace

std::vector<FieldError> problems(const Visit& v, const life::Cycle& cycle, Date today) {
    Errors wrong;
    if (today < v.on) wrong.push_back({"visited_on", msg::visit_ahead});
    if (const auto first = first_day(cycle); v.on < first)
        wrong.push_back({"visited_on", Sentence(msg::visit_too_early, {{"day", first.vietnamese()}})});
    check_texts(v, wrong);
    if (v.concluded == Conclusion::to_fix && v.follow_ups.empty())
        wrong.push_back({"follow_up_1", msg::follow_up_missing});
    for (const auto& f : v.follow_ups)
        if (f.due < v.on) wrong.push_back({"due_1", msg::due_before_visit});
    return wrong;
}

Result<store::Committed> write_entry(const Acting& acting, std::string_view verb, const std::string& values) {
    store::Committed out{ledger::new_salt(), 0};
    const auto commitment = ledger::commit(out.salt, values);
    out.entry = TRY(ledger::append(
        acting.tx(),
        {acting.question.who.user, verb, "initiative_cycle", acting.question.cycle.id.value, {}, commitment},
        acting.at));
    return out;
}

Result<> refuse_unless(bool allowed, const Rights& rights) {
    if (allowed) return {};
    if (!rights.open) return fail(ErrorKind::not_found, msg::dossier_unknown);
    return fail(ErrorKind::forbidden, msg::not_yours);
}

Result<> refuse(std::vector<FieldError> wrong) {
    if (wrong.empty()) return {};
    return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

Result<VisitId> record(const Acting& acting, Visit visit) {
    const auto rights = acting.rights();
    TRY(refuse_unless(TRY(acting.may_visit()), rights));
    if (const auto before = TRY(store::find_visit_request(acting.tx(), acting.request_key))) return *before;
    TRY(refuse(problems(visit, acting.question.cycle, acting.question.today)));
    return write(acting, std::move(visit));
}

Result<VisitId> write(const Acting& acting, Visit visit) {
    visit.cycle = acting.question.cycle.id;
    std::ranges::sort(visit.people);
    std::ranges::stable_sort(visit.follow_ups, {}, &FollowUp::due);
    visit.made = {acting.question.who.user, acting.at};
    const auto committed = TRY(write_entry(acting, "registry.visit_recorded", values_of(visit)));
    return store::insert(acting.tx(), visit, acting.request_key, committed);
}

Result<> follow_up_done(const Acting& acting, FollowUpId id) {
    const auto rights = acting.rights();
    TRY(refuse_unless(TRY(acting.may_visit()), rights));
    const auto visit = TRY(store::visit_of(acting.tx(), id));
    const auto found = visit ? TRY(store::find(acting.tx(), *visit)) : std::optional<Visit>();
    if (!found || found->cycle != acting.question.cycle.id)
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    const auto own = std::ranges::find(found->follow_ups, id, &FollowUp::id);
    if (found->ended) return fail(ErrorKind::conflict, msg::visit_ended);
    if (own->done.at != 0) return {};
    TRY(write_entry(acting, "registry.follow_up_done", own->text));
    return store::mark_done(acting.tx(), id, acting.actor());
}

Result<QuantityId> note_quantity(const Acting& acting, Quantity quantity) {
    const auto rights = acting.rights();
    TRY(refuse_unless(rights.add, rights));
    if (const auto before = TRY(store::find_quantity_request(acting.tx(), acting.request_key)))
        return *before;
    TRY(refuse(problems(quantity)));
    quantity.cycle = acting.question.cycle.id;
    quantity.made = {acting.question.who.user, acting.at};
    if (quantity.kind->side == Side::benefit) quantity.source.clear();
    const auto committed = TRY(write_entry(acting, "registry.quantity_noted", values_of(quantity)));
    return store::insert(acting.tx(), quantity, acting.request_key, committed);
}

Result<> cross_out(const Acting& acting, QuantityId id) {
    const auto rights = acting.rights();
    TRY(refuse_unless(rights.add, rights));
    if (!TRY(store::cross_out(acting.tx(), acting.question.cycle.id, id, acting.actor()))) return {};
    TRY(write_entry(acting, "registry.quantity_crossed_out", std::to_string(id.value)));
    return {};
}

Result<std::vector<std::string>> altered(db::Transaction& tx) {
    std::vector<std::string> out;
    const auto compare = [&](std::string_view what, std::int64_t id, const store::Committed& committed,
                             const std::string& values) -> Result<> {
        if (TRY(ledger::commitment_of(tx, committed.entry)) != ledger::commit(committed.salt, values))
            out.push_back(fmt::format("{} {}", what, id));
        return {};
    };
    for (const auto& [visit, committed] : TRY(store::committed_visits(tx)))
        TRY(compare("visit", visit.id.value, committed, values_of(visit)));
    for (const auto& [visit, committed] : TRY(store::committed_ends(tx)))
        TRY(compare("visit's end", visit.id.value, committed, visit.ended->reason));
    for (const auto& [quantity, committed] : TRY(store::committed_quantities(tx)))
        TRY(compare("quantity", quantity.id.value, committed, values_of(quantity)));
    return out;
}

}  // namespace kheo::registry::evidence
