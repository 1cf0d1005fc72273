// SPDX-License-Identifier: Apache-2.0
// SIGINT and SIGTERM while a system is being made: what is half made is swept before the process ends by the
// signal. kill -9 cannot be heard: the next making sweeps then.
#pragma once

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace kheo::app {

/// Listens from its construction to its end, on a thread of its own; the calling thread, and those it starts
/// meanwhile, leave both signals to it. One at a time in a program. A signal that the process ignores stays
/// ignored.
class StopWhileMaking {
  public:
    /// `sweep` runs at most once, while the making may still be at work.
    explicit StopWhileMaking(std::function<void()> sweep);
    ~StopWhileMaking();
    StopWhileMaking(const StopWhileMaking&) = delete;

    /// From here on the system is moved to its place and then whole: a signal comes too late.
    void too_late();

  private:
    void listen();
    void stop_by(int signal);

    std::function<void()> sweep_;
    std::mutex deciding_;
    bool late_ = false;
    sigset_t stops_{}, former_{};
    int heard_ = -1, done_ = -1;  // a signalfd and an eventfd
    std::thread listener_;
};

}  // namespace kheo::app
