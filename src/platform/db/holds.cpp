// SPDX-License-Identifier: Apache-2.0
#include "platform/db/holds.hpp"

namespace kheo::db {

bool LocalHolds::take(std::string_view name) {
    const std::lock_guard lock(mutex_);
    return held_.emplace(name).second;
}

void LocalHolds::release(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto found = held_.find(name); found != held_.end()) held_.erase(found);
}

Result<bool> PostgresHolds::lock(std::string_view name) {
    bool granted = false;
    const Param params[]{name};
    TRY(connection_->each("SELECT pg_try_advisory_lock(hashtextextended(?1, 7235421))", params,
                          [&](const Row& row) { granted = row.integer(0) != 0; }));
    return granted;
}

Result<bool> PostgresHolds::take(std::string_view name) {
    const std::lock_guard guard(mutex_);
    if (connection_) {
        auto locked = lock(name);
        if (locked) return locked;
        connection_.reset();
    }
    connection_ = TRY(PostgresConnection::open(url_));
    return lock(name);
}

void PostgresHolds::release(std::string_view name) {
    const std::lock_guard guard(mutex_);
    const Param params[]{name};
    if (!connection_) return;
    const auto released = connection_->each("SELECT pg_advisory_unlock(hashtextextended(?1, 7235421))",
                                            params, [](const Row&) {});
    if (!released) connection_.reset();
}

}  // namespace kheo::db
