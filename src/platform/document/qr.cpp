// SPDX-License-Identifier: Apache-2.0
#include "platform/document/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace kheo::document {

namespace {

constexpr int kQuiet = 4;  // modules, ISO 18004

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

/// One path of horizontal runs.
std::string runs(const QRcode& code) {
    std::string path;
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0, end = 0; x < code.width; x = end) {
            const auto dark = [&](int at) { return (code.data[y * code.width + at] & 1) != 0; };
            for (end = x + 1; end < code.width && dark(end) == dark(x); ++end) {
            }
            if (dark(x)) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuiet, y + kQuiet, end - x, end - x);
        }
    }
    return path;
}

}  // namespace

std::string qr_svg(std::string_view text) {
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeData(
        static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
    if (!code) return {};
    const int side = code->width + 2 * kQuiet;
    return fmt::format(
        R"(<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{1}"/></svg>)",
        side, runs(*code));
}

}  // namespace kheo::document
