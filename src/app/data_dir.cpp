// SPDX-License-Identifier: Apache-2.0
#include "app/data_dir.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>

#include "app/messages.gen.hpp"
#include "platform/db/migrations.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

constexpr auto kDatabaseFile = "kheo.db";

Result<> refuse_postgres(const Location& location) {
    if (location.database_url.empty()) return {};
    return fail(ErrorKind::environment, msg::no_postgres);
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

Result<OpenData> connect(const fs::path& dir, db::Options options, const Clock& clock) {
    OpenData data{dir, TRY(db::Database::open(dir / kDatabaseFile, options)), {}};
    TRY(db::migrate(*data.database, clock.now()));
    data.key = TRY(ledger::load_or_make_key(dir));
    return data;
}

}  // namespace

Result<> OpenData::seal(const Clock& clock) const {
    TRY(ledger::seal(*database, key, clock.now()));
    return {};
}

Result<OpenData> make_data(const Location& location, const Clock& clock) {
    TRY(refuse_postgres(location));
    if (holds_anything(location.data))
        return fail(ErrorKind::conflict, msg::not_empty, {{"dir", location.data.string()}});
    TRY(make_directories(location.data));
    return connect(location.data, {.readers = 2, .create = true}, clock);
}

Result<OpenData> open_data(const Location& location, const Clock& clock, int readers) {
    TRY(refuse_postgres(location));
    if (!fs::exists(location.data / kDatabaseFile))
        return fail(ErrorKind::environment, msg::no_data, {{"dir", location.data.string()}});
    return connect(location.data, {.readers = readers}, clock);
}

Result<ServerLock> ServerLock::take(const fs::path& dir) {
    ServerLock lock;
    lock.descriptor_ = ::open((dir / "serve.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.descriptor_ < 0)
        return fail(ErrorKind::environment, msg::directory_unusable, {{"dir", dir.string()}},
                    std::strerror(errno));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorKind::environment, msg::second_server, {{"dir", dir.string()}});
    return lock;
}

ServerLock::~ServerLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace kheo::app
