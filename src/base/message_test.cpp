// SPDX-License-Identifier: Apache-2.0
#include "base/message.hpp"

#include <gtest/gtest.h>

#include "base/messages.gen.hpp"
#include "base/result.hpp"

namespace kheo {

TEST(Sentence, FillsItsPlaceholdersInEachLanguage) {
    const Sentence sentence(msg::period_year, {{"year", "2026"}});
    EXPECT_EQ(sentence.in(Language::vi), "năm 2026");
    EXPECT_EQ(sentence.in(Language::en), "2026");
    EXPECT_EQ(sentence.key(), "base.period_year");
}

TEST(Sentence, LeavesUnknownPlaceholdersVisible) {
    EXPECT_EQ(fill("a {b} {c", {{"x", "y"}}), "a {b} {c");
}

Result<int> half(int n) {
    return n % 2 == 0 ? Result<int>(n / 2) : fail(ErrorKind::invalid, msg::period_year, {{"year", "1"}});
}
Result<int> quarter(int n) {
    return half(TRY(half(n)));
}

TEST(Result, TryPassesTheErrorUp) {
    EXPECT_EQ(*quarter(8), 2);
    EXPECT_EQ(quarter(6).error().kind, ErrorKind::invalid);
    EXPECT_EQ(exit_code(ErrorKind::environment), 3);
}

}  // namespace kheo
