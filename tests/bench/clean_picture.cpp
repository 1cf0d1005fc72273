// SPDX-License-Identifier: Apache-2.0
// kheo_bench_picture make FILE WIDTH HEIGHT: a JPEG as uneven as a photo.
// kheo_bench_picture clean FILE: the photo made anew as an upload is; processor milliseconds, MB of memory at
// rest and at most, and the size of the three copies. A process of its own per photo, so that its memory is
// its own. For dev/bench only.
#include <sys/resource.h>
#include <vips/vips.h>

#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>

#include "platform/file/picture.hpp"

namespace {

using kheo::file::clean_picture;
using kheo::file::Type;

constexpr std::int64_t kMostPixels = 200'000'000;

/// Coarse blotches with fine noise over them: compresses about as badly as a photo of a village road.
int make(const char* file, int width, int height) {
    VipsImage *coarse = nullptr, *large = nullptr, *fine = nullptr, *sum = nullptr, *bytes = nullptr;
    VipsImage* bands[3] = {};
    for (int band = 0; band < 3; ++band) {
        if (vips_gaussnoise(&coarse, width / 40 + 1, height / 40 + 1, "mean", 128.0, "sigma", 60.0, "seed",
                            band + 1, nullptr) != 0 ||
            vips_resize(coarse, &large, 40.0, nullptr) != 0 ||
            vips_gaussnoise(&fine, large->Xsize, large->Ysize, "mean", 0.0, "sigma", 6.0, "seed", band + 9,
                            nullptr) != 0 ||
            vips_add(large, fine, &sum, nullptr) != 0 || vips_cast_uchar(sum, &bytes, nullptr) != 0 ||
            vips_crop(bytes, &bands[band], 0, 0, width, height, nullptr) != 0)
            return 3;
    }
    VipsImage *joined = nullptr, *photo = nullptr;
    if (vips_bandjoin(bands, &joined, 3, nullptr) != 0 ||
        vips_copy(joined, &photo, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) != 0)
        return 3;
    return vips_jpegsave(photo, file, "Q", 88, nullptr) == 0 ? 0 : 3;
}

long peak_mb() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss / 1024;
}

double processor_ms() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto ms = [](const timeval& t) { return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3; };
    return ms(used.ru_utime) + ms(used.ru_stime);
}

int clean(const char* file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    (void)clean_picture("", Type::jpeg, 1);  // the library starts
    const auto rest = peak_mb();
    const auto before = processor_ms();
    const auto done = clean_picture(bytes, Type::jpeg, kMostPixels);
    if (!done) return std::cerr << done.error().message.in(kheo::Language::en) << '\n', 3;
    std::cout << processor_ms() - before << ' ' << rest << ' ' << peak_mb();
    for (const auto& copy : done->copies)
        std::cout << ' ' << copy.width << 'x' << copy.height << '=' << copy.jpeg.size() / 1024 << "kB";
    std::cout << '\n';
    return 0;
}

int number(std::string_view text) {
    int out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 2 ? argv[1] : "";
    if (what == "make" && argc == 5) {
        if (vips_init(argv[0]) != 0) return 3;
        return make(argv[2], number(argv[3]), number(argv[4]));
    }
    if (what == "clean" && argc == 3) return clean(argv[2]);
    return 2;
}
