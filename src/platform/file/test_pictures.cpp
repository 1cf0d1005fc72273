// SPDX-License-Identifier: Apache-2.0
#include "platform/file/test_pictures.hpp"

#include <fmt/format.h>
#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "platform/file/picture.hpp"

namespace kheo::file::test {

namespace {

/// The library is started by what is tested, so that its settings hold here too.
void start() {
    (void)clean_picture("", Type::jpeg, 1);
}

VipsImage* plain(int width, int height, std::vector<double> colour) {
    start();
    VipsImage *black = nullptr, *filled = nullptr, *small = nullptr, *out = nullptr;
    vips_black(&black, width, height, "bands", static_cast<int>(colour.size()), nullptr);
    std::vector<double> ones(colour.size(), 1);
    vips_linear(black, &filled, ones.data(), colour.data(), static_cast<int>(colour.size()), nullptr);
    vips_cast_uchar(filled, &small, nullptr);
    vips_copy(small, &out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    for (auto* image : {black, filled, small}) g_object_unref(image);
    return out;
}

template <typename Save>
std::string saved(VipsImage* image, Save save) {
    void* bytes = nullptr;
    std::size_t length = 0;
    const int failed = save(image, &bytes, &length);
    g_object_unref(image);
    if (failed != 0) return {};
    std::string out(static_cast<const char*>(bytes), length);
    g_free(bytes);
    return out;
}

void set_text_blob(VipsImage* image, const char* name, const std::string& text) {
    vips_image_set_blob_copy(image, name, text.data(), text.size());
}

}  // namespace

std::string jpeg_that_tells(const Look& look) {
    auto* image = plain(look.width, look.height, {double(look.red), double(look.green), double(look.blue)});
    const std::string secret(kSecretPlace);
    vips_image_set_string(image, "exif-ifd0-Model", secret.c_str());
    vips_image_set_string(image, "exif-ifd0-ImageDescription", secret.c_str());
    vips_image_set_string(image, "exif-ifd3-GPSLatitudeRef", "N");
    vips_image_set_string(image, "exif-ifd3-GPSLatitude", "20/1 51/1 3000/100");
    vips_image_set_string(image, "exif-ifd3-GPSLongitudeRef", "E");
    vips_image_set_string(image, "exif-ifd3-GPSLongitude", "106/1 41/1 100/100");
    vips_image_set_int(image, VIPS_META_ORIENTATION, look.orientation);
    set_text_blob(image, VIPS_META_XMP_NAME,
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">" + secret + "</x:xmpmeta>");
    set_text_blob(image, VIPS_META_IPTC_NAME, "Photoshop 3.0" + secret);
    return saved(image, [&](VipsImage* i, void** bytes, std::size_t* length) {
        return vips_jpegsave_buffer(i, bytes, length, "profile", "p3", "interlace",
                                    look.progressive ? TRUE : FALSE, nullptr);
    });
}

std::string png_of(int width, int height, bool transparent) {
    auto* image = plain(width, height,
                        transparent ? std::vector<double>{10, 20, 30, 0} : std::vector<double>{10, 200, 30});
    return saved(image, [](VipsImage* i, void** bytes, std::size_t* length) {
        return vips_pngsave_buffer(i, bytes, length, nullptr);
    });
}

std::string webp_of(int width, int height) {
    return saved(plain(width, height, {10, 20, 200}), [](VipsImage* i, void** bytes, std::size_t* length) {
        return vips_webpsave_buffer(i, bytes, length, nullptr);
    });
}

std::string heic_of(int width, int height) {
    return saved(plain(width, height, {10, 20, 200}), [](VipsImage* i, void** bytes, std::size_t* length) {
        return vips_heifsave_buffer(i, bytes, length, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_HEVC,
                                    nullptr);
    });
}

std::string gif_of(int width, int height) {
    return saved(plain(width, height, {10, 20, 200}), [](VipsImage* i, void** bytes, std::size_t* length) {
        return vips_gifsave_buffer(i, bytes, length, nullptr);
    });
}

std::string png_that_claims(unsigned width, unsigned height) {
    auto png = png_of(8, 8);
    const auto put = [&](std::size_t at, unsigned value) {
        for (int i = 0; i < 4; ++i)
            png[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    // The sum of the head must fit, or the file is simply broken.
    unsigned sum = 0xFFFFFFFFU;
    for (std::size_t at = 12; at < 29; ++at) {
        sum ^= static_cast<unsigned char>(png[at]);
        for (int bit = 0; bit < 8; ++bit) sum = sum & 1U ? sum >> 1 ^ 0xEDB88320U : sum >> 1;
    }
    put(29, ~sum);
    return png;
}

bool tells(std::string_view bytes) {
    constexpr std::array<std::string_view, 8> kTraces{kSecretPlace, "Exif",      "GPS", "xmpmeta",
                                                      "adobe",      "Photoshop", "ICC", "XMP"};
    return std::ranges::any_of(kTraces,
                               [&](auto trace) { return bytes.find(trace) != std::string_view::npos; });
}

Pixels decoded(std::string_view jpeg) {
    start();
    VipsImage* image = nullptr;
    if (vips_jpegload_buffer(const_cast<char*>(jpeg.data()), jpeg.size(), &image, nullptr) != 0) return {};
    Pixels out{vips_image_get_width(image), vips_image_get_height(image)};
    double* colour = nullptr;
    int bands = 0;
    if (vips_getpoint(image, &colour, &bands, out.width / 2, out.height / 2, nullptr) == 0 && bands >= 3) {
        out.red = int(colour[0]);
        out.green = int(colour[1]);
        out.blue = int(colour[2]);
    }
    g_free(colour);
    g_object_unref(image);
    return out;
}

std::vector<std::string> metadata_of(std::string_view jpeg) {
    start();
    VipsImage* image = nullptr;
    std::vector<std::string> out;
    if (vips_jpegload_buffer(const_cast<char*>(jpeg.data()), jpeg.size(), &image, nullptr) != 0) return out;
    auto** fields = vips_image_get_fields(image);
    for (auto** field = fields; *field; ++field) {
        const std::string name = *field;
        const bool tells_more = name.starts_with("exif") || name.starts_with("icc") ||
                                name.starts_with("xmp") || name.starts_with("iptc") ||
                                name == VIPS_META_ORIENTATION || name.starts_with("jpeg-thumbnail");
        if (tells_more) out.push_back(name);
    }
    g_strfreev(fields);
    g_object_unref(image);
    return out;
}

std::string pdf_of(int pages, std::string_view more) {
    std::string out =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + std::string(more) + " >>\nendobj\n";
    std::string kids;
    for (int i = 0; i < pages; ++i) {
        kids += fmt::format("{} 0 R ", i + 3);
        out +=
            fmt::format("{} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n", i + 3);
    }
    out += fmt::format("2 0 obj\n<< /Type /Pages /Kids [{}] /Count {} >>\nendobj\n", kids, pages);
    return out + "trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
}

}  // namespace kheo::file::test
