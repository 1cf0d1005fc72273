// SPDX-License-Identifier: Apache-2.0
#include "office/device.hpp"

#include <gtest/gtest.h>

namespace kheo::office {
namespace {

TEST(Device, WhatIsNotKnownIsNotSaid) {
    for (const auto* text : {"", "curl/8.0", "<script>alert(1)</script>"})
        EXPECT_EQ(device_words(text), "") << text;
    EXPECT_EQ(device_words("Mozilla/5.0 (Windows NT 10.0)"), "Windows");
}

TEST(Device, BrowserAndSystemAreSaidInTwoWords) {
    EXPECT_EQ(device_words("Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 (KHTML, like Gecko) "
                           "Chrome/120.0.0.0 Mobile Safari/537.36"),
              "Chrome · Android");
    EXPECT_EQ(
        device_words("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
                     "like Gecko) Version/17.1 Mobile/15E148 Safari/604.1"),
        "Safari · iPhone");
    EXPECT_EQ(device_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                           "coc_coc_browser/120.0 Chrome/114.0.0.0 Safari/537.36"),
              "Cốc Cốc · Windows");
    EXPECT_EQ(device_words("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"),
              "Firefox · Linux");
}

}  // namespace
}  // namespace kheo::office
