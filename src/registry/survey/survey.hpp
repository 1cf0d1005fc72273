// SPDX-License-Identifier: Apache-2.0
// The door of short questionnaires: three to five questions about a dossier that citizens answer without a
// name, by slips with a single-use code. Nothing that is kept says who answered what, or when
// (docs/decisions/0087-survey-counts.md). Services are shared by threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/sessions.hpp"
#include "platform/http/message.hpp"
#include "registry/life/life.hpp"

namespace kheo::registry::survey {

using SurveyId = Id<struct SurveyTag>;
using QuestionId = Id<struct QuestionTag>;
using BatchId = Id<struct SurveyBatchTag>;

inline constexpr std::size_t kFewestQuestions = 3, kMostQuestions = 5, kMostOptions = 7;
inline constexpr int kSmallestBatch = 10, kLargestBatch = 200;

enum class QuestionKind { yes_no, scale, choice };

struct Option {
    std::string label;
    std::int64_t count = 0;
};
struct Question {
    QuestionId id;
    QuestionKind kind = QuestionKind::yes_no;
    std::string text;
    std::vector<Option> options;  // of a scale "1" … "5"
};
struct Survey {
    SurveyId id;
    life::CycleId cycle;
    std::string title;
    bool closed = false;
    std::int64_t least_answers = 0, answered = 0;
    Date last_day;
    std::vector<Question> questions;

    /// While it runs no result is shown at all, so that nobody reads one answer off the difference of two.
    bool may_show_results() const { return closed && answered >= least_answers; }
    bool takes_answers(Date today) const { return !closed && today <= last_day; }
};

/// "7K4M-92QX-H3DT" as typed (case, blanks and hyphens do not matter) → how it is compared; "" when it cannot
/// be a code. No 0, O, 1, I, L.
std::string normal_code(std::string_view typed);
/// A fresh code, with hyphens.
std::string new_code();

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    const auth::Sessions* sessions = nullptr;  // makes the form token of visitors
};

/// The officers' pages below /ho-so/{code}/khao-sat and the public /khao-sat.
std::vector<http::Route> routes(Services services);

/// Broken invariants, one line each: every question of a questionnaire has as many choices as answers.
Result<std::vector<std::string>> faults(db::Transaction& tx);

/// What life shows of a dossier.
Result<std::optional<life::PartView>> part(const life::Question& question);

}  // namespace kheo::registry::survey
