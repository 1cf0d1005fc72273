// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "guide/book.hpp"
#include "platform/asset/asset.hpp"

namespace kheo::guide {
namespace {

TEST(Guide, ThereIsOneForEachRole) {
    for (const auto code : {"xa", "to-dan-van", "tinh", "quan-tri"}) EXPECT_TRUE(find_guide(code)) << code;
    EXPECT_FALSE(find_guide("khong-co"));
}

TEST(Guide, TheLongestAddressDecidesAndOnlyInWholeWords) {
    const Guide guide{"x", "", "", "", {}, {{"/so", "so"}, {"/so/moi", "moi"}}};
    EXPECT_EQ(section_about(guide, "/so/moi"), "moi");
    EXPECT_EQ(section_about(guide, "/so/moi/sua"), "moi");
    EXPECT_EQ(section_about(guide, "/so/khac"), "so");
    EXPECT_EQ(section_about(guide, "/so-lieu"), "");
}

TEST(Guide, AStarIsAnyOneSegmentOfAnAddress) {
    const Guide guide{"x", "", "", "", {}, {{"/ho-so", "ho-so"}, {"/ho-so/*/cham-diem", "cham"}}};
    EXPECT_EQ(section_about(guide, "/ho-so/7K4M92QXH3"), "ho-so");
    EXPECT_EQ(section_about(guide, "/ho-so/7K4M92QXH3/cham-diem/tong-hop"), "cham");
    EXPECT_EQ(section_about(guide, "/ho-so/cham-diem"), "ho-so");
}

TEST(Guide, APageThatTheOwnGuideDoesNotSpeakOfIsLookedForInTheOthers) {
    EXPECT_EQ(answer("xa", "/khong-ai-noi-toi"), "/huong-dan/xa");
    EXPECT_EQ(answer("khong-co", "/so-dang-ky"), "/huong-dan");
    EXPECT_TRUE(answer("xa", "/quan-tri/kiem-tra").starts_with("/huong-dan/quan-tri#"));
}

TEST(Guide, EveryPictureIsPackedIntoTheProgram) {
    for (const auto& guide : guides()) {
        const auto html = html_of(guide);
        EXPECT_EQ(html.find("src=\"\""), std::string::npos) << guide.code;
        EXPECT_EQ(html.find("@@"), std::string::npos) << guide.code;
    }
}

}  // namespace
}  // namespace kheo::guide
