// SPDX-License-Identifier: Apache-2.0
// A fresh database for a test, on the engine the environment names: KHEO_TEST_POSTGRESQL is the address of a
// server (tests/support/postgresql), absent it is a SQLite file in a temporary directory. A test registered
// with kheo_test(… DATABASE) runs on both.
#pragma once

#include <memory>
#include <string>

#include "platform/db/database.hpp"
#include "support/temp_dir.hpp"

namespace kheo::test {

/// Where a database may be made: an empty one on the server, which goes away with the test, or none (SQLite).
class TestServer {
  public:
    enum class Schema { empty, migrated };
    explicit TestServer(Schema schema = Schema::empty);
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    /// postgresql://… of the database; "" on SQLite.
    const std::string& url() const { return url_; }
    /// Ends every session on the database but this one's, as a restart of the server does.
    void end_sessions() const;
    /// false: whoever connects is refused, as while the server is away.
    void allow_connections(bool allowed) const;

  private:
    std::string name_, url_;
};

bool on_postgresql();

/// A fresh database, migrated as a rule; aborts the test when it cannot be made.
class TestDatabase {
  public:
    explicit TestDatabase(TestServer::Schema schema = TestServer::Schema::migrated);
    db::Database& operator*() { return *database_; }
    db::Database* operator->() { return database_.get(); }
    /// The same data opened once more, as another process has them.
    std::unique_ptr<db::Database> open_again(db::Options options = {.readers = 1}) const;
    /// The SQLite file.
    std::filesystem::path file() const { return dir_.path() / "kheo.db"; }
    const TestServer& server() const { return server_; }

  private:
    TempDir dir_;
    TestServer server_;
    std::unique_ptr<db::Database> database_;
};

}  // namespace kheo::test

/// Ends a test about what only a file has (copies of it, its lock).
#define KHEO_NEEDS_SQLITE() \
    if (::kheo::test::on_postgresql()) GTEST_SKIP() << "about a SQLite file"
/// Ends a test about what only a server does.
#define KHEO_NEEDS_POSTGRESQL() \
    if (!::kheo::test::on_postgresql()) GTEST_SKIP() << "about a PostgreSQL server"
