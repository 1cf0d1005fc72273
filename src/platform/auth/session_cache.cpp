// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/session_cache.hpp"

namespace kheo::auth {

namespace {

constexpr std::size_t kMost = 10'000;
constexpr std::chrono::seconds kLongest{1};

}  // namespace

std::optional<KnownSession> SessionCache::find(const std::string& hash) const {
    const std::scoped_lock lock(mutex_);
    const auto found = entries_.find(hash);
    if (found == entries_.end()) return std::nullopt;
    const auto& entry = found->second;
    if (entry.changes_seen != changes_ || std::chrono::steady_clock::now() - entry.read_at > kLongest)
        return std::nullopt;
    return entry.session;
}

void SessionCache::keep(const std::string& hash, const KnownSession& session, std::uint64_t changes_seen) {
    const std::scoped_lock lock(mutex_);
    if (entries_.size() >= kMost) entries_.clear();
    entries_.insert_or_assign(hash, Entry{session, changes_seen, std::chrono::steady_clock::now()});
}

}  // namespace kheo::auth
