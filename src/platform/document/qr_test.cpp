// SPDX-License-Identifier: Apache-2.0
#include "platform/document/qr.hpp"

#include <gtest/gtest.h>

namespace kheo::document {

TEST(QrCode, IsAPatternAndNothingOfTheText) {
    const auto svg = qr_svg("<script>alert(1)</script>");
    EXPECT_TRUE(svg.starts_with("<svg class=\"qr\" viewBox=\"0 0 "));
    EXPECT_EQ(svg.find("script"), std::string::npos);
    // The finder in the upper left corner: seven dark modules behind the quiet zone.
    EXPECT_NE(svg.find("M4 4h7v1h-7z"), std::string::npos);
}

TEST(QrCode, WhatDoesNotFitIsNone) {
    EXPECT_NE(qr_svg(std::string(2'000, 'x')), "");
    EXPECT_EQ(qr_svg(std::string(3'000, 'x')), "");
}

}  // namespace kheo::document
