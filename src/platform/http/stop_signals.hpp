// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT as an event of a loop. At most one object at a time in a program; the former handling is
// restored at its end.
#pragma once

#include <csignal>
#include <functional>

#include "platform/http/event_loop.hpp"

namespace kheo::http {

class StopSignals final : public Watched {
  public:
    StopSignals(EventLoop& loop, std::function<void()> on_signal);
    ~StopSignals() override;
    StopSignals(const StopSignals&) = delete;

    void on_event(std::uint32_t events) override;

  private:
    std::function<void()> on_signal_;
    struct sigaction former_term_{}, former_int_{};
};

}  // namespace kheo::http
