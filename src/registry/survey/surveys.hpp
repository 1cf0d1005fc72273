// SPDX-License-Identifier: Apache-2.0
// What is done with questionnaires. Officers' acts check the right to check dossiers of the unit and write
// their ledger entry; an answer writes none: an entry has a time.
#pragma once

#include "registry/survey/store.hpp"
#include "registry/survey/survey.hpp"

namespace kheo::registry::survey {

/// Who acts, on which map, when. Borrowed for one request.
struct Person {
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
    Millis at = 0;
};

/// A questionnaire as typed: blocks without a text are left out.
struct QuestionText {
    std::string kind, text, options;  // options of a choice, one per line
};
struct SurveyText {
    std::string title, last_day;
    std::vector<QuestionText> questions;  // kMostQuestions blocks
};
/// Everything wrong at once: fields title, last_day, q-0-text, q-0-options …
std::vector<FieldError> read(const SurveyText& text, Date today, Survey& survey);

/// not_found when the dossier is absent or may not be opened.
Result<life::Cycle> open_cycle(db::Transaction& tx, const Person& person, std::string_view code);
/// May the person run questionnaires about the dossier: who checks there and need not stay apart from it.
Result<bool> may_run(db::Transaction& tx, const Person& person, const life::Cycle& cycle);
/// not_found when it is not of the dossier.
Result<Survey> load(db::Transaction& tx, const life::Cycle& cycle, SurveyId id);

Result<SurveyId> make(db::Transaction& tx, const Person& person, std::string_view code, Survey survey,
                      std::string_view request_key);
/// Codes of a new batch; kept only as hashes, so this is the one time they are known. conflict when the form
/// was sent before: those slips were shown already.
Result<std::vector<std::string>> print_slips(db::Transaction& tx, const Person& person, std::string_view code,
                                             SurveyId id, int count, std::string_view request_key);
Result<> cancel_slips(db::Transaction& tx, const Person& person, std::string_view code, SurveyId id,
                      BatchId batch);
/// No more answers; results show when there are enough.
Result<> close(db::Transaction& tx, const Person& person, std::string_view code, SurveyId id);

/// The questionnaire a code opens today; nullopt for a code that is unknown, used, cancelled or late: all
/// look the same.
Result<std::optional<Survey>> find_by_code(db::Transaction& tx, std::string_view typed, Date today);
/// Takes the code and counts the choices (positions from 1, one per question). false when the code is no
/// longer good. invalid when a question has no choice.
Result<bool> answer(db::Transaction& tx, std::string_view typed, const std::vector<int>& chosen, Date today);

}  // namespace kheo::registry::survey
