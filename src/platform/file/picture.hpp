// SPDX-License-Identifier: Apache-2.0
// Photos made anew: decoded, turned upright, brought to sRGB and to three bounded sizes, written as JPEG
// without any metadata. The only place that knows libvips (vips_picture.cpp). One picture at a time; one
// other waits, for seconds. Nothing is written to the disk meanwhile.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/file/model.hpp"

namespace kheo::file {

struct CleanPicture {
    struct Copy {
        Size size = Size::large;
        int width = 0, height = 0;  // pixels
        std::string jpeg;
    };
    std::vector<Copy> copies;  // large, medium, small; a small picture is not made larger
};

/// Refuses (invalid) what is torn or broken, (too_large) what has more pixels than `most_pixels`, told by its
/// first bytes before anything is decoded; (invalid) a JPEG of more scans than any camera writes;
/// (environment) when others wait already. The type is what sniff() said.
using Cleaner =
    std::function<Result<CleanPicture>(std::string_view bytes, Type type, std::int64_t most_pixels)>;
Result<CleanPicture> clean_picture(std::string_view bytes, Type type, std::int64_t most_pixels);

/// Does a JPEG hold what is needed to show it and nothing else: no EXIF, GPS, XMP, IPTC, colour profile,
/// comment, second picture, nothing behind its end?
bool is_bare(std::string_view jpeg);

}  // namespace kheo::file
