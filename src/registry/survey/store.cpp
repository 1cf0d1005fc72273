// SPDX-License-Identifier: Apache-2.0
#include "registry/survey/store.hpp"

#include <array>

namespace kheo::registry::survey::store {

namespace {

using db::Row;

constexpr std::array<std::string_view, 3> kKinds{"yes_no", "scale", "choice"};

QuestionKind kind_of(std::string_view code) {
    return code == "scale"    ? QuestionKind::scale
           : code == "choice" ? QuestionKind::choice
                              : QuestionKind::yes_no;
}

Survey read_survey(const Row& row) {
    Survey s;
    s.id = row.get<SurveyId>(0);
    s.cycle = row.get<life::CycleId>(1);
    s.title = row.get<std::string>(2);
    s.closed = row.text(3) == "closed";
    s.least_answers = row.integer(4);
    s.last_day = row.get<Date>(5);
    s.answered = row.integer(6);
    return s;
}

Result<> read_questions(db::Transaction& tx, Survey& survey) {
    survey.questions = TRY(tx.all(
        [](const Row& row) {
            return Question{row.get<QuestionId>(0), kind_of(row.text(1)), row.get<std::string>(2), {}};
        },
        "SELECT id, kind, text FROM survey_question WHERE survey_id = ?1 ORDER BY position", survey.id));
    for (auto& question : survey.questions)
        question.options = TRY(tx.all(
            [](const Row& row) { return Option{row.get<std::string>(0), row.integer(1)}; },
            "SELECT label, count FROM survey_option WHERE question_id = ?1 ORDER BY position", question.id));
    return {};
}

}  // namespace

Result<std::optional<Survey>> find(db::Transaction& tx, SurveyId id) {
    auto found =
        TRY(tx.find(read_survey,
                    "SELECT id, cycle_id, title, state, least_answers, last_day, answered FROM survey "
                    "WHERE id = ?1",
                    id));
    if (found) TRY(read_questions(tx, *found));
    return found;
}

Result<std::vector<Survey>> of_cycle(db::Transaction& tx, life::CycleId cycle) {
    return tx.all(read_survey,
                  "SELECT id, cycle_id, title, state, least_answers, last_day, answered FROM survey "
                  "WHERE cycle_id = ?1 ORDER BY id DESC",
                  cycle);
}

Result<std::optional<SurveyId>> of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const Row& row) { return row.get<SurveyId>(0); },
                   "SELECT id FROM survey WHERE request_key = ?1", request_key);
}

Result<SurveyId> insert(db::Transaction& tx, const Survey& survey, Date today, auth::UserId by,
                        std::string_view request_key) {
    const auto key = request_key.empty() ? std::nullopt : std::optional(request_key);
    const SurveyId id{
        TRY(tx.value("INSERT INTO survey (cycle_id, title, state, least_answers, last_day, answered, "
                     "made_on, made_by, request_key) VALUES (?1, ?2, 'open', ?3, ?4, 0, ?5, ?6, ?7) "
                     "RETURNING id",
                     survey.cycle, survey.title, survey.least_answers, survey.last_day, today, by, key))};
    int position = 0;
    for (const auto& question : survey.questions) {
        const auto made =
            TRY(tx.value("INSERT INTO survey_question (survey_id, position, kind, text) "
                         "VALUES (?1, ?2, ?3, ?4) RETURNING id",
                         id, ++position, kKinds[static_cast<std::size_t>(question.kind)], question.text));
        int at = 0;
        for (const auto& option : question.options)
            TRY(tx.exec(
                "INSERT INTO survey_option (question_id, position, label, count) VALUES (?1, ?2, ?3, 0)",
                made, ++at, option.label));
    }
    return id;
}

Result<> close(db::Transaction& tx, SurveyId id) {
    TRY(tx.exec(
        "DELETE FROM survey_token WHERE batch_id IN (SELECT id FROM survey_batch WHERE survey_id = ?1)", id));
    TRY(tx.exec("UPDATE survey SET state = 'closed' WHERE id = ?1", id));
    return {};
}

Result<std::vector<Batch>> batches(db::Transaction& tx, SurveyId id) {
    return tx.all(
        [](const Row& row) {
            return Batch{row.get<BatchId>(0), row.get<int>(1), row.get<Date>(2), row.get<bool>(3)};
        },
        "SELECT id, size, made_on, cancelled FROM survey_batch WHERE survey_id = ?1 ORDER BY id", id);
}

Result<bool> batch_of_request(db::Transaction& tx, std::string_view request_key) {
    const auto found = TRY(tx.find([](const Row& row) { return row.integer(0); },
                                   "SELECT id FROM survey_batch WHERE request_key = ?1", request_key));
    return found.has_value();
}

Result<BatchId> insert_batch(db::Transaction& tx, SurveyId id, int size, Date today, auth::UserId by,
                             std::string_view request_key) {
    const auto key = request_key.empty() ? std::nullopt : std::optional(request_key);
    return BatchId{
        TRY(tx.value("INSERT INTO survey_batch (survey_id, size, made_on, made_by, cancelled, request_key) "
                     "VALUES (?1, ?2, ?3, ?4, 0, ?5) RETURNING id",
                     id, size, today, by, key))};
}

Result<> insert_token(db::Transaction& tx, BatchId batch, std::string_view hash) {
    TRY(tx.exec("INSERT INTO survey_token (hash, batch_id) VALUES (?1, ?2)", hash, batch));
    return {};
}

Result<bool> cancel_batch(db::Transaction& tx, SurveyId id, BatchId batch) {
    const auto changed =
        TRY(tx.exec("UPDATE survey_batch SET cancelled = 1 WHERE id = ?1 AND survey_id = ?2", batch, id));
    if (changed == 0) return false;
    TRY(tx.exec("DELETE FROM survey_token WHERE batch_id = ?1", batch));
    return true;
}

Result<std::optional<SurveyId>> of_token(db::Transaction& tx, std::string_view hash) {
    return tx.find([](const Row& row) { return row.get<SurveyId>(0); },
                   "SELECT b.survey_id FROM survey_token t JOIN survey_batch b ON b.id = t.batch_id "
                   "WHERE t.hash = ?1",
                   hash);
}

Result<bool> take_token(db::Transaction& tx, std::string_view hash) {
    return TRY(tx.exec("DELETE FROM survey_token WHERE hash = ?1", hash)) == 1;
}

Result<> add_answer(db::Transaction& tx, const Survey& survey, const std::vector<int>& chosen) {
    for (std::size_t i = 0; i < survey.questions.size(); ++i)
        TRY(
            tx.exec("UPDATE survey_option SET count = count + (CASE WHEN position = ?2 THEN 1 ELSE 0 END) "
                    "WHERE question_id = ?1",
                    survey.questions[i].id, chosen[i]));
    TRY(tx.exec("UPDATE survey SET answered = answered + 1 WHERE id = ?1", survey.id));
    return {};
}

Result<std::int64_t> least_answers(db::Transaction& tx, Date on) {
    const auto found = TRY(tx.find([](const Row& row) { return row.integer(0); },
                                   "SELECT value FROM scoring_parameter WHERE code = 'survey_least_answers' "
                                   "AND valid_from <= ?1 AND ?1 <= valid_to ORDER BY valid_from DESC",
                                   on));
    constexpr std::int64_t kWhenUnknown = 10;
    return found.value_or(kWhenUnknown);
}

}  // namespace kheo::registry::survey::store

namespace kheo::registry::survey {

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) {
            return "survey " + std::string(row.text(0)) + ": the counts of question " +
                   std::string(row.text(1)) + " are not its answers";
        },
        "SELECT CAST(s.id AS TEXT), CAST(q.position AS TEXT) FROM survey s "
        "JOIN survey_question q ON q.survey_id = s.id JOIN survey_option o ON o.question_id = q.id "
        "GROUP BY s.id, q.position, s.answered HAVING SUM(o.count) <> s.answered ORDER BY s.id, q.position");
}

}  // namespace kheo::registry::survey
