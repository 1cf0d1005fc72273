// SPDX-License-Identifier: Apache-2.0
// Inside platform/db: PostgreSQL behind Connection. Statements are prepared once per connection; values
// travel in binary, answers in text, row by row, so that a long answer needs no memory. A connection that
// broke is thrown away by its pool.
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include "platform/db/connection.hpp"

namespace kheo::db {

struct ClearResult {
    void operator()(PGresult* r) const { PQclear(r); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

enum class Begin {
    read,         // REPEATABLE READ
    write,        // SERIALIZABLE, beside other writers
    write_alone,  // SERIALIZABLE, while nobody else writes
    write_now,    // like write, but busy instead of waiting
    schema        // READ COMMITTED, alone among all who change the schema or write
};

class PostgresConnection final : public Connection {
  public:
    static Result<std::unique_ptr<PostgresConnection>> open(const std::string& url);
    ~PostgresConnection() override;
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    Engine engine() const override { return Engine::postgresql; }
    Result<std::int64_t> exec(std::string_view sql, std::span<const Param> params) override;
    Result<> each(std::string_view sql, std::span<const Param> params,
                  const std::function<void(const Row&)>& row) override;
    Result<> script(std::string_view sql) override;
    bool failed() const override { return failed_; }

    Result<> begin(Begin how);
    struct End {
        Result<> outcome;
        bool again = false;  // lost against others, or the server went away before COMMIT was sent
    };
    End finish(bool commit, const Topics& topics);

    bool broken() const { return broken_ || PQstatus(handle_) != CONNECTION_OK; }
    /// The server's number of this session; stays known when the connection is lost.
    int backend() const { return backend_; }

    /// Statements without parameters and answer, outside of a transaction too.
    Result<> command(const char* sql);
    /// The socket, and what was heard since; for the listener.
    PGconn* handle() { return handle_; }

  private:
    struct Stream;
    struct Reading;
    struct Values;
    explicit PostgresConnection(PGconn* handle) : handle_(handle), backend_(PQbackendPID(handle)) {}
    Result<> set_up();
    Result<> look_for_turn_table();
    Result<> send(std::string_view sql, std::span<const Param> params);
    Result<std::string> prepared(std::string_view sql, const Values& values);
    Result<PostgresResult> next(std::string_view sql, std::chrono::milliseconds patience);
    Result<PostgresResult> next_of(Stream& stream, std::string_view sql);
    Result<PostgresResult> last(std::string_view sql, std::chrono::milliseconds patience);
    Result<> make_way();
    Result<> check_usable() const;
    Result<> notify(const Topics& topics);
    Result<> commit();
    Error note(Error error);
    Error note(const PGresult* result, std::string_view sql);
    static void take_notice(void* self, const PGresult* notice);

    PGconn* handle_;
    int backend_;
    std::unordered_map<std::string, std::string> prepared_;  // statement and types → its name
    int made_ = 0;
    Stream* stream_ = nullptr;  // the query whose rows are being read
    bool has_turn_table_ = false;
    bool writing_ = false;
    bool failed_ = false;
    bool lost_ = false;  // failed against others or by the connection: worth another run
    bool broken_ = false;
    std::string warning_;
};

}  // namespace kheo::db
