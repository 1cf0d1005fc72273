// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/memory_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <utility>

namespace kheo::sheet {

MemoryFile::MemoryFile(Descriptor opened) : descriptor_(opened.number), complete_(descriptor_ >= 0) {}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      map_(std::exchange(other.map_, {})),
      complete_(std::exchange(other.complete_, false)) {}

MemoryFile MemoryFile::on_disk(const char* folder) {
    if (const int opened = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); opened >= 0)
        return MemoryFile(Descriptor{opened});
    return MemoryFile();
}

MemoryFile::MemoryFile(std::string_view content) : descriptor_(memfd_create("sheet", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !content.empty()) {
        const auto written = write(descriptor_, content.data(), content.size());
        if (written <= 0) return;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    complete_ = descriptor_ >= 0;
}

MemoryFile::~MemoryFile() {
    if (!map_.empty()) munmap(const_cast<char*>(map_.data()), map_.size());
    if (descriptor_ >= 0) close(descriptor_);
}

std::string_view MemoryFile::mapped() {
    struct stat about{};
    if (!map_.empty() || fstat(descriptor_, &about) != 0 || about.st_size <= 0) return map_;
    const auto size = static_cast<std::size_t>(about.st_size);
    void* start = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor_, 0);
    if (start != MAP_FAILED) map_ = {static_cast<const char*>(start), size};
    return map_;
}

void MemoryFile::used(std::string_view part) {
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(part.data());
    const auto first = begin / page * page, end = (begin + part.size()) / page * page;
    if (end > first) madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
}

std::string MemoryFile::path() const {
    return "/proc/self/fd/" + std::to_string(descriptor_);
}

std::string MemoryFile::content() const {
    std::string out;
    std::array<char, 65536> buffer;
    for (off_t at = 0;;) {
        const auto count = pread(descriptor_, buffer.data(), buffer.size(), at);
        if (count <= 0) return out;
        out.append(buffer.data(), static_cast<std::size_t>(count));
        at += count;
    }
}

}  // namespace kheo::sheet
