// SPDX-License-Identifier: Apache-2.0
// The invariants of cycles (life.hpp, faults); run on a live database.
#include <array>

#include "platform/db/invariant.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

const std::array kInvariants{
    db::Invariant{&msg::fault_same_person,
                  "SELECT code FROM initiative_cycle WHERE appraised_by = approved_by OR appraised_by = "
                  "created_by OR appraised_by = submitted_by OR approved_by = created_by OR approved_by = "
                  "submitted_by"},
    db::Invariant{
        &msg::fault_own_work,
        "SELECT DISTINCT c.code FROM initiative_cycle c JOIN cycle_act judged ON judged.cycle_id = c.id "
        "JOIN cycle_act worked ON worked.cycle_id = c.id WHERE worked.acted_by = judged.acted_by AND "
        "worked.id < judged.id AND worked.act IN ('submit', 'start', 'launch', 'self_assess') AND "
        "judged.act IN ('appraise', 'register', 'check', 'close_scoring', 'recognise', "
        "'recognise_above')"},
    db::Invariant{
        &msg::fault_undecided,
        "SELECT c.code FROM initiative_cycle c WHERE c.state IN ('recognised', 'nominated') AND EXISTS "
        "(SELECT 1 FROM cycle_act a WHERE a.cycle_id = c.id AND a.act = 'recognise') AND NOT EXISTS "
        "(SELECT 1 FROM recognition r WHERE r.cycle_id = c.id AND r.revoked_on IS NULL)"},
    db::Invariant{&msg::fault_unnumbered,
                  "SELECT code FROM initiative_cycle WHERE approved_at IS NOT NULL AND (reg_no IS NULL OR "
                  "registration_id IS NULL)"},
    db::Invariant{
        &msg::fault_statement,
        "SELECT code FROM initiative_cycle WHERE (registration_id IS NULL) <> (statement_json IS NOT "
        "NULL)"},
    db::Invariant{&msg::fault_state,
                  "SELECT c.code FROM initiative_cycle c WHERE c.state <> coalesce((SELECT a.to_state FROM "
                  "cycle_act a WHERE a.cycle_id = c.id ORDER BY a.id DESC LIMIT 1), 'draft')"},
    db::Invariant{&msg::fault_two_cycles,
                  "SELECT min(code) FROM initiative_cycle WHERE initiative_id IS NOT NULL AND state NOT IN "
                  "('withdrawn', 'declined') GROUP BY initiative_id, campaign_year HAVING count(*) > 1"},
};

void say(std::vector<std::string>& out, const Message& broken, std::string name) {
    out.push_back(Sentence(broken, {{"name", std::move(name)}}).in(Language::vi));
}

Result<> unknown_states(db::Transaction& tx, std::vector<std::string>& out) {
    return tx.each(
        [&](const db::Row& row) {
            if (!process().state(row.text(0))) say(out, msg::fault_unknown_state, row.get<std::string>(1));
        },
        "SELECT state, min(code) FROM initiative_cycle GROUP BY state");
}

}  // namespace

Result<std::vector<std::string>> altered(db::Transaction& tx) {
    std::vector<std::string> out;
    std::vector<store::Kept> kept;
    TRY(store::each_kept(tx, [&](const store::Kept& one) { kept.push_back(one); }));
    for (const auto& one : kept)
        if (TRY(ledger::commitment_of(tx, one.entry_id)) != ledger::commit(one.salt, one.values))
            say(out, msg::fault_altered, one.code);
    return out;
}

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    auto out = TRY(db::broken(tx, kInvariants));
    TRY(unknown_states(tx, out));
    return out;
}

}  // namespace kheo::registry::life
