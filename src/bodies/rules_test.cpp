// SPDX-License-Identifier: Apache-2.0
#include "bodies/rules.hpp"

#include <gtest/gtest.h>

namespace kheo::bodies {
namespace {

const Date kReform = *Date::of(2025, 7, 1);

std::vector<Kind> some_kinds() {
    return {{"mobilisation_board", "Ban Dân vận", "party", "country,province,district", *Date::of(1, 1, 1),
             kReform.plus_days(-1), "23-QĐ/TW", true},
            {"mobilisation_team", "Tổ dân vận", "party", "hamlet", *Date::of(1, 1, 1),
             *Date::of(9999, 12, 31), "", true}};
}

Wanted wanted(std::string kind, std::string level) {
    Wanted out;
    out.kind = std::move(kind);
    out.level = std::move(level);
    out.name = "Tên";
    out.day = *Date::of(2024, 1, 1);
    out.document = {"12-QĐ/ĐU", "Đảng ủy xã", {}};
    return out;
}

TEST(BodiesRules, EverythingMissingIsSaidAtOnce) {
    Wanted empty;
    empty.level = "commune";
    EXPECT_EQ(faults_of_new(empty, some_kinds()).size(), 4u);
}

TEST(BodiesRules, AKindStandsOnlyWhereItsLevelAndDayAre) {
    const auto kinds = some_kinds();
    EXPECT_EQ(faults_of_new(wanted("mobilisation_team", "commune"), kinds).size(), 1u);
    auto late = wanted("mobilisation_board", "province");
    late.day = kReform;
    EXPECT_EQ(faults_of_new(late, kinds).size(), 1u);
    late.day = kReform.plus_days(-1);
    EXPECT_TRUE(faults_of_new(late, kinds).empty());
}

TEST(BodiesRules, AChangeComesAfterTheBeginningAndBeforeTheEnd) {
    const std::vector<Version> living{{"Cũ", *Date::of(2020, 1, 1), *Date::of(9999, 12, 31)}};
    const std::vector<Version> ended{{"Cũ", *Date::of(2020, 1, 1), *Date::of(2023, 1, 1)}};
    auto change = wanted("", "");
    EXPECT_TRUE(faults_of_change(change, ActKind::renamed, living).empty());
    EXPECT_EQ(faults_of_change(change, ActKind::renamed, ended).size(), 1u);
    change.day = *Date::of(2020, 1, 1);
    EXPECT_EQ(faults_of_change(change, ActKind::renamed, living).size(), 1u);
    EXPECT_TRUE(faults_of_change(change, ActKind::ended, living).empty()) << "a life of one day";
    change.name = "Cũ";
    change.day = *Date::of(2021, 1, 1);
    EXPECT_EQ(faults_of_change(change, ActKind::renamed, living).size(), 1u);
}

}  // namespace
}  // namespace kheo::bodies
