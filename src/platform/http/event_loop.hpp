// SPDX-License-Identifier: Apache-2.0
// One I/O thread: waits for its sockets (epoll, edge-triggered), runs what other threads post, ticks for
// deadlines. All of it happens on the thread that calls run(); only post() and stop() may be called from
// elsewhere. Why not a library: docs/decisions/0050-own-event-loop.md.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace kheo::http {

using SteadyClock = std::chrono::steady_clock;

/// Something with a descriptor. Must outlive the turn in which it stops being watched: a loop may already
/// hold an event for it.
class Watched {
  public:
    virtual ~Watched() = default;
    /// `events`: EPOLLIN, EPOLLOUT, EPOLLRDHUP, EPOLLHUP, EPOLLERR as epoll tells them.
    virtual void on_event(std::uint32_t events) = 0;
};

class EventLoop {
  public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;

    /// False when the system refuses (out of memory or watches). Closing the descriptor ends the watch.
    bool watch(int descriptor, std::uint32_t events, Watched& watched);
    /// Runs the task on the loop's thread, soon. Tasks posted after the end of run() are never run.
    void post(std::function<void()> task);
    void stop();

    /// Until stop(); calls `tick` at least every `tick_time`.
    void run(const std::function<void()>& tick);
    void set_tick_time(std::chrono::milliseconds time) { tick_time_ = time; }

    /// The time at which the current turn began: good enough for deadlines, costs nothing.
    SteadyClock::time_point now() const { return now_; }

  private:
    void wait(int milliseconds);
    void forget_wake();
    void run_tasks();
    int until_next_tick() const;

    int epoll_ = -1;
    int wake_ = -1;  // eventfd
    std::chrono::milliseconds tick_time_{250};
    SteadyClock::time_point now_ = SteadyClock::now();
    SteadyClock::time_point last_tick_ = now_;
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::vector<std::function<void()>> tasks_;
    bool woken_ = false;  // guarded by mutex_: one write to the eventfd is enough
};

}  // namespace kheo::http
