// SPDX-License-Identifier: Apache-2.0
#include "platform/http/status.hpp"

#include <algorithm>
#include <iterator>

#include "platform/http/messages.gen.hpp"

namespace kheo::http {

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
        case ErrorKind::usage:
            return 400;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::unauthorized:
            return 401;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::too_large:
            return 413;
        case ErrorKind::environment:
            return 503;
        case ErrorKind::internal:
            return 500;
    }
    return 500;
}

namespace {

struct Reason {
    int status;
    std::string_view phrase;
};

constexpr Reason kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {303, "See Other"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
};

}  // namespace

std::string_view reason_phrase(int status) {
    const auto* const found = std::ranges::find(kReasons, status, &Reason::status);
    return found == std::end(kReasons) ? "Status" : found->phrase;
}

const Message& status_message(int status) {
    switch (status) {
        case 401:
            return msg::unauthorized;
        case 403:
            return msg::forbidden;
        case 404:
            return msg::not_found;
        case 405:
        case 501:
            return msg::method_not_allowed;
        case 413:
            return msg::body_too_large;
        case 429:
            return msg::too_many_requests;
        case 431:
            return msg::header_too_large;
        case 503:
            return msg::busy;
        default:
            return status >= 500 ? msg::internal : msg::bad_request;
    }
}

}  // namespace kheo::http
