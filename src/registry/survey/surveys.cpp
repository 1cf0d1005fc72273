// SPDX-License-Identifier: Apache-2.0
#include "registry/survey/surveys.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/auth/token.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/survey/messages.gen.hpp"

namespace kheo::registry::survey {

namespace {

using auth::Permission;

constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";  // no 0, O, 1, I, L
constexpr std::size_t kCodeLength = 12, kGroup = 4;
constexpr std::size_t kLongestTitle = 150, kLongestQuestion = 300, kLongestOption = 100;
constexpr std::string_view kOpened = "survey.opened", kPrinted = "survey.slips_printed",
                           kCancelled = "survey.slips_cancelled", kClosed = "survey.closed";

Error all_wrong(std::vector<FieldError> fields) {
    return {ErrorKind::invalid, {}, std::move(fields), {}, {}};
}

Result<> write_entry(db::Transaction& tx, std::string_view what, SurveyId id, const Person& person) {
    TRY(ledger::append(tx, {person.who.user, what, "survey", id.value, {}, {}}, person.at));
    return {};
}

/// A letter without bias: bytes beyond the last whole round of letters are drawn again.
char random_letter() {
    constexpr std::size_t kWhole = 256 / kLetters.size() * kLetters.size();
    for (;;) {
        const auto byte = static_cast<unsigned char>(auth::random_bytes(1)[0]);
        if (byte < kWhole) return kLetters[byte % kLetters.size()];
    }
}

std::string too_long(std::size_t most) {
    return format_count(static_cast<std::int64_t>(most));
}

std::vector<Option> fixed_options(QuestionKind kind) {
    if (kind == QuestionKind::yes_no)
        return {{std::string(msg::yes.in(Language::vi)), 0}, {std::string(msg::no.in(Language::vi)), 0}};
    std::vector<Option> out;
    for (int i = 1; i <= 5; ++i) out.push_back({std::to_string(i), 0});
    return out;
}

void read_options(const QuestionText& text, const std::string& field, Question& question,
                  std::vector<FieldError>& errors) {
    for (const auto line : split(text.options, '\n'))
        if (auto label = tidy(line); !label.empty()) question.options.push_back({std::move(label), 0});
    if (question.options.size() < 2 || question.options.size() > kMostOptions)
        errors.push_back({field, Sentence(msg::options_count, {{"most", std::to_string(kMostOptions)}})});
    if (std::ranges::any_of(question.options,
                            [](const Option& option) { return length(option.label) > kLongestOption; }))
        errors.push_back({field, Sentence(msg::text_too_long, {{"most", too_long(kLongestOption)}})});
}

Question read_question(const QuestionText& text, std::size_t i, std::vector<FieldError>& errors) {
    const auto field = "q-" + std::to_string(i) + "-";
    Question out;
    out.text = tidy(text.text);
    if (length(out.text) > kLongestQuestion)
        errors.push_back(
            {field + "text", Sentence(msg::text_too_long, {{"most", too_long(kLongestQuestion)}})});
    out.kind = text.kind == "scale"    ? QuestionKind::scale
               : text.kind == "choice" ? QuestionKind::choice
                                       : QuestionKind::yes_no;
    if (out.kind == QuestionKind::choice)
        read_options(text, field + "options", out, errors);
    else
        out.options = fixed_options(out.kind);
    return out;
}

Result<std::pair<life::Cycle, Survey>> running(db::Transaction& tx, const Person& person,
                                               std::string_view code, SurveyId id) {
    auto cycle = TRY(open_cycle(tx, person, code));
    if (!TRY(may_run(tx, person, cycle))) return fail(ErrorKind::forbidden, msg::not_yours);
    auto survey = TRY(load(tx, cycle, id));
    return std::pair{std::move(cycle), std::move(survey)};
}

}  // namespace

std::string normal_code(std::string_view typed) {
    std::string out;
    for (const auto letter : upper(typed)) {
        if (letter == '-' || letter == ' ') continue;
        if (kLetters.find(letter) == std::string_view::npos) return {};
        out += letter;
    }
    return out.size() == kCodeLength ? out : std::string();
}

std::string new_code() {
    std::string out;
    for (std::size_t i = 0; i < kCodeLength; ++i) {
        if (i > 0 && i % kGroup == 0) out += '-';
        out += random_letter();
    }
    return out;
}

std::vector<FieldError> read(const SurveyText& text, Date today, Survey& survey) {
    std::vector<FieldError> errors;
    survey.title = tidy(text.title);
    if (survey.title.empty()) errors.push_back({"title", msg::title_missing});
    if (length(survey.title) > kLongestTitle)
        errors.push_back({"title", Sentence(msg::text_too_long, {{"most", too_long(kLongestTitle)}})});
    const auto last = typed_day(text.last_day);
    if (!last || *last < today) errors.push_back({"last_day", msg::last_day_wrong});
    survey.last_day = last.value_or(today);
    for (std::size_t i = 0; i < text.questions.size(); ++i)
        if (!tidy(text.questions[i].text).empty())
            survey.questions.push_back(read_question(text.questions[i], i, errors));
    if (survey.questions.size() < kFewestQuestions) errors.push_back({"q-0-text", msg::too_few_questions});
    return errors;
}

Result<life::Cycle> open_cycle(db::Transaction& tx, const Person& person, std::string_view code) {
    auto cycle = TRY(life::find(tx, code));
    if (!cycle || !cycle->registered() || !life::may_open(person.atlas, person.who, *cycle, person.today))
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(cycle);
}

Result<bool> may_run(db::Transaction& tx, const Person& person, const life::Cycle& cycle) {
    if (!life::may_in(person.atlas, person.who, Permission::check, cycle.unit, person.today)) return false;
    return !TRY(life::must_not_judge(tx, cycle, person.who.user));
}

Result<Survey> load(db::Transaction& tx, const life::Cycle& cycle, SurveyId id) {
    auto found = TRY(store::find(tx, id));
    if (!found || found->cycle != cycle.id) return fail(ErrorKind::not_found, msg::survey_unknown);
    return *std::move(found);
}

Result<SurveyId> make(db::Transaction& tx, const Person& person, std::string_view code, Survey survey,
                      std::string_view request_key) {
    const auto cycle = TRY(open_cycle(tx, person, code));
    if (!TRY(may_run(tx, person, cycle))) return fail(ErrorKind::forbidden, msg::not_yours);
    if (!request_key.empty())
        if (const auto made = TRY(store::of_request(tx, request_key))) return *made;
    survey.cycle = cycle.id;
    survey.least_answers = TRY(store::least_answers(tx, person.today));
    const auto id = TRY(store::insert(tx, survey, person.today, person.who.user, request_key));
    TRY(write_entry(tx, kOpened, id, person));
    return id;
}

Result<std::vector<std::string>> print_slips(db::Transaction& tx, const Person& person, std::string_view code,
                                             SurveyId id, int count, std::string_view request_key) {
    const auto [cycle, survey] = TRY(running(tx, person, code, id));
    if (!survey.takes_answers(person.today)) return fail(ErrorKind::conflict, msg::survey_over);
    if (count < kSmallestBatch || count > kLargestBatch)
        return fail(
            all_wrong({{"count", Sentence(msg::batch_size, {{"least", std::to_string(kSmallestBatch)},
                                                            {"most", std::to_string(kLargestBatch)}})}}));
    if (!request_key.empty() && TRY(store::batch_of_request(tx, request_key)))
        return fail(ErrorKind::conflict, msg::slips_shown_before);
    const auto batch = TRY(store::insert_batch(tx, id, count, person.today, person.who.user, request_key));
    std::vector<std::string> codes;
    for (int i = 0; i < count; ++i) {
        codes.push_back(new_code());
        TRY(store::insert_token(tx, batch, auth::token_hash(normal_code(codes.back()))));
    }
    TRY(write_entry(tx, kPrinted, id, person));
    return codes;
}

Result<> cancel_slips(db::Transaction& tx, const Person& person, std::string_view code, SurveyId id,
                      BatchId batch) {
    TRY(running(tx, person, code, id));
    if (!TRY(store::cancel_batch(tx, id, batch))) return fail(ErrorKind::conflict, msg::batch_unknown);
    return write_entry(tx, kCancelled, id, person);
}

Result<> close(db::Transaction& tx, const Person& person, std::string_view code, SurveyId id) {
    const auto [cycle, survey] = TRY(running(tx, person, code, id));
    if (survey.closed) return {};
    TRY(store::close(tx, id));
    return write_entry(tx, kClosed, id, person);
}

Result<std::optional<Survey>> find_by_code(db::Transaction& tx, std::string_view typed, Date today) {
    const auto code = normal_code(typed);
    if (code.empty()) return std::optional<Survey>{};
    const auto id = TRY(store::of_token(tx, auth::token_hash(code)));
    if (!id) return std::optional<Survey>{};
    auto survey = TRY(store::find(tx, *id));
    if (survey && !survey->takes_answers(today)) survey.reset();
    return survey;
}

Result<bool> answer(db::Transaction& tx, std::string_view typed, const std::vector<int>& chosen, Date today) {
    const auto survey = TRY(find_by_code(tx, typed, today));
    if (!survey) return false;
    std::vector<FieldError> wrong;
    for (std::size_t i = 0; i < survey->questions.size(); ++i)
        if (i >= chosen.size() || chosen[i] < 1 || chosen[i] > std::ssize(survey->questions[i].options))
            wrong.push_back({"a-" + std::to_string(i), msg::answer_missing});
    if (!wrong.empty()) return fail(all_wrong(std::move(wrong)));
    if (!TRY(store::take_token(tx, auth::token_hash(normal_code(typed))))) return false;
    TRY(store::add_answer(tx, *survey, chosen));
    return true;
}

}  // namespace kheo::registry::survey
