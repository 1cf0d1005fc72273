// SPDX-License-Identifier: Apache-2.0
// PostgreSQL as a Database: two bounded pools, so that readers never wait for writers; writers SERIALIZABLE
// beside each other. Who lost too often, or had already worked long, locks writer_turn and goes on alone: so
// every write ends. A server that went away is tried again by whoever comes next, but not by everybody at
// once.
#include <atomic>

#include "platform/db/failure.hpp"
#include "platform/db/holds.hpp"
#include "platform/db/messages.gen.hpp"
#include "platform/db/pool.hpp"
#include "platform/db/postgres_error.hpp"
#include "platform/db/postgres_listener.hpp"

namespace kheo::db {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kPatience{30'000};  // then a sentence is better than more waiting
constexpr milliseconds kSpareTheServer{250};

class PostgresDatabase final : public Database {
  public:
    PostgresDatabase(std::string url, const Options& options)
        : url_(std::move(url)),
          writers_(options.writers),
          readers_(options.readers),
          holds_(url_),
          listener_(url_, own_, listeners_) {}

    Engine engine() const override { return Engine::postgresql; }

    /// One connection is made at once: what is wrong with the address shows here.
    Result<> connect() {
        auto place = readers_.take({});
        readers_.give_back(TRY(open()));
        return {};
    }

    Result<std::optional<Hold>> try_hold(std::string_view name) override {
        if (!local_holds_.take(name)) return std::nullopt;
        auto taken = holds_.take(name);
        if (!taken || !*taken) local_holds_.release(name);
        if (!taken) return fail(std::move(taken).error());
        if (!*taken) return std::nullopt;
        return Hold([this, held = std::string(name)] {
            holds_.release(held);
            local_holds_.release(held);
        });
    }

  protected:
    Result<Lease> begin(Mode mode, const Attempt& attempt) override {
        if (const int step = listener_.unknown_step(); step > 0)
            return fail(ErrorKind::environment, msg::schema_newer, {{"number", std::to_string(step)}});
        auto& pool = mode == Mode::read ? readers_ : writers_;
        auto place = pool.take(mode == Mode::write_if_free ? milliseconds(0) : kPatience);
        if (!place) return fail(failure(Engine::postgresql, code::kBusy, "all connections are lent"));
        auto begun = begun_on(std::move(place->connection), how(mode, attempt), pool);
        if (!begun) {
            pool.give_back(nullptr);
            return fail(std::move(begun).error());
        }
        auto* lent = begun->release();
        return Lease{lent, [this, lent, &pool](bool commit, const Topics& topics) {
                         auto end = lent->finish(commit, topics);
                         give_back(pool, std::unique_ptr<PostgresConnection>(lent));
                         return Finished{std::move(end.outcome), end.again};
                     }};
    }

    void watch() override { listener_.start(); }

  private:
    using Connections = Pool<PostgresConnection>;

    static Begin how(Mode mode, const Attempt& attempt) {
        switch (mode) {
            case Mode::read:
                return Begin::read;
            case Mode::write_if_free:
                return Begin::write_now;
            case Mode::schema:
                return Begin::schema;
            case Mode::write:
                break;
        }
        return attempt.alone ? Begin::write_alone : Begin::write;
    }

    /// Begins on an idle connection, and on a fresh one when that has died in the meantime.
    Result<std::unique_ptr<PostgresConnection>> begun_on(std::unique_ptr<PostgresConnection> idle, Begin how,
                                                         Connections& pool) {
        if (idle) {
            auto begun = idle->begin(how);
            if (begun) return idle;
            const bool dead = idle->broken();
            close(std::move(idle));
            if (!dead) return fail(std::move(begun).error());
            pool.forget_idle([this](auto connection) { close(std::move(connection)); });
        }
        auto fresh = TRY(open());
        if (auto begun = fresh->begin(how); !begun) {
            close(std::move(fresh));
            return fail(std::move(begun).error());
        }
        return fresh;
    }

    /// After a failed connect others are refused at once for a moment, instead of each waiting for the
    /// server.
    Result<std::unique_ptr<PostgresConnection>> open() {
        if (Clock::now().time_since_epoch().count() < spared_until_.load())
            return fail(postgres_lost("not tried again yet"));
        auto opened = PostgresConnection::open(url_);
        if (opened)
            own_.add((*opened)->backend());
        else
            spared_until_ = (Clock::now() + kSpareTheServer).time_since_epoch().count();
        return opened;
    }

    void close(std::unique_ptr<PostgresConnection> connection) { own_.remove(connection->backend()); }

    void give_back(Connections& pool, std::unique_ptr<PostgresConnection> connection) {
        if (connection->broken()) close(std::exchange(connection, nullptr));
        pool.give_back(std::move(connection));
    }

    std::string url_;
    OwnBackends own_;
    std::atomic<Clock::rep> spared_until_{0};
    Connections writers_, readers_;
    LocalHolds local_holds_;
    PostgresHolds holds_;
    PostgresListener listener_;
};

bool is_address(std::string_view url) {
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open_server(const std::string& url, Options options) {
    if (!is_address(url)) return fail(ErrorKind::usage, msg::bad_url);
    auto database = std::make_unique<PostgresDatabase>(url, options);
    TRY(database->connect());
    return database;
}

}  // namespace kheo::db
