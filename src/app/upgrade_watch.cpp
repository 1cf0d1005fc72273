// SPDX-License-Identifier: Apache-2.0
#include "app/upgrade_watch.hpp"

#include <chrono>

#include "platform/db/migrations.hpp"

namespace kheo::app {

UpgradeWatch::UpgradeWatch(db::Database& database, std::function<void()> stop)
    : database_(database), stop_(std::move(stop)) {
    changes_ = database.subscribe([this](std::string_view topic) {
        if (topic != db::kAnyTopic) return;
        const std::lock_guard lock(mutex_);
        due_ = true;
        wake_.notify_all();
    });
    thread_ = std::jthread([this](const std::stop_token& stopping) { run(stopping); });
}

Result<> UpgradeWatch::verdict() const {
    const std::lock_guard lock(mutex_);
    if (found_) return std::unexpected(*found_);
    return {};
}

/// What the database itself answers has a code: it is away or busy, and is asked again.
bool UpgradeWatch::outgrown() {
    const auto state = database_.read([](db::Transaction& tx) { return db::schema_state(tx); });
    const std::lock_guard lock(mutex_);
    if (state) return false;
    if (state.error().code.empty())
        found_ = state.error();
    else
        due_ = true;
    return found_.has_value();
}

void UpgradeWatch::run(const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stopping, [this] { return due_; })) return;
            due_ = false;
        }
        if (outgrown()) return stop_();
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stopping, std::chrono::seconds(1), [] { return false; });
    }
}

}  // namespace kheo::app
