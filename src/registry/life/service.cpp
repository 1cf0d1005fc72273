// SPDX-License-Identifier: Apache-2.0
// Drafts, their revision, and following what was registered without a cycle (life.hpp).
#include "registry/life/service.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/token.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/workflow/store.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/statement.hpp"
#include "registry/life/store.hpp"
#include "registry/places.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

std::unexpected<Error> unknown() {
    return fail(ErrorKind::not_found, msg::cycle_unknown);
}

Result<> refuse_if(std::vector<FieldError> wrong) {
    if (wrong.empty()) return {};
    return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

Result<> check_draft(db::Transaction& tx, const Statement& statement, const Acting& acting) {
    auto wrong = problems(statement, TRY(registry::fields(tx, acting.today)));
    if (statement.unit &&
        !may_in(acting.atlas, acting.who, Permission::propose, statement.unit, acting.today))
        wrong.push_back({"unit", msg::unit_outside});
    return refuse_if(std::move(wrong));
}

std::string joined(const std::vector<std::string>& keys) {
    std::string out;
    for (const auto& key : keys) out += (out.empty() ? "" : ",") + key;
    return out;
}

/// "09:41" today, "20/11/2026 09:41" before.
std::string moment(Millis at, Millis now) {
    const auto text = format_moment(at);
    return local_date(at) == local_date(now) ? text.substr(text.size() - 5) : text;
}

/// What the register calls a state, as a cycle does.
std::string_view state_of(State state) {
    return code(state);
}

}  // namespace

std::string new_code() {
    constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    constexpr std::size_t kLength = 10, kFair = 256 - 256 % kLetters.size();
    std::string out;
    while (out.size() < kLength)
        for (const char byte : auth::random_bytes(kLength))
            if (const auto value = static_cast<unsigned char>(byte); value < kFair && out.size() < kLength)
                out += kLetters[value % kLetters.size()];
    return out;
}

Result<Cycle> open(db::Transaction& tx, std::string_view code, const Acting& acting) {
    auto found = TRY(find(tx, code));
    if (!found || !may_open(acting.atlas, acting.who, *found, acting.today)) return unknown();
    return *std::move(found);
}

Result<> start_clock(db::Transaction& tx, Cycle& cycle, Date today) {
    cycle.due.reset();
    cycle.due_why.clear();
    const auto term = TRY(store::term(tx, cycle.state, today));
    if (!term) return {};
    const auto deadline = workflow::due(*term, today, TRY(workflow::load_calendar(tx)));
    cycle.due = deadline.due;
    cycle.due_why = deadline.explained(Language::vi);
    return {};
}

Result<Error> written_meanwhile(db::Transaction& tx, const Cycle& cycle, Millis now) {
    auto last = TRY(store::last_writing(tx, cycle.id));
    if (cycle.state == "submitted")  // examined since
        for (const auto& one : TRY(store::judged(tx, cycle.id, cycle.round)))
            if (!last || last->at <= one.step.at) last = one.step;
    const auto name = last && last->by ? TRY(auth::display_name(tx, last->by)) : std::string();
    const auto* state = process().state(cycle.state);
    const Sentence said(msg::written_meanwhile,
                        {{"person", name.empty() ? std::string(msg::somebody.in(Language::vi)) : name},
                         {"time", moment(std::max(cycle.state_since, last ? last->at : 0), now)},
                         {"state", std::string(state ? state->label->in(Language::vi) : cycle.state)}});
    return Error{ErrorKind::conflict, said, {}, {}, {}};
}

Result<> write_version(db::Transaction& tx, CycleId id, const Statement& statement, std::string_view verb,
                       std::string_view changed, const Acting& acting) {
    const auto values = to_json(statement);
    const auto salt = ledger::new_salt();
    const auto entry = TRY(ledger::append(
        tx, {acting.who.user, verb, "cycle", id.value, changed, ledger::commit(salt, values)}, acting.at));
    const auto version = TRY(store::newest_version(tx, id)) + 1;
    return store::insert_version(tx, id, version, values, salt, entry, acting.who.user);
}

Cycle fresh_cycle(const Statement& statement, int campaign_year, Basis basis, const Acting& acting) {
    Cycle cycle;
    cycle.code = new_code();
    cycle.campaign_year = campaign_year;
    cycle.unit = statement.unit;
    cycle.book_unit = book_unit(acting.atlas, statement.unit, acting.today);
    cycle.kind = statement.kind;
    cycle.title = statement.title;
    cycle.basis = basis;
    cycle.state = process().states.front().code;
    cycle.state_since = acting.at;
    cycle.created = {acting.who.user, acting.at};
    return cycle;
}

Result<CycleId> insert_draft(db::Transaction& tx, const Cycle& cycle, const Statement& statement,
                             std::string_view request_key, const Acting& acting) {
    const auto id = TRY(store::insert(tx, cycle, to_json(statement), request_key));
    TRY(write_version(tx, id, statement, "registry.cycle_begun", {}, acting));
    return id;
}

Result<std::string> begin(db::Transaction& tx, const Statement& given, int campaign_year, Basis basis,
                          std::string_view request_key, const Acting& acting) {
    if (!request_key.empty())
        if (auto known = TRY(store::code_of_request(tx, request_key))) return *std::move(known);
    const auto statement = prepared(given);
    TRY(check_draft(tx, statement, acting));
    const auto this_year = acting.today.year();
    if (campaign_year < this_year || campaign_year > this_year + 1)
        TRY(refuse_if(
            {{"campaign_year", Sentence(msg::year_not_open, {{"year", std::to_string(this_year)}})}}));
    const auto cycle = fresh_cycle(statement, campaign_year, basis, acting);
    TRY(insert_draft(tx, cycle, statement, request_key, acting));
    return cycle.code;
}

Result<> revise(db::Transaction& tx, std::string_view code, std::int64_t row_version, const Statement& given,
                const Acting& acting) {
    auto cycle = TRY(open(tx, code, acting));
    if (!proposing_side(acting.atlas, acting.who, cycle, acting.today))
        return fail(ErrorKind::forbidden, msg::hindered_side);
    if (cycle.state != "draft" && cycle.state != "returned")
        return fail(TRY(written_meanwhile(tx, cycle, acting.at)));
    const auto after = prepared(given);
    TRY(check_draft(tx, after, acting));
    const auto changed = changed_keys(TRY(statement_of(tx, cycle)), after);
    if (changed.empty()) return {};
    if (cycle.row_version != row_version) return fail(TRY(written_meanwhile(tx, cycle, acting.at)));
    cycle.unit = after.unit;
    cycle.book_unit = book_unit(acting.atlas, after.unit, acting.today);
    cycle.kind = after.kind;
    cycle.title = after.title;
    if (!TRY(store::revise(tx, cycle, row_version, to_json(after))))
        return fail(TRY(written_meanwhile(tx, cycle, acting.at)));
    return write_version(tx, cycle.id, after, "registry.cycle_revised", joined(changed), acting);
}

Result<Statement> statement_of(db::Transaction& tx, const Cycle& cycle) {
    if (!cycle.registered()) return from_json(TRY(store::statement_json(tx, cycle.id)));
    const auto number = TRY(registry::store::number_of(tx, cycle.initiative));
    auto found = number ? TRY(registry::store::find(tx, *number)) : std::optional<Initiative>();
    if (!found) return unknown();
    return std::move(found->statement);
}

Result<std::string> follow_registration(db::Transaction& tx, const Initiative& initiative,
                                        const Registration& registration, const Acting& acting) {
    auto cycle = fresh_cycle(initiative.statement, registration.campaign_year,
                             registration.basis.value_or(Basis::fresh), acting);
    cycle.initiative = initiative.id;
    cycle.registration = registration.id;
    // registered long ago, where the unit stood on that day
    cycle.book_unit = book_unit(acting.atlas, initiative.statement.unit, registration.date);
    const bool newest = registration.campaign_year == initiative.registrations.front().campaign_year;
    cycle.state = newest ? state_of(initiative.state) : state_of(State::registered);
    cycle.created = {initiative.created_by, initiative.created_at};
    const auto id = TRY(store::insert(tx, cycle, std::nullopt, {}));
    const auto entry = TRY(ledger::append(
        tx, {acting.who.user, "registry.cycle_followed", "cycle", id.value, {}, {}}, acting.at));
    TRY(store::insert_act(tx, id, {"follow", "", cycle.state, "", {}, {acting.who.user, acting.at}, entry},
                          {}));
    return cycle.code;
}

bool may_go_on(const Cycle& cycle, Date today) {
    return cycle.state == "recognised" || cycle.campaign_year < today.year();
}

bool may_follow(const Acting& acting, territory::UnitId unit) {
    return may_edit(acting.who, acting.atlas, unit, acting.today) ||
           may_in(acting.atlas, acting.who, Permission::approve, unit, acting.today) ||
           proposes_for(acting.atlas, acting.who, unit, acting.today);
}

Result<std::string> follow(db::Transaction& tx, std::string_view number, int campaign_year,
                           const Acting& acting) {
    const auto initiative = TRY(registry::store::find(tx, number));
    if (!initiative || initiative->registrations.empty() || !may_follow(acting, initiative->statement.unit))
        return unknown();
    const auto& all = initiative->registrations;
    const auto found = campaign_year == 0
                           ? all.begin()
                           : std::ranges::find(all, campaign_year, &Registration::campaign_year);
    if (found == all.end()) return unknown();
    if (const auto known = TRY(store::of_year(tx, initiative->id, found->campaign_year))) return known->code;
    return follow_registration(tx, *initiative, *found, acting);
}

}  // namespace kheo::registry::life
