// SPDX-License-Identifier: Apache-2.0
// Result<T> is a value or an Error; TRY passes an error up from a plain function (never from a coroutine: g++
// 12 cannot compile co_await beside statement expressions).
#pragma once

#include <expected>
#include <utility>

#include "base/error.hpp"

namespace kheo {

template <typename T = void>
class [[nodiscard]] Result : public std::expected<T, Error> {
  public:
    using std::expected<T, Error>::expected;
};

inline std::unexpected<Error> fail(Error error) {
    return std::unexpected<Error>(std::move(error));
}

/// fail(ErrorKind::invalid, msg::bad_date, {{"text", "31/02"}})
inline std::unexpected<Error> fail(ErrorKind kind, const Message& message,
                                   std::vector<Sentence::Argument> arguments = {}, std::string detail = {}) {
    return std::unexpected<Error>(
        Error{kind, Sentence(message, std::move(arguments)), {}, std::move(detail), {}});
}

}  // namespace kheo

// A TRY in a lambda inside a TRY hides the outer one's name, which nobody else uses.
// NOLINTBEGIN: a statement expression is the one way to write this without repeating the expression.
#define TRY(expression)                                                                                     \
    __extension__({                                                                                         \
        _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wshadow\"") auto&& kheo_result_ = \
            (expression);                                                                                   \
        _Pragma("GCC diagnostic pop") if (!kheo_result_)                                                    \
            [[unlikely]] return std::unexpected<::kheo::Error>(std::move(kheo_result_).error());            \
        *std::move(kheo_result_);                                                                           \
    })
// NOLINTEND
