// SPDX-License-Identifier: Apache-2.0
// The invariants of visits, quantities and attachments (evidence.hpp, faults); run on a live database.
#include <array>

#include "platform/db/invariant.hpp"
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
                  "WHERE v.created_by = c.created_by ORDER BY v.id"},
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

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    auto out = TRY(db::broken(tx, kInvariants));
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
