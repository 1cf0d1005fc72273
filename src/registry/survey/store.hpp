// SPDX-License-Identifier: Apache-2.0
// Questionnaires, counts and tokens as rows. Every function runs inside the caller's transaction; none checks
// a permission.
#pragma once

#include "platform/db/database.hpp"
#include "registry/registry.hpp"
#include "registry/survey/survey.hpp"

namespace kheo::registry::survey::store {

Result<std::optional<Survey>> find(db::Transaction& tx, SurveyId id);
/// Newest first; without questions.
Result<std::vector<Survey>> of_cycle(db::Transaction& tx, life::CycleId cycle);
Result<std::optional<SurveyId>> of_request(db::Transaction& tx, std::string_view request_key);
Result<SurveyId> insert(db::Transaction& tx, const Survey& survey, Date today, auth::UserId by,
                        std::string_view request_key);
Result<> close(db::Transaction& tx, SurveyId id);

struct Batch {
    BatchId id;
    int size = 0;
    Date made_on;
    bool cancelled = false;
};
Result<std::vector<Batch>> batches(db::Transaction& tx, SurveyId id);
Result<bool> batch_of_request(db::Transaction& tx, std::string_view request_key);
Result<BatchId> insert_batch(db::Transaction& tx, SurveyId id, int size, Date today, auth::UserId by,
                             std::string_view request_key);
Result<> insert_token(db::Transaction& tx, BatchId batch, std::string_view hash);
/// Its unused tokens go. false when the batch is not of this questionnaire.
Result<bool> cancel_batch(db::Transaction& tx, SurveyId id, BatchId batch);

/// The questionnaire an unused token opens.
Result<std::optional<SurveyId>> of_token(db::Transaction& tx, std::string_view hash);
/// false when it was no longer there.
Result<bool> take_token(db::Transaction& tx, std::string_view hash);
/// Adds one to each chosen option (positions from 1, one per question) and rewrites every count of the
/// questionnaire, so that no row tells by its age that it was chosen.
Result<> add_answer(db::Transaction& tx, const Survey& survey, const std::vector<int>& chosen);

Result<std::int64_t> least_answers(db::Transaction& tx, Date on);

}  // namespace kheo::registry::survey::store
