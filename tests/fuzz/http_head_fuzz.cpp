// SPDX-License-Identifier: Apache-2.0
// A request off the wire. Promises: how the bytes were cut into packets decides nothing; what passes is
// framed in one way only; a target that was read is one that a page could have written.
#include <algorithm>
#include <functional>
#include <utility>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/http/encoding.hpp"
#include "platform/http/parser.hpp"
#include "platform/http/plain_request.hpp"
#include "platform/http/target.hpp"

namespace kheo::http {

namespace {

using State = RequestParser::State;
constexpr std::size_t kBodyLimit = 4096;

struct Outcome {
    State state = State::need_more;
    int status = 0;
    bool keep_alive = false;
    Incoming head;
    std::string body;
};

/// `first` bytes, then packets of one size.
Outcome read(std::string_view bytes, std::size_t first, std::size_t packet) {
    RequestParser parser;
    Outcome out;
    std::string waiting;  // as the server keeps them: unread bytes are shown again with the next packet
    while (out.state != State::complete && out.state != State::broken) {
        std::size_t used = 0;
        out.state = parser.feed(waiting, used);
        fuzz::promise(used <= waiting.size(), "no more bytes are used than were shown");
        waiting.erase(0, used);
        if (out.state == State::broken) out.status = parser.status();
        if (out.state == State::head_done) {
            parser.set_body_limit(kBodyLimit);
            out.head = parser.head();
            out.keep_alive = parser.keep_alive();
            if (parser.too_large()) return out.state = State::broken, out.status = 413, out;
            if (!parser.has_body()) return out.state = State::complete, out;
            continue;
        }
        if (out.state != State::need_more) break;
        if (used == 0 || waiting.empty()) {
            if (bytes.empty()) break;
            const auto next = std::min(std::exchange(first, packet), bytes.size());
            waiting += bytes.substr(0, next);
            bytes.remove_prefix(next);
        }
    }
    if (out.state == State::complete) out.body = parser.take_body();
    return out;
}

void check_pieces(const Outcome& whole, const Outcome& pieces) {
    const auto complete = State::complete;  // what is broken may be seen to be so sooner or later
    fuzz::promise((whole.state == complete) == (pieces.state == complete),
                  "packets do not decide whether a request is read");
    if (whole.state != complete) return;
    fuzz::promise(whole.head.target == pieces.head.target && whole.body == pieces.body &&
                      whole.head.headers.pairs() == pieces.head.headers.pairs(),
                  "packets do not decide what is read");
}

void check_framing(const Outcome& out) {
    const auto lengths = out.head.headers.all("content-length"),
               codings = out.head.headers.all("transfer-encoding");
    fuzz::promise(lengths.size() + codings.size() <= 1, "a body is framed in one way");
    fuzz::promise(out.head.headers.all("host").size() <= 1, "at most one Host");
    fuzz::promise(codings.empty() || lower(codings[0]) == "chunked", "chunked or nothing");
    fuzz::promise(out.body.size() <= kBodyLimit, "no body above the limit");
    for (const auto& [name, value] : out.head.headers.pairs())
        fuzz::promise(value.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos,
                      "no line breaks in a header");
}

void check_target(std::string_view text) {
    const auto target = parse_target(text);
    if (!target) return;
    fuzz::promise(target->path.starts_with('/') && is_valid_utf8(target->path),
                  "a path is UTF-8 and starts with /");
    fuzz::promise(target->path.find("/../") == std::string::npos && !target->path.ends_with("/.."),
                  "no steps upwards");
    fuzz::promise(
        target->path.find('\\') == std::string::npos && target->path.find('\0') == std::string::npos,
        "no backslash, no NUL");
}

/// What the short way accepts the parser accepts, and reads alike.
void check_plain(std::string_view bytes) {
    const auto plain = read_plain_request(bytes);
    if (!plain) return;
    RequestParser parser;
    std::size_t used = 0;
    fuzz::promise(parser.feed(bytes, used) == State::head_done,
                  "the short way accepts nothing that the parser refuses");
    const auto head = parser.head();
    fuzz::promise(used == plain->size && !parser.has_body() && head.target == plain->target,
                  "both read the same request");
    fuzz::promise(head.headers.get("cookie") == plain->cookie && parser.keep_alive() == !plain->close,
                  "both read the same headers");
}

}  // namespace

}  // namespace kheo::http

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kheo;
    const auto bytes = fuzz::text_of(data, size);
    http::check_plain(bytes);
    const auto whole = http::read(bytes, bytes.size() + 1, bytes.size() + 1);
    http::check_pieces(whole, http::read(bytes, 1 + size % 7, 1 + size % 7));
    // One cut, at a place that the bytes themselves choose.
    const auto cut = std::hash<std::string_view>{}(bytes) % (size + 1);
    http::check_pieces(whole, http::read(bytes, cut, bytes.size() + 1));
    if (whole.state != http::State::complete) return 0;
    http::check_framing(whole);
    http::check_target(whole.head.target);
    return 0;
}
