// SPDX-License-Identifier: Apache-2.0
// Counters of the running server in the text format of Prometheus. Safe to use from any thread.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace kheo::http {

class Metrics {
  public:
    void count_request(int status, std::chrono::microseconds took, std::size_t bytes);
    void connection_opened() { connections_.fetch_add(1, std::memory_order_relaxed); }
    void connection_closed() { connections_.fetch_sub(1, std::memory_order_relaxed); }
    std::string text() const;

  private:
    static constexpr std::array<std::int64_t, 9> kBuckets{1,   5,   10,   25,  50,
                                                          100, 250, 1000, 5000};  // milliseconds
    std::array<std::atomic<std::uint64_t>, 6> by_class_{};                        // index = status / 100
    std::array<std::atomic<std::uint64_t>, kBuckets.size() + 1> by_duration_{};
    std::atomic<std::uint64_t> micros_{0}, bytes_{0};
    std::atomic<std::int64_t> connections_{0};
};

}  // namespace kheo::http
