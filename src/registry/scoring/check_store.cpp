// SPDX-License-Identifier: Apache-2.0
// The invariants of rubrics, rounds and sheets (scoring.hpp, faults); run on a live database.
#include <array>

#include "platform/db/invariant.hpp"
#include "registry/life/guarded_acts.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/scoring.hpp"

namespace kheo::registry::scoring {

namespace {

/// Closed with a sheet that was open, with one from before the work was taken up again, or with too few.
constexpr std::string_view kScoredOpen =
    "SELECT c.code FROM initiative_cycle c WHERE EXISTS (SELECT 1 FROM cycle_act a WHERE a.cycle_id = c.id "
    "AND "
    "a.act = 'close_scoring') AND NOT EXISTS (SELECT 1 FROM score_round r WHERE r.cycle_id = c.id AND "
    "r.required_sheets <= (SELECT count(*) FROM score_sheet s WHERE s.round_id = r.id AND s.kind = "
    "'appraised' "
    "AND s.state = 'locked' AND s.locked_at >= coalesce((SELECT max(o.at) FROM cycle_act o WHERE o.cycle_id "
    "= "
    "c.id AND o.act = 'reopen'), 0)) AND NOT EXISTS (SELECT 1 FROM score_sheet s WHERE s.round_id = r.id AND "
    "s.kind = 'appraised' AND s.state = 'open')) ORDER BY c.code";

/// Decided here, not only noted down; a district asked what a commune does.
constexpr std::string_view kBelowThreshold =
    "SELECT c.code FROM recognition g JOIN initiative_cycle c ON c.id = g.cycle_id JOIN score_round r ON "
    "r.cycle_id = c.id JOIN rubric u ON u.id = r.rubric_id JOIN score_sheet s ON s.round_id = r.id AND "
    "s.kind = "
    "'appraised' AND s.state = 'locked' JOIN score_point p ON p.sheet_id = s.id WHERE g.recorded = 0 GROUP "
    "BY "
    "c.code, g.id, g.level, u.commune_from, u.province_from HAVING sum(p.points) < count(DISTINCT s.id) * "
    "CASE "
    "g.level WHEN 'province' THEN u.province_from ELSE u.commune_from END ORDER BY c.code";

std::string scored_and_decided() {
    return "SELECT DISTINCT c.code FROM cycle_act a JOIN initiative_cycle c ON c.id = a.cycle_id JOIN "
           "score_round r ON r.cycle_id = c.id JOIN score_sheet s ON s.round_id = r.id AND s.kind = "
           "'appraised' "
           "AND s.state <> 'withdrawn' AND s.scorer_id = a.acted_by WHERE a.act IN (" +
           life::acts_guarded_by("not_scorer") + ") ORDER BY c.code";
}

constexpr std::array kInvariants{
    db::Invariant{
        &msg::fault_rubric_sum,
        "SELECT CAST(r.id AS TEXT) FROM rubric r JOIN rubric_criterion c ON c.rubric_id = r.id "
        "WHERE r.state = 'in_force' GROUP BY r.id, r.scale HAVING SUM(c.most) <> r.scale ORDER BY r.id"},
    db::Invariant{&msg::fault_sheet_gap,
                  "SELECT CAST(s.id AS TEXT) FROM score_sheet s JOIN score_round r ON r.id = s.round_id "
                  "WHERE s.state = 'locked' AND EXISTS (SELECT 1 FROM rubric_criterion c WHERE c.rubric_id = "
                  "r.rubric_id AND NOT EXISTS (SELECT 1 FROM score_point p WHERE p.sheet_id = s.id AND "
                  "p.criterion_id = c.id AND p.points IS NOT NULL)) ORDER BY s.id"},
    db::Invariant{&msg::fault_scored_open, kScoredOpen},
    db::Invariant{&msg::fault_below_threshold, kBelowThreshold},
};

}  // namespace

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    static const std::string kScoredAndDecided = scored_and_decided();
    auto out = TRY(db::broken(tx, kInvariants));
    const std::array derived{db::Invariant{&msg::fault_scored_and_decided, kScoredAndDecided}};
    for (auto& line : TRY(db::broken(tx, derived))) out.push_back(std::move(line));
    return out;
}

}  // namespace kheo::registry::scoring
