// SPDX-License-Identifier: Apache-2.0
// SIGINT, SIGTERM and SIGHUP (a connection that is cut) while a system is being made: what is half made is
// swept before the process ends by the signal. kill -9 cannot be heard, nor anything where the system gives
// no descriptor or thread to listen with: the next making sweeps then.
#pragma once

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace kheo::app {

/// Listens from its construction to its end, on a thread of its own; the calling thread, and those it starts
/// meanwhile, leave these signals to it. One at a time in a program. A signal that the process ignores stays
/// ignored.
class StopWhileMaking {
  public:
    /// `sweep` runs at most once, while the making may still be at work.
    explicit StopWhileMaking(std::function<void()> sweep);
    ~StopWhileMaking();
    StopWhileMaking(const StopWhileMaking&) = delete;

    /// From here on the system is moved to its place and then whole: a signal ends the process at the end of
    /// this object, and nothing is swept.
    void too_late();

  private:
    void listen();
    void stop_by(int signal);
    void stop_listening();

    std::function<void()> sweep_;
    std::mutex deciding_;
    bool late_ = false;
    int late_signal_ = 0;  // the first that came too late
    sigset_t stops_{}, former_{};
    int heard_ = -1, done_ = -1;  // a signalfd and an eventfd
    std::thread listener_;
};

}  // namespace kheo::app
