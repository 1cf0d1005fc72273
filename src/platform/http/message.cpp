// SPDX-License-Identifier: Apache-2.0
#include "platform/http/message.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "platform/http/encoding.hpp"

namespace kheo::http {

std::optional<std::string_view> Fields::find(std::string_view name) const {
    for (const auto& [key, value] : pairs_)
        if (key == name) return value;
    return std::nullopt;
}

std::string_view Fields::get(std::string_view name) const {
    return find(name).value_or(std::string_view{});
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : pairs_)
        if (key == name) values.emplace_back(value);
    return values;
}

Response Response::html(std::string body, int status) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response Response::redirect(std::string location) {
    Response response;
    response.status = 303;
    response.set("Location", std::move(location));
    return response;
}

Response Response::json(std::string body) {
    Response response;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

namespace {

// The plain file name of RFC 6266 for clients that do not read filename*.
std::string ascii_name(std::string_view file_name) {
    std::string out;
    for (const char c : fold(file_name)) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (static_cast<unsigned char>(c) < 0x80) out += plain ? c : '-';
    }
    return out.empty() ? "file" : out;
}

}  // namespace

Response Response::download(std::string body, std::string content_type, std::string_view file_name) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    response.set("Content-Disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}",
                                                    ascii_name(file_name), percent_encode(file_name)));
    return response;
}

Response Response::download(std::string_view bytes, std::shared_ptr<const void> keeps,
                            std::string content_type, std::string_view file_name) {
    auto response = download(std::string(), std::move(content_type), file_name);
    response.borrowed = bytes;
    response.keeps = std::move(keeps);
    return response;
}

Response& Response::set(std::string name, std::string value) {
    std::erase_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });  // no header splitting
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response& Response::set_cookie(const Cookie& cookie) {
    auto line = fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax", cookie.name, cookie.value);
    if (cookie.max_age >= 0) line += fmt::format("; Max-Age={}", cookie.max_age);
    if (cookie.secure) line += "; Secure";
    return set("Set-Cookie", std::move(line));
}

std::string_view Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

}  // namespace kheo::http
