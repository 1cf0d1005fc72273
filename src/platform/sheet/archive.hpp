// SPDX-License-Identifier: Apache-2.0
// A zip file in memory, read part by part and in pieces, with the guards against bombs. Nothing is ever
// unpacked to disk. The content must outlive the archive, the archive its parts. Not thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/sheet/refusal.hpp"
#include "platform/sheet/workbook.hpp"
#include "platform/sheet/xml_reader.hpp"

struct zip;
struct zip_file;

namespace kheo::sheet {

struct Entry {
    std::string name;
    std::size_t packed_size = 0;  // as the directory says
    std::size_t size = 0;         // as the directory says: not to be trusted
};

/// One part being inflated. Over a limit, or where the bytes are damaged, read() fails and failure() says
/// why.
class Part {
  public:
    Part(zip_file* file, std::size_t packed_size, const Limits& limits, std::size_t& total_read);

    std::ptrdiff_t read(char* buffer, std::size_t size);
    std::optional<Refusal> failure() const { return failure_; }

  private:
    struct Close {
        void operator()(zip_file* file) const;
    };
    std::unique_ptr<zip_file, Close> file_;
    std::size_t packed_size_, read_ = 0;
    const Limits& limits_;
    std::size_t& total_read_;
    std::optional<Refusal> failure_;
};

class Archive {
  public:
    /// corrupt_archive without a central directory, with doubled names or with names that lead outside
    /// ("../x", "/x"); encrypted when a part has a password; archive_bomb by the directory's own figures.
    static Result<Archive> open(std::string_view content, const Limits& limits);

    const std::vector<Entry>& entries() const { return entries_; }
    std::optional<std::size_t> find(std::string_view name) const;  // index; upper and lower case count alike
    bool has(std::string_view name) const { return find(name).has_value(); }

    Result<Part> part(std::size_t index);
    /// The whole part; for small ones.
    Result<std::string> load(std::size_t index, std::size_t at_most = 16u << 20);

    /// xml_doctype when any part that is XML declares a DOCTYPE. Reads each part up to its root element.
    Result<> refuse_doctypes();

  private:
    struct Close {
        void operator()(zip* archive) const;
    };
    Result<> list();

    std::unique_ptr<zip, Close> zip_;
    std::vector<Entry> entries_;
    Limits limits_;
    std::unique_ptr<std::size_t> total_read_ = std::make_unique<std::size_t>(0);
};

/// Reads a part as XML and hands the reader to `use`, which returns Result<>. A bomb or damage found by the
/// part while reading wins over what `use` says.
Result<> read_xml_part(Archive& archive, std::size_t index, const std::function<Result<>(XmlReader&)>& use);

/// The refusal for a reader that stopped at `event`; none for the other events.
std::optional<Refusal> refusal_of(XmlReader::Event event);

}  // namespace kheo::sheet
