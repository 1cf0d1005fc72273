// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/throttle.hpp"

#include <algorithm>

namespace kheo::auth {

namespace {

constexpr Millis kSecond = 1000;
constexpr Millis kLongestWait = 5 * 60 * kSecond;
constexpr Millis kForgetAfter = 60 * 60 * kSecond;
constexpr Millis kKnownFor = 30LL * 24 * 60 * 60 * kSecond;
constexpr int kFreePerPair = 5;
constexpr int kFreePerAddress = 50;
constexpr int kFreePerAccount = 50;
constexpr std::size_t kMostCounts = 20'000;

std::string pair_key(std::string_view account, std::string_view address) {
    return "p " + std::string(account) + " " + std::string(address);
}

std::string account_key(std::string_view account) {
    return "a " + std::string(account);
}

std::string address_key(std::string_view address) {
    return "n " + std::string(address);
}

}  // namespace

Millis SignInThrottle::wait_of(const std::string& key, int free_tries, Millis now) const {
    const auto found = counts_.find(key);
    if (found == counts_.end() || found->second.failures < free_tries) return 0;
    const int over = std::min(found->second.failures - free_tries, 10);
    const Millis wait = std::min(kLongestWait, (5 * kSecond) << over);
    return std::max<Millis>(0, found->second.last + wait - now);
}

Millis SignInThrottle::wait(std::string_view account, std::string_view address) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    const auto pair = pair_key(account, address);
    const auto own = wait_of(pair, kFreePerPair, now);
    const auto found = counts_.find(pair);
    const bool known =
        found != counts_.end() && found->second.known_since + kKnownFor > now && found->second.known_since;
    if (known) return own;
    return std::max({own, wait_of(address_key(address), kFreePerAddress, now),
                     wait_of(account_key(account), kFreePerAccount, now)});
}

void SignInThrottle::count(std::string key, Millis now) {
    auto& entry = counts_[std::move(key)];
    if (now - entry.last > kForgetAfter) entry.failures = 0;
    ++entry.failures;
    entry.last = now;
}

void SignInThrottle::failed(std::string_view account, std::string_view address) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    forget_old(now);
    count(pair_key(account, address), now);
    count(address_key(address), now);
    count(account_key(account), now);
}

void SignInThrottle::succeeded(std::string_view account, std::string_view address) {
    const std::scoped_lock lock(mutex_);
    auto& entry = counts_[pair_key(account, address)];
    entry = Count{0, clock_.now(), clock_.now()};
}

void SignInThrottle::forget_old(Millis now) {
    if (counts_.size() < kMostCounts) return;
    std::erase_if(counts_, [&](const auto& entry) {
        return now - entry.second.last > kForgetAfter && now - entry.second.known_since > kKnownFor;
    });
    if (counts_.size() >= kMostCounts)  // a flood of made-up names: known addresses are kept
        std::erase_if(counts_, [](const auto& entry) { return entry.second.known_since == 0; });
}

}  // namespace kheo::auth
