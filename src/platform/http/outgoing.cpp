// SPDX-License-Identifier: Apache-2.0
#include "platform/http/outgoing.hpp"

#include <algorithm>
#include <array>

#include "platform/http/lent_bytes.hpp"

namespace kheo::http {

namespace {

// No more is offered to the system at once than a slow reader can be shown to take.
constexpr std::size_t kLargestPiece = 256 * 1024;

iovec piece_of(std::string_view bytes) {
    return {const_cast<char*>(bytes.data()), std::min(bytes.size(), kLargestPiece)};
}

}  // namespace

void Outgoing::own(std::string bytes) {
    if (own_at_ == own_.size()) {
        own_ = std::move(bytes);
        own_at_ = 0;
    } else {
        own_ += bytes;
    }
}

void Outgoing::borrow(std::string_view bytes, std::shared_ptr<const void> keeper) {
    borrowed_ = bytes;
    keeper_ = std::move(keeper);
}

Flow Outgoing::flush(Socket& socket, std::size_t& count) {
    count = 0;
    while (!empty()) {
        const std::array pieces{piece_of(std::string_view(own_).substr(own_at_)), piece_of(borrowed_)};
        std::size_t taken = 0;
        const auto flow = socket.send(pieces, taken);
        count += taken;
        drop(taken);
        if (flow != Flow::moved) return flow;
    }
    own_ = {};
    own_at_ = 0;
    keeper_.reset();
    return Flow::moved;
}

void Outgoing::drop(std::size_t count) {
    const auto owned = std::min(count, own_.size() - own_at_);
    own_at_ += owned;
    if (const auto* lent = std::get_deleter<Lent>(keeper_); lent && count > owned)
        lent->sent(borrowed_.substr(0, count - owned));
    borrowed_.remove_prefix(count - owned);
}

}  // namespace kheo::http
