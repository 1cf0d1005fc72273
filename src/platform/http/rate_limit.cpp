// SPDX-License-Identifier: Apache-2.0
#include "platform/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace kheo::http {

namespace {

constexpr std::size_t kMostKeys = 50'000;

double seconds_between(RateLimit::Time from, RateLimit::Time to) {
    return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

}  // namespace

int RateLimit::take(std::string_view key, Time now) {
    if (rate_.per_second <= 0) return 0;
    const std::scoped_lock lock(mutex_);
    if (buckets_.size() >= kMostKeys) forget_full(now);
    auto& bucket = buckets_.try_emplace(std::string(key), rate_.burst, now).first->second;
    bucket.tokens = std::min(rate_.burst, bucket.tokens + seconds_between(bucket.at, now) * rate_.per_second);
    bucket.at = std::max(bucket.at, now);
    if (bucket.tokens < 1)
        return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate_.per_second)));
    bucket.tokens -= 1;
    return 0;
}

/// Whoever has a full bucket again is as good as unknown. A flood of new keys makes all of them unknown: then
/// the flood is not held up, but neither does it take the memory.
void RateLimit::forget_full(Time now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        return entry.second.tokens + seconds_between(entry.second.at, now) * rate_.per_second >= rate_.burst;
    });
    if (buckets_.size() >= kMostKeys) buckets_.clear();
}

std::size_t RateLimit::keys() const {
    const std::scoped_lock lock(mutex_);
    return buckets_.size();
}

}  // namespace kheo::http
