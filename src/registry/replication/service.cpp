// SPDX-License-Identifier: Apache-2.0
// Copies, their results, and signs of life (replication.hpp).
#include "base/household.hpp"
#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/places.hpp"
#include "registry/replication/messages.gen.hpp"
#include "registry/replication/store.hpp"
#include "registry/store.hpp"

namespace kheo::registry::replication {

namespace {

using auth::Permission;

std::unexpected<Error> unknown() {
    return fail(ErrorKind::not_found, msg::unknown);
}

Result<> refuse_if(std::vector<FieldError> wrong) {
    if (wrong.empty()) return {};
    return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

std::optional<FieldError> text_fault(std::string_view field, const std::string& text, bool required) {
    if (required && text.empty()) return FieldError{std::string(field), Sentence(msg::text_missing)};
    if (length(text) > kLongest)
        return FieldError{std::string(field),
                          Sentence(msg::text_too_long, {{"limit", std::to_string(kLongest)}})};
    return std::nullopt;
}

bool sees(const Acting& acting, territory::UnitId unit) {
    return life::may_in(acting.atlas, acting.who, Permission::read_registry, unit, acting.today);
}

bool works_for(const Acting& acting, territory::UnitId unit) {
    return life::may_in(acting.atlas, acting.who, Permission::propose, unit, acting.today) ||
           life::may_in(acting.atlas, acting.who, Permission::edit_registry, unit, acting.today);
}

/// Practices are public; exemplars mostly are persons and are seen inside the subtree only.
Result<Initiative> parent(db::Transaction& tx, std::string_view number, const Acting& acting) {
    auto found = TRY(registry::store::find(tx, number));
    if (!found || found->registrations.empty()) return unknown();
    const bool open = found->statement.kind == Kind::practice || sees(acting, found->statement.unit);
    if (!open) return unknown();
    return *std::move(found);
}

Result<Initiative> own(db::Transaction& tx, std::string_view number, const Acting& acting) {
    auto found = TRY(registry::store::find(tx, number));
    if (!found || found->registrations.empty() || !sees(acting, found->statement.unit)) return unknown();
    if (!works_for(acting, found->statement.unit)) return fail(ErrorKind::forbidden, msg::not_yours);
    return *std::move(found);
}

/// What works elsewhere, without what belongs to the place where it works.
Statement copied(const Initiative& from, territory::UnitId unit, Language language) {
    auto out = from.statement;
    out.unit = unit;
    out.owner_text.clear(), out.owner_type.reset(), out.sector.reset();
    out.starts.clear(), out.ends.clear();
    out.headings.area.clear(), out.headings.forces.clear(), out.headings.schedule.clear();
    out.headings.note = Sentence(msg::copied_from, {{"number", from.number}}).in(language);
    return out;
}

Result<> note(db::Transaction& tx, std::string_view verb, InitiativeId id, const Acting& acting) {
    TRY(ledger::append(tx, {acting.who.user, verb, "initiative", id.value, {}, {}}, acting.at));
    return {};
}

}  // namespace

Result<std::string> begin(db::Transaction& tx, std::string_view parent_number, territory::UnitId unit,
                          std::string_view typed, std::string_view request_key, const Acting& acting) {
    if (!request_key.empty())
        if (auto known = TRY(store::code_of_request(tx, request_key))) return *std::move(known);
    const auto from = TRY(parent(tx, parent_number, acting));
    const auto adapted = tidy(typed);
    std::vector<FieldError> wrong;
    if (auto fault = text_fault("adapted", adapted, true)) wrong.push_back(*std::move(fault));
    refuse_household(adapted, "adapted", wrong);
    if (!unit) wrong.push_back({"unit", Sentence(msg::unit_missing)});
    if (unit && acting.atlas.restate(from.statement.unit, acting.today).unit == unit)
        wrong.push_back({"unit", Sentence(msg::same_unit)});
    TRY(refuse_if(std::move(wrong)));
    const auto code = TRY(life::begin(tx, copied(from, unit, Language::vi), acting.today.year(), Basis::fresh,
                                      request_key, acting));
    const auto cycle = TRY(life::find(tx, code));
    if (!cycle) return unknown();
    TRY(store::insert(tx, cycle->id, from.id, adapted, request_key, acting));
    TRY(ledger::append(tx, {acting.who.user, "registry.copy_begun", "cycle", cycle->id.value, {}, {}},
                       acting.at));
    return code;
}

Result<> tell_result(db::Transaction& tx, std::string_view number, std::string_view typed,
                     const Acting& acting) {
    const auto initiative = TRY(own(tx, number, acting));
    const auto result = tidy(typed);
    std::vector<FieldError> wrong;
    if (auto fault = text_fault("result", result, true)) wrong.push_back(*std::move(fault));
    refuse_household(result, "result", wrong);
    TRY(refuse_if(std::move(wrong)));
    const auto origin = TRY(store::origin_of(tx, initiative.id));
    if (!origin) return fail(ErrorKind::conflict, msg::no_copy);
    if (origin->result == result) return {};
    TRY(store::set_result(tx, origin->cycle, result));
    return note(tx, "registry.copy_result_told", initiative.id, acting);
}

Result<> take_pulse(db::Transaction& tx, std::string_view number, const Pulse& given,
                    std::string_view request_key, const Acting& acting) {
    const auto initiative = TRY(own(tx, number, acting));
    auto pulse = given;
    pulse.note = tidy(pulse.note);
    std::vector<FieldError> wrong;
    if (auto fault = text_fault("note", pulse.note, false)) wrong.push_back(*std::move(fault));
    if (acting.today < pulse.day) wrong.push_back({"day", Sentence(msg::day_in_future)});
    if (pulse.day < initiative.registrations.back().date)
        wrong.push_back({"day", Sentence(msg::day_before_registration)});
    TRY(refuse_if(std::move(wrong)));
    if (!TRY(store::insert_pulse(tx, initiative.id, pulse, request_key, acting))) return {};
    return note(tx, pulse.alive ? "registry.found_alive" : "registry.found_ended", initiative.id, acting);
}

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    return store::empty_texts(tx, initiative);
}

}  // namespace kheo::registry::replication
