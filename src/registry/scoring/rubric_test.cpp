// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rubric.hpp"

#include <gmock/gmock.h>

#include "registry/scoring/rubric_form.hpp"

namespace kheo::registry::scoring {

namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

Rubric whole() {
    Rubric r;
    r.name = "Thang điểm phường";
    for (const Tenths most : {100, 150, 200, 200, 200, 150})
        r.criteria.push_back({{}, "Tiêu chí", "", "", most, r.criteria.size() == 4});
    r.grades = {{"Xuất sắc", 900}, {"Tốt", 700}, {"Đạt", 500}};
    return r;
}

std::vector<std::string> wrong_fields(const Rubric& r) {
    std::vector<std::string> out;
    for (const auto& fault : faults(r)) out.push_back(fault.field);
    return out;
}

std::string grade(const Mean& mean) {
    const auto rubric = whole();
    const auto* found = grade_of(rubric, mean);
    return found ? found->name : "Không đạt";
}

}  // namespace

TEST(RubricRules, TheSumMustBeTheScale) {
    auto r = whole();
    r.criteria[0].most = 95;
    ASSERT_EQ(faults(r).size(), 1U);
    EXPECT_EQ(faults(r)[0].message.in(Language::vi),
              "Tổng các tiêu chí là 99,5/100 điểm: còn thiếu 0,5 điểm.");
    r.criteria[0].most = 120;
    EXPECT_EQ(faults(r)[0].message.in(Language::vi), "Tổng các tiêu chí là 102/100 điểm: thừa 2 điểm.");
    r.criteria[0].most = 100;
    EXPECT_THAT(faults(r), IsEmpty());
}

TEST(RubricRules, EverythingWrongIsSaidAtOnce) {
    Rubric r;
    r.province_from = 300;
    EXPECT_THAT(wrong_fields(r), ::testing::UnorderedElementsAre("name", "criteria", "result", "scale",
                                                                 "grades", "province_from"));
}

TEST(RubricRules, APointStepFinerThanTheRubricIsRefused) {
    auto r = whole();
    r.step = 10;
    r.criteria[0].most = 105;
    r.criteria[1].most = 145;
    EXPECT_THAT(wrong_fields(r), Contains("c-0-most"));
    EXPECT_THAT(wrong_fields(r), Contains("c-1-most"));
    EXPECT_TRUE(is_possible(r, r.criteria[2], 200));
    EXPECT_FALSE(is_possible(r, r.criteria[2], 195));
    EXPECT_FALSE(is_possible(r, r.criteria[2], 210));
    EXPECT_FALSE(is_possible(r, r.criteria[2], -10));
}

TEST(RubricRules, GradesFallAndStayInsideTheScale) {
    auto r = whole();
    r.grades = {{"Tốt", 700}, {"Xuất sắc", 900}, {"", 1100}};
    EXPECT_THAT(wrong_fields(r), ::testing::UnorderedElementsAre("g-1-least", "g-2-name", "g-2-least"));
}

TEST(RubricRules, OneCriterionDecidesTies) {
    auto r = whole();
    r.criteria[0].is_result = true;
    EXPECT_THAT(wrong_fields(r), Contains("result"));
}

TEST(RubricRules, GradesAtTheirExactBoundaries) {
    EXPECT_EQ(grade({499, 1}), "Không đạt");
    EXPECT_EQ(grade({500, 1}), "Đạt");
    EXPECT_EQ(grade({695, 1}), "Đạt");
    EXPECT_EQ(grade({700, 1}), "Tốt");
    EXPECT_EQ(grade({895, 1}), "Tốt");
    EXPECT_EQ(grade({2699, 3}), "Tốt");
    EXPECT_EQ(grade({900, 1}), "Xuất sắc");
    EXPECT_EQ(grade({2100, 3}), "Tốt");
    EXPECT_EQ(grade({2099, 3}), "Đạt");
}

TEST(RubricEditor, WhatWasTypedSurvivesEveryButton) {
    auto text = text_of(whole());
    text.criteria[1].name = "Chữ đang gõ";
    text.criteria[1].most = "không phải số";
    apply(text, "add-c");
    apply(text, "drop-c-0");
    apply(text, "up-c-99");
    apply(text, "drop-c-x");
    apply(text, "");
    ASSERT_EQ(text.criteria.size(), 6U);
    EXPECT_EQ(text.criteria[0].name, "Chữ đang gõ");
    EXPECT_EQ(text.criteria[0].most, "không phải số");
    EXPECT_EQ(text.result, "3");
}

TEST(RubricEditor, TheDecidingCriterionMovesWithItsRow) {
    auto text = text_of(whole());
    apply(text, "up-c-4");
    EXPECT_EQ(text.result, "3");
    apply(text, "up-c-4");
    EXPECT_EQ(text.result, "4");
    apply(text, "drop-c-4");
    EXPECT_EQ(text.result, "");
}

TEST(RubricEditor, RowsEndAtTheirLimit) {
    auto text = text_of(whole());
    for (int i = 0; i < 50; ++i) apply(text, "add-c");
    for (int i = 0; i < 50; ++i) apply(text, "add-g");
    EXPECT_EQ(text.criteria.size(), kMostCriteria);
    EXPECT_EQ(text.grades.size(), kMostGrades);
}

TEST(RubricEditor, UnreadablePointsAreNamedByTheirBox) {
    auto text = text_of(whole());
    text.criteria[2].most = "hai mươi";
    text.grades[0].least = "9O";
    Rubric r = whole();
    const auto errors = read_rubric(text, r);
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].field, "c-2-most");
    EXPECT_EQ(errors[1].field, "g-0-least");
}

TEST(RubricEditor, ComesBackAsItWentIn) {
    auto r = whole();
    r.legal_basis = "Hướng dẫn 05";
    Rubric back = r;
    EXPECT_THAT(read_rubric(text_of(r), back), IsEmpty());
    EXPECT_EQ(canonical(back), canonical(r));
}

}  // namespace kheo::registry::scoring
