// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/memory_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace kheo::sheet {

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
