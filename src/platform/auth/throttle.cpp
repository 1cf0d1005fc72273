// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/throttle.hpp"

#include <algorithm>
#include <utility>

#include "platform/auth/token.hpp"

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

}  // namespace

std::string SignInThrottle::key(std::string_view kind, std::string_view account,
                                std::string_view address) const {
    return signed_token(secret_, std::string(kind) + " " + std::string(account) + " " + std::string(address));
}

Millis SignInThrottle::wait_of(const std::string& name, int free_tries, Millis now) const {
    const auto found = counts_.find(name);
    if (found == counts_.end() || found->second.failures < free_tries) return 0;
    const int over = std::min(found->second.failures - free_tries, 10);
    const Millis wait = std::min(kLongestWait, (5 * kSecond) << over);
    return std::max<Millis>(0, found->second.last + wait - now);
}

Millis SignInThrottle::wait(std::string_view account, std::string_view address, std::string_view device) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    if (!device.empty()) return wait_of(key("device", account, device), kFreePerPair, now);
    const auto pair = key("pair", account, address);
    const auto own = wait_of(pair, kFreePerPair, now);
    const auto found = counts_.find(pair);
    const bool known =
        found != counts_.end() && found->second.known_since + kKnownFor > now && found->second.known_since;
    if (known) return own;
    return std::max({own, wait_of(key("address", {}, address), kFreePerAddress, now),
                     wait_of(key("account", account, {}), kFreePerAccount, now)});
}

void SignInThrottle::count(std::string name, Millis now) {
    changed_.insert(name);
    auto& entry = counts_[std::move(name)];
    if (now - entry.last > kForgetAfter) entry.failures = 0;
    ++entry.failures;
    entry.last = now;
}

void SignInThrottle::failed(std::string_view account, std::string_view address, std::string_view device) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    forget_old(now);
    if (!device.empty()) return count(key("device", account, device), now);
    count(key("pair", account, address), now);
    count(key("address", {}, address), now);
    count(key("account", account, {}), now);
}

void SignInThrottle::succeeded(std::string_view account, std::string_view address, std::string_view device) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    if (const auto own = counts_.find(key("device", account, device)); own != counts_.end()) {
        changed_.insert(own->first);
        own->second = Count{0, now, 0};
    }
    if (device == kInside) return;
    const auto pair = key("pair", account, address);
    changed_.insert(pair);
    counts_[pair] = Count{0, now, now};
}

void SignInThrottle::restore(std::vector<Stored> counts) {
    const std::scoped_lock lock(mutex_);
    for (auto& [name, stored] : counts) {
        if (counts_.size() >= kMostCounts) return;
        counts_.emplace(std::move(name), stored);
    }
}

std::vector<SignInThrottle::Stored> SignInThrottle::take_changed() {
    const std::scoped_lock lock(mutex_);
    std::vector<Stored> out;
    for (const auto& name : std::exchange(changed_, {}))
        if (const auto found = counts_.find(name); found != counts_.end())
            out.emplace_back(name, found->second);
    return out;
}

void SignInThrottle::put_back(const std::vector<Stored>& counts) {
    const std::scoped_lock lock(mutex_);
    for (const auto& [name, stored] : counts) changed_.insert(name);
}

Millis SignInThrottle::forgotten_before(Millis now) {
    return now - kForgetAfter;
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
