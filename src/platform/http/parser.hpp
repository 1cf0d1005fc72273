// SPDX-License-Identifier: Apache-2.0
// One request off the wire: Beast's parser made strict (the cases it accepts although two servers may read
// them differently: stack.md §1). One object per request, one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "platform/http/site.hpp"

namespace kheo::http {

class RequestParser {
  public:
    enum class State { need_more, head_done, complete, broken };

    RequestParser();
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;
    RequestParser& operator=(RequestParser&&) noexcept;

    /// Reads from the front of the bytes; `used` of them need not be shown again. A head is read in one go:
    /// until its end is there, nothing is used and the same bytes are shown again with more behind them.
    /// After head_done the caller sets a body limit and goes on feeding.
    State feed(std::string_view bytes, std::size_t& used);

    void set_body_limit(std::size_t limit);
    /// Content-Length is above the limit, or a chunked body, or what stands around its chunks, has grown
    /// above it.
    bool too_large() const;
    /// 400, 413, 417 or 431: what a broken request is answered with.
    int status() const;
    bool keep_alive() const;
    bool expects_continue() const;
    bool has_body() const;

    /// Head of the request so far; the body too once complete (moved out).
    Incoming head() const;
    std::string take_body();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kheo::http
