// SPDX-License-Identifier: Apache-2.0
// The one place that calls libvips (docs/decisions/0090-files.md).
#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>

#include "base/text.hpp"
#include "platform/file/messages.gen.hpp"
#include "platform/file/picture.hpp"

namespace kheo::file {

namespace {

using std::chrono::steady_clock;

constexpr int kQuality = 82;
constexpr std::chrono::seconds kLongestWork{20};
constexpr std::int64_t kBytesPerPixel = 4;  // of what must be decoded as a whole; more counts as more pixels

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// A photo has one scan, a progressive one some ten; each costs a walk over the whole picture.
constexpr int kMostScans = 64;
constexpr std::chrono::seconds kLongestWait{10};  // for the picture before

/// How often the decoder would walk over the whole picture, read as libjpeg reads: from marker to marker.
int scans_of(std::string_view jpeg) {
    constexpr unsigned char kScan = 0xDA, kEnd = 0xD9, kFirstAlone = 0xD0, kTemporary = 0x01;
    int scans = 0;
    for (auto at = jpeg.find('\xFF'); at != jpeg.npos; at = jpeg.find('\xFF', at)) {
        at = jpeg.find_first_not_of('\xFF', at);
        if (at == jpeg.npos) break;
        const auto marker = static_cast<unsigned char>(jpeg[at++]);
        if (marker == kEnd) break;
        if (marker == kScan) ++scans;
        const bool alone = marker == 0 || marker == kTemporary || (marker >= kFirstAlone && marker < kEnd);
        if (alone || at + 2 > jpeg.size()) continue;
        at += (static_cast<unsigned char>(jpeg[at]) << 8) | static_cast<unsigned char>(jpeg[at + 1]);
    }
    return scans;
}

Result<> refuse_many_scans(std::string_view bytes, Type type) {
    if (type != Type::jpeg || scans_of(bytes) <= kMostScans) return {};
    return fail(ErrorKind::invalid, msg::too_many_scans, {{"limit", std::to_string(kMostScans)}});
}

/// What libvips said last, for the log.
std::string last_words() {
    std::string words = vips_error_buffer();
    vips_error_clear();
    return words;
}

void drop_word(const char*, GLogLevelFlags, const char*, void*) {}

/// Only what we sniff may be read, whatever else libvips was built with; no threads, no cache.
Result<> start() {
    static const bool started = [] {
        if (vips_init("kheo") != 0) return false;
        // What is wrong with a picture is said in a sentence, not on standard error.
        g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK), drop_word, nullptr);
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        vips_block_untrusted_set(TRUE);
        vips_operation_block_set("VipsForeignLoad", TRUE);
        for (const auto* loader :
             {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"})
            vips_operation_block_set(loader, FALSE);
        return true;
    }();
    if (started) return {};
    return fail(ErrorKind::environment, msg::no_picture_library, {}, last_words());
}

void* lent(std::string_view bytes) {
    return const_cast<char*>(bytes.data());  // NOLINT: libvips only reads it
}

/// Its header is read, its pixels are not. A JPEG may be read at a half, a quarter or an eighth of its size.
Image open(std::string_view bytes, Type type, int shrink = 1) {
    VipsImage* out = nullptr;
    const auto load = [&](auto loader, auto... more) {
        return loader(lent(bytes), bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                      VIPS_FAIL_ON_TRUNCATED, "memory", TRUE, more..., nullptr);
    };
    const int failed = type == Type::jpeg   ? load(vips_jpegload_buffer, "shrink", shrink)
                       : type == Type::png  ? load(vips_pngload_buffer)
                       : type == Type::webp ? load(vips_webpload_buffer)
                                            : load(vips_heifload_buffer);
    return Image(failed == 0 ? out : nullptr);
}

/// A picture of few bytes may say that it has a thousand million pixels.
Result<> refuse_bomb(std::string_view bytes, Type type, std::int64_t most_pixels) {
    const auto header = open(bytes, type);
    if (!header) return fail(ErrorKind::invalid, msg::broken_picture, {}, last_words());
    const auto pixels =
        std::int64_t{vips_image_get_width(header.get())} * vips_image_get_height(header.get());
    const auto whole = static_cast<std::int64_t>(VIPS_IMAGE_SIZEOF_IMAGE(header.get()));
    if (pixels <= most_pixels && (type == Type::jpeg || whole <= most_pixels * kBytesPerPixel)) return {};
    return fail(ErrorKind::too_large, msg::too_many_pixels,
                {{"width", format_count(vips_image_get_width(header.get()))},
                 {"height", format_count(vips_image_get_height(header.get()))},
                 {"limit", format_count(most_pixels / 1'000'000)}});
}

/// Stops a decoder that takes too long.
void watch(VipsImage* image, steady_clock::time_point& until) {
    vips_image_set_progress(image, TRUE);
    const auto tick = +[](VipsImage* at, VipsProgress*, void* deadline) {
        if (steady_clock::now() > *static_cast<steady_clock::time_point*>(deadline))
            vips_image_set_kill(at, TRUE);
    };
    g_signal_connect(image, "eval", G_CALLBACK(tick), &until);
}

/// A step of libvips; none when the picture before it is none.
template <typename Step>
Image after(const Image& image, Step step) {
    VipsImage* out = nullptr;
    if (!image || step(image.get(), &out) != 0) return {};
    return Image(out);
}

Image smaller(const Image& image, int longest) {
    return after(image, [&](VipsImage* in, VipsImage** out) {
        return vips_thumbnail_image(in, out, longest, "height", longest, "size", VIPS_SIZE_DOWN, "no_rotate",
                                    TRUE, "export_profile", "srgb", nullptr);
    });
}

/// What is transparent becomes white.
Image opaque(Image image) {
    if (!image || !vips_image_hasalpha(image.get())) return image;
    return after(image, [](VipsImage* in, VipsImage** out) {
        const std::array<double, 3> white{255, 255, 255};
        auto* background = vips_array_double_new(white.data(), 3);
        const int failed = vips_flatten(in, out, "background", background, nullptr);
        vips_area_unref(VIPS_AREA(background));
        return failed;
    });
}

/// So small that nothing is lost, so large that the rest is done well.
int shrink_of(std::string_view bytes, Type type) {
    if (type != Type::jpeg) return 1;
    const auto header = open(bytes, type);
    const int longest =
        header ? std::max(vips_image_get_width(header.get()), vips_image_get_height(header.get())) : 0;
    int shrink = 1;
    while (shrink < 8 && longest / (shrink * 2) >= 2 * kLongestLarge) shrink *= 2;
    return shrink;
}

/// Upright, sRGB, no transparency, at most kLongestLarge on its longer side, in memory.
Image upright(std::string_view bytes, Type type) {
    auto image = opaque(smaller(open(bytes, type, shrink_of(bytes, type)), kLongestLarge));
    image = after(image, [](VipsImage* in, VipsImage** out) {
        return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, nullptr);
    });
    if (!image) return {};
    auto until = steady_clock::now() + kLongestWork;
    watch(image.get(), until);
    image.reset(vips_image_copy_memory(image.get()));
    return after(image, [](VipsImage* in, VipsImage** out) { return vips_autorot(in, out, nullptr); });
}

Result<CleanPicture::Copy> encoded(VipsImage* image, Size size) {
    void* bytes = nullptr;
    std::size_t length = 0;
    if (vips_jpegsave_buffer(image, &bytes, &length, "Q", kQuality, "strip", TRUE, "optimize_coding", TRUE,
                             nullptr) != 0)
        return fail(ErrorKind::invalid, msg::broken_picture, {}, last_words());
    CleanPicture::Copy copy{size, vips_image_get_width(image), vips_image_get_height(image),
                            std::string(static_cast<const char*>(bytes), length)};
    g_free(bytes);
    if (!is_bare(copy.jpeg)) return fail(ErrorKind::internal, msg::broken_picture, {}, "not bare");
    return copy;
}

/// Who waits holds a thread that others need for their pages: only so many may.
class Turn {
  public:
    Turn() : given_(waiting_.fetch_add(1) < kMostWaiting) {}
    Turn(const Turn&) = delete;
    ~Turn() { waiting_.fetch_sub(1); }
    bool given() const { return given_; }

  private:
    static constexpr int kMostWaiting = 2;  // with the one at work; half of the threads of a server
    static inline std::atomic<int> waiting_{0};
    bool given_;
};

Result<CleanPicture> made_anew(std::string_view bytes, Type type, std::int64_t most_pixels) {
    TRY(start());
    TRY(refuse_many_scans(bytes, type));
    TRY(refuse_bomb(bytes, type, most_pixels));
    const auto begun = steady_clock::now();
    const auto large = upright(bytes, type);
    const bool slow = steady_clock::now() - begun >= kLongestWork;
    if (!large) return fail(ErrorKind::invalid, slow ? msg::too_slow : msg::broken_picture, {}, last_words());
    CleanPicture out;
    out.copies.push_back(TRY(encoded(large.get(), Size::large)));
    for (const auto& [size, longest] :
         {std::pair{Size::medium, kLongestMedium}, std::pair{Size::small, kLongestSmall}}) {
        const auto image = smaller(large, longest);
        if (!image) return fail(ErrorKind::invalid, msg::broken_picture, {}, last_words());
        out.copies.push_back(TRY(encoded(image.get(), size)));
    }
    return out;
}

}  // namespace

Result<CleanPicture> clean_picture(std::string_view bytes, Type type, std::int64_t most_pixels) {
    const Turn turn;
    if (!turn.given()) return fail(ErrorKind::environment, msg::busy_with_pictures);
    static std::timed_mutex one_at_a_time;
    const std::unique_lock lock(one_at_a_time, kLongestWait);
    if (!lock.owns_lock()) return fail(ErrorKind::environment, msg::busy_with_pictures);
    return made_anew(bytes, type, most_pixels);
}

}  // namespace kheo::file
