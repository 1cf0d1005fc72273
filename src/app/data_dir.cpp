// SPDX-License-Identifier: Apache-2.0
#include "app/data_dir.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <random>
#include <vector>

#include "app/archiving_store.hpp"
#include "app/messages.gen.hpp"
#include "app/public_copy.hpp"
#include "app/stop_while_making.hpp"
#include "app/upgrade.hpp"
#include "base/errno_words.hpp"
#include "platform/archive/file.hpp"
#include "platform/db/making.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

constexpr auto kLock = "serve.lock";
constexpr auto kAside = ".making";
constexpr auto kMoving = "moving";  // stands in it from the first part that is moved
// What a making moves to its place; the database last: where it stands, all the rest stands too.
constexpr const char* kParts[] = {"keys", "files", "templates", "erasures.jsonl", kDatabaseFile};
// What it makes beside a server's database, and the mark of the making that made it: the token that stands in
// the unfinished database too.
constexpr const char* kPartsBesideServer[] = {"keys", "files", "templates", "erasures.jsonl"};
constexpr auto kMark = ".making-on-server";

/// Where keys and files stand beside a server's database when no --data is given.
fs::path directory_of(const Location& location) {
    if (!location.data.empty()) return location.data;
    for (const auto& [variable, below] : {std::pair{"KHEO_DATA", ""},
                                          {"STATE_DIRECTORY", ""},
                                          {"XDG_STATE_HOME", "kheo"},
                                          {"HOME", ".local/state/kheo"}})
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes its environment
        if (const char* set = std::getenv(variable); set && *set) return fs::path(set) / below;
    return fs::current_path() / "kheo-data";
}

Result<> make_directories(const fs::path& dir) {
    std::error_code error;
    fs::create_directories(dir, error);
    if (!error) fs::permissions(dir, fs::perms::owner_all, error);
    if (error)
        return fail(ErrorKind::environment, msg::directory_unusable, {{"dir", dir.string()}},
                    error.message());
    return {};
}

bool holds_anything(const fs::path& dir) {
    std::error_code error;
    return fs::exists(dir, error) && !(fs::is_directory(dir, error) && fs::is_empty(dir, error));
}

/// Which directories a making would have to make, the deepest first.
std::vector<fs::path> absent_directories(const fs::path& dir) {
    std::error_code error;
    std::vector<fs::path> absent;
    for (auto at = fs::absolute(dir, error).lexically_normal(); !error && !fs::exists(at, error);
         at = at.parent_path()) {
        if (error || at == at.parent_path()) break;
        absent.push_back(at);
    }
    return absent;
}

/// A refused making leaves no directory that it made; one that holds something is somebody's.
void remove_empty(const std::vector<fs::path>& dirs) {
    std::error_code error;
    for (const auto& dir : dirs) fs::remove(dir, error);
}

std::unexpected<Error> unusable(const fs::path& dir, const std::string& detail) {
    return fail(ErrorKind::environment, msg::directory_unusable, {{"dir", dir.string()}}, detail);
}

/// Removes what an interrupted making left: parts at their place only when it was killed while moving them,
/// never what an operator laid there. While another process is at it, its lock says so.
Result<> sweep(const fs::path& dir) {
    std::error_code error;
    if (!fs::exists(dir / kAside, error)) return {};
    const auto lock = TRY(ServerLock::take(dir / kAside));
    if (fs::exists(dir / kAside / kMoving, error) && !fs::exists(dir / kDatabaseFile, error))
        for (const auto* part : kParts) fs::remove_all(dir / part, error);
    fs::remove_all(dir / kAside, error);
    if (error) return unusable(dir, error.message());
    return {};
}

Result<> move_to_place(const fs::path& dir) {
    std::error_code error;
    TRY(db::settle_sqlite(dir / kAside / kDatabaseFile));  // its log is not moved
    fs::create_directory(dir / kAside / kMoving, error);
    archive::sync_directory(dir / kAside);
    for (const auto* part : kParts) {
        if (!fs::exists(dir / kAside / part, error)) continue;
        fs::rename(dir / kAside / part, dir / part, error);
        if (error) return unusable(dir, error.message());
    }
    archive::sync_directory(dir);
    return {};
}

/// Whose ledger was signed before gets no second key by itself: the first may only be mislaid, or stand on
/// another machine. Only the operator's file keys/key-is-lost says that it is gone; the keys that signed
/// until then are kept as former ones.
Result<> refuse_missing_key(const fs::path& dir, db::Database& database) {
    const auto keys = dir / "keys", consent = keys / "key-is-lost";
    std::error_code error;
    if (fs::exists(keys / "ledger.key", error)) return {};
    if (error) return unusable(keys, error.message());
    const auto head = TRY(database.read([](db::Transaction& tx) { return ledger::head(tx); }));
    if (!head) return {};
    if (!fs::exists(consent, error))
        return fail(ErrorKind::environment, msg::keys_missing, {{"dir", dir.string()}});
    for (const auto& key : TRY(database.read(store::head_signers))) TRY(ledger::trust_former_key(dir, key));
    TRY(ledger::load_or_make_key(dir));
    fs::remove(consent, error);
    return {};
}

Result<OpenData> set_up(fs::path dir, std::unique_ptr<db::Database> database, const Clock& clock,
                        Schema schema) {
    OpenData data{std::move(dir), std::move(database), {}, {}};
    if (schema == Schema::newest) TRY(db::migrate(*data.database, clock.now()));
    data.key = TRY(ledger::load_or_make_key(data.dir));
    return data;
}

std::string account_name(uid_t id) {
    std::array<char, 4096> words{};
    passwd account{};
    passwd* found = nullptr;
    ::getpwuid_r(id, &account, words.data(), words.size(), &found);
    return found ? std::string(found->pw_name) : std::to_string(id);
}

/// A command of another account, root's too, would leave files that the owner's server cannot write.
Result<> refuse_other_account(const fs::path& dir, const fs::path& owned) {
    struct stat file{};
    if (::stat(owned.c_str(), &file) != 0 && ::stat(dir.c_str(), &file) != 0) return {};
    if (file.st_uid == ::geteuid()) return {};
    const auto owner = account_name(file.st_uid), self = account_name(::geteuid());
    return fail(ErrorKind::environment, file.st_uid == 0 ? msg::roots_data : msg::other_account,
                {{"dir", dir.string()}, {"account", owner}, {"self", self}});
}

/// The schema first, then the key: nothing else is touched in data that are refused.
Result<OpenData> open_existing(fs::path dir, std::unique_ptr<db::Database> database, const Clock& clock,
                               Older older) {
    UpgradeReport report;
    TRY(refuse_missing_key(dir, *database));
    if (older == Older::refuse)
        TRY(refuse_older(dir, *database));
    else if (TRY(is_older(*database))) {
        std::optional<ServerLock> lock;
        const auto alone = TRY(database->try_hold(db::kServers));
        if (!alone) return fail(ErrorKind::environment, msg::servers_running);
        if (database->engine() == db::Engine::sqlite) lock.emplace(TRY(ServerLock::take(dir)));
        report = TRY(upgrade(dir, *database, clock));
    } else
        report = TRY(upgrade(dir, *database, clock));  // nothing to do: it says where the data are
    auto data = TRY(set_up(std::move(dir), std::move(database), clock, Schema::none));
    data.upgraded = report;
    data.public_copy = TRY(data.database->read(public_copy_taken));
    return data;
}

Result<OpenData> open_on_server(const Location& location, const Clock& clock, int readers, Older older) {
    auto database = TRY(db::Database::open_server(location.database_url, {.readers = readers}));
    const auto making = TRY(db::making_of(*database));
    if (making != db::Making::finished) return fail(ErrorKind::environment, msg::no_data_on_server);
    const auto dir = directory_of(location);
    TRY(refuse_other_account(dir, dir / "keys" / "ledger.key"));
    TRY(make_directories(dir));
    return open_existing(dir, std::move(database), clock, older);
}

/// Marks without anything beside them say nothing: of a making that was cut off before it made a part.
void remove_lonely_marks(const fs::path& dir) {
    std::error_code error;
    std::vector<fs::path> marks;
    for (const auto& entry : fs::directory_iterator(dir, error)) {
        if (!entry.path().filename().string().starts_with(kMark)) return;
        marks.push_back(entry.path());
    }
    for (const auto& mark : marks) fs::remove(mark, error);
}

/// Removes what the database's unfinished making left in this directory: only where its mark stands. Keys and
/// files of anybody else's system are none of its parts.
Result<> sweep_beside_server(const fs::path& dir, db::Database& database) {
    const auto token = TRY(db::token_of_making(database));
    std::string found;
    std::ifstream(dir / kMark) >> found;
    if (!token || found != std::to_string(*token)) return {};
    std::error_code error;
    for (const auto* part : kPartsBesideServer) fs::remove_all(dir / part, error);
    fs::remove(dir / kMark, error);
    if (error) return unusable(dir, error.message());
    return {};
}

/// fill works on the database itself; a mark in it says that it is not finished.
Result<> fill_on_server(const Location& location, const fs::path& dir, const Clock& clock, Schema schema,
                        const std::function<Result<>(OpenData&)>& fill) {
    auto database = TRY(db::Database::open_server(location.database_url, {.readers = 2}));
    const auto token = static_cast<std::int64_t>(std::random_device()()) << 31 | std::random_device()();
    TRY(db::begin_making(*database, token));
    TRY(make_directories(dir));
    TRY(archive::write_whole(dir / kMark, std::to_string(token)));
    auto data = TRY(set_up(dir, std::move(database), clock, schema));
    TRY(fill(data));
    if (schema == Schema::newest) TRY(data.seal(clock));
    TRY(db::end_making(*data.database));
    std::error_code ignored;
    fs::remove(dir / kMark, ignored);  // no database knows its token any more
    return {};
}

Result<> make_on_server(const Location& location, const Clock& clock, Schema schema,
                        const std::function<Result<>(OpenData&)>& fill) {
    const auto dir = directory_of(location);
    const auto database = TRY(db::Database::open_server(location.database_url, {.readers = 1}));
    const auto held = TRY(database->try_hold("making"));
    if (!held) return fail(ErrorKind::conflict, msg::making_elsewhere);
    TRY(sweep_beside_server(dir, *database));
    remove_lonely_marks(dir);
    if (holds_anything(dir)) return fail(ErrorKind::conflict, msg::not_empty, {{"dir", dir.string()}});
    auto made = fill_on_server(location, dir, clock, schema, fill);
    if (made) return made;
    TRY(sweep_beside_server(dir, *database));
    TRY(db::drop_unfinished(*database));
    return made;
}

/// The making goes on meanwhile: what it adds to a directory while that is being removed is taken too. The
/// lock goes last; a making that comes between and locks the place anew keeps it.
void remove_under_its_maker(const fs::path& dir) {
    std::error_code error;
    std::optional<ServerLock> own;
    for (int left = 100; left > 0; --left) {
        std::vector<fs::path> parts;
        for (const auto& entry : fs::directory_iterator(dir, error))
            if (entry.path().filename() != kLock) parts.push_back(entry.path());
        for (const auto& part : parts) fs::remove_all(part, error);
        if (!parts.empty()) continue;
        fs::remove(dir / kLock, error);
        if (fs::remove(dir, error) || !fs::exists(dir, error)) return;
        auto again = ServerLock::take(dir);
        if (!again) return;
        own.emplace(*std::move(again));
    }
}

Result<> make_in_directory(const fs::path& dir, const Clock& clock, Schema schema,
                           const std::function<Result<>(OpenData&)>& fill) {
    TRY(sweep(dir));
    if (holds_anything(dir)) return fail(ErrorKind::conflict, msg::not_empty, {{"dir", dir.string()}});
    const auto absent = absent_directories(dir);
    TRY(make_directories(dir));
    TRY(make_directories(dir / kAside));
    const auto lock = TRY(ServerLock::take(dir / kAside));
    StopWhileMaking stop([&] {
        remove_under_its_maker(dir / kAside);
        remove_empty(absent);
    });
    const auto made = [&]() -> Result<> {
        auto database = TRY(db::Database::open(dir / kAside / kDatabaseFile, {.create = true}));
        auto data = TRY(set_up(dir / kAside, std::move(database), clock, schema));
        TRY(fill(data));
        if (schema == Schema::newest) TRY(data.seal(clock));
        return {};
    }();
    stop.too_late();  // waits for a sweep that has begun
    const auto moved = made ? move_to_place(dir) : made;
    std::error_code ignored;
    fs::remove_all(dir / kAside, ignored);
    if (!moved) remove_empty(absent);  // before a late signal ends the process
    return moved;
}

}  // namespace

Result<> OpenData::seal(const Clock& clock) const {
    if (!public_copy) TRY(ledger::seal(*database, key, clock.now()));
    return {};
}

Result<> make_aside(const Location& location, const Clock& clock, Schema schema,
                    const std::function<Result<>(OpenData&)>& fill) {
    const auto dir = directory_of(location);
    TRY(refuse_other_account(dir, dir));
    const auto absent = absent_directories(dir);
    auto made = location.on_server() ? make_on_server(location, clock, schema, fill)
                                     : make_in_directory(location.data, clock, schema, fill);
    if (!made) remove_empty(absent);
    return made;
}

Result<OpenData> open_data(const Location& location, const Clock& clock, int readers, Older older) {
    if (location.on_server()) return open_on_server(location, clock, readers, older);
    std::error_code error;
    TRY(refuse_other_account(location.data, location.data / kDatabaseFile));
    if (!fs::exists(location.data / kDatabaseFile, error))
        return fail(ErrorKind::environment, msg::no_data, {{"dir", location.data.string()}});
    auto database = TRY(db::Database::open(location.data / kDatabaseFile, {.readers = readers}));
    return open_existing(location.data, std::move(database), clock, older);
}

Result<ServerLock> ServerLock::take(const fs::path& dir) {
    ServerLock lock;
    lock.descriptor_ = ::open((dir / kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.descriptor_ < 0)
        return fail(ErrorKind::environment, msg::directory_unusable, {{"dir", dir.string()}},
                    errno_words(errno));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorKind::environment, msg::second_server, {{"dir", dir.string()}});
    return lock;
}

ServerLock::~ServerLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace kheo::app
