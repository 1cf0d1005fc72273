// SPDX-License-Identifier: Apache-2.0
// Private to the room: the guards that the table names. Who made, examined and approved a dossier are three
// people; who scores or recognises is none of the owner's side.
#pragma once

#include <set>
#include <string_view>

namespace kheo::registry::life::guard {

inline constexpr std::string_view kComplete = "complete", kProposingSide = "proposing_side",
                                  kNotCreator = "not_creator", kNotAppraiser = "not_appraiser",
                                  kPlanExamined = "plan_examined", kSelfAssessed = "self_assessment_given",
                                  kVisited = "visit_recorded", kScored = "scores_complete",
                                  kNotScorer = "not_scorer", kDecision = "decision_given",
                                  kThreshold = "threshold_reached", kBelowProvince = "below_province",
                                  kFromAbove = "from_above", kRecognisedHere = "recognised_here",
                                  kWindowOpen = "window_open", kNotNominator = "not_nominator",
                                  kOneLevel = "one_level", kSeveralLevels = "several_levels",
                                  kDecidedBefore = "decided_before", kNotReturner = "not_returner",
                                  kThresholdAbove = "threshold_above", kYearOver = "year_over",
                                  kSentIt = "sent_it", kSentByOthers = "sent_by_others";

inline const std::set<std::string_view>& all() {
    static const std::set<std::string_view> names{
        kComplete,      kProposingSide,  kNotCreator,     kNotAppraiser, kPlanExamined, kSelfAssessed,
        kVisited,       kScored,         kNotScorer,      kDecision,     kThreshold,    kBelowProvince,
        kFromAbove,     kRecognisedHere, kWindowOpen,     kNotNominator, kOneLevel,     kSeveralLevels,
        kDecidedBefore, kNotReturner,    kThresholdAbove, kYearOver,     kSentIt,       kSentByOthers};
    return names;
}

}  // namespace kheo::registry::life::guard
