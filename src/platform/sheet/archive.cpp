// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace kheo::sheet {

namespace {

constexpr std::size_t kMostEntries = 20'000;

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// A name that would leave the archive when unpacked. Office programs never write one.
bool leads_outside(std::string name) {
    std::ranges::replace(name, '\\', '/');
    return name.starts_with('/') || name.find(':') != std::string::npos || name == ".." ||
           name.starts_with("../") || name.find("/../") != std::string::npos || name.ends_with("/..");
}

bool is_bomb(std::size_t inflated, std::size_t packed, const Limits& limits) {
    return inflated > limits.part_bytes &&
           inflated / static_cast<std::size_t>(limits.part_ratio) >= std::max<std::size_t>(packed, 1);
}

}  // namespace

Part::Part(zip_file* file, std::size_t packed_size, const Limits& limits, std::size_t& total_read)
    : file_(file), packed_size_(packed_size), limits_(limits), total_read_(total_read) {}

void Part::Close::operator()(zip_file* file) const {
    zip_fclose(file);
}

std::ptrdiff_t Part::read(char* buffer, std::size_t size) {
    if (failure_) return -1;
    const auto count = zip_fread(file_.get(), buffer, size);
    if (count < 0) {
        failure_ = Refusal::corrupt_archive;
        return -1;
    }
    read_ += static_cast<std::size_t>(count);
    total_read_ += static_cast<std::size_t>(count);
    if (is_bomb(read_, packed_size_, limits_) || total_read_ > limits_.total_bytes)
        failure_ = Refusal::archive_bomb;
    return failure_ ? -1 : static_cast<std::ptrdiff_t>(count);
}

void Archive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

Result<Archive> Archive::open(std::string_view content, const Limits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(content.data(), content.size(), 0, &error);
    auto* opened = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    if (!opened) {
        const std::string detail = zip_error_strerror(&error);
        zip_error_fini(&error);
        if (source) zip_source_free(source);
        return refuse(Refusal::corrupt_archive, detail);
    }
    zip_error_fini(&error);
    Archive archive;
    archive.zip_.reset(opened);
    archive.limits_ = limits;
    TRY(archive.list());
    return archive;
}

Result<> Archive::list() {
    const auto count = static_cast<std::size_t>(std::max<zip_int64_t>(zip_get_num_entries(zip_.get(), 0), 0));
    if (count > kMostEntries) return refuse(Refusal::archive_bomb, "too many parts");
    std::set<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(zip_.get(), i, 0, &stat) != 0 || (stat.valid & needed) != needed)
            return refuse(Refusal::corrupt_archive, "unreadable directory entry");
        if (leads_outside(stat.name)) return refuse(Refusal::corrupt_archive, "part name leads outside");
        if (!names.insert(lower_ascii(stat.name)).second)
            return refuse(Refusal::corrupt_archive, "two parts of one name");
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            return refuse(Refusal::encrypted, "encrypted part");
        entries_.push_back({stat.name, stat.comp_size, stat.size});
        if (is_bomb(stat.size, stat.comp_size, limits_)) return refuse(Refusal::archive_bomb, stat.name);
    }
    return {};
}

std::optional<std::size_t> Archive::find(std::string_view name) const {
    const auto wanted = lower_ascii(name);
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (entries_[i].name.size() == name.size() && lower_ascii(entries_[i].name) == wanted) return i;
    return std::nullopt;
}

Result<Part> Archive::part(std::size_t index) {
    auto* file = zip_fopen_index(zip_.get(), index, 0);
    if (!file) return refuse(Refusal::corrupt_archive, zip_strerror(zip_.get()));
    return Part(file, entries_[index].packed_size, limits_, *total_read_);
}

Result<std::string> Archive::load(std::size_t index, std::size_t at_most) {
    auto part = TRY(this->part(index));
    std::string out;
    std::array<char, 16384> buffer;
    for (;;) {
        const auto count = part.read(buffer.data(), buffer.size());
        if (count < 0) return refuse(*part.failure(), entries_[index].name);
        if (count == 0) return out;
        out.append(buffer.data(), static_cast<std::size_t>(count));
        if (out.size() > at_most) return refuse(Refusal::archive_bomb, entries_[index].name);
    }
}

std::optional<Refusal> refusal_of(XmlReader::Event event) {
    if (event == XmlReader::Event::doctype) return Refusal::xml_doctype;
    if (event == XmlReader::Event::broken) return Refusal::corrupt_archive;
    return std::nullopt;
}

Result<> read_xml_part(Archive& archive, std::size_t index, const std::function<Result<>(XmlReader&)>& use) {
    auto part = TRY(archive.part(index));
    XmlReader reader([&](char* buffer, std::size_t size) { return part.read(buffer, size); });
    auto done = use(reader);
    if (part.failure()) return refuse(*part.failure(), archive.entries()[index].name);
    return done;
}

namespace {

bool may_be_xml(const std::string& name) {
    const auto lower = lower_ascii(name);
    return std::ranges::any_of(std::array{".xml", ".rels", ".vml", ".rdf", ".svg", ".xsl"},
                               [&](const char* end) { return lower.ends_with(end); });
}

/// Reads up to the root element: only before it a DOCTYPE can stand. Damage is left to whoever needs the
/// part.
Result<> refuse_doctype(XmlReader& reader) {
    if (reader.next() == XmlReader::Event::doctype) return refuse(Refusal::xml_doctype);
    return {};
}

}  // namespace

Result<> Archive::refuse_doctypes() {
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (may_be_xml(entries_[i].name)) TRY(read_xml_part(*this, i, refuse_doctype));
    return {};
}

}  // namespace kheo::sheet
