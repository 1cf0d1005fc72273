// SPDX-License-Identifier: Apache-2.0
#include "@slice@/rules.hpp"

#include <gtest/gtest.h>

namespace kheo::@slice@ {
namespace {

TEST(@Slice@Rules, ATitleIsNeededAndShort) {
    EXPECT_EQ(faults_of({}).size(), 1u);
    EXPECT_EQ(faults_of({std::string(kLongestTitle + 1, 'a'), "key"}).size(), 1u);
    EXPECT_TRUE(faults_of({"Đường hoa", "key"}).empty());
}

}  // namespace
}  // namespace kheo::@slice@
