// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/compound_file.hpp"

#include <algorithm>
#include <cctype>

#include "platform/sheet/little_endian.hpp"
#include "platform/sheet/refusal.hpp"

namespace kheo::sheet {

namespace {

constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // higher numbers are marks: end of chain, free, …
constexpr std::size_t kHeader = 512, kHeaderTable = 109, kEntrySize = 128, kMiniSector = 64,
                      kMiniLimit = 4096;

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// Names are UTF-16; the ones asked for are ASCII.
std::string entry_name(std::string_view entry) {
    const std::size_t length = std::min<std::size_t>(u16_at(entry, 64), 64);
    std::string name;
    for (std::size_t i = 0; i + 3 < length; i += 2) name.push_back(entry[i + 1] == 0 ? entry[i] : '?');
    return name;
}

}  // namespace

std::uint32_t CompoundFile::u32(std::size_t at) const {
    return u32_at(content_, at);
}

std::optional<std::string_view> CompoundFile::sector(std::uint32_t number) const {
    const auto begin = (static_cast<std::size_t>(number) + 1) * sector_size_;
    if (number >= kLastSector || begin >= content_.size()) return std::nullopt;
    return content_.substr(begin, sector_size_);  // the last one may be short
}

std::optional<CompoundFile::Chain> CompoundFile::follow(std::uint32_t start, const Chain& table) {
    Chain chain;
    for (auto at = start; at < kLastSector; at = table[at]) {
        if (at >= table.size() || chain.size() > table.size()) return std::nullopt;
        chain.push_back(at);
    }
    return chain;
}

std::optional<std::string> CompoundFile::bytes_of(std::uint32_t start) const {
    const auto chain = follow(start, table_);
    if (!chain) return std::nullopt;
    std::string out;
    for (const auto number : *chain) {
        const auto bytes = sector(number);
        if (!bytes) return std::nullopt;
        out += *bytes;
    }
    return out;
}

Result<> CompoundFile::read_sector_table() {
    Chain sectors;
    for (std::size_t i = 0; i < kHeaderTable; ++i) sectors.push_back(u32(0x4C + 4 * i));
    const auto most = content_.size() / sector_size_ + 1;
    auto next = u32(0x44);
    for (std::size_t guard = 0; next < kLastSector; ++guard) {
        const auto more = sector(next);
        if (!more || more->size() < sector_size_ || guard > most)
            return refuse(Refusal::corrupt_archive, "DIFAT");
        for (std::size_t at = 0; at + 8 <= sector_size_; at += 4) sectors.push_back(u32_at(*more, at));
        next = u32_at(*more, sector_size_ - 4);
    }
    for (const auto number : sectors) {
        if (number >= kLastSector) continue;
        const auto bytes = sector(number);
        if (!bytes || bytes->size() < sector_size_ || table_.size() > most + sector_size_)
            return refuse(Refusal::corrupt_archive, "sector table");
        for (std::size_t at = 0; at < sector_size_; at += 4) table_.push_back(u32_at(*bytes, at));
    }
    return {};
}

Result<> CompoundFile::read_directory() {
    const auto bytes = bytes_of(u32(0x30));
    if (!bytes || bytes->size() < kEntrySize) return refuse(Refusal::corrupt_archive, "directory");
    for (std::size_t at = 0; at + kEntrySize <= bytes->size(); at += kEntrySize) {
        const auto entry = std::string_view(*bytes).substr(at, kEntrySize);
        // Unused ones keep their place: the tree names entries by number.
        entries_.push_back({entry[66] == 0 ? "" : entry_name(entry), u32_at(entry, 116), u32_at(entry, 120),
                            entry[66] == 5, u32_at(entry, 68), u32_at(entry, 72), u32_at(entry, 76)});
    }
    const auto root = std::ranges::find_if(entries_, &DirectoryEntry::root);
    if (root == entries_.end()) return refuse(Refusal::corrupt_archive, "no root entry");
    mark_top(root->child);
    if (root->size > 0) mini_stream_ = bytes_of(root->start).value_or("");
    const auto mini = bytes_of(u32(0x3C)).value_or("");
    for (std::size_t at = 0; at + 4 <= mini.size(); at += 4) mini_table_.push_back(u32_at(mini, at));
    return {};
}

Result<CompoundFile> CompoundFile::open(std::string_view content) {
    if (content.size() < kHeader) return refuse(Refusal::corrupt_archive, "cut header");
    CompoundFile file;
    file.content_ = content;
    const auto shift = u16_at(content, 0x1E);
    if (shift != 9 && shift != 12) return refuse(Refusal::corrupt_archive, "sector size");
    file.sector_size_ = std::size_t{1} << shift;
    TRY(file.read_sector_table());
    TRY(file.read_directory());
    return file;
}

/// The root's children are a tree of siblings; each entry is visited once, also when the links loop.
void CompoundFile::mark_top(std::uint32_t first) {
    for (Chain open{first}; !open.empty();) {
        const auto at = open.back();
        open.pop_back();
        if (at >= entries_.size() || entries_[at].top) continue;
        entries_[at].top = true;
        open.push_back(entries_[at].left);
        open.push_back(entries_[at].right);
    }
}

const CompoundFile::DirectoryEntry* CompoundFile::find(std::string_view name) const {
    const DirectoryEntry* deeper = nullptr;
    for (const auto& entry : entries_) {
        if (!same_name(entry.name, name)) continue;
        if (entry.top) return &entry;
        if (!deeper) deeper = &entry;
    }
    return deeper;
}

bool CompoundFile::has_at_top(std::string_view name) const {
    const auto* entry = find(name);
    return entry && entry->top;
}

Result<std::string> CompoundFile::load(std::string_view name) const {
    const auto* entry = find(name);
    if (!entry) return refuse(Refusal::corrupt_archive, "stream is absent");
    std::string out;
    if (entry->size >= kMiniLimit) {
        out = bytes_of(entry->start).value_or("");
    } else {
        for (const auto number : follow(entry->start, mini_table_).value_or(Chain{}))
            out += mini_stream_.substr(std::min(mini_stream_.size(), number * kMiniSector), kMiniSector);
    }
    if (out.size() < entry->size) return refuse(Refusal::corrupt_archive, "stream is cut");
    out.resize(entry->size);
    return out;
}

}  // namespace kheo::sheet
