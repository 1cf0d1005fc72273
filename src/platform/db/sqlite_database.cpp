// SPDX-License-Identifier: Apache-2.0
// One writer connection behind a fair queue of one, a bounded pool of readers; all in WAL mode.
#include "platform/db/failure.hpp"
#include "platform/db/holds.hpp"
#include "platform/db/messages.gen.hpp"
#include "platform/db/pool.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/sqlite_watcher.hpp"

namespace kheo::db {

namespace {

constexpr std::chrono::milliseconds kPatience{30'000};  // then a sentence is better than more waiting

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(std::filesystem::path file, Options options)
        : file_(std::move(file)), options_(options), readers_(options.readers), watcher_(file_, listeners_) {}

    Engine engine() const override { return Engine::sqlite; }

    /// One of each is made at once: what is wrong with the file shows here.
    Result<> connect() {
        if (!options_.read_only) writers_.give_back(TRY(SqliteConnection::open(file_, options_)));
        options_.create = false;
        auto place = readers_.take({});
        readers_.give_back(TRY(open_reader()));
        return {};
    }

    Result<std::optional<Hold>> try_hold(std::string_view name) override {
        if (!holds_.take(name)) return std::nullopt;
        return Hold([this, held = std::string(name)] { holds_.release(held); });
    }

  protected:
    Result<Lease> begin(Mode mode, const Attempt&) override {
        const bool write = mode != Mode::read;
        const bool patient = mode != Mode::write_if_free;
        if (write && options_.read_only) return fail(ErrorKind::environment, msg::read_only);
        auto& pool = write ? writers_ : readers_;
        auto connection = TRY(borrow(pool, patient ? kPatience : std::chrono::milliseconds(0)));
        if (auto begun = connection->begin(write, patient); !begun) {
            pool.give_back(std::move(connection));
            return fail(std::move(begun).error());
        }
        auto* lent = connection.release();
        return Lease{lent, [this, lent, &pool](bool commit, const Topics& topics) {
                         auto outcome = finish(*lent, commit, topics);
                         pool.give_back(std::unique_ptr<SqliteConnection>(lent));
                         return Finished{std::move(outcome), false};
                     }};
    }

    void watch() override { watcher_.start(); }

  private:
    using Connections = Pool<SqliteConnection>;

    /// Pages of the file are in the system's memory anyway: a reader keeps a few, as there are several of
    /// them.
    Result<std::unique_ptr<SqliteConnection>> open_reader() {
        auto connection = TRY(SqliteConnection::open(file_, options_));
        TRY(connection->script("PRAGMA cache_size=-4000"));
        return connection;
    }

    Result<std::unique_ptr<SqliteConnection>> borrow(Connections& pool, std::chrono::milliseconds patience) {
        auto place = pool.take(patience);
        if (!place) return fail(failure(Engine::sqlite, code::kBusy, "all connections are lent"));
        if (place->connection) return std::move(place->connection);
        auto opened = &pool == &readers_ ? open_reader() : SqliteConnection::open(file_, options_);
        if (!opened) pool.give_back(nullptr);
        return opened;
    }

    Result<> finish(SqliteConnection& connection, bool commit, const Topics& topics) {
        if (!commit || topics.empty() || connection.failed()) return connection.finish(commit);
        auto counted = count_up(connection, topics);
        if (!counted) {
            (void)connection.finish(false);
            return fail(std::move(counted).error());
        }
        const auto lock = watcher_.committing();
        TRY(connection.finish(true));
        watcher_.know(*counted);
        return {};
    }

    std::filesystem::path file_;
    Options options_;
    Connections writers_{0}, readers_;
    LocalHolds holds_;
    SqliteWatcher watcher_;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Options options) {
    auto database = std::make_unique<SqliteDatabase>(file, options);
    TRY(database->connect());
    return database;
}

}  // namespace kheo::db
