// SPDX-License-Identifier: Apache-2.0
#include "base/natural_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace kheo {

TEST(NaturalOrder, NumbersStandByTheirSizeAndWordsInVietnameseOrder) {
    std::vector<std::string> names{"Thôn 16",   "Thôn 6",  "Thôn Đông", "Thôn 2",
                                   "Thôn Dinh", "Thôn 11", "Khối 7"};
    std::ranges::sort(names, {}, [](const std::string& name) { return natural_key(name); });
    EXPECT_EQ(names, (std::vector<std::string>{"Khối 7", "Thôn 2", "Thôn 6", "Thôn 11", "Thôn 16",
                                               "Thôn Dinh", "Thôn Đông"}));
}

TEST(NaturalOrder, AVeryLongNumberIsNotCut) {
    EXPECT_NE(natural_key("1234567890123"), natural_key("1234567890124"));
}

}  // namespace kheo
