// SPDX-License-Identifier: Apache-2.0
#include "platform/db/sqlite_connection.hpp"

#include <fmt/format.h>

#include "platform/db/dialect.hpp"
#include "platform/db/failure.hpp"
#include "platform/db/messages.gen.hpp"

namespace kheo::db {

namespace {

constexpr std::size_t kCachedStatements = 200;
constexpr int kBusyMillis = 20'000;  // for a writer in another process

/// The words of db::code for SQLite's (extended) result codes.
std::string_view code_word(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
            return code::kUnique;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return code::kForeignKey;
        case SQLITE_CONSTRAINT_CHECK:
            return code::kCheck;
        case SQLITE_CONSTRAINT_NOTNULL:
            return code::kNotNull;
        default:
            break;
    }
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return code::kBusy;
        case SQLITE_FULL:
        case SQLITE_IOERR:
            return code::kDiskFull;
        case SQLITE_READONLY:
            return code::kReadOnly;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return code::kCorrupt;
        case SQLITE_CANTOPEN:
            return code::kConnection;
        default:
            return code::kSyntax;
    }
}

class SqliteRow final : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return bytes ? std::string_view(bytes, size) : std::string_view{};
    }

  private:
    sqlite3_stmt* statement_;
};

struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(Param::Null) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t n) const { return sqlite3_bind_int64(statement, index, n); }
    int operator()(double n) const { return sqlite3_bind_double(statement, index, n); }
    int operator()(std::string_view s) const {
        return sqlite3_bind_text64(statement, index, s.data() ? s.data() : "", s.size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    int operator()(Param::Blob b) const {
        return sqlite3_bind_blob64(statement, index, b.bytes.data() ? b.bytes.data() : "", b.bytes.size(),
                                   SQLITE_STATIC);
    }
};

/// Resets a cached statement on every way out, so that it holds no lock and no borrowed text.
struct Resetter {
    sqlite3_stmt* statement;
    explicit Resetter(sqlite3_stmt* s) : statement(s) {}
    Resetter(const Resetter&) = delete;
    Resetter& operator=(const Resetter&) = delete;
    ~Resetter() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

}  // namespace

Error sqlite_error(sqlite3* handle, int code, std::string_view sql) {
    const auto* said = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return failure(Engine::sqlite, code_word(code), fmt::format("sqlite {}: {} [{}]", code, said, sql));
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::filesystem::path& file,
                                                                 const Options& options) {
    sqlite3* handle = nullptr;
    const int access = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int flags =
        access | SQLITE_OPEN_NOMUTEX | (options.create && !options.read_only ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    auto connection = std::unique_ptr<SqliteConnection>(new SqliteConnection(handle));
    if (code != SQLITE_OK) return fail(sqlite_error(handle, code, file.string()));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMillis);
    TRY(connection->script("PRAGMA case_sensitive_like=ON"));  // as PostgreSQL reads LIKE
    if (options.read_only) return connection;
    TRY(
        connection->script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                           "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"));
    return connection;
}

SqliteConnection::~SqliteConnection() {
    cache_.clear();
    sqlite3_close_v2(handle_);
}

Error SqliteConnection::note(int code, std::string_view sql) {
    if (in_transaction_) failed_ = true;
    return sqlite_error(handle_, code, sql);
}

Result<> SqliteConnection::check_usable() const {
    if (failed_) return fail(failed_before());
    return {};
}

Result<sqlite3_stmt*> SqliteConnection::prepared(std::string_view sql) {
    if (const auto found = cache_.find(sql); found != cache_.end()) return found->second.get();
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    Statement statement(raw);
    if (code != SQLITE_OK) return fail(note(code, sql));
    if (!raw) return fail(note(SQLITE_MISUSE, sql));
    if (cache_.size() >= kCachedStatements)  // one whose rows are being read stays
        std::erase_if(cache_, [](const auto& kept) { return !sqlite3_stmt_busy(kept.second.get()); });
    return cache_.emplace(std::string(sql), std::move(statement)).first->second.get();
}

Result<sqlite3_stmt*> SqliteConnection::bound(std::string_view sql, std::span<const Param> params) {
    auto* statement = TRY(prepared(sql));
    if (sqlite3_stmt_busy(statement)) {  // a query that runs itself again inside its own callback
        return fail(ErrorKind::internal, msg::internal, {},
                    fmt::format("statement is running already [{}]", sql));
    }
    for (std::size_t i = 0; i < params.size(); ++i) {
        const int code = std::visit(Binder{statement, static_cast<int>(i) + 1}, params[i].value());
        if (code != SQLITE_OK) return fail(note(code, sql));
    }
    return statement;
}

Result<std::int64_t> SqliteConnection::exec(std::string_view sql, std::span<const Param> params) {
    TRY(check_usable());
    const Resetter resetter(TRY(bound(sql, params)));
    int code;
    while ((code = sqlite3_step(resetter.statement)) == SQLITE_ROW) {
    }
    if (code != SQLITE_DONE) return fail(note(code, sql));
    return sqlite3_changes64(handle_);
}

Result<> SqliteConnection::each(std::string_view sql, std::span<const Param> params,
                                const std::function<void(const Row&)>& row) {
    TRY(check_usable());
    const Resetter resetter(TRY(bound(sql, params)));
    const SqliteRow view(resetter.statement);
    int code;
    while ((code = sqlite3_step(resetter.statement)) == SQLITE_ROW) row(view);
    if (code != SQLITE_DONE) return fail(note(code, sql));
    return {};
}

Result<> SqliteConnection::script(std::string_view sql) {
    const auto text = definition_for(Engine::sqlite, sql);
    const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fail(note(code, sql));
    return {};
}

Result<> SqliteConnection::begin(bool write, bool patient) {
    failed_ = false;
    if (!patient) sqlite3_busy_timeout(handle_, 0);
    auto begun = exec(write ? "BEGIN IMMEDIATE" : "BEGIN", {});
    if (!patient) sqlite3_busy_timeout(handle_, kBusyMillis);
    if (!begun) return fail(std::move(begun).error());
    in_transaction_ = true;
    return {};
}

Result<> SqliteConnection::settle() {
    bool busy = true;
    std::int64_t logged = 0, moved = -1;
    TRY(each("PRAGMA wal_checkpoint(TRUNCATE)", {}, [&](const Row& row) {
        busy = row.integer(0) != 0;
        logged = row.integer(1);
        moved = row.integer(2);
    }));
    if (!busy && logged == moved) return {};
    return fail(
        failure(Engine::sqlite, code::kBusy, fmt::format("checkpoint: {} of {} pages", moved, logged)));
}

Result<> SqliteConnection::finish(bool commit) {
    const bool broken = failed_;
    in_transaction_ = failed_ = false;
    if (commit && !broken) {
        auto committed = exec("COMMIT", {});
        if (committed) return {};
        (void)exec("ROLLBACK", {});
        return fail(std::move(committed).error());
    }
    if (!sqlite3_get_autocommit(handle_)) TRY(exec("ROLLBACK", {}));
    if (commit) return fail(ErrorKind::internal, msg::internal, {}, "commit after a failed statement");
    return {};
}

}  // namespace kheo::db
