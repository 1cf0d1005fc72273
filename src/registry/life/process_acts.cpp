// SPDX-License-Identifier: Apache-2.0
// The acts of the table (process.cpp), in the order of the buttons.
#include "registry/life/messages.gen.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/process_parts.hpp"

namespace kheo::registry::life {

namespace {

using workflow::Act;
using namespace guard;        // NOLINT(google-build-using-namespace): words of this table
using enum auth::Permission;  // the same

constexpr bool kReason = true;

/// To the answer of the officer who examines.
std::vector<Act> acts_of_examination() {
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
    };
}

/// The leader decides: to the entry in the register.
std::vector<Act> acts_of_approval() {
    return {
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
    };
}

std::vector<Act> acts_of_withdrawal() {
    return {
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

std::vector<Act> acts_of_work() {
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
    };
}

std::vector<Act> acts_of_check() {
    return {
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
    };
}

/// Next year, and what was decided before there was this program; a dossier that went on keeps its state.
std::vector<Act> acts_over_years() {
    return {
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
        {"record_carried",
         {"carried_over"},
         "carried_over",
         recognise,
         {kNotCreator, kNotScorer, kNotNominator, kDecidedBefore, kDecision},
         "registry.cycle_carried_recognition_recorded",
         &msg::act_record_recognition},
    };
}

std::vector<Act> acts_of_nomination() {
    return {
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
    };
}

std::vector<Act> acts_of_revocation() {
    return {
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

}  // namespace

std::vector<Act> all_acts() {
    std::vector<Act> out;
    for (const auto& more : {acts_of_examination(), acts_of_approval(), acts_of_withdrawal(), acts_of_work(),
                             acts_of_check(), acts_of_recognition(), acts_over_years(), acts_of_nomination(),
                             acts_of_revocation(), acts_of_stopping()})
        out.insert(out.end(), more.begin(), more.end());
    return out;
}

}  // namespace kheo::registry::life
