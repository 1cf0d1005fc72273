// SPDX-License-Identifier: Apache-2.0
#include "platform/db/postgres_connection.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cerrno>
#include <cstring>

#include "platform/db/dialect.hpp"
#include "platform/db/failure.hpp"
#include "platform/db/messages.gen.hpp"
#include "platform/db/postgres_error.hpp"
#include "platform/db/postgres_values.hpp"

namespace kheo::db {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kCachedStatements = 200;
constexpr std::size_t kPreparedBytes = 4'000;  // longer statements hold lists that rarely come again
constexpr milliseconds kStatementPatience{600'000};
constexpr milliseconds kCommitPatience{60'000};  // statement_timeout does not cover the wait for a standby
[[maybe_unused]] constexpr int kRowsPerChunk = 256;

/// After each connect. Text of the person's address decides where and as whom; these decide how.
constexpr auto kSettings =
    "SET lock_timeout = '20s'; SET statement_timeout = '540s'; SET idle_in_transaction_session_timeout = "
    "'600s'; SET bytea_output = hex; SET standard_conforming_strings = on; SET jit = off; SET TIME ZONE "
    "'UTC'; SELECT set_config('synchronous_commit', 'on', false) WHERE "
    "current_setting('synchronous_commit') = 'off'";

/// LOCK TABLE takes no snapshot: what the others committed while we waited is seen. Who writes alone has no
/// other writer beside him, so his snapshot is enough. SERIALIZABLE would still break him off, try after try:
/// while somebody else on the server, in whatever database, writes for long, it keeps what the committed ones
/// read only as one summary, and everything collides with that.
std::string begin_sql(Begin how, bool turns) {
    const std::string write = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    const std::string beside = turns ? "; LOCK TABLE writer_turn IN ROW SHARE MODE" : "";
    switch (how) {
        case Begin::read:
            return "BEGIN ISOLATION LEVEL REPEATABLE READ";
        case Begin::write_now:
            return write + "; SET LOCAL lock_timeout = 1" + beside;
        case Begin::write_alone:
            return turns ? "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE writer_turn IN EXCLUSIVE MODE"
                         : write;
        case Begin::schema:
            return "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = 0; "
                   "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "
                   "SELECT pg_advisory_xact_lock(7235421)" +
                   std::string(turns ? "; LOCK TABLE writer_turn IN EXCLUSIVE MODE" : "");
        case Begin::write:
            break;
    }
    return write + beside;
}

bool is_definition(std::string_view sql) {
    return sql.starts_with("CREATE ");
}

/// Waits until the socket is readable; false when the time is over.
bool readable(PGconn* handle, Clock::time_point until) {
    for (;;) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
        pollfd waiting{PQsocket(handle), POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<long long>(left, 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

}  // namespace

/// A query whose rows are being handed out; what had to be fetched early is kept.
struct PostgresConnection::Stream {
    std::deque<PostgresResult> kept;
    bool ended = false;
};

/// Leaves nothing unread, also when a callback throws; of a lost connection nothing more is read.
struct PostgresConnection::Reading {
    Reading(PostgresConnection& c, Stream& stream) : connection(c), outer(c.stream_) { c.stream_ = &stream; }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() {
        while (!connection.broken_ && !connection.stream_->ended &&
               PostgresResult(PQgetResult(connection.handle_))) {
        }
        connection.stream_ = outer;
    }
    PostgresConnection& connection;
    Stream* outer;
};

struct PostgresConnection::Values : PostgresValues {
    using PostgresValues::PostgresValues;
};

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url) {
    // What stands before dbname may be set otherwise in the address; what stands behind may not.
    const char* keys[] = {"connect_timeout",  "tcp_user_timeout",
                          "keepalives_idle",  "keepalives_interval",
                          "keepalives_count", "target_session_attrs",
                          "application_name", "dbname",
                          "client_encoding",  nullptr};
    const char* values[] = {"3", "5000", "5", "2", "3", "read-write", "kheo", url.c_str(), "UTF8", nullptr};
    auto connection =
        std::unique_ptr<PostgresConnection>(new PostgresConnection(PQconnectdbParams(keys, values, 1)));
    if (PQstatus(connection->handle_) != CONNECTION_OK)
        return fail(postgres_lost(PQerrorMessage(connection->handle_)));
    TRY(connection->set_up());
    return connection;
}

Result<> PostgresConnection::set_up() {
    PQsetNoticeReceiver(handle_, take_notice, this);
    const std::string_view encoding = PQparameterStatus(handle_, "server_encoding");
    if (encoding != "UTF8") return fail(ErrorKind::environment, msg::not_utf8, {{"name", PQdb(handle_)}});
    return command(kSettings);
}

PostgresConnection::~PostgresConnection() {
    PQfinish(handle_);
}

void PostgresConnection::take_notice(void* self, const PGresult* notice) {
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && std::string_view(severity) == "WARNING")
        static_cast<PostgresConnection*>(self)->warning_ = PQresultErrorMessage(notice);
}

Error PostgresConnection::note(Error error) {
    if (!failed_) lost_ = error.code == code::kSerialization || error.code == code::kConnection;
    failed_ = true;
    if (error.code == code::kConnection) broken_ = true;
    return error;
}

Error PostgresConnection::note(const PGresult* result, std::string_view sql) {
    if (wants_new_statement(result)) broken_ = true;  // a fresh connection knows no old statement
    return note(postgres_error(handle_, result, sql));
}

Result<> PostgresConnection::check_usable() const {
    if (failed_) return fail(failed_before());
    return {};
}

/// The next result of what was sent; null when there are no more.
Result<PostgresResult> PostgresConnection::next(std::string_view sql, milliseconds patience) {
    const auto until = Clock::now() + patience;
    while (PQisBusy(handle_)) {
        if (!readable(handle_, until)) return fail(note(postgres_lost("no answer in time")));
        if (!PQconsumeInput(handle_)) return fail(note(postgres_lost(PQerrorMessage(handle_))));
    }
    PostgresResult result(PQgetResult(handle_));
    if (!result) return result;
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE) return result;
    auto error = note(result.get(), sql);
    while (PostgresResult rest{PQgetResult(handle_)}) {
    }
    return fail(std::move(error));
}

/// Reads to the end of what was sent; the answer is the last result.
Result<PostgresResult> PostgresConnection::last(std::string_view sql, milliseconds patience) {
    PostgresResult final;
    while (auto result = TRY(next(sql, patience))) final = std::move(result);
    return final;
}

Result<PostgresResult> PostgresConnection::next_of(Stream& stream, std::string_view sql) {
    if (!stream.kept.empty()) {
        auto result = std::move(stream.kept.front());
        stream.kept.pop_front();
        return result;
    }
    if (stream.ended) return PostgresResult{};
    auto result = TRY(next(sql, kStatementPatience));
    stream.ended = !result;
    return result;
}

/// A statement inside the callback of a query: the rest of that query is fetched first.
Result<> PostgresConnection::make_way() {
    if (!stream_ || stream_->ended) return {};
    while (auto result = TRY(next("rows of an outer query", kStatementPatience)))
        stream_->kept.push_back(std::move(result));
    stream_->ended = true;
    return {};
}

/// The name of the prepared statement; "" for one that is not worth keeping.
Result<std::string> PostgresConnection::prepared(std::string_view sql, const Values& values) {
    if (sql.size() > kPreparedBytes) return std::string();
    const auto key = values.signature().append(" ").append(sql);
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    if (prepared_.size() >= kCachedStatements) {
        prepared_.clear();
        TRY(command("DEALLOCATE ALL"));
    }
    auto name = fmt::format("s{}", ++made_);
    const auto text = numbered_parameters(sql);
    if (!PQsendPrepare(handle_, name.c_str(), text.c_str(), static_cast<int>(values.types.size()),
                       values.types.data()))
        return fail(note(postgres_lost(PQerrorMessage(handle_))));
    TRY(last(sql, kStatementPatience));
    prepared_.emplace(key, name);
    return name;
}

Result<> PostgresConnection::send(std::string_view sql, std::span<const Param> params) {
    TRY(check_usable());
    TRY(make_way());
    const Values values(params);
    const auto name = TRY(prepared(sql, values));
    const auto count = static_cast<int>(values.types.size());
    const int sent = name.empty() ? PQsendQueryParams(handle_, numbered_parameters(sql).c_str(), count,
                                                      values.types.data(), values.values.data(),
                                                      values.lengths.data(), values.formats.data(), 0)
                                  : PQsendQueryPrepared(handle_, name.c_str(), count, values.values.data(),
                                                        values.lengths.data(), values.formats.data(), 0);
    if (!sent) return fail(note(postgres_lost(PQerrorMessage(handle_))));
    return {};
}

Result<std::int64_t> PostgresConnection::exec(std::string_view sql, std::span<const Param> params) {
    if (is_definition(sql)) {
        TRY(script(sql));
        return 0;
    }
    TRY(send(sql, params));
    const auto result = TRY(last(sql, kStatementPatience));
    return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

Result<> PostgresConnection::each(std::string_view sql, std::span<const Param> params,
                                  const std::function<void(const Row&)>& row) {
    TRY(send(sql, params));
#ifdef LIBPQ_HAS_CHUNK_MODE
    PQsetChunkedRowsMode(handle_, kRowsPerChunk);
#else
    PQsetSingleRowMode(handle_);
#endif
    Stream stream;
    const Reading reading(*this, stream);
    while (const auto result = TRY(next_of(stream, sql))) {
        PostgresRow view(result.get());
        for (int i = 0; i < PQntuples(result.get()); ++i) {
            view.move_to(i);
            row(view);
        }
    }
    return {};
}

Result<> PostgresConnection::script(std::string_view sql) {
    TRY(check_usable());
    TRY(make_way());
    return command(definition_for(Engine::postgresql, sql).c_str());
}

Result<> PostgresConnection::command(const char* sql) {
    if (!PQsendQuery(handle_, sql)) return fail(note(postgres_lost(PQerrorMessage(handle_))));
    TRY(last(sql, kStatementPatience));
    return {};
}

Result<> PostgresConnection::begin(Begin how) {
    failed_ = lost_ = false;
    writing_ = how != Begin::read;
    if (how == Begin::schema) has_turn_table_ = false;  // it may have been dropped with all the rest
    if (writing_ && !has_turn_table_) TRY(look_for_turn_table());
    return command(begin_sql(how, has_turn_table_).c_str());
}

/// Absent until the first migration has run.
Result<> PostgresConnection::look_for_turn_table() {
    return each("SELECT to_regclass('writer_turn') IS NOT NULL", {},
                [&](const Row& row) { has_turn_table_ = row.integer(0) != 0; });
}

/// Told by the server to everybody who listens, at the moment of the commit.
Result<> PostgresConnection::notify(const Topics& topics) {
    for (const auto& topic : topics) {
        const Param params[]{topic};
        TRY(exec("SELECT pg_notify('kheo', ?1)", params));
    }
    return {};
}

/// Success is COMMIT said by the server without a warning ("canceling wait for synchronous replication").
Result<> PostgresConnection::commit() {
    warning_.clear();
    if (!PQsendQuery(handle_, "COMMIT")) return fail(note(postgres_lost(PQerrorMessage(handle_))));
    auto answer = last("COMMIT", writing_ ? kCommitPatience : kStatementPatience);
    const auto unknown = [](std::string detail) {
        return fail(failure(Engine::postgresql, code::kCommitUnknown, std::move(detail)));
    };
    if (!answer) {
        auto error = std::move(answer).error();
        if (error.code != code::kConnection) return fail(std::move(error));
        lost_ = false;  // perhaps it was saved: not to be run again by itself
        return unknown(error.detail);
    }
    if (std::string_view(PQcmdStatus(answer->get())) != "COMMIT")
        return fail(ErrorKind::internal, msg::internal, {}, "the server rolled back instead of committing");
    if (writing_ && !warning_.empty()) return unknown(warning_);
    return {};
}

PostgresConnection::End PostgresConnection::finish(bool commit_wanted, const Topics& topics) {
    if (!failed_ && commit_wanted) (void)notify(topics);
    if (!failed_ && commit_wanted) {
        auto done = commit();
        if (!done && !broken()) (void)command("ROLLBACK");  // a warning only when nothing is open
        return {std::move(done), lost_};
    }
    const bool failed = failed_;
    if (!broken()) (void)command("ROLLBACK");
    if (failed && commit_wanted)
        return {fail(ErrorKind::internal, msg::internal, {}, "commit after a failed statement"), lost_};
    return {{}, lost_};
}

}  // namespace kheo::db
