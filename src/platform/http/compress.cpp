// SPDX-License-Identifier: Apache-2.0
#include "platform/http/compress.hpp"

#include <zlib.h>

#include "base/text.hpp"

namespace kheo::http {

namespace {

constexpr std::size_t kWorthIt = 1024;
constexpr int kLevel = 5;
constexpr int kGzipWindow = 15 + 16;  // zlib: 15 bits of window, +16 writes the gzip header

bool takes_gzip(std::string_view accept_encoding) {
    for (const auto piece : split(accept_encoding, ',')) {
        const auto coding = trim(piece);
        if (coding.starts_with("gzip") && coding.find("q=0") == std::string_view::npos) return true;
    }
    return false;
}

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("image/svg");
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(whole ? stream.total_out : 0);
    deflateEnd(&stream);
    return out;
}

}  // namespace

void compress(Response& response, const Request& request, std::string_view accept_encoding) {
    const bool personal = request.who.signed_in() || !response.header("Set-Cookie").empty();
    const bool plain = response.borrowed.empty() && response.header("Content-Encoding").empty();
    if (personal || !plain || response.body.size() < kWorthIt || !is_text(response.content_type)) return;
    response.set("Vary", "Accept-Encoding");
    if (!takes_gzip(accept_encoding)) return;
    auto small = gzip(response.body);
    if (small.empty() || small.size() >= response.body.size()) return;
    response.body = std::move(small);
    response.set("Content-Encoding", "gzip");
}

}  // namespace kheo::http
