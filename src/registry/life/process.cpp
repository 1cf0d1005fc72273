// SPDX-License-Identifier: Apache-2.0
// The life of an initiative as one table (domain.md §2.5, docs/decisions/0080-life.md).
#include <set>

#include "registry/life/life.hpp"
#include "registry/life/messages.gen.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;
using workflow::Act;
using workflow::Process;
using workflow::State;

// Guards. Who made, examined and approved a dossier are three people; who scores or recognises is none of the
// owner's side.
constexpr std::string_view kComplete = "complete", kProposingSide = "proposing_side",
                           kNotCreator = "not_creator", kNotAppraiser = "not_appraiser",
                           kPlanExamined = "plan_examined", kSelfAssessed = "self_assessment_given",
                           kVisited = "visit_recorded", kScored = "scores_complete",
                           kNotScorer = "not_scorer", kDecision = "decision_given",
                           kThreshold = "threshold_reached", kBelowProvince = "below_province",
                           kFromAbove = "from_above", kRecognisedHere = "recognised_here",
                           kWindowOpen = "window_open", kNotNominator = "not_nominator",
                           kOneLevel = "one_level", kSeveralLevels = "several_levels",
                           kDecidedBefore = "decided_before", kNotReturner = "not_returner",
                           kThresholdAbove = "threshold_above", kYearOver = "year_over", kSentIt = "sent_it",
                           kSentByOthers = "sent_by_others";

std::vector<workflow::Step> steps() {
    return {{"registration", &msg::step_registration}, {"examination", &msg::step_examination},
            {"running", &msg::step_running},           {"check", &msg::step_check},
            {"recognition", &msg::step_recognition},   {"maintenance", &msg::step_maintenance}};
}

std::vector<State> states() {
    using enum auth::Permission;
    using enum workflow::Wait::Side;
    constexpr bool kEnds = true, kGoesOn = false;
    constexpr auto kNextYear = workflow::Wait::From::next_year;
    return {
        {"draft", &msg::cycle_draft, "registration", kGoesOn, {{propose, &msg::task_draft, owner}}},
        {"submitted", &msg::cycle_submitted, "examination", kGoesOn, {{appraise, &msg::task_submitted}}},
        {"returned", &msg::cycle_returned, "registration", kGoesOn, {{propose, &msg::task_returned, owner}}},
        {"appraised", &msg::cycle_appraised, "examination", kGoesOn, {{approve, &msg::task_appraised}}},
        {"declined", &msg::cycle_declined, "examination", kEnds},
        {"withdrawn", &msg::cycle_withdrawn, "registration", kEnds},
        {"registered",
         &msg::cycle_registered,
         "running",
         kGoesOn,
         {{propose, &msg::task_recognised, owner, kNextYear}, {propose, &msg::task_registered, owner}}},
        {"running",
         &msg::cycle_running,
         "running",
         kGoesOn,
         {{propose, &msg::task_recognised, owner, kNextYear}, {propose, &msg::task_running, owner}}},
        {"suspended", &msg::cycle_suspended, "running", kGoesOn, {{approve, &msg::task_suspended}}},
        {"self_assessed", &msg::cycle_self_assessed, "check", kGoesOn, {{check, &msg::task_self_assessed}}},
        {"checked",
         &msg::cycle_checked,
         "recognition",
         kGoesOn,
         {{score, &msg::task_checked}, {appraise, &msg::task_close_scoring}}},
        {"scored", &msg::cycle_scored, "recognition", kGoesOn, {{recognise, &msg::task_scored}}},
        {"recognised",
         &msg::cycle_recognised,
         "maintenance",
         kGoesOn,
         {{propose, &msg::task_recognised, owner, kNextYear}}},
        {"nominated", &msg::cycle_nominated, "recognition", kGoesOn, {{recognise, &msg::task_nominated}}},
        {"not_recognised", &msg::cycle_not_recognised, "recognition", kEnds},
        {"carried_over", &msg::cycle_carried_over, "maintenance", kEnds},
        {"stopped", &msg::cycle_stopped, "running", kEnds},
        {"revoked", &msg::cycle_revoked, "maintenance", kEnds},
    };
}

/// To the entry in the register.
std::vector<Act> acts_of_registration() {
    using enum auth::Permission;
    constexpr bool kReason = true;
    return {
        {"submit",
         {"draft", "returned"},
         "submitted",
         propose,
         {kProposingSide, kNotReturner, kComplete, kWindowOpen},
         "registry.cycle_submitted",
         &msg::act_submit},
        {"appraise",
         {"submitted"},
         "appraised",
         appraise,
         {kNotCreator, kPlanExamined},
         "registry.cycle_appraised",
         &msg::act_appraise},
        {"return",
         {"submitted"},
         "returned",
         appraise,
         {kNotCreator},
         "registry.cycle_returned",
         &msg::act_return,
         kReason},
        {"register",
         {"appraised"},
         "registered",
         approve,
         {kNotCreator, kNotAppraiser},
         "registry.cycle_registered",
         &msg::act_register},
        {"send_back",
         {"appraised"},
         "returned",
         approve,
         {kNotCreator, kNotAppraiser},
         "registry.cycle_sent_back",
         &msg::act_send_back,
         kReason},
        {"decline",
         {"appraised"},
         "declined",
         approve,
         {kNotCreator, kNotAppraiser},
         "registry.cycle_declined",
         &msg::act_decline,
         kReason},
        {"withdraw",
         {"draft", "submitted", "returned"},
         "withdrawn",
         propose,
         {kProposingSide, kSentIt},
         "registry.cycle_withdrawn",
         &msg::act_withdraw},
        {"withdraw_for",
         {"draft", "submitted", "returned"},
         "withdrawn",
         propose,
         {kProposingSide, kSentByOthers},
         "registry.cycle_withdrawn_for",
         &msg::act_withdraw_for,
         kReason},
    };
}

/// The work, its check and its scores.
std::vector<Act> acts_of_work() {
    using enum auth::Permission;
    constexpr bool kReason = true;
    return {
        {"start",
         {"registered"},
         "running",
         propose,
         {kProposingSide},
         "registry.cycle_started",
         &msg::act_start},
        {"self_assess",
         {"running"},
         "self_assessed",
         propose,
         {kProposingSide, kSelfAssessed},
         "registry.cycle_self_assessed",
         &msg::act_self_assess},
        {"launch",
         {"running"},
         "running",
         propose,
         {kProposingSide},
         "registry.cycle_launched",
         &msg::act_launch},
        {"check",
         {"self_assessed"},
         "checked",
         check,
         {kNotCreator, kVisited},
         "registry.cycle_checked",
         &msg::act_check},
        {"close_scoring",
         {"checked"},
         "scored",
         appraise,
         {kNotCreator, kScored},
         "registry.cycle_scored",
         &msg::act_close_scoring},
        {"reopen",
         {"self_assessed", "checked"},
         "running",
         check,
         {kNotCreator},
         "registry.cycle_reopened",
         &msg::act_reopen,
         kReason},
    };
}

std::vector<Act> acts_of_recognition() {
    using enum auth::Permission;
    constexpr bool kReason = true;
    return {
        {"recognise",
         {"scored"},
         "recognised",
         recognise,
         {kNotCreator, kNotScorer, kThreshold, kDecision},
         "registry.cycle_recognised",
         &msg::act_recognise},
        {"not_recognise",
         {"scored"},
         "not_recognised",
         recognise,
         {kNotCreator, kNotScorer},
         "registry.cycle_not_recognised",
         &msg::act_not_recognise,
         kReason},
        {"carry_over",
         {"registered", "running", "recognised"},
         "carried_over",
         propose,
         {kProposingSide, kYearOver},
         "registry.cycle_carried_over",
         &msg::act_carry_over},
        {"record_recognition",
         {"registered", "running", "recognised"},
         "recognised",
         recognise,
         {kNotCreator, kNotScorer, kNotNominator, kDecidedBefore, kDecision},
         "registry.cycle_recognition_recorded",
         &msg::act_record_recognition},
        {"nominate",
         {"recognised"},
         "nominated",
         recognise,
         {kNotCreator, kBelowProvince, kThresholdAbove},
         "registry.cycle_nominated",
         &msg::act_nominate},
        {"recognise_above",
         {"nominated"},
         "recognised",
         recognise,
         {kFromAbove, kNotCreator, kNotScorer, kNotNominator, kThreshold, kDecision},
         "registry.cycle_recognised_above",
         &msg::act_recognise_above},
        {"refuse_nomination",
         {"nominated"},
         "recognised",
         recognise,
         {kFromAbove, kNotCreator, kNotNominator},
         "registry.cycle_nomination_refused",
         &msg::act_refuse_nomination,
         kReason},
        {"revoke",
         {"recognised", "nominated"},
         "revoked",
         recognise,
         {kNotCreator, kRecognisedHere, kOneLevel, kDecision},
         "registry.cycle_revoked",
         &msg::act_revoke,
         kReason},
        {"revoke_above",
         {"recognised"},
         "recognised",
         recognise,
         {kNotCreator, kRecognisedHere, kSeveralLevels, kDecision},
         "registry.cycle_revoked_above",
         &msg::act_revoke_above,
         kReason},
    };
}

std::vector<Act> acts_of_stopping() {
    using enum auth::Permission;
    constexpr bool kReason = true;
    return {
        {"resume",
         {"suspended"},
         "running",
         approve,
         {kNotCreator},
         "registry.cycle_resumed",
         &msg::act_resume,
         kReason},
        {"suspend",
         {"registered", "running"},
         "suspended",
         approve,
         {kNotCreator},
         "registry.cycle_suspended",
         &msg::act_suspend,
         kReason},
        {"stop",
         {"registered", "running", "suspended", "recognised"},
         "stopped",
         approve,
         {kNotCreator},
         "registry.cycle_stopped",
         &msg::act_stop,
         kReason},
    };
}

Process made() {
    Process out{"initiative", steps(), states(), acts_of_registration()};
    for (auto more : {acts_of_work(), acts_of_recognition(), acts_of_stopping()})
        out.acts.insert(out.acts.end(), more.begin(), more.end());
    return out;
}

}  // namespace

const Process& process() {
    static const Process table = made();
    return table;
}

const std::set<std::string_view>& guard_names() {
    static const std::set<std::string_view> names{
        kComplete,      kProposingSide,  kNotCreator,     kNotAppraiser, kPlanExamined, kSelfAssessed,
        kVisited,       kScored,         kNotScorer,      kDecision,     kThreshold,    kBelowProvince,
        kFromAbove,     kRecognisedHere, kWindowOpen,     kNotNominator, kOneLevel,     kSeveralLevels,
        kDecidedBefore, kNotReturner,    kThresholdAbove, kYearOver,     kSentIt,       kSentByOthers};
    return names;
}

}  // namespace kheo::registry::life
