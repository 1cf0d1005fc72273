// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/errno_words.hpp"
#include "platform/archive/messages.gen.hpp"

namespace kheo::archive {

namespace {

std::unexpected<Error> failure(const std::filesystem::path& path, int code) {
    const auto& message =
        code == ENOSPC || code == EFBIG || code == EDQUOT ? msg::no_room : msg::cannot_write;
    return fail(ErrorKind::environment, message, {{"file", path.string()}}, errno_words(code));
}

// The answer is errno's word, 0 when all went well.

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

int flush(int descriptor) {
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

int close_of(int descriptor) {
    return ::close(descriptor) == 0 ? 0 : errno;
}

int lock(int descriptor) {
    for (;;) {
        if (::flock(descriptor, LOCK_EX) == 0) return 0;
        if (errno != EINTR) return errno;
    }
}

/// What was written of the text goes again when it could not be written to its end.
int append_to(int descriptor, std::string_view text) {
    if (const int code = lock(descriptor)) return code;
    const auto before = ::lseek(descriptor, 0, SEEK_END);
    if (before < 0) return errno;
    int code = write_all(descriptor, text);
    if (code == 0) code = flush(descriptor);
    if (code != 0 && ::ftruncate(descriptor, before) == 0) (void)flush(descriptor);
    return code;
}

}  // namespace

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<> OutputFile::create(const std::filesystem::path& path) {
    path_ = path;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return {};
    if (descriptor_ >= 0 || errno == EEXIST)
        return fail(ErrorKind::conflict, msg::exists, {{"file", path.string()}});
    return failure(path, errno);
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
    if (const int code = write_all(descriptor_, bytes)) return failure(path_, code);
    return {};
}

Result<> OutputFile::close() {
    const int flushed = flush(descriptor_);
    const int closed = close_of(std::exchange(descriptor_, -1));
    if (flushed != 0) return failure(path_, flushed);
    if (closed != 0) return failure(path_, closed);
    return {};
}

Result<> write_whole(const std::filesystem::path& path, std::string_view bytes) {
    auto fresh = path.string() + ".XXXXXX";  // nobody else writes under this name
    const int descriptor = ::mkostemp(fresh.data(), O_CLOEXEC);
    if (descriptor < 0) return failure(path, errno);
    int code = write_all(descriptor, bytes);
    if (code == 0) code = flush(descriptor);
    const int closed = close_of(descriptor);
    if (code == 0) code = closed;
    if (code == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) code = errno;
    if (code != 0) {
        ::unlink(fresh.c_str());
        return failure(path, code);
    }
    sync_directory(path.parent_path());
    return {};
}

Result<> append_whole(const std::filesystem::path& path, std::string_view text) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure(path, errno);
    const int code = append_to(descriptor, text);
    const int closed = close_of(descriptor);
    if (code != 0) return failure(path, code);
    if (closed != 0) return failure(path, closed);
    sync_directory(path.parent_path());
    return {};
}

void sync_directory(const std::filesystem::path& dir) {
    const int descriptor = ::open(dir.empty() ? "." : dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace kheo::archive
