// SPDX-License-Identifier: Apache-2.0
#include "platform/db/sqlite_watcher.hpp"

#include <chrono>
#include <condition_variable>
#include <utility>

namespace kheo::db {

namespace {

constexpr std::chrono::milliseconds kLookAgainAfter{250};

std::int64_t data_version(SqliteConnection& connection) {
    std::int64_t version = -1;
    (void)connection.each("PRAGMA data_version", {}, [&](const Row& row) { version = row.integer(0); });
    return version;
}

/// Empty where the table does not exist (yet).
Counts read_counts(SqliteConnection& connection) {
    Counts counts;
    (void)connection.each("SELECT topic, times FROM announcement", {},
                          [&](const Row& row) { counts[row.get<std::string>(0)] = row.integer(1); });
    return counts;
}

}  // namespace

Result<Counts> count_up(SqliteConnection& connection, const Topics& topics) {
    Counts counts;
    bool migrated = false;
    TRY(connection.each("SELECT 1 FROM sqlite_master WHERE name = 'announcement'", {},
                        [&](const Row&) { migrated = true; }));
    if (!migrated) return counts;
    for (const auto& topic : topics) {
        const Param params[]{topic};
        TRY(
            connection.each("INSERT INTO announcement (topic, times) VALUES (?1, 1) ON CONFLICT (topic) DO "
                            "UPDATE SET times = announcement.times + 1 RETURNING times",
                            params, [&](const Row& row) { counts[topic] = row.integer(0); }));
    }
    return counts;
}

void SqliteWatcher::start() {
    auto opened = SqliteConnection::open(file_, {.read_only = true});
    if (!opened) return;
    connection_ = std::move(*opened);
    (void)data_version(*connection_);
    {
        const auto lock = committing();
        know(read_counts(*connection_));
    }
    thread_ = std::jthread([this](std::stop_token stop) { watch(std::move(stop)); });
}

void SqliteWatcher::know(const Counts& counts) {
    for (const auto& [topic, times] : counts) known_[topic] = std::max(known_[topic], times);
}

Topics SqliteWatcher::news() {
    const std::lock_guard lock(mutex_);  // first: nobody commits between reading and comparing
    const auto counts = read_counts(*connection_);
    Topics topics;
    for (const auto& [topic, times] : counts)
        if (times > known_[topic]) topics.insert(topic);
    for (const auto& topic : topics) known_[topic] = counts.at(topic);
    return topics;
}

void SqliteWatcher::watch(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    auto seen = data_version(*connection_);
    listeners_->tell(news());
    while (!wake.wait_for(lock, stop, kLookAgainAfter, [&] { return stop.stop_requested(); })) {
        const auto now = data_version(*connection_);
        if (now == seen) continue;
        seen = now;
        listeners_->tell(news());
    }
}

}  // namespace kheo::db
