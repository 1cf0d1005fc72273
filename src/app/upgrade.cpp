// SPDX-License-Identifier: Apache-2.0
#include "app/upgrade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "app/archiving.hpp"
#include "app/messages.gen.hpp"
#include "platform/db/sqlite_copy.hpp"
#include "platform/ledger/upkeep.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopiesKept = 3;

/// "before-0055-20261122T021500123Z.db".
std::string copy_name(int first_pending, Millis at) {
    auto moment = iso_moment(at);
    std::erase_if(moment, [](char c) { return c == '-' || c == ':' || c == '.'; });
    return fmt::format("before-{:04}-{}.db", first_pending, moment);
}

void drop_old_copies(const fs::path& backups) {
    std::error_code error;
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator(backups, error))
        if (entry.path().filename().string().starts_with("before-")) copies.push_back(entry.path());
    std::ranges::sort(copies, {}, [](const fs::path& copy) {
        std::error_code ignored;
        return fs::last_write_time(copy, ignored);
    });
    for (std::size_t i = 0; i + kCopiesKept < copies.size(); ++i) fs::remove(copies[i], error);
}

/// A copy of the database file, also of what stands in its WAL. Nothing where the data are on a server.
Result<std::optional<fs::path>> copy_first(const fs::path& dir, db::Engine engine, int first_pending,
                                           const Clock& clock) {
    std::error_code error;
    if (engine != db::Engine::sqlite) return std::optional<fs::path>();
    const auto backups = dir / "backups";
    fs::create_directories(backups, error);
    if (!error) fs::permissions(backups, fs::perms::owner_all, error);
    auto copy = backups / copy_name(first_pending, clock.now());
    while (fs::exists(copy, error)) copy.replace_filename(copy.stem().string() + "-again.db");
    TRY(db::copy_sqlite(dir / "kheo.db", copy));
    drop_old_copies(backups);
    return std::optional(copy);
}

std::unexpected<Error> check_failed(std::string detail) {
    return fail(ErrorKind::environment, msg::upgrade_undone, {}, std::move(detail));
}

/// What a step must not change; a ledger that was damaged before is upgraded as it is, `check` tells of it.
auto ledger_state(const ledger::Verification& v) {
    return std::tuple(v.entries, v.unsealed, v.root, v.is_signed, v.first_bad);
}

/// The ledger must be what it was, the data consistent. What is derived from the leaves is made anew before.
Result<> self_check(db::Transaction& tx, const ledger::Verification& before) {
    const auto after = TRY(ledger::verify(tx));
    if (ledger_state(after) != ledger_state(before)) return check_failed("the ledger");
    if (before.derived_ok && !after.derived_ok) return check_failed("what is derived from the ledger");
    const auto faults = TRY(all_faults(tx));
    if (!faults.empty()) return check_failed(faults.front());
    return {};
}

}  // namespace

Result<UpgradeReport> upgrade(const fs::path& dir, db::Database& database, const Clock& clock,
                              std::span<const db::Migration> migrations) {
    const auto state_in = [&](db::Transaction& tx) { return db::schema_state(tx, migrations); };
    const auto state = TRY(database.read(state_in));
    UpgradeReport report;
    report.from = report.to = state.applied.empty() ? 0 : state.applied.back();
    if (state.pending.empty()) return report;
    report.copy = TRY(copy_first(dir, database.engine(), state.pending.front(), clock));
    const auto steps_and_check = [&](db::Transaction& tx) -> Result<> {
        const auto before = TRY(ledger::verify(tx));
        const auto done = TRY(db::migrate_in(tx, migrations, clock.now()));
        report.to = done.version;
        report.applied = done.applied;
        TRY(ledger::fill_nodes(tx));
        return self_check(tx, before);
    };
    TRY(database.write_schema(steps_and_check));
    return report;
}

Result<bool> is_older(db::Database& database) {
    const auto state = TRY(database.read([](db::Transaction& tx) { return db::schema_state(tx); }));
    return !state.pending.empty();
}

Result<> refuse_older(const fs::path& dir, db::Database& database) {
    if (!TRY(is_older(database))) return {};
    return fail(ErrorKind::conflict, msg::needs_migrate, {{"dir", dir.string()}});
}

}  // namespace kheo::app
