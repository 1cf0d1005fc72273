// SPDX-License-Identifier: Apache-2.0
#include "platform/http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kheo::http {

void Metrics::count_request(int status, std::chrono::microseconds took, std::size_t bytes) {
    by_class_[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(1,
                                                                                  std::memory_order_relaxed);
    const auto bucket =
        std::lower_bound(kBuckets.begin(), kBuckets.end(), took.count() / 1000) - kBuckets.begin();
    by_duration_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    micros_.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
    bytes_.fetch_add(bytes, std::memory_order_relaxed);
}

std::string Metrics::text() const {
    std::string out = "# TYPE kheo_http_requests_total counter\n";
    for (std::size_t i = 1; i < by_class_.size(); ++i)
        out += fmt::format("kheo_http_requests_total{{status=\"{}xx\"}} {}\n", i, by_class_[i].load());
    out += "# TYPE kheo_http_request_seconds histogram\n";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < by_duration_.size(); ++i) {
        sum += by_duration_[i].load();
        const auto limit = i < kBuckets.size() ? fmt::format("{}", double(kBuckets[i]) / 1000) : "+Inf";
        out += fmt::format("kheo_http_request_seconds_bucket{{le=\"{}\"}} {}\n", limit, sum);
    }
    out += fmt::format("kheo_http_request_seconds_sum {:.6f}\n", double(micros_.load()) / 1e6);
    out += fmt::format("kheo_http_request_seconds_count {}\n", sum);
    out += fmt::format("# TYPE kheo_http_response_bytes_total counter\nkheo_http_response_bytes_total {}\n",
                       bytes_.load());
    out += fmt::format("# TYPE kheo_http_connections gauge\nkheo_http_connections {}\n", connections_.load());
    return out;
}

}  // namespace kheo::http
