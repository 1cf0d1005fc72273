// SPDX-License-Identifier: Apache-2.0
#include "platform/db/database.hpp"

#include <random>
#include <thread>

#include "platform/db/commits.hpp"
#include "platform/db/connection.hpp"
#include "platform/db/failure.hpp"
#include "platform/db/messages.gen.hpp"

namespace kheo::db {

namespace {

constexpr int kAttempts = 8;
constexpr int kShared = 3;                         // attempts beside others, then alone
constexpr std::chrono::milliseconds kCostly{500};  // what took so long is not risked beside others again
constexpr std::size_t kRowsPerStatement = 64;      // PostgreSQL takes 65,535 parameters

thread_local std::uint64_t commits = 0;  // commits.hpp

/// A short, uneven pause, so that two who met do not meet again.
void pause(int attempt) {
    thread_local std::minstd_rand random(std::random_device{}());
    std::uniform_int_distribution<int> millis(1, 10 * attempt);
    std::this_thread::sleep_for(std::chrono::milliseconds(millis(random)));
}

/// (?1, ?2), (?3, ?4) …
std::string value_list(std::size_t rows, std::size_t columns) {
    std::string out;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        if (i % columns == 0) out += i == 0 ? " VALUES (" : ", (";
        out += "?" + std::to_string(i + 1);
        out += i % columns == columns - 1 ? ")" : ", ";
    }
    return out;
}

}  // namespace

std::uint64_t commits_of_this_thread() {
    return commits;
}

Result<std::int64_t> Transaction::exec_params(std::string_view sql, std::span<const Param> params) {
    TRY(check_text(params));
    return connection_.exec(sql, params);
}

Result<> Transaction::each_params(std::string_view sql, std::span<const Param> params,
                                  const std::function<void(const Row&)>& row) {
    TRY(check_text(params));
    return connection_.each(sql, params, row);
}

/// Blocks of one size, so that their statement is prepared once; the rest row by row.
Result<> Transaction::insert_rows(std::string_view head, std::size_t columns, std::span<const Param> values) {
    const std::size_t block = engine() == Engine::sqlite ? 1 : kRowsPerStatement;
    const auto many = std::string(head) + value_list(block, columns);
    const auto one = std::string(head) + value_list(1, columns);
    while (!values.empty()) {
        const bool full = values.size() >= block * columns;
        const auto count = full ? block * columns : columns;
        TRY(exec_params(full ? many : one, values.first(count)));
        values = values.subspan(count);
    }
    return {};
}

Result<> Transaction::clear_temporary(std::string_view table) {
    TRY(exec_params((engine() == Engine::sqlite ? "DELETE FROM " : "TRUNCATE ") + std::string(table), {}));
    return {};
}

Engine Transaction::engine() const {
    return connection_.engine();
}

Result<> Transaction::script(std::string_view sql) {
    return connection_.script(sql);
}

std::unexpected<Error> Transaction::no_row(std::string_view sql) {
    return fail(ErrorKind::internal, msg::no_row, {}, std::string(sql));
}

Subscription Database::subscribe(Heard heard) {
    std::call_once(watching_, [this] { watch(); });
    return {listeners_, listeners_->add(std::move(heard))};
}

Result<bool> Database::end(Mode mode, Lease& lease, const Transaction& transaction, bool commit,
                           Attempt& attempt) {
    auto finished = lease.finish(commit, transaction.topics());
    if (finished.again && mode == Mode::write && attempt.number < kAttempts) {
        const auto now = std::chrono::steady_clock::now();
        attempt.alone = attempt.alone || attempt.number >= kShared || now - attempt.since > kCostly;
        count_retry();
        pause(attempt.number++);
        attempt.since = std::chrono::steady_clock::now();
        return false;
    }
    // Of what was perhaps committed is told too: to look once more costs little, to miss it stays wrong.
    const bool perhaps = !finished.outcome && finished.outcome.error().code == code::kCommitUnknown;
    const bool saved = commit && (finished.outcome || perhaps);
    if (saved && (mode == Mode::write || mode == Mode::schema)) ++commits;
    if (saved) listeners_->tell(transaction.topics());
    if (!finished.outcome) return fail(std::move(finished.outcome).error());
    return true;
}

}  // namespace kheo::db
