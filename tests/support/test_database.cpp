// SPDX-License-Identifier: Apache-2.0
#include "support/test_database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "platform/db/migrations.hpp"

namespace kheo::test {

namespace {

[[noreturn]] void give_up(std::string_view what) {
    std::fprintf(stderr, "no test database: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

std::string server_address() {
    const char* set = std::getenv("KHEO_TEST_POSTGRESQL");
    return set ? set : "";
}

/// postgresql:///postgres?host=… with another database.
std::string address_of(const std::string& name) {
    auto url = server_address();
    const auto slash = url.find('/', std::string_view("postgresql://").size());
    const auto question = url.find('?', slash);
    return url.replace(slash + 1, question - slash - 1, name);
}

/// A session on the server for what no transaction can do.
class Session {
  public:
    Session() : connection_(PQconnectdb(server_address().c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) give_up(PQerrorMessage(connection_));
        PQsetNoticeReceiver(connection_, [](void*, const PGresult*) {}, nullptr);
    }
    ~Session() { PQfinish(connection_); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// The first value of the answer, "" when there is none. The server waits 5 s for sessions of a database
    /// to end before it copies, renames or drops it; a loaded machine takes longer.
    std::string run(const std::string& sql) {
        for (int attempt = 1;; ++attempt) {
            const Answer answer(PQexec(connection_, sql.c_str()), PQclear);
            const auto status = PQresultStatus(answer.get());
            if (status == PGRES_COMMAND_OK) return "";
            if (status == PGRES_TUPLES_OK)
                return PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "";
            if (attempt == kAttempts || !in_use(answer.get())) give_up(PQresultErrorMessage(answer.get()));
        }
    }

  private:
    using Answer = std::unique_ptr<PGresult, void (*)(PGresult*)>;
    static constexpr int kAttempts = 12;
    static bool in_use(const PGresult* answer) {
        const auto* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        return state && std::string_view(state) == "55006";
    }
    PGconn* connection_;
};

void migrate(db::Database& database) {
    if (const auto migrated = db::migrate(database, 0); !migrated) give_up(migrated.error().detail);
}

std::unique_ptr<db::Database> open(const std::string& url, db::Options options) {
    auto opened = db::Database::open_server(url, options);
    if (!opened) give_up(opened.error().detail);
    return std::move(*opened);
}

/// A migrated database to copy from; made once per server and set of migrations.
std::string template_database(Session& session) {
    std::size_t seed = 0;
    for (const auto& migration : db::all_migrations())
        seed = seed * 31 + std::hash<std::string_view>{}(migration.sql);
    const auto name = "kheo_template_" + std::to_string(seed);
    const auto exists = "SELECT 1 FROM pg_database WHERE datname = '" + name + "'";
    if (!session.run(exists).empty()) return name;
    session.run("SELECT pg_advisory_lock(1)");
    if (session.run(exists).empty()) {
        session.run("DROP DATABASE IF EXISTS " + name + "_new");
        session.run("CREATE DATABASE " + name + "_new");
        migrate(*open(address_of(name + "_new"), {.readers = 1}));
        session.run("ALTER DATABASE " + name + "_new RENAME TO " + name);
    }
    session.run("SELECT pg_advisory_unlock(1)");
    return name;
}

std::string fresh_name() {
    static std::atomic<int> count{0};
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

}  // namespace

bool on_postgresql() {
    return !server_address().empty();
}

TestServer::TestServer(Schema schema) {
    if (!on_postgresql()) return;
    name_ = fresh_name();
    url_ = address_of(name_);
    Session session;
    const auto from = schema == Schema::migrated ? template_database(session) : "template0";
    session.run("CREATE DATABASE " + name_ + " TEMPLATE " + from);
}

TestServer::~TestServer() {
    if (!name_.empty()) Session().run("DROP DATABASE " + name_ + " WITH (FORCE)");
}

void TestServer::end_sessions() const {
    Session().run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + name_ +
                  "'");
}

void TestServer::allow_connections(bool allowed) const {
    Session().run("ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS " + (allowed ? "true" : "false"));
}

TestDatabase::TestDatabase(TestServer::Schema schema) : server_(schema) {
    if (on_postgresql()) {
        database_ = open(server_.url(), {.readers = 2});
        return;
    }
    auto opened = db::Database::open(file(), {.readers = 2, .create = true});
    if (!opened) give_up(opened.error().detail);
    database_ = std::move(*opened);
    if (schema == TestServer::Schema::migrated) migrate(*database_);
}

std::unique_ptr<db::Database> TestDatabase::open_again(db::Options options) const {
    if (on_postgresql()) return open(server_.url(), options);
    return db::Database::open(file(), options).value();
}

}  // namespace kheo::test
