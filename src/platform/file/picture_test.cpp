// SPDX-License-Identifier: Apache-2.0
// What becomes of a photo before anybody sees it.
#include "platform/file/picture.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>

#include "platform/file/sniff.hpp"
#include "platform/file/test_pictures.hpp"

namespace kheo::file {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kMost = 65'000'000;

std::string key_of(const auto& result) {
    return result ? std::string() : std::string(result.error().message.key());
}

Result<CleanPicture> cleaned(const std::string& bytes) {
    const auto type = sniff(bytes);
    if (!type) return std::unexpected<Error>(type.error());
    return clean_picture(bytes, *type, kMost);
}

TEST(Picture, a_torn_one_is_a_sentence_wherever_it_is_torn) {
    for (const auto& whole : {jpeg_that_tells(), png_of(300, 200), webp_of(300, 200)}) {
        ASSERT_TRUE(cleaned(whole));
        for (const std::size_t tenth : {1, 3, 5, 7, 9}) {
            const auto torn = cleaned(whole.substr(0, whole.size() * tenth / 10));
            ASSERT_FALSE(torn) << tenth;
            EXPECT_EQ(torn.error().kind, ErrorKind::invalid);
            EXPECT_THAT(torn.error().message.in(Language::vi), HasSubstr("Xin"));
        }
    }
}

TEST(Picture, more_pixels_than_allowed_are_refused_by_the_head_alone) {
    const auto bomb = cleaned(png_that_claims(20'000, 5'000));
    EXPECT_EQ(key_of(bomb), "file.too_many_pixels");
    EXPECT_EQ(bomb.error().kind, ErrorKind::too_large);
    EXPECT_THAT(bomb.error().message.in(Language::vi), HasSubstr("20.000 × 5.000"));
    EXPECT_FALSE(cleaned(png_that_claims(0x7FFFFFFFU, 0x7FFFFFFFU)));
    EXPECT_EQ(key_of(clean_picture(jpeg_that_tells(), Type::jpeg, 100'000)), "file.too_many_pixels");
}

TEST(Picture, one_that_is_walked_over_again_and_again_is_refused_before_it_is_read) {
    const auto photo = jpeg_that_tells({.progressive = true});
    ASSERT_TRUE(cleaned(photo)) << "as some cameras write it";
    // The last scan of the file once more, and once more …
    const auto scan = photo.rfind("\xFF\xDA"), end = photo.rfind("\xFF\xD9");
    ASSERT_LT(scan, end);
    auto slow = photo.substr(0, end);
    for (int i = 0; i < 64; ++i) slow += photo.substr(scan, end - scan);
    EXPECT_EQ(key_of(cleaned(slow + "\xFF\xD9")), "file.too_many_scans");
    // The word in a comment or in the thumbnail of the camera is no scan.
    std::string comment = "\xFF\xFE";
    comment += std::string("\x02\x02", 2);
    for (int i = 0; i < 256; ++i) comment += "\xFF\xDA";
    EXPECT_TRUE(cleaned(photo.substr(0, 2) + comment + photo.substr(2)));
}

TEST(Picture, what_is_no_photo_is_told_by_its_bytes) {
    EXPECT_EQ(key_of(sniff("")), "file.empty_file");
    EXPECT_EQ(key_of(sniff("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")),
              "file.markup");
    EXPECT_EQ(key_of(sniff("\xEF\xBB\xBF \n<?xml version=\"1.0\"?><svg/>")), "file.markup");
    EXPECT_EQ(key_of(sniff("<!doctype html><script>alert(1)</script>")), "file.markup");
    EXPECT_EQ(key_of(sniff(gif_of(10, 10))), "file.animation");
    EXPECT_EQ(key_of(sniff(std::string("\0\0\0\x20"
                                       "ftypisom\0\0\2\0isomiso2",
                                       24))),
              "file.film");
    EXPECT_EQ(key_of(sniff(std::string("\0\0\0\x1C"
                                       "ftypavif\0\0\0\0avifmif1",
                                       24) +
                           std::string(9, 'x'))),
              "file.film");
    EXPECT_EQ(key_of(sniff("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")), "file.old_office");
    EXPECT_EQ(key_of(sniff("MZ\x90")), "file.unknown_type");
}

TEST(Picture, another_format_behind_the_first_bytes_is_not_read) {
    const auto gif = gif_of(10, 10);
    EXPECT_FALSE(clean_picture(gif, Type::jpeg, kMost));
    EXPECT_FALSE(clean_picture("\xFF\xD8\xFF" + gif, Type::jpeg, kMost));
    EXPECT_FALSE(clean_picture("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                               Type::png, kMost));
}

TEST(Picture, nothing_of_the_metadata_is_left) {
    const auto original = jpeg_that_tells();
    ASSERT_TRUE(tells(original)) << "or the test proves nothing";
    ASSERT_THAT(metadata_of(original), ::testing::Contains(HasSubstr("GPSLatitude")));
    ASSERT_FALSE(is_bare(original));
    const auto clean = cleaned(original).value();
    ASSERT_EQ(clean.copies.size(), 3);
    for (const auto& copy : clean.copies) {
        EXPECT_FALSE(tells(copy.jpeg));
        EXPECT_TRUE(is_bare(copy.jpeg));
        EXPECT_THAT(metadata_of(copy.jpeg), IsEmpty());
    }
}

TEST(Picture, whatever_stands_beside_the_picture_is_no_bare_one) {
    const auto bare = cleaned(png_of(20, 20)).value().copies[0].jpeg;
    ASSERT_TRUE(is_bare(bare));
    EXPECT_FALSE(is_bare(bare + "GPS")) << "behind its end";
    EXPECT_FALSE(is_bare(bare.substr(0, 2) + std::string("\xFF\xFE\0\7GPS 1", 9) + bare.substr(2)))
        << "comment";
    EXPECT_FALSE(is_bare(bare.substr(0, 2) + std::string("\xFF\xE1\0\10Exif\0\0", 10) + bare.substr(2)));
    EXPECT_FALSE(is_bare(bare.substr(0, bare.size() - 1)));
    EXPECT_FALSE(is_bare(""));
    EXPECT_FALSE(is_bare("\xFF\xD8\xFF\xD8"));
}

TEST(Picture, three_sizes_none_larger_than_the_photo) {
    const auto large = cleaned(jpeg_that_tells({.width = 4000, .height = 1000})).value();
    EXPECT_EQ(large.copies[0].width, 2048);
    EXPECT_EQ(large.copies[0].height, 512);
    EXPECT_EQ(large.copies[1].width, 640);
    EXPECT_EQ(large.copies[2].width, 160);
    const auto tiny = cleaned(png_of(100, 50)).value();
    for (const auto& copy : tiny.copies) EXPECT_EQ(copy.width, 100);
    EXPECT_EQ(cleaned(png_of(1, 1)).value().copies[2].width, 1);
}

TEST(Picture, one_taken_upright_stands_upright) {
    const auto clean = cleaned(jpeg_that_tells({.width = 400, .height = 300, .orientation = 6})).value();
    EXPECT_EQ(clean.copies[0].width, 300);
    EXPECT_EQ(clean.copies[0].height, 400);
}

TEST(Picture, colours_of_another_profile_become_those_of_the_web) {
    // (200, 40, 40) of Display P3 is a stronger red in sRGB.
    const auto shown = decoded(cleaned(jpeg_that_tells()).value().copies[0].jpeg);
    EXPECT_EQ(shown.width, 800);
    EXPECT_GT(shown.red, 205);
    EXPECT_LT(shown.green, 45);
}

TEST(Picture, what_is_transparent_becomes_white) {
    const auto shown = decoded(cleaned(png_of(60, 40, true)).value().copies[0].jpeg);
    EXPECT_GT(shown.red, 250);
    EXPECT_GT(shown.blue, 250);
}

TEST(Picture, telephones_that_write_heic_are_understood) {
    const auto heic = heic_of(320, 240);
    if (heic.empty()) GTEST_SKIP() << "no encoder for HEIC here";
    ASSERT_EQ(sniff(heic).value(), Type::heic);
    const auto clean = cleaned(heic);
    ASSERT_TRUE(clean) << clean.error().detail;
    EXPECT_EQ(clean->copies[0].width, 320);
    EXPECT_FALSE(cleaned(heic.substr(0, heic.size() / 2)));
}

TEST(Picture, the_same_photo_gives_the_same_bytes) {
    const auto photo = jpeg_that_tells();
    EXPECT_EQ(cleaned(photo).value().copies[0].jpeg, cleaned(photo).value().copies[0].jpeg);
}

TEST(Picture, no_temporary_file_is_made) {
    const auto marker = std::filesystem::temp_directory_path();
    const auto count = [&] {
        std::error_code ignored;
        std::size_t found = 0;
        for (const auto& entry : std::filesystem::directory_iterator(marker, ignored))
            found += entry.path().filename().string().starts_with("vips");
        return found;
    };
    const auto before = count();
    ASSERT_TRUE(cleaned(jpeg_that_tells({.width = 6000, .height = 6000, .orientation = 6})));
    EXPECT_EQ(count(), before);
}

}  // namespace
}  // namespace kheo::file
