// SPDX-License-Identifier: Apache-2.0
// The listening socket: accepts on the first I/O thread and hands each connection to the next thread in turn.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "platform/http/connection.hpp"

namespace kheo::http {

class Listener final : public Watched {
  public:
    using Threads = std::vector<std::unique_ptr<IoThread>>;

    /// Binds. An environment Error with a sentence when the port is busy or the address is not ours.
    static Result<std::unique_ptr<Listener>> open(const ServerOptions& options, Threads& threads);
    ~Listener() override { close(); }
    Listener(const Listener&) = delete;

    void on_event(std::uint32_t events) override;
    /// After the system was out of descriptors: looks again. Called by the tick.
    void retry();
    void close();
    std::uint16_t port() const { return port_; }

  private:
    Listener(int descriptor, std::uint16_t port, Threads& threads)
        : descriptor_(descriptor), port_(port), threads_(threads) {}
    void accept_all();
    void hand_over(int descriptor);

    int descriptor_;
    std::uint16_t port_;
    Threads& threads_;
    std::size_t next_ = 0;
    bool behind_ = false;
};

}  // namespace kheo::http
