// SPDX-License-Identifier: Apache-2.0
// The working-day calendar through its page.
#include "office/calendar.hpp"

#include <gmock/gmock.h>

#include "office/office_world.hpp"

namespace kheo::office {
namespace {

constexpr auto kPage = "/quan-tri/lich-lam-viec";

class CalendarTest : public OfficeWorld {
  protected:
    CalendarTest() {
        add("root", auth::Role::administrator, "");
        add("local", auth::Role::administrator, "01");
        add("hanh", auth::Role::officer, "00001");
    }
    bool works(std::string_view iso) {
        return database->read([](db::Transaction& tx) { return workflow::load_calendar(tx); })
            .value()
            .is_working(*Date::parse_iso(iso));
    }
};

TEST_F(CalendarTest, IsReadByAdministratorsAndChangedByThoseOfTheCountry) {
    auto local = signed_in("local");
    local.get(kPage);
    EXPECT_EQ(local.status(), 200);
    EXPECT_TRUE(local.shows("Tết Nguyên đán"));
    EXPECT_FALSE(local.shows("Ghi ngày này"));
    const auto token = local.csrf();
    local.post("/quan-tri/lich-lam-viec/2026-02-17/bo", {{"_csrf", token}});
    EXPECT_EQ(local.status(), 403);
    local.post(kPage,
               {{"_csrf", token}, {"day", "2026-12-31"}, {"kind", "off"}, {"name", "A"}, {"basis", "B"}});
    EXPECT_EQ(local.status(), 403);
    EXPECT_FALSE(works("2026-02-17"));
    EXPECT_TRUE(works("2026-12-31"));
    auto officer = signed_in("hanh");
    officer.get(kPage);
    EXPECT_EQ(officer.status(), 403);
}

TEST_F(CalendarTest, ADayIsEnteredReplacedAndTakenAway) {
    auto browser = signed_in("root");
    browser.get(std::string(kPage) + "?nam=2029");
    EXPECT_TRUE(browser.shows("Chưa có ngày nghỉ lễ của năm này"));
    browser.submit(
        {{"day", "2029-01-01"}, {"kind", "off"}, {"name", "Tết Dương lịch"}, {"basis", "Điều 112"}},
        "?nam=2029");
    EXPECT_TRUE(browser.shows("Đã ghi vào lịch."));
    EXPECT_TRUE(browser.shows("Chưa đối chiếu văn bản gốc"));
    EXPECT_FALSE(works("2029-01-01"));
    browser.submit({{"day", "2029-01-06"},
                    {"kind", "working"},
                    {"name", "Làm bù"},
                    {"basis", "Thông báo"},
                    {"verified", "1"}},
                   "?nam=2029");
    EXPECT_TRUE(works("2029-01-06"));
    browser.submit({}, "/2029-01-01/bo");
    EXPECT_TRUE(browser.shows("Đã bỏ khỏi lịch"));
    EXPECT_TRUE(works("2029-01-01"));
}

TEST_F(CalendarTest, HolidaysThatNoNoticeHasConfirmedAreSaidToBeExpectedUntilTheyAreEntered) {
    auto browser = signed_in("root");
    browser.get(std::string(kPage) + "?nam=2026");
    EXPECT_FALSE(browser.shows("Dự kiến"));
    browser.get(std::string(kPage) + "?nam=2027");
    EXPECT_TRUE(browser.shows("Ngày nghỉ lễ của năm này mới là dự kiến"));
    EXPECT_TRUE(browser.shows("Nghỉ bù Tết Nguyên đán"));
    EXPECT_TRUE(browser.shows("chưa có thông báo nghỉ lễ, Tết năm 2027"));
    EXPECT_FALSE(works("2027-02-11"));
    for (const auto* rest :
         {"2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11",
          "2027-04-16", "2027-04-30", "2027-05-01", "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24"})
        browser.submit({}, std::string("/") + rest + "/bo");
    browser.submit({{"day", "2027-01-01"},
                    {"kind", "off"},
                    {"name", "Tết Dương lịch"},
                    {"basis", "Thông báo năm 2027"},
                    {"verified", "1"}},
                   "?nam=2027");
    EXPECT_FALSE(browser.shows("Dự kiến"));
    EXPECT_FALSE(works("2027-01-01"));
}

TEST_F(CalendarTest, AllFaultsAtOnceAndNothingTypedIsLost) {
    auto browser = signed_in("root");
    browser.get(std::string(kPage) + "?nam=2027");
    browser.submit({{"day", "2027-02-30"}, {"kind", "working"}, {"name", "Bù <b>"}, {"basis", ""}},
                   "?nam=2027");
    EXPECT_EQ(browser.status(), 422);
    for (const auto* text :
         {"Chọn ngày có trong lịch.", "Nhập căn cứ: thông báo hoặc điều luật.", "Bù &lt;b&gt;", "2027-02-30"})
        EXPECT_TRUE(browser.shows(text)) << text;
}

TEST_F(CalendarTest, AYearThatIsNoneIsThisYear) {
    auto browser = signed_in("root");
    for (const auto* year : {"abc", "-1", "99999999999", "0"}) {
        browser.get(std::string(kPage) + "?nam=" + year);
        EXPECT_EQ(browser.status(), 200);
        EXPECT_TRUE(browser.shows("Ngày nghỉ và ngày làm bù năm 2026")) << year;
    }
}

TEST(MonthsOfAYear, StartOnTheirWeekdayAndNameWhatIsSpecial) {
    const auto months =
        months_of(2026, workflow::WorkingCalendar({{*Date::parse_iso("2026-08-22"), true, "Làm bù"},
                                                   {*Date::parse_iso("2026-09-02"), false, "Quốc khánh"}}));
    ASSERT_EQ(12u, months.size());
    for (const auto& month : months)
        for (const auto& week : month.weeks) EXPECT_EQ(7u, week.size());
    const auto& august = months[7].weeks;
    EXPECT_EQ("", august[0][4].day);
    EXPECT_EQ("1", august[0][5].day);  // a Saturday
    EXPECT_EQ("weekend", august[0][5].css);
    EXPECT_EQ("worked", august[3][5].css);
    EXPECT_EQ("Quốc khánh", months[8].weeks[0][2].name);
    EXPECT_EQ("off", months[8].weeks[0][2].css);
    EXPECT_EQ("31", months[11].weeks[4][3].day);
}

}  // namespace
}  // namespace kheo::office
