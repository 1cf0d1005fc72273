// SPDX-License-Identifier: Apache-2.0
// The data directory: kheo.db, keys/, files/, templates/. Opens it for a command, makes an empty one, and
// locks it for a server.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "platform/db/database.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::app {

/// SQLite's file in a data directory.
inline constexpr auto kDatabaseFile = "kheo.db";

/// Where the data are, as given on the command line. Beside a server's database stands a directory too, for
/// keys and files: --data, else $KHEO_DATA, $STATE_DIRECTORY (systemd), $XDG_STATE_HOME/kheo,
/// ~/.local/state/kheo. All machines on one database need the same keys and files in it
/// (docs/decisions/0005).
struct Location {
    std::filesystem::path data;  // --data DIR
    std::string database_url;    // --database postgresql://…, empty for SQLite
    bool on_server() const { return !database_url.empty(); }
};

/// What opening with Older::upgrade did; from = to when there was nothing to do.
struct UpgradeReport {
    int from = 0, to = 0, applied = 0;            // numbers of migrations; how many were run
    std::optional<std::filesystem::path> copy{};  // the SQLite file as it was
};

/// An opened data directory. Move-only; the database may be shared by threads while it lives.
struct OpenData {
    std::filesystem::path dir;
    std::unique_ptr<db::Database> database;
    ledger::SigningKey key;
    UpgradeReport upgraded{};
    std::optional<Millis> public_copy{};  // taken when; such data are only read (public_copy.hpp)

    /// Seals what the command wrote; every command that writes calls it before it exits. A public copy has
    /// nothing to seal.
    Result<> seal(const Clock& clock) const;
};

enum class Schema { none, newest };

/// Makes a system in an absent or empty directory so that it is there whole or not at all: fill works on a
/// hidden directory inside, whose contents move to their place when it succeeds and go when it fails, with
/// every directory that was made for it. On a
/// server fill works on the empty database and the directory beside it. Refuses (conflict) what holds
/// anything else. A process told to stop (SIGINT, SIGTERM, SIGHUP) sweeps a directory itself
/// (stop_while_making.hpp); what a killed one left behind is swept by the next one, in a directory only where
/// a mark says that it was this making. Schema::none leaves the database without tables.
Result<> make_aside(const Location& location, const Clock& clock, Schema schema,
                    const std::function<Result<>(OpenData&)>& fill);

/// What is done about data of an older schema (docs/decisions/0055).
enum class Older { refuse, upgrade };

/// Opens an existing one. Older::refuse: an older schema is a conflict whose sentence names `kheo migrate`.
/// Older::upgrade brings it up to this binary (upgrade.hpp); refuses while a server runs on the data. An
/// existing system without keys/ledger.key is refused (environment) once its ledger is signed, unless the
/// operator laid keys/key-is-lost there.
Result<OpenData> open_data(const Location& location, const Clock& clock, int readers = 2,
                           Older older = Older::refuse);

/// An exclusive lock held while a server runs on a SQLite directory. Several may run on one PostgreSQL
/// database.
class ServerLock {
  public:
    ServerLock() = default;
    ServerLock(ServerLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    ServerLock& operator=(ServerLock&&) = delete;
    ~ServerLock();
    /// Refuses (environment) while another server holds it.
    static Result<ServerLock> take(const std::filesystem::path& dir);

  private:
    int descriptor_ = -1;
};

/// Settings kept in the database.
Result<std::string> setting(db::Database& database, std::string_view key, std::string fallback);
Result<> set_setting(db::Database& database, std::string_view key, std::string_view value, Millis at);
Result<> set_setting(db::Transaction& tx, std::string_view key, std::string_view value, Millis at);

}  // namespace kheo::app
