// SPDX-License-Identifier: Apache-2.0
// The words of `kheo pivot`.
#include <gmock/gmock.h>

#include "statistics/cli.hpp"

namespace kheo::statistics {
namespace {

using ::testing::HasSubstr;

PivotArguments usual() {
    PivotArguments out;
    out.measures = {"practices"};
    out.period = "2024-H1";
    return out;
}

ErrorKind refused(const PivotArguments& arguments) {
    const auto read = read_arguments(arguments);
    EXPECT_FALSE(read.has_value());
    return read ? ErrorKind::internal : read.error().kind;
}

TEST(PivotCommand, unknown_words_are_wrong_usage) {
    auto a = usual();
    a.measures = {"models"};
    EXPECT_EQ(refused(a), ErrorKind::usage);
    EXPECT_THAT(read_arguments(a).error().message.in(Language::vi), HasSubstr("units_with_initiatives"));
    a = usual();
    a.rows = "unit";
    EXPECT_EQ(refused(a), ErrorKind::usage);
    a = usual();
    a.map = "yesterday";
    EXPECT_EQ(refused(a), ErrorKind::usage);
    a = usual();
    a.where = {"field"};
    EXPECT_EQ(refused(a), ErrorKind::usage);
}

TEST(PivotCommand, a_period_that_cannot_be_read_is_bad_input) {
    for (const auto* text : {"", "2024-13", "H1-2024", "2024..2023"}) {
        auto a = usual();
        a.period = text;
        EXPECT_EQ(refused(a), ErrorKind::invalid) << text;
        a = usual();
        a.compare = *text ? text : "2024-";
        EXPECT_EQ(refused(a), ErrorKind::invalid) << text;
    }
}

TEST(PivotCommand, words_become_a_question) {
    auto a = usual();
    a.rows = "unit:district";
    a.columns = "field";
    a.under = "01";
    a.where = {"theme=a=b, c", "basis=maintained"};
    a.compare = "same_period_last_year";
    a.map = "2025-07-01";
    const auto q = read_arguments(a).value();
    EXPECT_EQ(code(*q.rows), "unit:district");
    EXPECT_EQ(q.where[0].value, "a=b, c") << "only the first sign of equality parts";
    EXPECT_EQ(q.compare->code(), "2023-H1");
    EXPECT_EQ(code(q.map), "2025-07-01");
    a.compare = "2022";
    EXPECT_EQ(read_arguments(a)->compare->code(), "2022");
}

}  // namespace
}  // namespace kheo::statistics
