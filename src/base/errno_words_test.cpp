// SPDX-License-Identifier: Apache-2.0
#include "base/errno_words.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace kheo {
namespace {

TEST(ErrnoWords, name_a_failure_or_at_least_its_number) {
    EXPECT_EQ("Permission denied", errno_words(EACCES));
    EXPECT_EQ("No space left on device", errno_words(ENOSPC));
    EXPECT_EQ("errno 4711", errno_words(4711));
}

}  // namespace
}  // namespace kheo
