// SPDX-License-Identifier: Apache-2.0
// A file in memory with a path, for libraries that only know paths: nothing a person sends is written to
// disk. Owns its descriptor; not thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kheo::sheet {

class MemoryFile {
  public:
    explicit MemoryFile(std::string_view content = {});
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    bool complete() const { return complete_; }  // false: the system has no memory for it
    std::string path() const;                    // valid while the object lives
    std::string content() const;                 // what stands in it now
    /// The same without a copy, valid while the object lives; once, when nobody writes any more. "" on
    /// failure.
    std::string_view mapped();

  private:
    int descriptor_;
    std::string_view map_;
    bool complete_ = false;
};

}  // namespace kheo::sheet
