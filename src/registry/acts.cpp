// SPDX-License-Identifier: Apache-2.0
// What one person does to one dossier: register it, edit it (registry.hpp). Permission → rules → store →
// ledger.
#include "base/text.hpp"
#include "registry/continuation.hpp"
#include "registry/entering.hpp"
#include "registry/messages.gen.hpp"
#include "registry/places.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"
#include "registry/writing.hpp"

namespace kheo::registry {

namespace {

Result<> refuse_if(std::vector<FieldError> wrong) {
    if (wrong.empty()) return {};
    return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

Result<> check_statement(db::Transaction& tx, const Statement& statement, const Reading& reading) {
    const auto known = TRY(store::fields(tx, reading.today));
    auto wrong = problems(statement, known);
    if (statement.unit && !may_see(reading, statement.unit)) wrong.push_back({"unit", msg::unit_outside});
    return refuse_if(std::move(wrong));
}

/// "09:41" today, "20/11/2026 09:41" before.
std::string moment(Millis at, Millis now) {
    const auto text = format_moment(at);
    return local_date(at) == local_date(now) ? text.substr(text.size() - 5) : text;
}

std::string joined(const std::vector<std::string>& keys) {
    std::string out;
    for (const auto& key : keys) out += (out.empty() ? "" : ",") + key;
    return out;
}

}  // namespace

namespace {

/// A maintained dossier: what was typed, and where nothing was typed what stood there.
Statement continued(Statement typed, const Statement& before) {
    if (!typed.owner_type) typed.owner_type = before.owner_type;
    if (!typed.sector) typed.sector = before.sector;
    if (typed.themes.empty()) typed.themes = before.themes;
    for (const auto text : {&Statement::field, &Statement::starts, &Statement::ends})
        if ((typed.*text).empty()) typed.*text = before.*text;
    for (const auto text : {&Headings::problem, &Headings::goals, &Headings::method, &Headings::area,
                            &Headings::forces, &Headings::resources, &Headings::schedule, &Headings::outputs,
                            &Headings::sustainability, &Headings::note})
        if ((typed.headings.*text).empty()) typed.headings.*text = before.headings.*text;
    return typed;
}

/// `text` is the verb for what the text says anew: who typed it edited it, who approved it did not.
Result<Entered> maintain(db::Transaction& tx, const store::Known& known, const NewRow& row,
                         std::string_view text, const Actor& actor) {
    const auto before = TRY(store::find(tx, known.number));
    if (!before) return fail(ErrorKind::not_found, msg::dossier_unknown);
    const auto registration = TRY(store::insert_registration(tx, known.id, row, content_key(row), {}, actor));
    TRY(write_entry(tx, verb::kMaintained, known.id, "registration", actor));
    const auto after = continued(row.statement, before->statement);
    const auto changed = changed_keys(before->statement, after);
    const Entered entered{known.id, known.number, registration};
    if (changed.empty()) return entered;
    TRY(store::update(tx, known.id, after, before->row_version, actor));
    TRY(write_version(tx, known.id, before->row_version + 1, after, text, joined(changed), actor));
    return entered;
}

Result<Entered> make(db::Transaction& tx, const NewRow& row, const Reading& reading, const Actor& actor) {
    if (const auto known = TRY(continued_by(tx, row, reading.atlas, reading.today)))
        return maintain(tx, *known, row, verb::kEdited, actor);
    const auto name = series(row.statement.kind, row.campaign_year);
    const auto number = number_in(name, TRY(store::take_numbers(tx, name, 1)));
    const auto id = TRY(store::insert(tx, row.statement, number, actor));
    const auto registration = TRY(store::insert_registration(tx, id, row, content_key(row), {}, actor));
    TRY(write_version(tx, id, 1, row.statement, verb::kRegistered, {}, actor));
    return Entered{id, number, registration};
}

/// The row as it is kept, when nothing stands against it.
Result<NewRow> checked(db::Transaction& tx, const NewRow& given, const Reading& reading) {
    NewRow row = given;
    row.statement = prepared(std::move(row.statement));
    TRY(check_statement(tx, row.statement, reading));
    if (const auto same = TRY(store::find_by_content(tx, content_key(row))))
        TRY(refuse_if({{"title", Sentence(msg::registered_already, {{"number", same->number}})}}));
    return row;
}

}  // namespace

Result<std::string> create(db::Transaction& tx, const NewRow& given, std::string_view request_key,
                           const Reading& reading, const Actor& actor) {
    if (!request_key.empty())
        if (auto made = TRY(store::number_of_request(tx, request_key))) return *std::move(made);
    const auto row = TRY(checked(tx, given, reading));
    auto made = TRY(make(tx, row, reading, actor));
    TRY(store::remember_request(tx, request_key, made.initiative, actor.at));
    return std::move(made.number);
}

Result<Entered> enter(db::Transaction& tx, const NewRow& given, InitiativeId continues,
                      const Reading& reading, const Actor& actor) {
    const auto row = TRY(checked(tx, given, reading));
    if (!continues) return make(tx, row, reading, actor);
    const auto number = TRY(store::number_of(tx, continues));
    if (!number) return fail(ErrorKind::not_found, msg::dossier_unknown);
    return maintain(tx, {continues, row.statement.unit, *number}, row, verb::kRenewed, actor);
}

Result<> set_state(db::Transaction& tx, InitiativeId id, State state, const Actor& actor) {
    if (!TRY(store::set_state(tx, id, state, actor.at))) return {};
    return write_entry(tx, verb::kStateChanged, id, "state", actor);
}

Result<> set_level(db::Transaction& tx, InitiativeId id, RegistrationId registration,
                   std::optional<RecognitionLevel> level, const Actor& actor) {
    if (!TRY(store::set_level(tx, id, registration, level, actor.at))) return {};
    return write_entry(tx, verb::kStateChanged, id, "recognised_level", actor);
}

Result<> edit(db::Transaction& tx, std::string_view number, std::int64_t row_version, const Statement& given,
              const Reading& reading, const Actor& actor) {
    const auto before = TRY(find(tx, number, reading));
    if (!before) return fail(ErrorKind::not_found, msg::dossier_unknown);
    const auto after = prepared(given);
    TRY(check_statement(tx, after, reading));
    const auto changed = changed_keys(before->statement, after);
    if (changed.empty()) return {};
    if (before->row_version != row_version)
        return fail(ErrorKind::conflict, msg::edited_elsewhere,
                    {{"time", moment(before->updated_at, actor.at)}});
    if (!TRY(store::update(tx, before->id, after, row_version, actor)))
        return fail(ErrorKind::conflict, msg::edited_elsewhere, {{"time", moment(actor.at, actor.at)}});
    if (after.unit != before->statement.unit)
        TRY(store::move_registrations(tx, before->id, before->statement.unit, after.unit));
    return write_version(tx, before->id, row_version + 1, after, verb::kEdited, joined(changed), actor);
}

}  // namespace kheo::registry
