// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/device_mark.hpp"

#include <gtest/gtest.h>

namespace kheo::auth {
namespace {

const std::string kKey(32, 'k'), kOtherKey(32, 'x');

TEST(DeviceMark, OpensNothingForAnotherAccountAnotherInstallationOrWhenItIsChanged) {
    const auto cookie = with_mark(kKey, {}, "hanh");
    EXPECT_EQ(marked_device(kKey, cookie, "lan"), "");
    EXPECT_EQ(marked_device(kOtherKey, cookie, "hanh"), "");
    auto changed = cookie;
    changed.back() = changed.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(marked_device(kKey, changed, "hanh"), "");
    for (const auto* wrong : {"", "~", ".", "hanh", "~~~~~~", "a.b~c.d"})
        EXPECT_EQ(marked_device(kKey, wrong, "hanh"), "") << wrong;
    EXPECT_EQ(marked_device(kKey, std::string(100'000, 'a'), "hanh"), "");
}

TEST(DeviceMark, StaysTheSameOnOneDeviceAndDiffersFromDeviceToDevice) {
    const auto cookie = with_mark(kKey, {}, "hanh");
    EXPECT_NE(marked_device(kKey, cookie, "hanh"), "");
    EXPECT_EQ(with_mark(kKey, cookie, "hanh"), cookie);
    EXPECT_NE(with_mark(kKey, {}, "hanh"), cookie);
    EXPECT_EQ(cookie.find("hanh"), std::string::npos);
}

TEST(DeviceMark, ADeviceOfSeveralPeopleKeepsTheLastFour) {
    std::string cookie;
    for (const auto* name : {"mot", "hai", "ba", "bon", "nam"}) cookie = with_mark(kKey, cookie, name);
    EXPECT_EQ(marked_device(kKey, cookie, "mot"), "");
    for (const auto* name : {"hai", "ba", "bon", "nam"})
        EXPECT_NE(marked_device(kKey, cookie, name), "") << name;
    const auto planted = with_mark(kKey, "x; Path=/~a\r\nSet-Cookie: b", "nam");
    EXPECT_EQ(planted.find_first_of(";\r\n~ "), std::string::npos) << "what is no mark is not sent back";
}

}  // namespace
}  // namespace kheo::auth
