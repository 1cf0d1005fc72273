// SPDX-License-Identifier: Apache-2.0
#include "platform/http/error_page.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <random>

#include "platform/http/messages.gen.hpp"
#include "platform/http/target.hpp"

namespace kheo::http {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    return out;
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

// Names one request among others and is no secret: a generator of the thread is enough, and costs no system
// call.
std::uint64_t next_random() {
    thread_local std::mt19937_64 generator = [] {
        std::uint64_t seed = 0;
        randombytes_buf(&seed, sizeof seed);
        return std::mt19937_64(seed);
    }();
    return generator() >> 33;
}

}  // namespace

Response plain_error_page(const Request& request, const Error& error, int status) {
    const auto say = [&](const Sentence& sentence) { return escaped(sentence.in(request.language)); };
    auto page = fmt::format(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>{} – "
        "Khéo</title></head><body><main><h1>{}</h1>"
        "<p>{}</p><p><a href=\"{}\">{}</a></p></main></body></html>",
        language_code(request.language), say(msg::error_title), say(error.message),
        say(Sentence(msg::error_id, {{"id", request.error_id}})), with_language("/", request.language),
        say(msg::to_home));
    return Response::html(std::move(page), status);
}

Response json_error(const Request& request, const Error& error, int status) {
    std::string fields;
    for (const auto& field : error.fields)
        fields += fmt::format("{}{{\"field\":{},\"message\":{}}}", fields.empty() ? "" : ",",
                              json_text(field.field), json_text(field.message.in(request.language)));
    auto response = Response::json(
        fmt::format("{{\"error\":{{\"kind\":{},\"message\":{},\"fields\":[{}],\"id\":{}}}}}",
                    json_text(error_kind_name(error.kind)), json_text(error.message.in(request.language)),
                    fields, json_text(request.error_id)));
    response.status = status;
    return response;
}

std::string new_error_id() {
    constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    std::string id;
    for (int i = 0; i < 13; ++i) {
        if (i == 4 || i == 8)
            id += '-';
        else
            id += letters[next_random() % letters.size()];
    }
    return id;
}

std::string size_text(std::size_t bytes) {
    if (bytes >= 1024 * 1024) return fmt::format("{} MB", bytes / (1024 * 1024));
    return fmt::format("{} kB", bytes / 1024);
}

}  // namespace kheo::http
