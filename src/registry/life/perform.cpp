// SPDX-License-Identifier: Apache-2.0
// An act from the button to the ledger (life.hpp, perform): right → state and guards → what the form holds →
// state and its clock → what follows → the entry, in one transaction.
#include "registry/life/perform.hpp"

#include <nlohmann/json.hpp>

#include "platform/ledger/ledger.hpp"
#include "registry/life/guards.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

/// What the entry commits to: everything that was said with the act.
std::string said_with(const Doing& doing) {
    const auto& g = doing.given;
    nlohmann::json json = nlohmann::json::object();
    const auto keep = [&](const char* key, const std::string& value) {
        if (!value.empty()) json[key] = value;
    };
    keep("text", g.text), keep("day", doing.day ? doing.day->iso() : "");
    keep("decision_number", g.decision_number), keep("signer", g.signer), keep("body", g.body);
    keep("grade", g.grade), keep("level", g.level);
    keep("paper", g.paper ? g.paper->main().sha256 : std::string());
    return json.empty() ? std::string() : json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void note_person(Doing& doing, const Acting& acting) {
    const Step now{acting.who.user, acting.at};
    auto& c = doing.cycle;
    const auto act = doing.act.code;
    if (act == "submit") c.submitted = now, c.appraised = {}, ++c.round;
    if (act == "appraise") c.appraised = now;
    if (act == "register") c.approved = now;
    if (act == "close_scoring") c.scored_by = acting.who.user;
    if (act == "launch") c.launched_on = doing.day;
}

Result<> write_act(db::Transaction& tx, const Doing& doing, std::string_view request_key,
                   const Acting& acting) {
    store::ActRow row{std::string(doing.act.code), doing.from, doing.cycle.state, said_with(doing), {},
                      {acting.who.user, acting.at}};
    if (!row.said.empty()) row.salt = ledger::new_salt();
    const auto commitment = row.said.empty() ? std::string() : ledger::commit(row.salt, row.said);
    row.entry_id = TRY(ledger::append(
        tx, {acting.who.user, doing.act.verb, "cycle", doing.cycle.id.value, "state", commitment},
        acting.at));
    return store::insert_act(tx, doing.cycle.id, row, request_key);
}

Result<const workflow::Act*> allowed(db::Transaction& tx, const Cycle& cycle, std::string_view act,
                                     const Given& given, const Acting& acting) {
    const auto standing = TRY(Standing::of(tx, cycle, acting, given));
    return workflow::check(process(), act, standing.asking());
}

}  // namespace

Result<std::string> perform(db::Transaction& tx, std::string_view code, std::int64_t row_version,
                            std::string_view act_code, const Given& given, std::string_view request_key,
                            const Acting& acting) {
    if (!request_key.empty())
        if (auto done = TRY(store::code_of_act(tx, request_key))) return *std::move(done);
    const auto before = TRY(open(tx, code, acting));
    const auto* act = process().act(act_code);
    if (act && before.row_version != row_version &&
        may_in(acting.atlas, acting.who, act->permission, before.unit, acting.today))
        return fail(TRY(written_meanwhile(tx, before, acting.at)));
    act = TRY(allowed(tx, before, act_code, given, acting));
    Doing doing{*act, given, before, before.state, {}, before.code};
    if (auto wrong = read_given(doing, acting); !wrong.empty())
        return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    doing.cycle.state = act->to;
    note_person(doing, acting);
    if (act_code == "submit")  // where it waits: after a merger in the register of the new unit
        doing.cycle.book_unit = book_unit(acting.atlas, doing.cycle.unit, acting.today);
    if (doing.from != doing.cycle.state) {
        doing.cycle.state_since = acting.at;
        TRY(start_clock(tx, doing.cycle, acting.today));
    }
    TRY(follow_up(tx, doing, acting));
    if (!TRY(store::advance(tx, doing.cycle, row_version)))
        return fail(TRY(written_meanwhile(tx, before, acting.at)));
    TRY(write_act(tx, doing, request_key, acting));
    return doing.go_on;
}

}  // namespace kheo::registry::life
