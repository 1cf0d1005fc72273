// SPDX-License-Identifier: Apache-2.0
#include "platform/db/sqlite_copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "platform/db/messages.gen.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace kheo::db {

namespace {

/// A file, or a directory with the names in it.
bool flush_to_disk(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    return synced;
}

}  // namespace

Result<> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    if (std::filesystem::exists(to, error))
        return fail(ErrorKind::conflict, msg::copy_exists, {{"file", to.string()}});
    const auto part = std::filesystem::path(to.string() + ".part");
    std::filesystem::remove(part, error);  // of a process that was killed
    auto connection = TRY(SqliteConnection::open(from, {}));
    const auto target = part.string();
    const Param params[] = {Param(target)};
    const auto copied = connection->exec("VACUUM INTO ?1", params);
    const bool kept = copied && flush_to_disk(part);
    if (kept) {
        std::filesystem::permissions(
            part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
        std::filesystem::rename(part, to, error);
    }
    const auto dir = to.has_parent_path() ? to.parent_path() : std::filesystem::path(".");
    if (kept && !error && flush_to_disk(dir)) return {};
    std::filesystem::remove(part, error);
    if (!copied) return fail(copied.error());
    return fail(ErrorKind::environment, msg::disk_full, {}, to.string());
}

}  // namespace kheo::db
