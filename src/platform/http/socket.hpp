// SPDX-License-Identifier: Apache-2.0
// A connected, non-blocking TCP socket under edge-triggered epoll: it remembers what the last event said, so
// that no call is made that can only answer "not yet". Owns the descriptor; one thread.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace kheo::http {

enum class Flow { moved, blocked, over };

class Socket {
  public:
    explicit Socket(int descriptor);
    ~Socket() { close(); }
    Socket(const Socket&) = delete;

    int descriptor() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }
    /// Takes note of what epoll told.
    void mark(std::uint32_t events);

    /// `count` bytes were read into the front of the buffer (moved); over: the peer has ended or is gone.
    Flow receive(std::span<char> buffer, std::size_t& count);
    /// `count` bytes of the pieces, in order, were handed to the system.
    Flow send(std::span<const iovec> pieces, std::size_t& count);

    /// Nothing more will be sent; the peer may still speak.
    void end_sending();
    void close();
    /// Closes and drops what the peer has not taken: for who is late.
    void abort();
    /// Bytes the peer has not taken yet of what was handed to the system.
    std::size_t unsent() const;

  private:
    int descriptor_;
    bool readable_ = true;
    bool writable_ = true;
    bool ended_ = false;  // the peer has closed its side: read to the end without being told again
};

/// Peer's address without its port; an IPv4 address mapped into IPv6 as IPv4.
std::string peer_of(int descriptor);

}  // namespace kheo::http
