// SPDX-License-Identifier: Apache-2.0
#include "platform/db/postgres_listener.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <utility>

#include "platform/db/making.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::db {

namespace {

constexpr int kPollMillis = 200;  // how long a stop may take
constexpr std::chrono::milliseconds kReconnectAfter{500};
constexpr auto kProbeAfter = std::chrono::seconds(5);  // a silent server may be a dead one

struct FreeNotify {
    void operator()(PGnotify* n) const { PQfreemem(n); }
};

}  // namespace

void OwnBackends::add(int backend) {
    const std::lock_guard lock(mutex_);
    all_.insert(backend);
}

void OwnBackends::remove(int backend) {
    const std::lock_guard lock(mutex_);
    if (const auto found = all_.find(backend); found != all_.end()) all_.erase(found);
}

bool OwnBackends::contains(int backend) const {
    const std::lock_guard lock(mutex_);
    return all_.contains(backend);
}

void PostgresListener::start() {
    (void)connect();
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

/// Not granted while somebody holds the name alone; then the connection is made again later.
bool PostgresListener::hold_in_common(PostgresConnection& connection) {
    bool granted = false;
    const Param params[]{kServers};
    const auto asked = connection.each("SELECT pg_try_advisory_lock_shared(hashtextextended(?1, 7235421))",
                                       params, [&](const Row& row) { granted = row.integer(0) != 0; });
    return asked && granted;
}

/// While the name is held in common nobody upgrades: what is seen now holds as long as the connection does.
void PostgresListener::look_at_schema(PostgresConnection& connection) {
    bool made = false;
    (void)connection.each("SELECT to_regclass('schema_migration') IS NOT NULL", {},
                          [&](const Row& row) { made = row.integer(0) != 0; });
    if (!made) return;
    (void)connection.each("SELECT number FROM schema_migration", {}, [&](const Row& row) {
        const auto number = row.get<int>(0);
        const auto all = all_migrations();
        if (std::ranges::find(all, number, &Migration::number) == all.end()) unknown_step_ = number;
    });
}

bool PostgresListener::connect() {
    auto opened = PostgresConnection::open(url_);
    if (!opened || !(*opened)->command("LISTEN kheo") || !hold_in_common(**opened)) return false;
    look_at_schema(**opened);
    connection_ = std::move(*opened);
    return true;
}

/// Reads what has come; a broken connection is dropped.
void PostgresListener::hear() {
    auto* handle = connection_->handle();
    if (!PQconsumeInput(handle)) return connection_.reset();
    Topics topics;
    while (const std::unique_ptr<PGnotify, FreeNotify> heard{PQnotifies(handle)})
        if (!own_.contains(heard->be_pid)) topics.emplace(heard->extra);
    listeners_->tell(topics);
}

void PostgresListener::run(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    auto heard_at = std::chrono::steady_clock::now();
    if (connection_) hear();  // what came with the answer to LISTEN
    while (!stop.stop_requested()) {
        if (!connection_) {
            if (connect())
                listeners_->tell(Topics{std::string(kAnyTopic)});
            else
                wake.wait_for(lock, stop, kReconnectAfter, [&] { return stop.stop_requested(); });
            continue;
        }
        pollfd waiting{PQsocket(connection_->handle()), POLLIN, 0};
        const auto now = std::chrono::steady_clock::now();
        if (::poll(&waiting, 1, kPollMillis) > 0) {
            hear();
            heard_at = now;
        } else if (now - heard_at > kProbeAfter) {
            heard_at = now;
            if (connection_->command("SELECT 1"))
                hear();  // what came together with the answer waits inside libpq, not on the socket
            else
                connection_.reset();
        }
    }
}

}  // namespace kheo::db
