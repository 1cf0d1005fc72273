// SPDX-License-Identifier: Apache-2.0
#include "registry/import/kept_files.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "registry/import/messages.gen.hpp"
#include "registry/import/store.hpp"

namespace kheo::registry::import {

namespace {

namespace fs = std::filesystem;

/// Files younger than this are not swept: perhaps somebody's upload of this moment, also of another process.
constexpr std::chrono::minutes kFresh{10};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(file) == 0;
}

Result<> write_once(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    if (fs::exists(path, error) && fs::file_size(path, error) == bytes.size()) return {};
    fs::create_directories(path.parent_path(), error);
    auto fresh = path.string() + ".XXXXXX";  // nobody else writes under this name
    const int file = ::mkstemp(fresh.data());
    const bool written = file >= 0 && write_all(file, bytes);
    const bool closed = file >= 0 && ::close(file) == 0;
    if (written && closed) fs::rename(fresh, path, error);
    const bool kept = written && closed && !error;
    if (!kept && file >= 0) ::unlink(fresh.c_str());
    if (!kept) return fail(ErrorKind::environment, msg::file_not_kept, {}, path.string());
    return {};
}

bool old_enough(const fs::directory_entry& entry, fs::file_time_type now) {
    std::error_code ignored;
    return entry.is_regular_file(ignored) && now - entry.last_write_time(ignored) >= kFresh;
}

}  // namespace

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
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
        if (old_enough(*entry, now) && left_behind(entry->path())) fs::remove(entry->path(), ignored);
}

}  // namespace kheo::registry::import
