// SPDX-License-Identifier: Apache-2.0
// Photos and papers made in code, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kheo::file::test {

/// What a telephone writes into a photo, each word found again by tells().
inline constexpr std::string_view kSecretPlace = "KHEO-SECRET-PLACE";

struct Look {
    int width = 800, height = 600;
    int orientation = 1;  // EXIF: 6 = to be turned by 90°
    int red = 200, green = 40, blue = 40;
    bool progressive = false;
};
/// JPEG with EXIF (camera, GPS, orientation), XMP, IPTC, a colour profile and a comment.
std::string jpeg_that_tells(const Look& look = {});
std::string png_of(int width, int height, bool transparent = false);
std::string webp_of(int width, int height);
/// "" where no encoder is installed.
std::string heic_of(int width, int height);
std::string gif_of(int width, int height);
/// The head of a PNG that claims so many pixels.
std::string png_that_claims(unsigned width, unsigned height);

/// Does any byte string of metadata stand in it?
bool tells(std::string_view bytes);

struct Pixels {
    int width = 0, height = 0, red = 0, green = 0, blue = 0;  // the colour of the middle
};
/// As any other program decodes it; width 0 when it does not.
Pixels decoded(std::string_view jpeg);
/// Names of what the file says besides its pixels ("exif-…", "icc-profile-data").
std::vector<std::string> metadata_of(std::string_view jpeg);

/// A whole PDF of so many pages; `more` stands in its catalogue.
std::string pdf_of(int pages, std::string_view more = {});

}  // namespace kheo::file::test
