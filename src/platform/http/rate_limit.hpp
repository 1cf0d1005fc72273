// SPDX-License-Identifier: Apache-2.0
// How often somebody may ask: a bucket of tokens per key that fills again steadily. In memory, bounded; safe
// to use from any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kheo::http {

struct Rate {
    double per_second = 0;  // 0 = no limit
    double burst = 0;       // so many at once after a pause
};

class RateLimit {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit RateLimit(Rate rate) : rate_(rate) {}

    /// 0: go on. Else whole seconds after which the next request would be taken.
    int take(std::string_view key, Time now);
    std::size_t keys() const;

  private:
    struct Bucket {
        double tokens;
        Time at;
    };
    void forget_full(Time now);

    const Rate rate_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace kheo::http
