// SPDX-License-Identifier: Apache-2.0
#include "registry/import/kept_files.hpp"

#include <chrono>
#include <fstream>
#include <sstream>

#include "platform/archive/file.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/store.hpp"

namespace kheo::registry::import {

namespace {

namespace fs = std::filesystem;

/// Files younger than this are not swept: perhaps somebody's upload of this moment, also of another process.
constexpr std::chrono::minutes kFresh{10};

/// The path and the system's word are for the log, not for the page.
Result<> write_once(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    if (fs::exists(path, error) && fs::file_size(path, error) == bytes.size()) return {};
    if (fs::create_directories(path.parent_path(), error))
        archive::sync_directory(path.parent_path().parent_path());
    const auto written = archive::write_whole(path, bytes);
    if (written) return {};
    const bool full = written.error().message.key() == "archive.no_room";
    return fail(ErrorKind::environment, full ? msg::disk_full : msg::file_not_kept, {},
                path.string() + ": " + written.error().detail);
}

bool old_enough(const fs::directory_entry& entry, fs::file_time_type now) {
    std::error_code ignored;
    return entry.is_regular_file(ignored) && now - entry.last_write_time(ignored) >= kFresh;
}

}  // namespace

bool is_of_lists(const fs::directory_entry& directory) {
    return directory.path().filename().string().size() == 2;
}

fs::path kept_file(const fs::path& home, std::string_view sha256) {
    return home / sha256.substr(0, 2) / sha256;
}

KeptFiles::KeptFiles(db::Database& database, fs::path home) : database_(database), home_(std::move(home)) {}

Result<UploadId> KeptFiles::keep(const Upload& upload, std::string_view content) {
    const std::lock_guard lock(mutex_);
    TRY(write_once(kept_file(home_, upload.sha256), content));
    return database_.write([&](db::Transaction& tx) { return store::insert(tx, upload); });
}

Result<std::string> KeptFiles::content(const Upload& upload) const {
    const auto path = kept_file(home_, upload.sha256);
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    if (in) bytes << in.rdbuf();
    if (!in) return fail(ErrorKind::not_found, msg::file_gone, {}, path.string());
    return std::move(bytes).str();
}

bool KeptFiles::left_behind(const fs::path& file) {
    if (file.has_extension()) return true;  // half-written
    const auto dropped = database_.read(
        [&](db::Transaction& tx) { return store::dropped_file(tx, file.filename().string()); });
    return dropped && *dropped;
}

void KeptFiles::drop(const Upload& upload) {
    const std::lock_guard lock(mutex_);
    const auto needed =
        database_.read([&](db::Transaction& tx) { return store::needs_file(tx, upload.sha256); });
    std::error_code ignored;
    if (needed && !*needed) fs::remove(kept_file(home_, upload.sha256), ignored);
}

void KeptFiles::sweep() {
    const std::lock_guard lock(mutex_);
    std::error_code error, ignored;
    const auto now = fs::file_time_type::clock::now();
    for (auto entry = fs::recursive_directory_iterator(home_, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(ignored) && !is_of_lists(*entry)) entry.disable_recursion_pending();
        if (old_enough(*entry, now) && left_behind(entry->path())) fs::remove(entry->path(), ignored);
    }
}

}  // namespace kheo::registry::import
