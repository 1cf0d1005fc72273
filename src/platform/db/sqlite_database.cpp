// SPDX-License-Identifier: Apache-2.0
// One writer connection behind a fair queue of one, a bounded pool of readers; all in WAL mode.
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "platform/db/messages.gen.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace kheo::db {

namespace {

constexpr std::chrono::milliseconds kPatience{30'000};  // then a sentence is better than more waiting

Error busy() {
    return {ErrorKind::environment,
            Sentence(msg::busy),
            {},
            "all connections are lent",
            std::string(code::kBusy)};
}

/// Hands out connections; waits when all are lent.
class Pool {
  public:
    void add(std::unique_ptr<SqliteConnection> connection) {
        free_.push_back(connection.get());
        owned_.push_back(std::move(connection));
    }
    /// nullptr when none came back in time.
    SqliteConnection* take(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, patience, [&] { return !free_.empty(); })) return nullptr;
        auto* connection = free_.back();
        free_.pop_back();
        return connection;
    }
    void give_back(SqliteConnection* connection) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(connection);
        }
        returned_.notify_one();
    }

  private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<SqliteConnection>> owned_;
    std::vector<SqliteConnection*> free_;
};

class SqliteDatabase final : public Database {
  public:
    Result<> connect(const std::filesystem::path& file, Options options) {
        if (!options.read_only) {
            writers_.add(TRY(SqliteConnection::open(file, options)));
            options.create = false;
        }
        for (int i = 0; i < options.readers; ++i) readers_.add(TRY(SqliteConnection::open(file, options)));
        read_only_ = options.read_only;
        return {};
    }

  protected:
    Result<Lease> begin(Mode mode) override {
        const bool write = mode != Mode::read;
        const bool patient = mode != Mode::write_if_free;
        if (write && read_only_) return fail(ErrorKind::environment, msg::read_only);
        auto& pool = write ? writers_ : readers_;
        auto* connection = pool.take(patient ? kPatience : std::chrono::milliseconds(0));
        if (!connection) return fail(busy());
        if (auto begun = connection->begin(write, patient); !begun) {
            pool.give_back(connection);
            return fail(std::move(begun).error());
        }
        return Lease{connection, [connection, &pool](bool commit) {
                         auto finished = connection->finish(commit);
                         pool.give_back(connection);
                         return finished;
                     }};
    }

  private:
    Pool writers_, readers_;
    bool read_only_ = false;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Options options) {
    auto database = std::make_unique<SqliteDatabase>();
    TRY(database->connect(file, options));
    return database;
}

}  // namespace kheo::db
