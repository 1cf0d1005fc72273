// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xls_builder.hpp"

#include <algorithm>

namespace kheo::test {

namespace {

constexpr std::size_t kSector = 512;
constexpr std::uint32_t kEnd = 0xFFFFFFFE, kFree = 0xFFFFFFFF, kTable = 0xFFFFFFFD;

std::string directory_entry(const std::string& name, char type, std::uint32_t child, std::uint32_t start,
                            std::size_t size, std::uint32_t right = kFree) {
    std::string out;
    for (const char c : name) out += std::string(1, c) + '\0';
    out.resize(64);
    out += u16(static_cast<unsigned>(name.empty() ? 0 : 2 * (name.size() + 1)));
    out += type;
    out += '\1';  // black
    out += u32(kFree) + u32(right) + u32(child);
    out.resize(116);
    out += u32(start) + u32(static_cast<std::uint32_t>(size)) + u32(0);
    return out;
}

std::string header() {
    std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    out.resize(24);
    out += u16(0x3E) + u16(3) + u16(0xFFFE) + u16(9) + u16(6);
    out.resize(44);
    out += u32(1) + u32(1) + u32(0) + u32(4096) + u32(kEnd) + u32(0) + u32(kEnd) + u32(0) + u32(0);
    while (out.size() < kSector) out += u32(kFree);
    return out;
}

/// Fills the last sector; the size by which the stream is listed (a smaller one would be a mini stream).
std::size_t in_sectors(std::string& stream) {
    const auto size = std::max<std::size_t>(stream.size(), 4096);
    stream.resize((size + kSector - 1) / kSector * kSector);
    return size;
}

/// Header, sector table, directory (sector 1), the one stream (from sector 2).
std::string compound(std::string directory, const std::string& stream) {
    const auto sectors = stream.size() / kSector;
    std::string table = u32(kTable) + u32(kEnd);
    for (std::size_t i = 0; i < sectors; ++i)
        table += u32(i + 1 < sectors ? static_cast<std::uint32_t>(i + 3) : kEnd);
    while (table.size() < kSector) table += u32(kFree);
    while (directory.size() < kSector) directory += directory_entry("", 0, kFree, 0, 0);
    return header() + table + directory + stream;
}

}  // namespace

std::string u16(unsigned value) {
    return {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8 & 0xFF)};
}

std::string u32(std::uint32_t value) {
    return u16(value & 0xFFFF) + u16(value >> 16);
}

std::string record(unsigned kind, const std::string& data) {
    return u16(kind) + u16(static_cast<unsigned>(data.size())) + data;
}

std::string compound_of(const std::string& stream_name, std::string stream,
                        const std::vector<std::string>& storages) {
    const auto size = in_sectors(stream);
    auto directory =
        directory_entry("Root Entry", 5, 1, kEnd, 0) + directory_entry(stream_name, 2, kFree, 2, size);
    for (const auto& name : storages) directory += directory_entry(name, 1, kFree, 0, 0);
    return compound(std::move(directory), stream);
}

std::string compound_embedding(const std::string& stream_name, std::string stream, const std::string& inner) {
    const auto size = in_sectors(stream);
    return compound(
        directory_entry("Root Entry", 5, 1, kEnd, 0) + directory_entry("ObjectPool", 1, 2, 0, 0, 3) +
            directory_entry(inner, 2, kFree, kEnd, size) + directory_entry(stream_name, 2, kFree, 2, size),
        stream);
}

std::string xls_stream_of(const XlsFixture& fixture) {
    const auto bof = [](unsigned kind) {
        return record(0x809, u16(0x600) + u16(kind) + u16(0x0DBB) + u16(0x07CC) + u32(0) + u32(6));
    };
    std::string strings;
    for (const auto& text : fixture.strings) strings += u16(static_cast<unsigned>(text.size())) + '\0' + text;
    const auto count = u32(static_cast<std::uint32_t>(fixture.strings.size()));
    const auto before = bof(5) + record(0x42, u16(1200)) + fixture.globals;
    const auto sst = (strings.empty() ? "" : record(0xFC, count + count + strings)) + record(0x0A, "");
    const std::string name = "A";
    const auto bound_size = 4 + 8 + name.size();
    const auto position = before.size() + bound_size + sst.size();
    const auto bound = record(
        0x85, u32(static_cast<std::uint32_t>(position)) + static_cast<char>(fixture.sheet_state) +
                  static_cast<char>(fixture.sheet_type) + static_cast<char>(name.size()) + '\0' + name);
    return before + bound + sst + bof(0x10) + fixture.sheet + record(0x0A, "");
}

std::string xls_of(const XlsFixture& fixture) {
    return compound_of("Workbook", xls_stream_of(fixture));
}

}  // namespace kheo::test
