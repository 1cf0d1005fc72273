// SPDX-License-Identifier: Apache-2.0
#include "platform/document/package.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>

#include "platform/document/messages.gen.hpp"

namespace kheo::document {

namespace {

constexpr zip_int64_t kMaxParts = 1000;
constexpr std::size_t kMaxUnpacked = 32u << 20;
// 2020-01-01 00:00 in DOS form: every entry carries it, whatever the clock and the time zone.
constexpr zip_uint16_t kDosDate = (40 << 9) | (1 << 5) | 1;

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::unexpected<Error> refuse(const Message& message, std::string detail = {}) {
    return fail(ErrorKind::invalid, message, {}, std::move(detail));
}

Result<Archive> open_archive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    Archive archive(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    std::string detail = zip_error_strerror(&error);
    if (!archive && source) zip_source_free(source);
    zip_error_fini(&error);
    if (!archive) return refuse(msg::not_docx, std::move(detail));
    return archive;
}

Result<Part> read_part(zip_t* archive, zip_uint64_t index, std::size_t& budget) {
    zip_stat_t stat;
    if (zip_stat_index(archive, index, 0, &stat) != 0) return refuse(msg::not_docx);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return refuse(msg::has_password);
    if (stat.size > budget) return fail(ErrorKind::too_large, msg::too_large);
    budget -= stat.size;
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, index, 0));
    Part part{stat.name, std::string(stat.size, '\0')};
    if (!file || zip_fread(file.get(), part.bytes.data(), stat.size) != static_cast<zip_int64_t>(stat.size))
        return refuse(msg::damaged, part.name);
    return part;
}

bool has(const Package& package, std::string_view name) {
    return std::ranges::any_of(package, [&](const Part& part) { return part.name == name; });
}

Result<> check(const Package& package) {
    if (std::ranges::any_of(package, [](const Part& part) { return part.name.ends_with("vbaProject.bin"); }))
        return refuse(msg::has_macros);
    if (!has(package, "[Content_Types].xml") || !has(package, "word/document.xml"))
        return refuse(msg::not_docx);
    return {};
}

Result<> add_part(zip_t* archive, const Part& part) {
    auto* source = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const auto index = source ? zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source) zip_source_free(source);
        return fail(ErrorKind::internal, msg::cannot_write, {}, zip_strerror(archive));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    zip_file_set_dostime(archive, at, 0, kDosDate, 0);
    zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, 9);
    return {};
}

std::string read_all(zip_source_t* source) {
    std::string out;
    if (zip_source_open(source) != 0) return out;
    zip_source_seek(source, 0, SEEK_END);
    out.resize(static_cast<std::size_t>(std::max<zip_int64_t>(0, zip_source_tell(source))));
    zip_source_seek(source, 0, SEEK_SET);
    const auto got = zip_source_read(source, out.data(), out.size());
    zip_source_close(source);
    out.resize(static_cast<std::size_t>(std::max<zip_int64_t>(0, got)));
    return out;
}

}  // namespace

Result<Package> read_package(std::string_view docx) {
    // An OLE file is what Word wrote before 2007, and also what it writes for a document with a password.
    if (docx.starts_with("\xD0\xCF\x11\xE0")) return refuse(msg::old_word_file);
    const auto archive = TRY(open_archive(docx));
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count > kMaxParts) return fail(ErrorKind::too_large, msg::too_large);
    Package package;
    auto budget = kMaxUnpacked;
    for (zip_int64_t i = 0; i < count; ++i) {
        auto part = TRY(read_part(archive.get(), static_cast<zip_uint64_t>(i), budget));
        if (!part.name.ends_with('/')) package.push_back(std::move(part));
    }
    TRY(check(package));
    return package;
}

Result<std::string> write_package(const Package& package) {
    zip_error_t error;
    zip_error_init(&error);
    auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    Archive archive(target ? zip_open_from_source(target, ZIP_TRUNCATE, &error) : nullptr);
    zip_error_fini(&error);
    if (!archive) return fail(ErrorKind::internal, msg::cannot_write);
    zip_source_keep(target);
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(target, &zip_source_free);
    for (const auto& part : package) TRY(add_part(archive.get(), part));
    if (zip_close(archive.get()) != 0)
        return fail(ErrorKind::internal, msg::cannot_write, {}, zip_strerror(archive.get()));
    (void)archive.release();  // zip_close has freed it
    return read_all(target);
}

}  // namespace kheo::document
