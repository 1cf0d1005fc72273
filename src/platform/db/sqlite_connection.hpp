// SPDX-License-Identifier: Apache-2.0
// SQLite behind Connection: statement cache, typed errors, the transaction marked failed after an error.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "platform/db/connection.hpp"

namespace kheo::db {

/// Translates the last error of a handle into an Error with one of the words of db::code.
Error sqlite_error(sqlite3* handle, int code, std::string_view sql);

class SqliteConnection final : public Connection {
  public:
    static Result<std::unique_ptr<SqliteConnection>> open(const std::filesystem::path& file,
                                                          const Options& options);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Engine engine() const override { return Engine::sqlite; }
    Result<std::int64_t> exec(std::string_view sql, std::span<const Param> params) override;
    Result<> each(std::string_view sql, std::span<const Param> params,
                  const std::function<void(const Row&)>& row) override;
    Result<> script(std::string_view sql) override;
    bool failed() const override { return failed_; }

    /// patient: waits for a writer of another process, else fails with busy at once.
    Result<> begin(bool write, bool patient = true);
    /// COMMIT, or ROLLBACK when asked or when a statement has failed; a commit of a failed transaction is an
    /// error.
    Result<> finish(bool commit);
    /// Everything from the log into the file, outside of a transaction.
    Result<> settle();

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    Result<sqlite3_stmt*> prepared(std::string_view sql);
    Result<sqlite3_stmt*> bound(std::string_view sql, std::span<const Param> params);
    Result<> check_usable() const;
    Error note(int code, std::string_view sql);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };

    sqlite3* handle_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> cache_;
    bool in_transaction_ = false;
    bool failed_ = false;
};

}  // namespace kheo::db
