// SPDX-License-Identifier: Apache-2.0
// The invariants of the tables of bodies (bodies.hpp, faults); run on a live database.
#include <array>

#include "bodies/bodies.hpp"
#include "bodies/messages.gen.hpp"
#include "platform/db/invariant.hpp"

namespace kheo::bodies {

namespace {

constexpr std::array kInvariants{
    db::Invariant{
        &msg::fault_nameless,
        "SELECT CAST(b.id AS TEXT) FROM body b WHERE NOT EXISTS (SELECT 1 FROM body_version v WHERE "
        "v.body_id = b.id) ORDER BY b.id"},
    db::Invariant{&msg::fault_left,
                  "SELECT CAST(id AS TEXT) FROM team_member WHERE left_on <> '' AND (left_on < term_from OR "
                  "left_on > term_to) ORDER BY id"},
    db::Invariant{
        &msg::fault_lost_photo,
        "SELECT CAST(a.id AS TEXT) FROM attachment a WHERE (a.subject_type = 'team_report' AND NOT EXISTS "
        "(SELECT 1 FROM team_report r WHERE r.id = a.subject_id)) OR (a.subject_type = 'team_activity' AND "
        "NOT EXISTS (SELECT 1 FROM team_activity t WHERE t.id = a.subject_id)) ORDER BY a.id"},
    db::Invariant{&msg::fault_open_photo,
                  "SELECT CAST(a.id AS TEXT) FROM attachment a WHERE a.subject_type IN ('team_report', "
                  "'team_activity') AND a.published_at IS NOT NULL ORDER BY a.id"},
    db::Invariant{&msg::fault_two_names,
                  "SELECT CAST(a.body_id AS TEXT) || ' (' || b.valid_from || ')' FROM body_version a JOIN "
                  "body_version b ON b.body_id = a.body_id AND b.valid_from > a.valid_from AND b.valid_from "
                  "<= a.valid_to ORDER BY a.body_id, b.valid_from"},
    db::Invariant{&msg::fault_no_team,
                  "SELECT CAST(m.id AS TEXT) FROM team_member m JOIN body b ON b.id = m.body_id WHERE b.kind "
                  "<> 'mobilisation_team' ORDER BY m.id"},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    return db::broken(tx, kInvariants);
}

}  // namespace kheo::bodies
