// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/term.hpp"

#include <gmock/gmock.h>

namespace kheo::workflow {
namespace {

using testing::HasSubstr;
using testing::Not;

Date day(std::string_view iso) {
    return *Date::parse_iso(iso);
}

class Deadlines : public testing::Test {
  protected:
    std::string why(const Deadline& deadline) { return deadline.explained(Language::vi); }

    Term working{"appraisal", 10, true, "Kế hoạch số 01", true};
    Term plain{"settle", 30, false, "Luật Khiếu nại, Điều 28", false};
    WorkingCalendar calendar{{{day("2026-01-01"), false, "Tết Dương lịch"},
                              {day("2026-04-30"), false, "Ngày Chiến thắng"},
                              {day("2026-05-01"), false, "Quốc tế lao động"}}};
};

TEST_F(Deadlines, of_working_days_skip_weekends_and_name_the_holidays) {
    const auto deadline = due(working, day("2026-04-20"), calendar);
    EXPECT_EQ(day("2026-05-06"), deadline.due);
    EXPECT_EQ(
        "10 ngày làm việc kể từ ngày 20/04/2026; không tính ngày nghỉ: 30/04/2026 (Ngày Chiến thắng), "
        "01/05/2026 (Quốc tế lao động); căn cứ Kế hoạch số 01",
        why(deadline));
}

TEST_F(Deadlines, of_calendar_days_count_holidays_but_never_end_on_one) {
    const auto deadline =
        due(plain, day("2026-03-31"), calendar);  // the 30th day is 30/04, then 01/05, a weekend
    EXPECT_EQ(day("2026-05-04"), deadline.due);
    EXPECT_THAT(why(deadline), HasSubstr("ngày cuối 30/04/2026 là ngày nghỉ"));
    EXPECT_THAT(why(deadline), HasSubstr("chưa đối chiếu văn bản gốc"));
}

TEST_F(Deadlines, stand_still_in_a_pause) {
    const auto without = due(plain, day("2026-03-02"), calendar);
    EXPECT_EQ(day("2026-04-01"), without.due);
    const auto paused = due(plain, day("2026-03-02"), calendar, {{day("2026-03-10"), day("2026-03-14")}});
    EXPECT_EQ(day("2026-04-06"), paused.due);
    EXPECT_THAT(why(paused), HasSubstr("tạm dừng từ 10/03/2026 đến 14/03/2026, không tính 5 ngày"));
    const auto early = due(plain, day("2026-03-02"), calendar, {{day("2026-02-01"), day("2026-03-02")}});
    EXPECT_EQ(without.due, early.due);
    EXPECT_THAT(why(early), Not(HasSubstr("tạm dừng")));
}

TEST_F(Deadlines, never_end_in_a_pause_behind_a_weekend) {
    const Term week{"week", 5, false, "x", true};
    const auto deadline = due(week, day("2026-03-02"), calendar, {{day("2026-03-09"), day("2026-03-13")}});
    EXPECT_EQ(day("2026-03-16"), deadline.due) << "Saturday the 7th, then a paused week";
}

TEST_F(Deadlines, are_extended_by_a_document) {
    const auto longer = due(working, day("2026-03-02"), calendar, {}, {{5, "Công văn số 12-CV/ĐU"}});
    EXPECT_EQ(day("2026-03-23"), longer.due);
    EXPECT_THAT(why(longer), HasSubstr("gia hạn thêm 5 ngày làm việc theo Công văn số 12-CV/ĐU"));
}

TEST_F(Deadlines, say_when_the_holidays_of_a_year_are_not_known) {
    const auto deadline = due(working, day("2026-12-28"), calendar);
    EXPECT_THAT(why(deadline), HasSubstr("chưa có lịch nghỉ lễ năm 2027"));
    EXPECT_THAT(why(due(working, day("2026-06-01"), calendar)), Not(HasSubstr("chưa có lịch")));
}

TEST_F(Deadlines, say_when_the_holidays_of_a_year_are_only_expected) {
    const WorkingCalendar awaited(
        {{day("2026-09-02"), false, "Quốc khánh"}, {day("2027-01-01"), false, "Tết Dương lịch", true}});
    const auto deadline = due(working, day("2026-12-28"), awaited);
    EXPECT_THAT(why(deadline), HasSubstr("không tính ngày nghỉ: 01/01/2027 (Tết Dương lịch)"));
    EXPECT_THAT(why(deadline), HasSubstr("ngày nghỉ lễ năm 2027 mới là dự kiến"));
    EXPECT_THAT(why(deadline), Not(HasSubstr("chưa có lịch nghỉ lễ năm 2027")));
    EXPECT_THAT(why(due(working, day("2026-12-01"), awaited)), Not(HasSubstr("dự kiến")));
}

TEST_F(Deadlines, turn_amber_three_working_days_before_and_red_after) {
    EXPECT_EQ(Light::calm, light(day("2026-05-08"), day("2026-04-29"), calendar));
    EXPECT_EQ(Light::soon, light(day("2026-05-06"), day("2026-04-29"), calendar));
    EXPECT_EQ(Light::soon, light(day("2026-05-06"), day("2026-05-06"), calendar));
    EXPECT_EQ(Light::late, light(day("2026-05-06"), day("2026-05-07"), calendar));
}

}  // namespace
}  // namespace kheo::workflow
