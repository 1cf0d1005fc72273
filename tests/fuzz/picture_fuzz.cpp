// SPDX-License-Identifier: Apache-2.0
// Photos from anywhere. Promises: refused with a sentence, or three JPEG copies that hold nothing but the
// picture, none larger than its bound, and that come out of the same cleaning again.
#include "fuzz/fuzz.hpp"
#include "platform/file/picture.hpp"
#include "platform/file/sniff.hpp"

namespace {

using namespace kheo::file;
using kheo::fuzz::promise;

constexpr std::int64_t kMostPixels = 4'000'000;  // small, so that a run has many inputs

int bound(Size size) {
    return size == Size::large ? kLongestLarge : size == Size::medium ? kLongestMedium : kLongestSmall;
}

void check(const CleanPicture& picture) {
    promise(picture.copies.size() == 3, "three sizes");
    for (const auto& copy : picture.copies) {
        promise(is_bare(copy.jpeg), "nothing but the picture is kept");
        promise(copy.width >= 1 && copy.width <= bound(copy.size), "width within its bound");
        promise(copy.height >= 1 && copy.height <= bound(copy.size), "height within its bound");
    }
    const auto again = clean_picture(picture.copies[2].jpeg, Type::jpeg, kMostPixels);
    promise(again.has_value(), "what was cleaned can be read");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    const auto type = sniff(input);
    if (!type) return promise(!type.error().message.empty(), "a refused file has its sentence"), 0;
    if (!is_photo(*type)) return 0;
    const auto picture = clean_picture(input, *type, kMostPixels);
    if (picture)
        check(*picture);
    else
        promise(!picture.error().message.empty(), "a refused picture has its sentence");
    return 0;
}
