// SPDX-License-Identifier: Apache-2.0
// Microsoft compound file ([MS-CFB]): the directory and the streams of an .xls or of an encrypted .xlsx.
// Everything is checked against the size of the file; the content must outlive the object. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kheo::sheet {

class CompoundFile {
  public:
    /// corrupt_archive when the header, the sector table or the directory is damaged or cut.
    static Result<CompoundFile> open(std::string_view content);

    /// A storage or stream of this name (any depth), upper and lower case alike.
    bool has(std::string_view name) const { return find(name) != nullptr; }
    /// The same beside the root only, not inside an embedded object.
    bool has_at_top(std::string_view name) const;
    /// The whole stream, that at the top before others of its name; corrupt_archive when it is cut or absent.
    Result<std::string> load(std::string_view name) const;

  private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    struct DirectoryEntry {
        std::string name;  // ASCII part
        std::uint32_t start = 0;
        std::uint64_t size = 0;
        bool root = false;
        std::uint32_t left = kNone, right = kNone, child = kNone;
        bool top = false;  // listed by the root itself
    };
    using Chain = std::vector<std::uint32_t>;

    const DirectoryEntry* find(std::string_view name) const;
    Result<> read_sector_table();
    Result<> read_directory();
    void mark_top(std::uint32_t first);
    /// Sector numbers from `start`; none when the chain leaves the table or loops.
    static std::optional<Chain> follow(std::uint32_t start, const Chain& table);
    std::optional<std::string_view> sector(std::uint32_t number) const;
    std::optional<std::string> bytes_of(std::uint32_t start) const;
    std::uint32_t u32(std::size_t at) const;

    std::string_view content_;
    std::size_t sector_size_ = 512;
    Chain table_, mini_table_;
    std::vector<DirectoryEntry> entries_;
    std::string mini_stream_;
};

}  // namespace kheo::sheet
