// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<> OutputFile::failure(int code) {
    const auto& message =
        code == ENOSPC || code == EFBIG || code == EDQUOT ? msg::no_room : msg::cannot_write;
    return fail(ErrorKind::environment, message, {{"file", path_.string()}}, std::strerror(code));
}

Result<> OutputFile::create(const std::filesystem::path& path) {
    path_ = path;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return {};
    if (descriptor_ >= 0 || errno == EEXIST)
        return fail(ErrorKind::conflict, msg::exists, {{"file", path.string()}});
    return failure(errno);
}

Result<> OutputFile::sweep(const std::filesystem::path& path) {
    const int left = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (left < 0) return {};
    const bool abandoned = ::flock(left, LOCK_EX | LOCK_NB) == 0;
    if (abandoned) ::unlink(path.c_str());
    ::close(left);
    if (!abandoned) return fail(ErrorKind::conflict, msg::exists, {{"file", path.string()}});
    return {};
}

Result<> OutputFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<> OutputFile::close() {
    const bool synced = ::fsync(descriptor_) == 0;
    const int code = errno;
    const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
    if (!synced) return failure(code);
    if (!closed) return failure(errno);
    return {};
}

void sync_directory(const std::filesystem::path& dir) {
    const int descriptor = ::open(dir.empty() ? "." : dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace kheo::archive
