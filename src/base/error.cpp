// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

namespace kheo {

std::string_view error_kind_name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::not_found:
            return "not_found";
        case ErrorKind::forbidden:
            return "forbidden";
        case ErrorKind::unauthorized:
            return "unauthorized";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::too_large:
            return "too_large";
        case ErrorKind::usage:
            return "usage";
        case ErrorKind::environment:
            return "environment";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return 2;
        case ErrorKind::environment:
        case ErrorKind::internal:
            return 3;
        default:
            return 1;
    }
}

}  // namespace kheo
