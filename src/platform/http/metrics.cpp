// SPDX-License-Identifier: Apache-2.0
#include "platform/http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kheo::http {

namespace {

constexpr std::string_view kNone = "none";

// Each thread counts in a place of its own, as long as there are few of them.
std::size_t own_shard() {
    static std::atomic<std::size_t> next{0};
    thread_local const std::size_t own = next.fetch_add(1, std::memory_order_relaxed);
    return own;
}

void raise(std::atomic<std::uint64_t>& counter, std::uint64_t by = 1) {
    counter.fetch_add(by, std::memory_order_relaxed);
}

}  // namespace

Metrics::Metrics(const std::vector<std::string>& routes) : routes_(routes) {
    std::ranges::sort(routes_);
    routes_.erase(std::unique(routes_.begin(), routes_.end()), routes_.end());
    routes_.emplace_back(kNone);
    for (std::size_t i = 0; i < routes_.size(); ++i) index_[routes_[i]] = i;
    for (auto& shard : shards_) shard = std::vector<Counters>(routes_.size());
}

void Metrics::count_request(std::string_view route, int status, std::chrono::microseconds took,
                            std::size_t bytes) {
    const auto found = index_.find(route);
    const auto at = found == index_.end() ? routes_.size() - 1 : found->second;
    auto& counters = shards_[own_shard() % kShards][at];
    raise(counters.by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))]);
    const auto seconds = static_cast<double>(took.count()) / 1e6;
    const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), seconds) - kBuckets.begin();
    raise(counters.by_duration[static_cast<std::size_t>(bucket)]);
    raise(counters.micros, static_cast<std::uint64_t>(took.count()));
    raise(counters.bytes, bytes);
}

void Metrics::set_source(const std::string& name, Source source) {
    const std::scoped_lock lock(mutex_);
    if (source)
        sources_[name] = std::move(source);
    else
        sources_.erase(name);
}

Metrics::Sums Metrics::sums_of(std::size_t route) const {
    Sums sums;
    for (const auto& shard : shards_) {
        const auto& own = shard[route];
        for (std::size_t i = 0; i < sums.by_class.size(); ++i) sums.by_class[i] += own.by_class[i];
        for (std::size_t i = 0; i < sums.by_duration.size(); ++i) sums.by_duration[i] += own.by_duration[i];
        sums.micros += own.micros;
        sums.bytes += own.bytes;
    }
    for (const auto count : sums.by_duration) sums.requests += count;
    return sums;
}

void Metrics::add_routes(std::string& out) const {
    std::string requests = "# TYPE kheo_http_requests_total counter\n";
    std::string seconds = "# TYPE kheo_http_request_seconds histogram\n";
    std::string bytes = "# TYPE kheo_http_response_bytes_total counter\n";
    for (std::size_t route = 0; route < routes_.size(); ++route) {
        const auto sums = sums_of(route);
        if (sums.requests == 0) continue;
        const auto& name = routes_[route];
        for (std::size_t i = 1; i < sums.by_class.size(); ++i)
            if (sums.by_class[i] > 0)
                requests += fmt::format("kheo_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", name,
                                        i, sums.by_class[i]);
        std::uint64_t so_far = 0;
        for (std::size_t i = 0; i < sums.by_duration.size(); ++i) {
            so_far += sums.by_duration[i];
            seconds += fmt::format("kheo_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name,
                                   i < kBuckets.size() ? fmt::format("{}", kBuckets[i]) : "+Inf", so_far);
        }
        seconds += fmt::format(
            "kheo_http_request_seconds_sum{{route=\"{0}\"}} {1:.6f}\n"
            "kheo_http_request_seconds_count{{route=\"{0}\"}} {2}\n",
            name, static_cast<double>(sums.micros) / 1e6, sums.requests);
        bytes += fmt::format("kheo_http_response_bytes_total{{route=\"{}\"}} {}\n", name, sums.bytes);
    }
    out += requests + seconds + bytes;
}

void Metrics::add(std::string& out, std::string_view name, std::string_view type, std::int64_t value) {
    out += fmt::format("# TYPE {0} {1}\n{0} {2}\n", name, type, value);
}

std::string Metrics::text() const {
    std::string out;
    add_routes(out);
    add(out, "kheo_http_connections", "gauge", connections_);
    add(out, "kheo_http_limited_total", "counter", static_cast<std::int64_t>(limited_.load()));
    const std::scoped_lock lock(mutex_);
    for (const auto& [name, source] : sources_) source(out);
    return out;
}

}  // namespace kheo::http
