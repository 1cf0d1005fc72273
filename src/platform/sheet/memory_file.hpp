// SPDX-License-Identifier: Apache-2.0
// A file in memory with a path, for libraries that only know paths: nothing a person sends is written to
// disk. What the program itself writes may be long: that stands on a disk if it can, where nobody else sees
// it. Owns its descriptor; not thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace kheo::sheet {

class MemoryFile {
  public:
    explicit MemoryFile(std::string_view content = {});
    /// Without a name in `folder`; in memory where that is not possible.
    static MemoryFile on_disk(const char* folder);
    MemoryFile(MemoryFile&& other) noexcept;
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    bool complete() const { return complete_; }  // false: the system has no memory for it
    std::string path() const;                    // valid while the object lives
    std::string content() const;                 // what stands in it now
    /// The same without a copy, valid while the object lives; once, when nobody writes any more. "" on
    /// failure.
    std::string_view mapped();
    /// This part of what mapped() gave was used: it need not stay in memory (it can still be read).
    static void used(std::string_view part);

  private:
    struct Descriptor {
        int number;
    };
    explicit MemoryFile(Descriptor opened);
    int descriptor_;
    std::string_view map_;
    bool complete_ = false;
};

}  // namespace kheo::sheet
