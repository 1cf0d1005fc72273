// SPDX-License-Identifier: Apache-2.0
// Bytes on their way out: first piece owned, second borrowed from something that is kept alive. What the
// system does not take at once waits here; nothing is copied that was taken. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/http/socket.hpp"

namespace kheo::http {

class Outgoing {
  public:
    /// Adds bytes of its own; only while nothing borrowed waits.
    void own(std::string bytes);
    /// Bytes inside `keeper` (or inside the program, without one).
    void borrow(std::string_view bytes, std::shared_ptr<const void> keeper);
    bool empty() const { return own_at_ == own_.size() && borrowed_.empty(); }
    /// Sends until done (moved), the peer takes no more (blocked) or is gone (over). `count`: bytes taken.
    Flow flush(Socket& socket, std::size_t& count);

  private:
    void drop(std::size_t count);

    std::string own_;
    std::size_t own_at_ = 0;
    std::string_view borrowed_;
    std::shared_ptr<const void> keeper_;
};

}  // namespace kheo::http
