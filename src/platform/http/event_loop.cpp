// SPDX-License-Identifier: Apache-2.0
#include "platform/http/event_loop.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace kheo::http {

EventLoop::EventLoop()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;  // nobody: the eventfd
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event);
}

EventLoop::~EventLoop() {
    ::close(wake_);
    ::close(epoll_);
}

bool EventLoop::watch(int descriptor, std::uint32_t events, Watched& watched) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watched;
    return ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EventLoop::post(std::function<void()> task) {
    bool wake = false;
    {
        const std::scoped_lock lock(mutex_);
        tasks_.push_back(std::move(task));
        wake = !std::exchange(woken_, true);
    }
    const std::uint64_t one = 1;
    if (wake) (void)!::write(wake_, &one, sizeof one);
}

void EventLoop::stop() {
    post([this] { stopped_ = true; });
}

void EventLoop::run(const std::function<void()>& tick) {
    while (!stopped_) {
        wait(until_next_tick());
        run_tasks();
        if (now_ - last_tick_ < tick_time_) continue;
        last_tick_ = now_;
        tick();
    }
}

int EventLoop::until_next_tick() const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(last_tick_ + tick_time_ - SteadyClock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count() + 1, 0, 60'000));
}

void EventLoop::wait(int milliseconds) {
    std::array<epoll_event, 256> events;
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
    now_ = SteadyClock::now();
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        if (event.data.ptr)
            static_cast<Watched*>(event.data.ptr)->on_event(event.events);
        else
            forget_wake();
    }
}

/// Whenever it comes, not only when tasks wait: a task may be run before its poster has written.
void EventLoop::forget_wake() {
    std::uint64_t count = 0;
    (void)!::read(wake_, &count, sizeof count);
}

void EventLoop::run_tasks() {
    std::vector<std::function<void()>> tasks;
    {
        const std::scoped_lock lock(mutex_);
        tasks.swap(tasks_);
        woken_ = false;
    }
    for (auto& task : tasks) task();
}

}  // namespace kheo::http
