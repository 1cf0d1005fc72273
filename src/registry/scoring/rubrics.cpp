// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rubrics.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/rubric_store.hpp"
#include "registry/scoring/sheets.hpp"

namespace kheo::registry::scoring {

namespace {

using auth::Permission;

Error all_wrong(std::vector<FieldError> fields) {
    return {ErrorKind::invalid, {}, std::move(fields), {}, {}};
}

Result<> write_entry(db::Transaction& tx, std::string_view what, RubricId id, const Person& person) {
    TRY(ledger::append(tx, {person.who.user, what, "rubric", id.value, {}, {}}, person.at));
    return {};
}

/// The roots of what the person may read; none stands for everywhere.
bool reads_below(const Person& person, territory::UnitId unit) {
    return std::ranges::any_of(person.who.grants, [&](const auth::Grant& grant) {
        return grant.gives(Permission::read_registry, person.today) &&
               (!grant.unit || territory::reaches(person.atlas, unit, grant.unit, person.today));
    });
}

bool may_see(const Person& person, const Rubric& rubric) {
    if (rubric.state == RubricState::draft) return may(person, Permission::run_movement, rubric.unit);
    return !rubric.unit || may(person, Permission::read_registry, rubric.unit) ||
           reads_below(person, rubric.unit);
}

/// A draft the person may change.
Result<Rubric> load_draft(db::Transaction& tx, const Person& person, RubricId id) {
    auto rubric = TRY(load_rubric(tx, person, id));
    if (!may(person, Permission::run_movement, rubric.unit))
        return fail(ErrorKind::not_found, msg::rubric_unknown);
    if (rubric.state != RubricState::draft) return fail(ErrorKind::conflict, msg::rubric_fixed);
    return rubric;
}

std::vector<FieldError> day_faults(std::optional<Date> day, const Person& person,
                                   const std::vector<Rubric>& versions) {
    if (!day) return {{"day", msg::day_missing}};
    if (*day < person.today)
        return {{"day", Sentence(msg::day_past, {{"today", person.today.vietnamese()}})}};
    if (!versions.empty() && versions.front().valid_from >= *day)
        return {
            {"day", Sentence(msg::day_before_newest, {{"day", versions.front().valid_from.vietnamese()}})}};
    return {};
}

}  // namespace

bool may(const Person& person, Permission permission, territory::UnitId unit) {
    return territory::may_over(person.atlas, person.who, permission, unit, person.today);
}

Result<std::optional<Rubric>> applicable(db::Transaction& tx, const territory::Atlas& atlas,
                                         territory::UnitId unit, Subject subject, Date on) {
    if (unit && !atlas.present(unit, on)) unit = atlas.restate(unit, on).unit;
    while (unit) {
        if (auto own = TRY(store::in_force(tx, unit, subject, on))) return own;
        const auto* here = atlas.find(unit, on);
        unit = here ? here->parent : territory::UnitId{};
    }
    return store::in_force(tx, {}, subject, on);
}

Result<std::vector<Rubric>> visible_rubrics(db::Transaction& tx, const Person& person) {
    auto all = TRY(store::rubrics(tx));
    std::erase_if(all, [&](const Rubric& rubric) { return !may_see(person, rubric); });
    return all;
}

Result<Rubric> load_rubric(db::Transaction& tx, const Person& person, RubricId id) {
    auto found = TRY(store::find_rubric(tx, id));
    if (!found || !may_see(person, *found)) return fail(ErrorKind::not_found, msg::rubric_unknown);
    return *std::move(found);
}

Result<RubricId> begin_draft(db::Transaction& tx, const Person& person, territory::UnitId unit,
                             RubricId source, std::string_view request_key) {
    if (const auto made = TRY(store::rubric_of_request(tx, request_key))) return *made;
    auto found = TRY(store::find_rubric(tx, source));
    if (!found || found->state == RubricState::draft || !may_see(person, *found))
        return fail(all_wrong({{"source", msg::source_missing}}));
    auto draft = *std::move(found);
    if (!may(person, Permission::run_movement, unit)) return fail(all_wrong({{"unit", msg::unit_outside}}));
    draft.unit = unit;
    if (!draft.verified) draft.legal_basis.clear();
    const auto id = TRY(store::insert_draft(tx, draft, request_key, person.actor()));
    TRY(write_entry(tx, verb::kRubricDrafted, id, person));
    return id;
}

Result<> save_draft(db::Transaction& tx, const Person& person, const Rubric& rubric) {
    TRY(load_draft(tx, person, rubric.id));
    if (!TRY(store::update_draft(tx, rubric, rubric.row_version)))
        return fail(ErrorKind::conflict, msg::rubric_changed_elsewhere);
    return write_entry(tx, verb::kRubricChanged, rubric.id, person);
}

Result<> discard_draft(db::Transaction& tx, const Person& person, RubricId id) {
    TRY(load_draft(tx, person, id));
    TRY(store::delete_draft(tx, id));
    return write_entry(tx, verb::kRubricDiscarded, id, person);
}

Result<> put_in_force(db::Transaction& tx, const Person& person, RubricId id, std::int64_t row_version,
                      std::optional<Date> day, std::string_view basis) {
    auto rubric = TRY(load_draft(tx, person, id));
    if (rubric.row_version != row_version) return fail(ErrorKind::conflict, msg::rubric_changed_elsewhere);
    const auto versions = TRY(store::versions_of(tx, rubric.unit, rubric.subject));
    rubric.legal_basis = tidy(basis);
    auto wrong = faults(rubric);
    if (rubric.legal_basis.empty()) wrong.push_back({"basis", msg::basis_missing});
    std::ranges::move(day_faults(day, person, versions), std::back_inserter(wrong));
    if (!wrong.empty()) return fail(all_wrong(std::move(wrong)));
    rubric.valid_from = *day;
    rubric.valid_to = *Date::parse_iso(kEndOfTime);
    if (!versions.empty() && versions.front().valid_to >= *day)
        TRY(store::set_last_day(tx, versions.front().id, day->plus_days(-1)));
    const auto salt = ledger::new_salt();
    const auto entry = TRY(ledger::append(tx,
                                          {person.who.user,
                                           verb::kRubricInForce,
                                           "rubric",
                                           id.value,
                                           {},
                                           ledger::commit(salt, canonical(rubric))},
                                          person.at));
    return store::set_in_force(tx, rubric, entry, salt);
}

Result<> end_rubric(db::Transaction& tx, const Person& person, RubricId id, std::optional<Date> last) {
    const auto rubric = TRY(load_rubric(tx, person, id));
    if (!rubric.unit || !may(person, Permission::run_movement, rubric.unit))
        return fail(ErrorKind::not_found, msg::rubric_unknown);
    if (rubric.state != RubricState::in_force || rubric.valid_to < person.today)
        return fail(ErrorKind::conflict, msg::rubric_not_in_force);
    if (!last) return fail(all_wrong({{"last", msg::day_missing}}));
    if (*last < person.today || *last < rubric.valid_from)
        return fail(all_wrong({{"last", Sentence(msg::day_past, {{"today", person.today.vietnamese()}})}}));
    TRY(store::set_last_day(tx, id, *last));
    return write_entry(tx, verb::kRubricEnded, id, person);
}

Result<std::vector<std::string>> altered(db::Transaction& tx) {
    std::vector<std::string> out;
    for (const auto& kept : TRY(store::committed_rubrics(tx))) {
        const auto rubric = TRY(store::find_rubric(tx, kept.id));
        const auto promised = TRY(ledger::commitment_of(tx, kept.entry_id));
        if (ledger::commit(kept.salt, canonical(*rubric)) != promised)
            out.push_back("rubric " + std::to_string(kept.id.value) + ": not what was put in force");
    }
    TRY(add_altered_sheets(tx, out));
    return out;
}

}  // namespace kheo::registry::scoring
