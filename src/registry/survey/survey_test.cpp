// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <set>

#include "platform/auth/token.hpp"
#include "registry/scoring/test_cycle.hpp"
#include "registry/survey/surveys.hpp"
#include "registry/survey/test_survey.hpp"

namespace kheo::registry::survey {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
namespace office = scoring::test;

SurveyText three_questions() {
    return {"Ý kiến về Ngõ xanh",
            "2026-12-20",
            {{"yes_no", "Ngõ có sạch hơn không?", ""},
             {"scale", "Ông/bà hài lòng đến mức nào?", ""},
             {"choice", "Cần làm thêm gì?", "Cây xanh\nĐèn đường\n Thùng rác \n"},
             {"yes_no", "", ""},
             {"yes_no", "  ", ""}}};
}

std::vector<std::string> wrong(const SurveyText& text) {
    Survey survey;
    std::vector<std::string> out;
    for (const auto& error : read(text, *Date::of(2026, 11, 21), survey)) out.push_back(error.field);
    return out;
}

}  // namespace

TEST(SurveyCodes, AreReadHoweverTheyAreTyped) {
    EXPECT_EQ(normal_code("7k4m-92qx-h3dt"), "7K4M92QXH3DT");
    EXPECT_EQ(normal_code(" 7K4M 92QX H3DT "), "7K4M92QXH3DT");
    for (const auto* typed : {"", "7K4M", "7K4M-92QX-H3D0", "7K4M-92QX-H3DTT", "IIII-IIII-IIII",
                              "ữữữữ-ữữữữ-ữữữữ", "'; DROP TABLE"})
        EXPECT_EQ(normal_code(typed), "") << typed;
}

TEST(SurveyCodes, AreLongAndEachAnother) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto code = new_code();
        EXPECT_EQ(code.size(), 14U);
        EXPECT_EQ(normal_code(code).size(), 12U) << code;
        EXPECT_TRUE(seen.insert(code).second);
    }
}

TEST(SurveyText, EverythingWrongIsSaidAtOnce) {
    EXPECT_THAT(wrong({"", "hôm nay", {{"yes_no", "Một", ""}, {"choice", "Hai", "chỉ một ý"}}}),
                ElementsAre("title", "last_day", "q-1-options", "q-0-text"));
    auto text = three_questions();
    text.last_day = "2026-11-20";
    text.questions[2].options = "1\n2\n3\n4\n5\n6\n7\n8";
    text.questions[0].text = std::string(301, 'a');
    EXPECT_THAT(wrong(text), ElementsAre("last_day", "q-0-text", "q-2-options"));
    EXPECT_THAT(wrong(three_questions()), IsEmpty());
}

TEST(SurveyText, HasNoBoxForFreeText) {
    Survey survey;
    EXPECT_THAT(read(three_questions(), *Date::of(2026, 11, 21), survey), IsEmpty());
    ASSERT_THAT(survey.questions, SizeIs(3));
    EXPECT_THAT(survey.questions[0].options, SizeIs(2));
    EXPECT_THAT(survey.questions[1].options, SizeIs(5));
    EXPECT_EQ(survey.questions[2].options[2].label, "Thùng rác");
}

namespace {

class Surveys : public office::Scoring {
  protected:
    Surveys() {
        router_ = http::Router(
            routes({*database_, clock_, site_,
                    [] { return std::make_shared<const registry::test::SmallAtlas>(); }, nullptr}));
        list_ = "/ho-so/" + code_ + "/khao-sat";
    }

    static Form typed() {
        Form form{{"title", "Ý kiến về Ngõ xanh"}, {"last_day", "2026-12-20"}, {"request_key", "k"}};
        const auto text = three_questions();
        for (std::size_t i = 0; i < text.questions.size(); ++i) {
            const auto at = "q-" + std::to_string(i) + "-";
            form.emplace_back(at + "kind", text.questions[i].kind);
            form.emplace_back(at + "text", text.questions[i].text);
            form.emplace_back(at + "options", text.questions[i].options);
        }
        return form;
    }
    std::string open_survey() {
        const auto made = post(officer_, list_ + "/moi", typed());
        EXPECT_EQ(made.status, 303) << made.body;
        return made.location.substr(0, made.location.find('?'));
    }
    std::vector<std::string> slips(const std::string& survey, int count = 12, const std::string& key = "p") {
        const auto page =
            post(officer_, survey + "/phieu", {{"count", std::to_string(count)}, {"request_key", key}});
        EXPECT_EQ(page.status, 200) << page.body;
        std::vector<std::string> out;
        const std::string mark = "<p class=\"b num\">";
        for (std::size_t at = 0; (at = page.body.find(mark, at)) != std::string::npos; at += mark.size())
            out.push_back(page.body.substr(at + mark.size(), 14));
        return out;
    }
    Answer reply(const std::string& code, const std::string& a = "1", const std::string& b = "4",
                 const std::string& c = "2") {
        return post(visitor_, "/khao-sat", {{"code", code}, {"a-0", a}, {"a-1", b}, {"a-2", c}});
    }
    template <typename F>
    auto ask_database(F&& question) {
        return database_->read([&](db::Transaction& tx) { return question(tx); }).value();
    }

    auth::Principal visitor_;
    std::string list_;
};

TEST_F(Surveys, OnlyWhoChecksHereAndDidNotMakeTheDossierOpensOne) {
    for (const auto* who : {&owner_, &an_, &leader_, &reader_})
        EXPECT_EQ(post(*who, list_ + "/moi", typed()).status, 403) << who->name;
    const auto other = person("tinhkhac", {{auth::Role::officer, office::kOtherCity}});
    EXPECT_EQ(post(other, list_ + "/moi", typed()).status, 404);
    EXPECT_EQ(get(other, list_).status, 404);
    EXPECT_EQ(get(other, list_ + "/moi").status, 404);
    const auto survey = open_survey();
    EXPECT_EQ(get(other, survey).status, 404);
    for (const auto* act : {"/phieu", "/dong", "/huy-phieu"}) {
        EXPECT_EQ(post(other, survey + act, {}).status, 404) << act;
        for (const auto* who : {&owner_, &an_, &leader_, &reader_})
            EXPECT_EQ(post(*who, survey + act, {}).status, 403) << act;
    }
    EXPECT_EQ(get(reader_, survey).status, 200);
    EXPECT_EQ(get(reader_, "/ho-so/" + cycle("checked") + "/khao-sat/1").status, 404);  // of another dossier
}

TEST_F(Surveys, AFormSentTwiceMakesOneSurveyAndOneBatch) {
    EXPECT_EQ(open_survey(), open_survey());
    const auto survey = open_survey();
    EXPECT_THAT(slips(survey), SizeIs(12));
    const auto again = post(officer_, survey + "/phieu", {{"count", "12"}, {"request_key", "p"}});
    EXPECT_EQ(again.status, 409);
    EXPECT_THAT(again.body, HasSubstr("đã hiện mã một lần"));
    EXPECT_EQ(ask_database(test::tokens), 12);
}

TEST_F(Surveys, FewSlipsWouldTellWhoAnswered) {
    const auto survey = open_survey();
    for (const auto* count : {"9", "201", "", "mười"})
        EXPECT_EQ(post(officer_, survey + "/phieu", {{"count", count}, {"request_key", "x"}}).status, 422)
            << count;
    EXPECT_EQ(ask_database(test::tokens), 0);
}

TEST_F(Surveys, AWrongUsedCancelledOrLateCodeLooksTheSame) {
    const auto survey = open_survey();
    const auto codes = slips(survey);
    const auto lost = slips(survey, 10, "q");
    EXPECT_EQ(get(visitor_, "/khao-sat/" + codes[0]).status, 200);
    EXPECT_EQ(reply(codes[0]).location, "/khao-sat/cam-on");
    EXPECT_EQ(post(officer_, survey + "/huy-phieu", {{"batch", "2"}}).status, 303);
    const auto unknown = reply("7K4M-92QX-H3DT");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_THAT(unknown.body, HasSubstr("Mã không đúng, đã dùng hoặc hết hạn."));
    for (const auto& code : {codes[0], lost[0], std::string("xxx")}) {
        EXPECT_EQ(reply(code).status, 422) << code;
        EXPECT_EQ(get(visitor_, "/khao-sat/" + code).status, 404) << code;
    }
    clock_.set(FixedClock(*Date::of(2026, 12, 20)).now());
    EXPECT_EQ(reply(codes[1]).status, 303);  // the last day
    clock_.set(FixedClock(*Date::of(2026, 12, 21)).now());
    EXPECT_EQ(reply(codes[2]).status, 422);
    EXPECT_EQ(post(officer_, survey + "/phieu", {{"count", "10"}, {"request_key", "z"}}).status, 409);
}

TEST_F(Surveys, AnUnfinishedAnswerKeepsItsCodeAndItsChoices) {
    const auto codes = slips(open_survey());
    const auto refused = reply(codes[0], "2", "", "9");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Chọn một ý cho câu này."));
    EXPECT_THAT(refused.body, HasSubstr("name=\"a-0\" value=\"2\" checked"));
    EXPECT_EQ(reply(codes[0]).status, 303);
}

TEST_F(Surveys, NothingIsShownBelowTenAnswersNorWhileItRuns) {
    const auto survey = open_survey();
    const auto codes = slips(survey, 30);
    for (int i = 0; i < 9; ++i) ASSERT_EQ(reply(codes[static_cast<std::size_t>(i)]).status, 303);
    const auto shows = [&] { return get(officer_, survey).body; };
    EXPECT_THAT(shows(), Not(HasSubstr("Số người")));
    EXPECT_THAT(get(officer_, list_).body, HasSubstr("chưa đủ 10"));
    ASSERT_EQ(reply(codes[9], "2", "5", "3").status, 303);
    EXPECT_THAT(shows(), Not(HasSubstr("Số người")));  // two looks would tell the answer between them
    EXPECT_EQ(post(officer_, survey + "/dong", {}).status, 303);
    EXPECT_THAT(shows(), HasSubstr("Kết quả của 10 trả lời"));
    EXPECT_THAT(shows(), HasSubstr("90,0 %"));
    EXPECT_EQ(reply(codes[10]).status, 422);
    EXPECT_EQ(ask_database(test::tokens), 0);
}

TEST_F(Surveys, CountsThatAreNotTheAnswersAreAFault) {
    const auto codes = slips(open_survey());
    ASSERT_EQ(reply(codes[0]).status, 303);
    EXPECT_THAT(ask_database(faults), IsEmpty());
    ASSERT_TRUE(database_->write(test::add_a_choice));
    EXPECT_THAT(ask_database(faults), SizeIs(3));
}

TEST_F(Surveys, NineAnswersAreNeverShown) {
    const auto survey = open_survey();
    const auto codes = slips(survey);
    for (int i = 0; i < 9; ++i) ASSERT_EQ(reply(codes[static_cast<std::size_t>(i)]).status, 303);
    EXPECT_EQ(post(officer_, survey + "/dong", {}).status, 303);
    EXPECT_THAT(get(officer_, survey).body, HasSubstr("Có ít hơn 10 trả lời"));
    EXPECT_THAT(get(officer_, survey).body, Not(HasSubstr("Số người")));
}

// What is kept cannot be joined to a slip: used codes are gone with their hashes, an answer has no row, no
// time and no entry, and all counts are written anew each time.
TEST_F(Surveys, NothingJoinsAnAnswerToASlip) {
    const auto survey = open_survey();
    const auto codes = slips(survey);
    const auto entries_before = ask_database(test::entries);
    const auto columns = ask_database(test::columns);
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(reply(codes[static_cast<std::size_t>(i)], i % 2 ? "1" : "2").status, 303);
    EXPECT_EQ(ask_database(test::tokens), 2);
    EXPECT_EQ(ask_database(test::entries), entries_before);
    const auto kept = ask_database(test::everything);
    for (int i = 0; i < 10; ++i) {
        const auto code = normal_code(codes[static_cast<std::size_t>(i)]);
        EXPECT_THAT(kept, Not(HasSubstr(code)));
        EXPECT_THAT(kept, Not(HasSubstr(auth::token_hash(code))));
    }
    EXPECT_THAT(kept, Not(HasSubstr(codes[11])));  // an unused one stands there as a hash only
    for (const auto& column : columns) {
        EXPECT_FALSE(column.ends_with("_at")) << column << " is finer than a day";
        if (!column.starts_with("survey_option.") && !column.starts_with("survey_token.")) continue;
        EXPECT_THAT((std::set<std::string>{"survey_option.question_id", "survey_option.position",
                                           "survey_option.label", "survey_option.count", "survey_token.hash",
                                           "survey_token.batch_id"}),
                    ::testing::Contains(column));
    }
    if (!kheo::test::on_postgresql()) return;
    EXPECT_EQ(ask_database(test::ages_of_counts), 1);
}

}  // namespace

}  // namespace kheo::registry::survey
