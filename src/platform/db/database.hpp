// SPDX-License-Identifier: Apache-2.0
// The thin database layer: one code path for SQLite and PostgreSQL. SQL is the common subset with ?1..?n
// parameters (README.md); stores hold all of it. A Database owns bounded pools of connections; it may be
// shared by threads. A Transaction belongs to the thread that was handed it and never outlives the callback.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "platform/db/changes.hpp"

namespace kheo::db {

using Bytes = std::string;  // a blob travels as raw bytes in a string

enum class Engine { sqlite, postgresql };

/// One bound parameter. Text and blobs are borrowed for the length of the call. An absent value keeps its
/// type where one is known, so that both engines read "?1 IS NULL OR a = ?1".
class Param {
  public:
    struct Blob {
        std::string_view bytes;
    };
    enum class Null { untyped, integer, real, text, blob };
    using Value = std::variant<Null, std::int64_t, double, std::string_view, Blob>;

    Param(std::nullptr_t) : value_(Null::untyped) {}                            // NOLINT
    Param(Null null) : value_(null) {}                                          // NOLINT
    Param(std::string_view text) : value_(text) {}                              // NOLINT
    Param(const std::string& text) : value_(std::string_view(text)) {}          // NOLINT
    Param(const char* text) : value_(std::string_view(text)) {}                 // NOLINT
    Param(double number) : value_(number) {}                                    // NOLINT
    Param(Blob blob) : value_(blob) {}                                          // NOLINT
    Param(bool flag) : value_(static_cast<std::int64_t>(flag)) {}               // NOLINT
    Param(Date date) : text_(date.iso()) { value_ = std::string_view(text_); }  // NOLINT
    template <typename I>
        requires(std::is_integral_v<I> && !std::is_same_v<I, bool>)
    Param(I number) : value_(static_cast<std::int64_t>(number)) {}  // NOLINT
    template <typename Tag>
    Param(Id<Tag> id) : value_(Null::integer) {
        if (id) value_ = id.value;
    }  // NOLINT: id 0 binds NULL
    template <typename T>
    Param(const std::optional<T>& maybe) : Param(maybe ? Param(*maybe) : Param(null_of<T>())) {}  // NOLINT

    Param(const Param& other) : text_(other.text_), value_(other.value_) { rebind(other); }
    Param& operator=(const Param&) = delete;

    const Value& value() const { return value_; }

  private:
    template <typename T>
    static constexpr Null null_of() {
        if constexpr (std::is_floating_point_v<T>) return Null::real;
        if constexpr (std::is_same_v<T, Blob>) return Null::blob;
        if constexpr (std::is_convertible_v<T, std::string_view> || std::is_same_v<T, Date>)
            return Null::text;
        return Null::integer;
    }
    void rebind(const Param& other) {
        if (!other.text_.empty()) value_ = std::string_view(text_);
    }
    std::string text_;
    Value value_;
};

/// One result row; valid only inside the callback that receives it. Columns count from 0.
class Row {
  public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;  // also blobs; NULL reads as ""

    /// get<std::string>(0), get<std::optional<std::int64_t>>(1), get<UnitId>(2), get<Date>(3), get<bool>(4) …
    template <typename T>
    T get(int column) const;
};

class Connection;

/// A running transaction: all reads and writes of one use case. After a failed statement it can only roll
/// back.
class Transaction {
  public:
    explicit Transaction(Connection& connection, bool writes = false)
        : connection_(connection), writes_(writes) {}
    Transaction(const Transaction&) = delete;

    /// May it see what is not committed yet? Nothing of that belongs into memory that others share.
    bool writes() const { return writes_; }

    /// Runs a statement; the answer is the number of changed rows.
    template <typename... Args>
    Result<std::int64_t> exec(std::string_view sql, const Args&... args) {
        const std::vector<Param> params{Param(args)...};
        return exec_params(sql, params);
    }

    /// Calls each(row) for every row of a query, streaming.
    template <typename F, typename... Args>
        requires std::is_invocable_v<F, const Row&>
    Result<> each(F&& row_function, std::string_view sql, const Args&... args) {
        const std::vector<Param> params{Param(args)...};
        return each_params(sql, params, std::ref(row_function));
    }

    /// The rows of a query mapped by map(row); for answers that fit in memory.
    template <typename F, typename... Args>
        requires std::is_invocable_v<F, const Row&>
    auto all(F&& map, std::string_view sql, const Args&... args)
        -> Result<std::vector<std::invoke_result_t<F, const Row&>>> {
        std::vector<std::invoke_result_t<F, const Row&>> out;
        TRY(each([&](const Row& row) { out.push_back(map(row)); }, sql, args...));
        return out;
    }

    /// The first row mapped, or nullopt.
    template <typename F, typename... Args>
        requires std::is_invocable_v<F, const Row&>
    auto find(F&& map, std::string_view sql, const Args&... args)
        -> Result<std::optional<std::invoke_result_t<F, const Row&>>> {
        std::optional<std::invoke_result_t<F, const Row&>> out;
        TRY(each(
            [&](const Row& row) {
                if (!out) out.emplace(map(row));
            },
            sql, args...));
        return out;
    }

    /// First column of the first row ("SELECT count(*) …", "INSERT … RETURNING id"); an Error when there is
    /// no row.
    template <typename T = std::int64_t, typename... Args>
    Result<T> value(std::string_view sql, const Args&... args) {
        auto found = TRY(find([](const Row& row) { return row.get<T>(0); }, sql, args...));
        if (!found) return no_row(sql);
        return *std::move(found);
    }

    /// INSERT of many rows: head = "INSERT INTO t (a, b)", values = a1, b1, a2, b2, …
    Result<> insert_rows(std::string_view head, std::size_t columns, std::span<const Param> values);

    /// Empties a temporary table without leaving dead rows behind.
    Result<> clear_temporary(std::string_view table);

    Engine engine() const;

    /// Several statements without parameters; for migrations only.
    Result<> script(std::string_view sql);

    /// Tells everybody who subscribed that something under this topic was changed, once this transaction is
    /// committed.
    void announce(std::string_view topic) { topics_.emplace(topic); }
    const Topics& topics() const { return topics_; }

    Result<std::int64_t> exec_params(std::string_view sql, std::span<const Param> params);
    Result<> each_params(std::string_view sql, std::span<const Param> params,
                         const std::function<void(const Row&)>& row);

  private:
    static std::unexpected<Error> no_row(std::string_view sql);
    Connection& connection_;
    bool writes_;
    Topics topics_;
};

/// What a failed statement ran into; Error.code carries these words on both engines.
namespace code {
inline constexpr std::string_view kUnique = "unique";
inline constexpr std::string_view kForeignKey = "foreign_key";
inline constexpr std::string_view kCheck = "check";
inline constexpr std::string_view kNotNull = "not_null";
inline constexpr std::string_view kBusy = "busy";
inline constexpr std::string_view kSerialization = "serialization";  // lost against a concurrent writer
inline constexpr std::string_view kDiskFull = "disk_full";
inline constexpr std::string_view kReadOnly = "read_only";
inline constexpr std::string_view kCorrupt = "corrupt";
inline constexpr std::string_view kSyntax = "syntax";
inline constexpr std::string_view kConnection = "connection";         // nothing was changed
inline constexpr std::string_view kCommitUnknown = "commit_unknown";  // lost during COMMIT: perhaps saved
}  // namespace code

struct Options {
    int readers = 4;
    int writers = 4;         // PostgreSQL; SQLite has one
    bool create = false;     // make an empty file when there is none
    bool read_only = false;  // for verifying copied files
};

/// A name this process holds until the object goes. Must not outlive the Database.
class Hold {
  public:
    explicit Hold(std::function<void()> release) : release_(std::move(release)) {}
    Hold(Hold&& other) noexcept : release_(std::exchange(other.release_, nullptr)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
        if (release_) release_();
    }

  private:
    std::function<void()> release_;
};

class Database {
  public:
    /// Opens DIR/kheo.db (SQLite, WAL, foreign keys on, synchronous=FULL).
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Options options = {});
    /// Opens postgresql://… (libpq's address: several hosts, password from ~/.pgpass …). create and read_only
    /// mean nothing here.
    static Result<std::unique_ptr<Database>> open_server(const std::string& url, Options options = {});
    virtual ~Database() = default;

    virtual Engine engine() const = 0;

    /// Runs fn(Transaction&) → Result<T> in a read snapshot.
    template <typename F>
    auto read(F&& fn) -> std::invoke_result_t<F, Transaction&> {
        return run(Mode::read, fn);
    }

    /// Runs fn(Transaction&) → Result<T> as if it were alone: commits on success, rolls back on an Error.
    /// SQLite has one writer, who waits for his turn; PostgreSQL lets several write (SERIALIZABLE) and runs
    /// those again who lost against another. So fn must bear to run more than once: it begins by resetting
    /// what it collects outside, and acts on nothing but the transaction. Do not call write or read from
    /// inside.
    template <typename F>
    auto write(F&& fn) -> std::invoke_result_t<F, Transaction&> {
        return run(Mode::write, fn);
    }

    /// Like write, but fails with code busy instead of waiting for somebody else: for what may as well be
    /// left out.
    template <typename F>
    auto write_if_free(F&& fn) -> std::invoke_result_t<F, Transaction&> {
        return run(Mode::write_if_free, fn);
    }

    /// Like write, for migrations: one process at a time, each statement sees what is committed by then.
    template <typename F>
    auto write_schema(F&& fn) -> std::invoke_result_t<F, Transaction&> {
        return run(Mode::schema, fn);
    }

    /// heard(topic) for every change committed from now on, until the Subscription is destroyed: at once for
    /// changes of this process, within a second for those of others.
    [[nodiscard]] Subscription subscribe(Heard heard);

    /// Holds a name ("import_upload:7") against this and all other processes on the data, or nothing when
    /// somebody has it. It says that somebody is alive and at it; it goes with his connection, so what must
    /// be right is checked in a transaction as well. SQLite: one server per file, so against this process.
    virtual Result<std::optional<Hold>> try_hold(std::string_view name) = 0;

  protected:
    enum class Mode { read, write, write_if_free, schema };
    /// How often a write was tried, and whether the next try shuts others out.
    struct Attempt {
        int number = 1;
        bool alone = false;
        std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    };
    struct Finished {
        Result<> outcome;
        bool again = false;  // lost against others before anything was saved: running again may succeed
    };
    /// Borrows a connection in a begun transaction; finish(commit, topics) gives it back.
    struct Lease {
        Connection* connection = nullptr;
        std::function<Finished(bool commit, const Topics& topics)> finish;
    };
    virtual Result<Lease> begin(Mode mode, const Attempt& attempt) = 0;
    /// From the first subscription on: hear what other processes commit.
    virtual void watch() {}

    const std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();

  private:
    /// Ends a transaction. false: it is to be run again; the attempt is moved on and has waited.
    Result<bool> end(Mode mode, Lease& lease, const Transaction& transaction, bool commit, Attempt& attempt);

    template <typename F>
    auto call(F& fn, Transaction& transaction, Lease& lease) -> std::invoke_result_t<F, Transaction&> {
        try {
            return fn(transaction);
        } catch (...) {
            (void)lease.finish(false, {});
            throw;
        }
    }

    template <typename F>
    auto run(Mode mode, F& fn) -> std::invoke_result_t<F, Transaction&> {
        for (Attempt attempt;;) {
            auto lease = TRY(begin(mode, attempt));
            Transaction transaction(*lease.connection, mode != Mode::read);
            auto result = call(fn, transaction, lease);
            const auto done = end(mode, lease, transaction, result.has_value(), attempt);
            if (done && !*done) continue;
            if (!done && result.has_value()) return std::unexpected<Error>(done.error());
            return result;
        }
    }

    std::once_flag watching_;
};

// --- Row::get
// -----------------------------------------------------------------------------------------------------

namespace detail {
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsId : std::false_type {};
template <typename Tag>
struct IsId<Id<Tag>> : std::true_type {};
}  // namespace detail

template <typename T>
T Row::get(int column) const {
    if constexpr (detail::IsOptional<T>::value) {
        if (is_null(column)) return std::nullopt;
        return get<typename T::value_type>(column);
    } else if constexpr (detail::IsId<T>::value) {
        return T{integer(column)};
    } else if constexpr (std::is_same_v<T, Date>) {
        return Date::parse_iso(text(column)).value_or(Date{});
    } else if constexpr (std::is_same_v<T, bool>) {
        return integer(column) != 0;
    } else if constexpr (std::is_integral_v<T>) {
        return static_cast<T>(integer(column));
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(real(column));
    } else {
        return T(text(column));
    }
}

}  // namespace kheo::db
