// SPDX-License-Identifier: Apache-2.0
// The invariants of visits, quantities and attachments (evidence.hpp, faults); run on a live database.
#include <array>
#include <unordered_set>

#include "platform/auth/accounts.hpp"
#include "platform/db/invariant.hpp"
#include "platform/ledger/actors.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/model.hpp"

namespace kheo::registry::evidence {

namespace {

constexpr std::array kInvariants{
    db::Invariant{&msg::fault_never_submitted,
                  "SELECT CAST(v.id AS TEXT) FROM cycle_visit v JOIN initiative_cycle c ON c.id = v.cycle_id "
                  "WHERE c.round = 0 AND c.registration_id IS NULL ORDER BY v.id"},
    db::Invariant{&msg::fault_own_check,
                  "SELECT CAST(v.id AS TEXT) FROM cycle_visit v JOIN initiative_cycle c ON c.id = v.cycle_id "
                  "WHERE v.created_by = c.created_by OR EXISTS (SELECT 1 FROM cycle_visit_person p WHERE "
                  "p.visit_id = v.id AND p.account_id = c.created_by) ORDER BY v.id"},
    db::Invariant{&msg::fault_visit_end,
                  "SELECT CAST(v.id AS TEXT) FROM cycle_visit v WHERE (v.ended IS NULL) <> (v.ended_at IS "
                  "NULL) OR (v.ended IS NOT NULL AND v.ended_entry_id IS NULL) OR (coalesce(v.ended, '') = "
                  "'corrected') <> EXISTS (SELECT 1 FROM cycle_visit n WHERE n.corrects_id = v.id AND "
                  "n.cycle_id = v.cycle_id) ORDER BY v.id"},
    // What was seen before the work was taken up again was about other results.
    db::Invariant{
        &msg::fault_unvisited,
        "SELECT DISTINCT c.code FROM cycle_act a JOIN initiative_cycle c ON c.id = a.cycle_id WHERE a.act = "
        "'check' AND NOT EXISTS (SELECT 1 FROM cycle_visit v WHERE v.cycle_id = a.cycle_id AND v.kind = "
        "'check' "
        "AND v.entry_id < a.entry_id AND NOT EXISTS (SELECT 1 FROM cycle_act o WHERE o.cycle_id = a.cycle_id "
        "AND o.act = 'reopen' AND v.entry_id < o.entry_id AND o.entry_id < a.entry_id)) ORDER BY c.code"},
    db::Invariant{&msg::fault_half_point,
                  "SELECT CAST(id AS TEXT) FROM cycle_visit WHERE (latitude_milli IS NULL) <> "
                  "(longitude_milli IS NULL) ORDER BY id"},
    db::Invariant{
        &msg::fault_sourceless,
        "SELECT CAST(id AS TEXT) FROM cycle_quantity WHERE (side = 'resource') = (source = '') ORDER "
        "BY id"},
    db::Invariant{
        &msg::fault_lost_attachment,
        "SELECT CAST(a.id AS TEXT) FROM attachment a WHERE (a.subject_type = 'initiative_cycle' AND NOT "
        "EXISTS (SELECT 1 FROM initiative_cycle c WHERE c.id = a.subject_id)) OR (a.subject_type = "
        "'cycle_visit' AND NOT EXISTS (SELECT 1 FROM cycle_visit v WHERE v.id = a.subject_id)) ORDER BY "
        "a.id"},
};

/// Everybody whom a row names: which kind, its id, the account.
constexpr std::string_view kNamed =
    "SELECT 'visit', id, created_by FROM cycle_visit WHERE created_by IS NOT NULL UNION SELECT 'visit', id, "
    "ended_by FROM cycle_visit WHERE ended_by IS NOT NULL UNION SELECT 'visit', visit_id, account_id FROM "
    "cycle_visit_person UNION SELECT 'visit', visit_id, done_by FROM cycle_follow_up WHERE done_by IS NOT "
    "NULL UNION SELECT 'quantity', id, created_by FROM cycle_quantity WHERE created_by IS NOT NULL UNION "
    "SELECT 'quantity', id, removed_by FROM cycle_quantity WHERE removed_by IS NOT NULL UNION SELECT "
    "'attachment', id, created_by FROM attachment WHERE created_by IS NOT NULL AND subject_type IN "
    "('initiative_cycle', 'cycle_visit') UNION SELECT 'attachment', id, published_by FROM attachment WHERE "
    "published_by IS NOT NULL AND subject_type IN ('initiative_cycle', 'cycle_visit') UNION SELECT "
    "'attachment', id, removed_by FROM attachment WHERE removed_by IS NOT NULL AND subject_type IN "
    "('initiative_cycle', 'cycle_visit') ORDER BY 1, 2, 3";

const Message& stranger_in(std::string_view kind) {
    if (kind == "visit") return msg::fault_visit_stranger;
    return kind == "quantity" ? msg::fault_quantity_stranger : msg::fault_attachment_stranger;
}

using Accounts = std::unordered_set<std::int64_t>;

Result<Accounts> known_accounts(db::Transaction& tx) {
    Accounts out;
    for (const auto& account : TRY(auth::list_accounts(tx))) out.insert(account.id.value);
    return out;
}

void say(std::vector<std::string>& out, const Message& broken, std::int64_t id) {
    out.push_back(Sentence(broken, {{"name", std::to_string(id)}}).in(Language::vi));
}

/// Who recorded the consent on a photo is who sent it or, by the ledger, who described it afterwards.
Result<> strange_consents(db::Transaction& tx, const Accounts& known, std::vector<std::string>& out) {
    const auto dossiers =
        TRY(tx.all([](const db::Row& row) { return row.integer(0); },
                   "SELECT DISTINCT CASE WHEN a.subject_type = 'cycle_visit' THEN v.cycle_id ELSE "
                   "a.subject_id END FROM attachment a LEFT JOIN cycle_visit v ON v.id = a.subject_id AND "
                   "a.subject_type = 'cycle_visit' WHERE a.kind = 'photo' AND a.consent <> 'none' AND "
                   "a.subject_type IN ('initiative_cycle', 'cycle_visit') ORDER BY 1"));
    return ledger::each_doer(tx, {kCycleSubject, "registry.attachment_described"}, dossiers,
                             [&](const ledger::Doer& doer) {
                                 if (!known.contains(doer.user.value))
                                     say(out, msg::fault_consent_stranger, doer.subject);
                             });
}

Result<> strangers(db::Transaction& tx, std::vector<std::string>& out) {
    const auto known = TRY(known_accounts(tx));
    TRY(tx.each(
        [&](const db::Row& row) {
            if (!known.contains(row.integer(2))) say(out, stranger_in(row.text(0)), row.integer(1));
        },
        kNamed));
    return strange_consents(tx, known, out);
}

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    auto out = TRY(db::broken(tx, kInvariants));
    TRY(strangers(tx, out));
    TRY(tx.each(
        [&](const db::Row& row) {
            if (!find_kind(row.text(1)))
                out.push_back(
                    Sentence(msg::fault_unknown_kind, {{"name", row.get<std::string>(0)}}).in(Language::vi));
        },
        "SELECT CAST(id AS TEXT), kind FROM cycle_quantity ORDER BY id"));
    return out;
}

}  // namespace kheo::registry::evidence
