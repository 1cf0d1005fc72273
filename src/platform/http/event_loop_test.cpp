// SPDX-License-Identifier: Apache-2.0
#include "platform/http/event_loop.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace kheo::http {
namespace {

using namespace std::chrono_literals;

/// How long the processor has worked for a thread.
std::chrono::nanoseconds worked(std::thread& thread) {
    clockid_t clock{};
    timespec time{};
    if (::pthread_getcpuclockid(thread.native_handle(), &clock) != 0) return {};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// A task may be run before its poster has come to wake the loop: the wake that follows must not stay.
TEST(EventLoop, RestsWhenThereIsNothingToDoHoweverTasksCame) {
    EventLoop loop;
    std::thread thread([&] { loop.run([] {}); });
    std::atomic<int> heard{0};
    std::chrono::nanoseconds most{};
    for (int round = 1; round <= 100; ++round) {
        loop.post([&] { loop.set_tick_time(-1s); });  // turns without rest, looking for tasks each time
        std::this_thread::sleep_for(200us);
        loop.post([&, round] {
            loop.set_tick_time(60s);
            heard = round;
        });
        while (heard < round) std::this_thread::yield();
        std::this_thread::sleep_for(200us);
        const auto before = worked(thread);
        std::this_thread::sleep_for(2ms);
        most = std::max(most, worked(thread) - before);
    }
    loop.stop();
    thread.join();
    EXPECT_LT(most, 1ms);
}

}  // namespace
}  // namespace kheo::http
