// SPDX-License-Identifier: Apache-2.0
// What life asks of scoring (life.hpp, Guard and Part).
#include <algorithm>

#include "base/text.hpp"
#include "registry/scoring/messages.gen.hpp"
#include "registry/scoring/sheet_pages.hpp"
#include "registry/scoring/sheets.hpp"

namespace kheo::registry::scoring {

namespace {

using Hindrance = Result<std::optional<Sentence>>;

Hindrance against(const Message& message) {
    return std::optional<Sentence>(message);
}
Hindrance nothing() {
    return std::optional<Sentence>();
}

Hindrance self_assessed(const life::Question& question) {
    const auto round = TRY(standing(question.tx, question.cycle.id));
    const auto* self = round ? self_sheet(round->sheets) : nullptr;
    return self && self->locked() ? nothing() : against(msg::guard_self);
}

Hindrance scores_complete(const life::Question& question) {
    const auto round = TRY(standing(question.tx, question.cycle.id));
    if (!round || live(round->sheets).empty()) return against(msg::guard_no_scorers);
    return incomplete(round->rubric, round->round, round->sheets);
}

/// Who scored a dossier does not decide on its recognition.
Hindrance not_scorer(const life::Question& question) {
    const auto round = TRY(standing(question.tx, question.cycle.id));
    if (!round) return nothing();
    const bool scored = std::ranges::any_of(
        live(round->sheets), [&](const Sheet* sheet) { return sheet->scorer == question.who.user; });
    return scored ? against(msg::guard_scorer) : nothing();
}

/// A rubric knows two thresholds. The district decided until 30/06/2025 only; it asked no more than the
/// commune where no document says otherwise.
Level level_of(const life::Question& question) {
    return question.level == life::RecognitionLevel::province ? Level::province : Level::commune;
}

Hindrance threshold_reached(const life::Question& question) {
    const auto round = TRY(standing(question.tx, question.cycle.id));
    if (!round || !all_locked(round->round, round->sheets)) return against(msg::guard_no_scores);
    const auto mean = summarise(round->rubric, round->round, live(round->sheets)).total;
    const auto level = level_of(question);
    const auto least = round->rubric.least_for(level);
    if (mean.reaches(least)) return nothing();
    return std::optional(
        Sentence(level == Level::province ? msg::guard_below_province : msg::guard_below_commune,
                 {{"mean", format_mean(mean)}, {"least", format_points(least)}}));
}

}  // namespace

std::vector<life::Guard> guards() {
    return {{"self_assessment_given", self_assessed},
            {"scores_complete", scores_complete},
            {"not_scorer", not_scorer},
            {"threshold_reached", threshold_reached}};
}

/// Who scores, and when, is for who names scorers: others do not hear that a sheet exists.
std::vector<life::LogWord> log_words() {
    constexpr bool kJudgesOnly = true;
    return {{verb::kAssigned, &msg::log_assigned, kJudgesOnly},
            {verb::kWithdrawn, &msg::log_withdrawn, kJudgesOnly},
            {verb::kSaved, &msg::log_saved, kJudgesOnly},
            {verb::kLocked, &msg::log_locked, kJudgesOnly},
            {verb::kUnlocked, &msg::log_unlocked, kJudgesOnly},
            {verb::kDiscussed, &msg::log_discussed, kJudgesOnly},
            {verb::kSelfSaved, &msg::log_self_saved},
            {verb::kSelfLocked, &msg::log_self_locked},
            {verb::kSelfUnlocked, &msg::log_self_unlocked}};
}

Result<std::string> grade_reached(const life::Question& question) {
    const auto round = TRY(standing(question.tx, question.cycle.id));
    if (!round || !all_locked(round->round, round->sheets)) return std::string();
    const auto total = summarise(round->rubric, round->round, live(round->sheets)).total;
    const auto* grade = grade_of(round->rubric, total);
    return grade ? grade->name : std::string();
}

Result<std::optional<life::PartView>> part(const life::Question& question) {
    if (!question.cycle.registered()) return std::optional<life::PartView>{};
    const Person person{question.who, question.atlas, question.today, 0};
    const auto seen = TRY(see(question.tx, person, question.cycle.code));
    const auto here = life::cycle_href(question.cycle.code);
    life::PartView view;
    view.label = &msg::score_title;
    view.href = here + (seen.stage == Stage::self && seen.may_self ? "/tu-cham" : "/cham-diem");
    if (seen.locked > 0) view.count = seen.locked;
    view.said = said_of(seen);
    return std::optional(std::move(view));
}

}  // namespace kheo::registry::scoring
