// SPDX-License-Identifier: Apache-2.0
#include "platform/http/status.hpp"

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

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 301:
            return "Moved Permanently";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
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
