// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "platform/workflow/store.hpp"
#include "support/test_database.hpp"

namespace kheo::workflow {
namespace {

Date day(std::string_view iso) {
    return *Date::parse_iso(iso);
}

class CalendarStore : public testing::Test {
  protected:
    bool put(const CalendarRow& row) {
        return database->write([&](db::Transaction& tx) { return put_day(tx, row, {}, 7); }).value();
    }
    bool remove(Date date) {
        return database->write([&](db::Transaction& tx) { return remove_day(tx, date, {}, 7); }).value();
    }
    WorkingCalendar calendar() {
        return database->read([](db::Transaction& tx) { return load_calendar(tx); }).value();
    }
    std::size_t entries(Date date) {
        return database
            ->read([&](db::Transaction& tx) { return ledger::history(tx, "calendar_day", date.days()); })
            .value()
            .size();
    }
    test::TestDatabase database;
};

TEST_F(CalendarStore, comes_with_the_days_of_three_years_that_nobody_has_verified) {
    const auto years = database->read([](db::Transaction& tx) { return calendar_years(tx); }).value();
    EXPECT_THAT(years, testing::ElementsAre(2024, 2025, 2026, 2027));
    const auto rows = database->read([](db::Transaction& tx) { return calendar_rows(tx, 2026); }).value();
    EXPECT_EQ(day("2026-01-01"), rows.front().special.day);
    for (const auto& row : rows) EXPECT_FALSE(row.verified || row.basis.empty()) << row.special.name;
    EXPECT_FALSE(calendar().is_working(day("2026-02-17")));
    EXPECT_TRUE(calendar().is_working(day("2026-08-22")));
}

TEST_F(CalendarStore, the_holidays_of_2027_are_off_and_said_to_be_expected_until_the_notice_is_out) {
    const auto rows = database->read([](db::Transaction& tx) { return calendar_rows(tx, 2027); }).value();
    ASSERT_EQ(15u, rows.size());
    for (const auto& row : rows) {
        EXPECT_TRUE(row.special.expected && !row.verified) << row.special.day.iso();
        EXPECT_THAT(row.basis, testing::HasSubstr("chưa có thông báo nghỉ lễ, Tết năm 2027"));
    }
    EXPECT_TRUE(calendar().expects(2027));
    EXPECT_FALSE(calendar().knows(2027));
    EXPECT_TRUE(calendar().is_working(day("2027-02-04")));
    EXPECT_EQ(day("2027-02-12"), calendar().after(day("2027-02-04"), 1)) << "Tết and its compensation days";
    EXPECT_EQ(day("2027-05-04"), calendar().worked_from(day("2027-04-30")));
}

TEST_F(CalendarStore, the_notice_makes_an_expected_day_known_or_takes_it_away) {
    const auto rows = database->read([](db::Transaction& tx) { return calendar_rows(tx, 2027); }).value();
    for (const auto& row : rows) {
        EXPECT_FALSE(calendar().knows(2027));
        if (row.special.day == day("2027-09-03"))
            EXPECT_TRUE(remove(row.special.day));  // the notice gives the day before instead
        else
            EXPECT_TRUE(put({{row.special.day, false, row.special.name}, "Thông báo năm 2027", true}));
    }
    EXPECT_TRUE(calendar().knows(2027));
    EXPECT_TRUE(calendar().is_working(day("2027-09-03")));
}

TEST_F(CalendarStore, a_day_is_entered_once_with_one_entry_and_replaced_by_the_next_notice) {
    CalendarRow row{{day("2028-01-03"), false, "Nghỉ bù Tết Dương lịch"}, "Điều 111", false};
    EXPECT_TRUE(put(row));
    EXPECT_FALSE(put(row));  // the form was sent twice
    EXPECT_EQ(1u, entries(row.special.day));
    row.verified = true;
    EXPECT_TRUE(put(row));
    EXPECT_EQ(2u, entries(row.special.day));
    const auto rows = database->read([](db::Transaction& tx) { return calendar_rows(tx, 2028); }).value();
    EXPECT_THAT(rows, testing::ElementsAre(row));
}

TEST_F(CalendarStore, a_day_taken_away_is_a_plain_one_again) {
    EXPECT_TRUE(remove(day("2026-01-02")));
    EXPECT_FALSE(remove(day("2026-01-02")));
    EXPECT_TRUE(calendar().is_working(day("2026-01-02")));
    EXPECT_EQ(1u, entries(day("2026-01-02")));
}

}  // namespace
}  // namespace kheo::workflow
