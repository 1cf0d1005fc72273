// SPDX-License-Identifier: Apache-2.0
#include "platform/file/vault.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

#include "platform/archive/file.hpp"
#include "platform/file/messages.gen.hpp"

namespace kheo::file {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBelow = "attached";
constexpr std::string_view kAside = ".aside";
constexpr std::chrono::minutes kFresh{10};  // perhaps somebody's upload of this moment

bool is_old(const fs::directory_entry& entry, fs::file_time_type now) {
    std::error_code ignored;
    return entry.is_regular_file(ignored) && now - entry.last_write_time(ignored) >= kFresh;
}

/// What lay aside when its process died stands again: the next sweep of the rows decides anew.
void put_back(const fs::path& aside) {
    std::error_code ignored;
    fs::rename(aside, fs::path(aside).replace_extension(), ignored);
}

}  // namespace

Vault::Vault(fs::path files) : home_(std::move(files) / kBelow) {}

std::string Vault::name_of(std::string_view sha256) {
    return "files/" + std::string(kBelow) + "/" + std::string(sha256.substr(0, 2)) + "/" +
           std::string(sha256);
}

fs::path Vault::path_of(std::string_view sha256) const {
    return home_ / sha256.substr(0, 2) / sha256;
}

Result<> Vault::put(std::string_view sha256, std::string_view bytes) const {
    const auto path = path_of(sha256);
    std::error_code error;
    if (fs::exists(path, error) && fs::file_size(path, error) == bytes.size()) return {};
    if (fs::create_directories(path.parent_path(), error)) {
        archive::sync_directory(path.parent_path().parent_path());
        archive::sync_directory(home_.parent_path());
    }
    const auto written = archive::write_whole(path, bytes);
    if (written) return {};
    const bool full = written.error().message.key() == "archive.no_room";
    return fail(ErrorKind::environment, full ? msg::disk_full : msg::not_kept, {},
                path.string() + ": " + written.error().detail);
}

Result<std::shared_ptr<const std::string>> Vault::get(std::string_view sha256) const {
    const auto path = path_of(sha256);
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    if (in) bytes << in.rdbuf();
    if (!in) return fail(ErrorKind::not_found, msg::gone, {}, path.string());
    return std::make_shared<const std::string>(std::move(bytes).str());
}

Result<> Vault::take_away(std::string_view sha256, const std::function<Result<bool>()>& still_needed) const {
    const auto path = path_of(sha256);
    auto aside = path;
    aside += kAside;
    std::error_code error;
    fs::rename(path, aside, error);
    if (error == std::errc::no_such_file_or_directory) return {};
    if (error) return fail(ErrorKind::environment, msg::not_deleted, {}, path.string() + error.message());
    const auto needed = still_needed();
    if (!needed || *needed)
        put_back(aside);
    else
        fs::remove(aside, error);
    if (!needed) return std::unexpected<Error>(needed.error());
    if (error) return fail(ErrorKind::environment, msg::not_deleted, {}, path.string() + error.message());
    archive::sync_directory(path.parent_path());
    return {};
}

void Vault::sweep() const {
    std::error_code error, ignored;
    const auto now = fs::file_time_type::clock::now();
    for (auto entry = fs::recursive_directory_iterator(home_, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (!entry->path().has_extension() || !is_old(*entry, now)) continue;
        if (entry->path().extension() == kAside)
            put_back(entry->path());
        else
            fs::remove(entry->path(), ignored);
    }
}

}  // namespace kheo::file
