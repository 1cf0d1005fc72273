// SPDX-License-Identifier: Apache-2.0
// Counters of the running server in the text format of Prometheus. Requests are counted by the pattern of
// their route, never by the address asked for. Counting is lock-free and each thread has its own counters;
// safe to use from any thread.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kheo::http {

class Metrics {
  public:
    /// `routes`: patterns that will be counted; others count as "none".
    explicit Metrics(const std::vector<std::string>& routes);

    void count_request(std::string_view route, int status, std::chrono::microseconds took, std::size_t bytes);
    void count_limited() { limited_.fetch_add(1, std::memory_order_relaxed); }
    void connection_opened() { connections_.fetch_add(1, std::memory_order_relaxed); }
    void connection_closed() { connections_.fetch_sub(1, std::memory_order_relaxed); }

    /// Lines of another part of the program, added to text(); replaces the source of that name, none removes
    /// it.
    using Source = std::function<void(std::string& out)>;
    void set_source(const std::string& name, Source source);

    std::string text() const;

    /// "# TYPE name type" and one value.
    static void add(std::string& out, std::string_view name, std::string_view type, std::int64_t value);

  private:
    static constexpr std::array<double, 13> kBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                     0.1,    0.25,  0.5,    1,     2.5,  10};  // seconds
    static constexpr std::size_t kShards = 8;
    using Counter = std::atomic<std::uint64_t>;
    struct Counters {
        std::array<Counter, 6> by_class{};  // index = status / 100
        std::array<Counter, kBuckets.size() + 1> by_duration{};
        Counter micros{0}, bytes{0};
    };
    struct Sums {
        std::array<std::uint64_t, 6> by_class{};
        std::array<std::uint64_t, kBuckets.size() + 1> by_duration{};
        std::uint64_t micros = 0, bytes = 0, requests = 0;
    };
    Sums sums_of(std::size_t route) const;
    void add_routes(std::string& out) const;

    std::vector<std::string> routes_;  // the last is "none"
    std::unordered_map<std::string_view, std::size_t> index_;
    std::array<std::vector<Counters>, kShards> shards_;
    std::atomic<std::int64_t> connections_{0};
    Counter limited_{0};
    mutable std::mutex mutex_;
    std::map<std::string, Source> sources_;
};

}  // namespace kheo::http
