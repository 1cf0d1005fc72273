// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/calendar.hpp"

#include <gtest/gtest.h>

namespace kheo::workflow {
namespace {

Date day(std::string_view iso) {
    return *Date::parse_iso(iso);
}

/// A week of Tết and a Saturday worked in exchange for a Friday.
WorkingCalendar spring() {
    return WorkingCalendar({{day("2026-02-20"), false, "Tết"},
                            {day("2026-02-16"), false, "Tết"},
                            {day("2026-02-17"), false, "Tết"},
                            {day("2026-02-18"), false, "Tết"},
                            {day("2026-02-19"), false, "Tết"},
                            {day("2026-01-02"), false, "Nghỉ hoán đổi"},
                            {day("2026-01-10"), true, "Làm bù"}});
}

TEST(WorkingCalendar, works_monday_to_friday_unless_told_otherwise) {
    const auto calendar = spring();
    EXPECT_TRUE(calendar.is_working(day("2026-02-13")));   // a Friday
    EXPECT_FALSE(calendar.is_working(day("2026-02-14")));  // a Saturday
    EXPECT_FALSE(calendar.is_working(day("2026-02-16")));  // a Monday of Tết
    EXPECT_FALSE(calendar.is_working(day("2026-01-02")));
    EXPECT_TRUE(calendar.is_working(day("2026-01-10")));  // a Saturday worked
    EXPECT_EQ("Làm bù", calendar.name_of(day("2026-01-10")));
    EXPECT_EQ("", calendar.name_of(day("2026-02-14")));
}

TEST(WorkingCalendar, the_first_day_does_not_count) {
    const auto calendar = spring();
    EXPECT_EQ(day("2026-02-13"), calendar.after(day("2026-02-12"), 1));
    EXPECT_EQ(day("2026-02-23"), calendar.after(day("2026-02-12"), 2));  // nine days off between
    EXPECT_EQ(day("2026-02-12"), calendar.after(day("2026-02-12"), 0));
    EXPECT_EQ(day("2026-01-10"), calendar.after(day("2026-01-09"), 1));
}

TEST(WorkingCalendar, a_last_day_off_becomes_the_next_worked_one) {
    const auto calendar = spring();
    EXPECT_EQ(day("2026-02-23"), calendar.worked_from(day("2026-02-14")));
    EXPECT_EQ(day("2026-02-13"), calendar.worked_from(day("2026-02-13")));
}

TEST(WorkingCalendar, says_which_years_it_knows_and_the_last_word_on_a_day_holds) {
    EXPECT_TRUE(spring().knows(2026));
    EXPECT_FALSE(spring().knows(2027));
    EXPECT_FALSE(WorkingCalendar().knows(2026));
    const WorkingCalendar corrected({{day("2026-11-24"), false, "Nghỉ"}, {day("2026-11-24"), true, "Làm"}});
    EXPECT_TRUE(corrected.is_working(day("2026-11-24")));
}

TEST(WorkingCalendar, a_day_only_expected_is_off_and_its_year_is_not_known_until_the_notice) {
    const std::vector<SpecialDay> notice{{day("2027-01-01"), false, "Tết Dương lịch"}};
    auto hoped = notice;
    hoped.push_back({day("2027-02-08"), false, "Tết", true});
    const WorkingCalendar calendar(hoped);
    EXPECT_FALSE(calendar.is_working(day("2027-02-08")));
    EXPECT_TRUE(calendar.expects(2027));
    EXPECT_FALSE(calendar.knows(2027)) << "one day of it still waits for the notice";
    EXPECT_FALSE(calendar.expects(2026));
    EXPECT_FALSE(WorkingCalendar(notice).expects(2027));
    EXPECT_TRUE(WorkingCalendar(notice).knows(2027));
}

}  // namespace
}  // namespace kheo::workflow
