// SPDX-License-Identifier: Apache-2.0
// The invariants of cycles (life.hpp, faults); run on a live database.
#include <array>

#include "platform/db/invariant.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/life/guarded_acts.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

/// Who worked for the owner's side and judged afterwards, in the order of the ledger. Who filled in the self
/// sheet (cycle_writer) is left out: when is not kept, and judging before it is lawful.
std::string own_work() {
    return "SELECT DISTINCT c.code FROM cycle_act judged JOIN (SELECT cycle_id, acted_by AS user_id, "
           "entry_id "
           "FROM cycle_act WHERE act IN (" +
           store::acts_of_owner() +
           ") UNION SELECT cycle_id, made_by, entry_id FROM cycle_version) worked ON worked.cycle_id = "
           "judged.cycle_id AND worked.user_id = judged.acted_by AND worked.entry_id < judged.entry_id JOIN "
           "initiative_cycle c ON c.id = judged.cycle_id WHERE judged.act IN (" +
           store::acts_of_judges() + ")";
}

/// Who closed the scoring decided on the recognition.
std::string scorer_decided() {
    return "SELECT DISTINCT c.code FROM initiative_cycle c JOIN cycle_act a ON a.cycle_id = c.id AND "
           "a.acted_by = c.scored_by WHERE a.act IN (" +
           acts_guarded_by(guard::kNotScorer) + ")";
}

/// Who nominated last answered it.
std::string nominator_answered() {
    return "SELECT DISTINCT c.code FROM cycle_act a JOIN initiative_cycle c ON c.id = a.cycle_id JOIN "
           "cycle_act "
           "n ON n.id = (SELECT max(p.id) FROM cycle_act p WHERE p.cycle_id = a.cycle_id AND p.act = "
           "'nominate' "
           "AND p.id < a.id) AND n.acted_by = a.acted_by WHERE a.act IN (" +
           acts_guarded_by(guard::kNotNominator) + ")";
}

const std::array kInvariants{
    db::Invariant{&msg::fault_same_person,
                  "SELECT code FROM initiative_cycle WHERE appraised_by = approved_by OR appraised_by = "
                  "created_by OR appraised_by = submitted_by OR approved_by = created_by OR approved_by = "
                  "submitted_by"},
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
    db::Invariant{
        &msg::fault_level,
        "SELECT c.code FROM initiative_cycle c JOIN registration g ON g.id = c.registration_id WHERE "
        "coalesce(g.recognised_level, '') <> coalesce((SELECT CASE max(CASE r.level WHEN 'province' THEN 3 "
        "WHEN 'district' THEN 2 ELSE 1 END) WHEN 3 THEN 'province' WHEN 2 THEN 'district' WHEN 1 THEN "
        "'commune' END FROM recognition r WHERE r.cycle_id = c.id AND r.revoked_on IS NULL), '')"},
    db::Invariant{&msg::fault_remark,
                  "SELECT DISTINCT c.code FROM cycle_remark r JOIN initiative_cycle c ON c.id = r.cycle_id "
                  "LEFT JOIN cycle_remark q ON q.id = r.answers_id WHERE (r.awaits IS NOT NULL AND r.side IS "
                  "NULL) OR (r.answers_id IS NOT NULL AND (q.id IS NULL OR q.cycle_id <> r.cycle_id)) ORDER "
                  "BY c.code"},
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
    static const std::string kOwnWork = own_work(), kScorer = scorer_decided(),
                             kNominator = nominator_answered();
    auto out = TRY(db::broken(tx, kInvariants));
    const std::array derived{db::Invariant{&msg::fault_own_work, kOwnWork},
                             db::Invariant{&msg::fault_scorer_decided, kScorer},
                             db::Invariant{&msg::fault_nominator_answered, kNominator}};
    for (auto& line : TRY(db::broken(tx, derived))) out.push_back(std::move(line));
    TRY(unknown_states(tx, out));
    return out;
}

}  // namespace kheo::registry::life
