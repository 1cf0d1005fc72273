// SPDX-License-Identifier: Apache-2.0
#include "movement/rules.hpp"

#include <gmock/gmock.h>

#include <set>

#include "movement/paste.hpp"
#include "support/atlas.hpp"

namespace kheo::movement {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Date day(std::string_view iso) {
    return *Date::parse_iso(iso);
}

const workflow::WorkingCalendar kCalendar({{*Date::parse_iso("2026-09-01"), false, "Quốc khánh"},
                                           {*Date::parse_iso("2026-09-02"), false, "Quốc khánh"},
                                           {*Date::parse_iso("2026-08-22"), true, "Làm bù"}});

TEST(MovementRules, AllThatIsWrongWithAWindowIsSaidAtOnce) {
    Window window;
    window.quota_each = 0;
    EXPECT_THAT(faults_of(window), SizeIs(6));
    window = {{}, {}, "Đợt", "Kế hoạch", 2026, day("2026-11-30"), day("2026-11-02"), false, false, 1};
    ASSERT_THAT(faults_of(window), SizeIs(1));
    EXPECT_EQ(faults_of(window)[0].field, "until");
    std::swap(window.first, window.last);
    EXPECT_THAT(faults_of(window), SizeIs(0));
}

TEST(MovementRules, ADueDayNeverFallsOnADayOffAndSaysWhy) {
    EXPECT_EQ(due_on(day("2026-11-22"), kCalendar).day, day("2026-11-23"));
    EXPECT_THAT(due_on(day("2026-11-22"), kCalendar).reason, HasSubstr("22/11/2026 là Chủ nhật"));
    EXPECT_THAT(due_on(day("2026-09-01"), kCalendar).reason, HasSubstr("Quốc khánh"));
    EXPECT_EQ(due_on(day("2026-09-01"), kCalendar).day, day("2026-09-03"));
    EXPECT_EQ(due_on(day("2026-08-22"), kCalendar).day, day("2026-08-22")) << "a Saturday that is worked";
    const auto due = due_after(3, day("2026-08-28"), kCalendar);
    EXPECT_EQ(due.day, day("2026-09-04"));
    EXPECT_THAT(due.reason, HasSubstr("3 ngày làm việc"));
}

TEST(MovementRules, WorkingDaysAreCountedBackwardsToo) {
    EXPECT_EQ(working_days_before(day("2026-09-04"), 0, kCalendar), day("2026-09-04"));
    EXPECT_EQ(working_days_before(day("2026-09-04"), 1, kCalendar), day("2026-09-03"));
    EXPECT_EQ(working_days_before(day("2026-09-04"), 2, kCalendar), day("2026-08-31"));
    EXPECT_EQ(working_days_before(day("2026-08-24"), 1, kCalendar), day("2026-08-22"));
}

TEST(MovementRules, CodesHaveNoLettersThatPeopleConfuseAndAreReadAsTyped) {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto code = new_code();
        EXPECT_EQ(code.size(), 8u);
        EXPECT_EQ(code.find_first_of("01OIL"), std::string::npos) << code;
        seen.insert(code);
    }
    EXPECT_EQ(seen.size(), 200u);
    EXPECT_EQ(read_code("7k4m-92qx"), "7K4M92QX");
    for (const auto* wrong : {"", "7K4M92Q", "7K4M92QXX", "7K4M92Q0", "7K4M92Q'", "<b>"})
        EXPECT_EQ(read_code(wrong), "") << wrong;
}

TEST(MovementRules, AScheduleIsReadWithoutWhatMakesNoSense) {
    EXPECT_THAT(read_days("1,5,1,x,-3,31, 10"), ElementsAre(10, 5, 1));
    EXPECT_EQ(write_days({10, 5, 1}), "10,5,1");
    EXPECT_THAT(read_days(""), ElementsAre());
}

TEST(MovementRules, APastedTableIsTakenWholeOrNotAtAll) {
    const auto atlas = kheo::test::country();
    const auto on = day("2026-11-02");
    const auto wrong =
        read_quotas(atlas, "00001\t3\n00051\t2\nabc;1\n00004, nhiều\n00004\t1\tHội người yêu hoa\n",
                    UnitId{kheo::test::kCity}, on);
    ASSERT_FALSE(wrong);
    std::vector<std::string> said;
    for (const auto& fault : wrong.error().fields)
        said.push_back(fault.message.in(Language::vi).substr(0, 7));
    EXPECT_THAT(said, ElementsAre("Dòng 2", "Dòng 3", "Dòng 4", "Dòng 5"))
        << "another province, nobody, no number, no sector";
    const auto right = read_quotas(atlas, "\n00001\t3\r\n 00004 ; 2 ; Lực lượng vũ trang\n00001,4\n",
                                   UnitId{kheo::test::kCity}, on);
    ASSERT_TRUE(right) << right.error().fields[0].message.in(Language::vi);
    EXPECT_THAT(*right,
                ElementsAre(Quota{{kheo::test::kDong}, "armed_forces", 2}, Quota{{kheo::test::kNew}, "", 4}));
    EXPECT_FALSE(read_quotas(atlas, std::string(2001, '\n') + "00001\t1", UnitId{kheo::test::kCity}, on));
}

TEST(MovementRules, AddressesOfATableAreMailboxes) {
    const auto atlas = kheo::test::country();
    const auto on = day("2026-11-02");
    EXPECT_FALSE(read_contacts(atlas, "00001\tvăn thư", {UnitId{kheo::test::kCity}}, on));
    const auto read =
        read_contacts(atlas, "00001\tvanthu@hoamai.vn\n00004\t-", {UnitId{kheo::test::kCity}}, on);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->at(0).address, "vanthu@hoamai.vn");
    EXPECT_EQ(read->at(1).address, "");
}

}  // namespace
}  // namespace kheo::movement
