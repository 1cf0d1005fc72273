// SPDX-License-Identifier: Apache-2.0
#include "base/lines.hpp"

#include <gtest/gtest.h>

namespace kheo {

TEST(LinesTest, of_white_space_nothing_stays) {
    EXPECT_EQ(tidy_lines(""), "");
    EXPECT_EQ(tidy_lines(" \r\n\t\r\n"), "");
}

TEST(LinesTest, a_form_sends_carriage_returns_that_nobody_typed) {
    EXPECT_EQ(tidy_lines("một\r\n\r\nhai\r\n"), "một\n\nhai");
}

TEST(LinesTest, spaces_inside_stay_as_they_were_typed) {
    EXPECT_EQ(tidy_lines("  - một\n    - hai  \n"), "- một\n    - hai");
}

TEST(LinesTest, letters_are_composed) {
    EXPECT_EQ(tidy_lines("a\u0302\u0301"), "ấ");
}

}  // namespace kheo
