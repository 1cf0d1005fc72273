// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parser.hpp"

#include <algorithm>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "platform/http/encoding.hpp"
#include "platform/http/plain_request.hpp"

namespace kheo::http {

namespace beast = boost::beast::http;

namespace {

constexpr std::size_t kHeaderLimit = 32 * 1024;
constexpr std::size_t kMostHeaders = 100;
// "0\r\n\r\n": no chunked body ends in less. Beast 1.81 aborts when the last chunk is shown again with fewer.
constexpr std::size_t kShortestLastChunk = 5;
// Sizes, extensions and line ends of chunks and the lines behind the last one are no body and Beast counts
// them nowhere: in all they may be this much and as much again as the body.
constexpr std::size_t kAroundChunks = 64 * 1024;

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 18 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A header line continued on the next one: some readers join them, some see two.
bool is_folded(std::string_view head) {
    return head.find("\r\n ") != std::string_view::npos || head.find("\r\n\t") != std::string_view::npos;
}

// What a lenient reader accepts and another reads differently is how requests are smuggled.
bool is_strict(const beast::request<beast::string_body>& message) {
    const auto hosts = message.count(beast::field::host);
    const auto lengths = message.count(beast::field::content_length);
    const auto codings = message.count(beast::field::transfer_encoding);
    if (message.version() != 11 && message.version() != 10) return false;
    if (message.version() == 11 ? hosts != 1 : hosts > 1) return false;
    if (hosts && !is_host(message[beast::field::host])) return false;
    if (message.count(beast::field::cookie) > 1) return false;
    if (lengths > 1 || codings > 1 || (lengths && codings)) return false;
    if (lengths && !is_digits(message[beast::field::content_length])) return false;
    if (codings && (message.version() != 11 || lower(message[beast::field::transfer_encoding]) != "chunked"))
        return false;
    return message.target().starts_with('/');
}

}  // namespace

struct RequestParser::Impl {
    beast::request_parser<beast::string_body> parser;
    bool head_done = false;
    bool too_large = false;
    int status = 400;
    std::size_t searched = 0;  // bytes of the head in which its end was looked for
    std::size_t body_limit = 0;
    std::size_t chunked_bytes = 0;  // of a chunked body, with all that stands around it

    Impl() {
        parser.header_limit(kHeaderLimit);
        parser.body_limit(boost::none);  // set per route, once the route is known
        parser.eager(false);
    }
    State broken(boost::beast::error_code error) {
        too_large = error == beast::error::body_limit;
        status = too_large ? 413 : error == beast::error::header_limit ? 431 : 400;
        return State::broken;
    }
    // Beast is shown heads whole: its limit counts one call only, and a head in pieces can be read otherwise
    // than in one.
    State read_head(std::string_view bytes, std::size_t& used) {
        const auto end = find_end(bytes.substr(0, kHeaderLimit));
        if (!end) return State::broken;
        if (*end == 0 && bytes.size() < kHeaderLimit) return State::need_more;
        if (*end == 0) return status = 431, State::broken;
        boost::beast::error_code error;
        used = parser.put(boost::asio::const_buffer(bytes.data(), *end), error);
        if (error || !parser.is_header_done()) return broken(error);
        return check_head(bytes.substr(0, used));
    }
    // Bytes up to the end of the head, 0 while it has not come; nullopt for what cannot become a request: a
    // method begins with a letter, a line ends with CRLF.
    std::optional<std::size_t> find_end(std::string_view bytes) {
        if (!bytes.empty() && !is_letter(bytes.front())) return std::nullopt;
        for (auto at = bytes.find('\n', searched); at != std::string_view::npos;
             at = bytes.find('\n', at + 1)) {
            if (bytes[at - 1] != '\r') return std::nullopt;
            if (bytes.substr(0, at + 1).ends_with("\r\n\r\n")) return at + 1;
        }
        searched = bytes.size();
        return 0;
    }
    State read_chunks(std::string_view bytes, std::size_t& used) {
        if (bytes.size() < kShortestLastChunk) return State::need_more;
        const auto state = read_body(bytes, used);
        chunked_bytes += used;
        const bool stuck = used == 0 && bytes.size() >= kHeaderLimit;  // one line, or those at the end
        if (state == State::broken) return state;
        if (!stuck && chunked_bytes <= 2 * body_limit + kAroundChunks) return state;
        return broken(beast::error::body_limit);
    }
    State read_body(std::string_view bytes, std::size_t& used) {
        boost::beast::error_code error;
        used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
        if (error && error != beast::error::need_more) return broken(error);
        return parser.is_done() ? State::complete : State::need_more;
    }
    State check_head(std::string_view head) {
        head_done = true;
        parser.eager(true);
        const auto& message = parser.get();
        const auto fields = std::distance(message.begin(), message.end());
        if (static_cast<std::size_t>(fields) > kMostHeaders) return status = 431, State::broken;
        if (is_folded(head) || !is_strict(message)) return State::broken;
        if (message.count(beast::field::expect) && !expects_continue()) return status = 417, State::broken;
        return State::head_done;
    }
    bool expects_continue() const {
        return parser.get().version() == 11 && lower(parser.get()[beast::field::expect]) == "100-continue";
    }
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

RequestParser::State RequestParser::feed(std::string_view bytes, std::size_t& used) {
    used = 0;
    if (!impl_->head_done) return impl_->read_head(bytes, used);
    if (impl_->parser.is_done()) return State::complete;
    return impl_->parser.chunked() ? impl_->read_chunks(bytes, used) : impl_->read_body(bytes, used);
}

void RequestParser::set_body_limit(std::size_t limit) {
    const auto length = impl_->parser.content_length();
    impl_->too_large = length && *length > limit;
    if (impl_->too_large) impl_->status = 413;
    impl_->body_limit = limit;
    impl_->parser.body_limit(limit);
}

bool RequestParser::too_large() const {
    return impl_->too_large;
}

int RequestParser::status() const {
    return impl_->status;
}

bool RequestParser::keep_alive() const {
    return impl_->parser.get().keep_alive();
}

bool RequestParser::expects_continue() const {
    return impl_->expects_continue();
}

bool RequestParser::has_body() const {
    const auto length = impl_->parser.content_length();
    return impl_->parser.chunked() || (length && *length > 0);
}

Incoming RequestParser::head() const {
    Incoming out;
    const auto& message = impl_->parser.get();
    out.method = std::string(message.method_string());
    out.target = std::string(message.target());
    for (const auto& field : message) out.headers.add(lower(field.name_string()), std::string(field.value()));
    return out;
}

std::string RequestParser::take_body() {
    return std::move(impl_->parser.get().body());
}

}  // namespace kheo::http
