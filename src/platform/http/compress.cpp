// SPDX-License-Identifier: Apache-2.0
#include "platform/http/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>

namespace kheo::http {

namespace {

constexpr std::size_t kWorthIt = 1024;
constexpr int kLevel = 6;
constexpr int kBrotliQuality = 5;     // about as quick as gzip's 6, and a tenth smaller
constexpr int kGzipWindow = 15 + 16;  // zlib: 15 bits of window, +16 writes the gzip header

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("image/svg");
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// "q=0", "q=0.0", "q=0.000"
bool is_refused(std::string_view parameters) {
    const auto q = parameters.find("q=0");
    return q != std::string_view::npos && parameters.find_first_not_of("0.", q + 2) == std::string_view::npos;
}

}  // namespace

bool takes_coding(std::string_view accept_encoding, std::string_view coding) {
    while (!accept_encoding.empty()) {
        const auto comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const auto piece = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        const auto semicolon = std::min(piece.find(';'), piece.size());
        if (trimmed(piece.substr(0, semicolon)) == coding)
            return !is_refused(trimmed(piece.substr(semicolon)));
    }
    return false;
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

std::string brotli(std::string_view bytes) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const bool whole =
        BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                              reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
    out.resize(whole ? size : 0);
    return out;
}

bool is_worth_compressing(const Response& response, const Request& request) {
    const bool personal = request.who.signed_in() || !response.header("Set-Cookie").empty();
    const bool plain = response.borrowed.empty() && response.header("Content-Encoding").empty();
    return !personal && plain && response.body.size() >= kWorthIt && is_text(response.content_type);
}

void compress(Response& response, const Request& request, std::string_view accept_encoding) {
    if (!is_worth_compressing(response, request)) return;
    if (!takes_coding(accept_encoding, "gzip")) return;
    auto small = gzip(response.body);
    if (small.empty() || small.size() >= response.body.size()) return;
    response.body = std::move(small);
    response.set("Content-Encoding", "gzip");
}

}  // namespace kheo::http
