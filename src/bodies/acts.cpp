// SPDX-License-Identifier: Apache-2.0
#include "bodies/acts.hpp"

#include <algorithm>

#include "bodies/messages.gen.hpp"
#include "bodies/rules.hpp"
#include "bodies/store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

namespace {

Result<> log(db::Transaction& tx, std::string_view verb, BodyId id, std::string_view changed,
             const Actor& actor) {
    TRY(ledger::append(tx, {actor.user, verb, "body", id.value, changed, {}}, actor.at));
    return {};
}

/// Does the unit have another living body of this kind on that day or later?
Result<std::optional<Body>> rival(db::Transaction& tx, const Wanted& wanted, BodyId except) {
    if (!one_at_a_time(wanted.kind)) return std::nullopt;
    for (const auto& body : TRY(store::bodies_of(tx, wanted.unit, *Date::parse_iso(kEndOfTime), true)))
        if (body.kind == wanted.kind && body.id != except && body.until >= wanted.day) return body;
    return std::nullopt;
}

Result<BodyId> make(db::Transaction& tx, const Wanted& wanted, BodyId except, const Actor& actor) {
    auto faults = faults_of_new(wanted, TRY(store::kinds(tx)));
    if (const auto other = TRY(rival(tx, wanted, except)))
        faults.push_back({"loai", Sentence(msg::one_is_there, {{"name", other->name}})});
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    const auto id = TRY(store::insert_body(tx, wanted, actor));
    TRY(store::insert_version(tx, id, wanted.name, wanted.day));
    TRY(store::insert_act(tx, id, ActKind::established, wanted, {}, actor));
    TRY(log(tx, "bodies.established", id, "kind,name,unit,document", actor));
    return id;
}

Result<> check_change(db::Transaction& tx, BodyId id, const Wanted& wanted, ActKind act) {
    auto faults = faults_of_change(wanted, act, TRY(store::versions(tx, id)));
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    return {};
}

/// The existing body that takes over stands in the same unit and lives on the day.
Result<> check_successor(db::Transaction& tx, BodyId id, const Wanted& wanted) {
    const auto own = TRY(store::body(tx, id, wanted.day));
    for (const auto& body : TRY(store::bodies_of(tx, own->unit, wanted.day, false)))
        if (body.id == wanted.successor && body.id != id) return {};
    return fail(form_error({{"co_quan_moi", msg::successor_not_here}}));
}

}  // namespace

Error form_error(std::vector<FieldError> faults) {
    Error error;
    error.kind = ErrorKind::invalid;
    error.message = msg::not_saved;
    error.fields = std::move(faults);
    return error;
}

Result<BodyId> establish(db::Transaction& tx, const Wanted& wanted, const Actor& actor) {
    if (const auto known = TRY(store::by_request(tx, wanted.request_key, ActKind::established)))
        return *known;
    return make(tx, wanted, {}, actor);
}

Result<> rename(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor) {
    if (TRY(store::by_request(tx, wanted.request_key, ActKind::renamed))) return {};
    TRY(check_change(tx, id, wanted, ActKind::renamed));
    TRY(store::close_version(tx, id, wanted.day.plus_days(-1)));
    TRY(store::insert_version(tx, id, wanted.name, wanted.day));
    TRY(store::insert_act(tx, id, ActKind::renamed, wanted, {}, actor));
    return log(tx, "bodies.renamed", id, "name,document", actor);
}

Result<> end(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor) {
    if (TRY(store::by_request(tx, wanted.request_key, ActKind::ended))) return {};
    TRY(check_change(tx, id, wanted, ActKind::ended));
    TRY(store::close_version(tx, id, wanted.day));
    TRY(store::insert_act(tx, id, ActKind::ended, wanted, {}, actor));
    return log(tx, "bodies.ended", id, "until,document", actor);
}

Result<BodyId> replace(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor) {
    if (TRY(store::by_request(tx, wanted.request_key, ActKind::replaced))) {
        for (const auto& act : TRY(store::acts(tx, id)))
            if (act.kind == ActKind::replaced) return act.successor;
    }
    TRY(check_change(tx, id, wanted, ActKind::replaced));
    auto successor = wanted.successor;
    if (successor)
        TRY(check_successor(tx, id, wanted));
    else
        successor = TRY(make(tx, wanted, id, actor));
    auto last = wanted;
    last.day = wanted.day.plus_days(-1);
    TRY(store::close_version(tx, id, last.day));
    TRY(store::insert_act(tx, id, ActKind::replaced, last, successor, actor));
    TRY(log(tx, "bodies.replaced", id, "until,successor,document", actor));
    return successor;
}

Result<> add_programme(db::Transaction& tx, const Programme& programme, std::string_view request_key,
                       const Actor& actor) {
    std::vector<FieldError> faults;
    if (programme.title.empty()) faults.push_back({"ten", msg::name_missing});
    if (programme.until < programme.from) faults.push_back({"den_ngay", msg::until_before_from});
    add_document_faults(programme.document, faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    if (!TRY(store::insert_programme(tx, programme, request_key, actor))) return {};
    return log(tx, "bodies.programme_added", programme.body, "programme", actor);
}

}  // namespace kheo::bodies
