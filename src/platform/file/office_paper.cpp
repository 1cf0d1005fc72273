// SPDX-License-Identifier: Apache-2.0
#include "platform/file/office_paper.hpp"

#include <algorithm>
#include <cctype>

#include "platform/file/messages.gen.hpp"
#include "platform/sheet/archive.hpp"

namespace kheo::file {

namespace {

constexpr std::size_t kMegabyte = 1u << 20;

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

sheet::Limits limits() {
    sheet::Limits limits;
    limits.part_bytes = 8 * kMegabyte;
    limits.total_bytes = 200 * kMegabyte;
    return limits;
}

/// The sheet room speaks of lists; here it is a paper.
std::unexpected<Error> paper_error(const Error& error) {
    const auto& sentence = error.code == "archive_bomb"  ? msg::bomb
                           : error.code == "encrypted"   ? msg::locked
                           : error.code == "xml_doctype" ? msg::active_office
                                                         : msg::broken_paper;
    return fail(ErrorKind::invalid, sentence, {}, error.code + " " + error.detail);
}

Result<sheet::Archive> open(std::string_view bytes) {
    auto archive = sheet::Archive::open(bytes, limits());
    if (!archive) return paper_error(archive.error());
    return *std::move(archive);
}

Result<std::string> load(sheet::Archive& archive, std::string_view name) {
    const auto index = archive.find(name);
    if (!index) return std::string();
    auto text = archive.load(*index, kMegabyte);
    if (!text) return paper_error(text.error());
    return *std::move(text);
}

/// Programs inside, whatever the archive says it is.
bool carries_program(std::string_view entry) {
    const auto name = lower(entry);
    constexpr std::string_view kParts[] = {"vbaproject", "vbadata", "activex",     "/embeddings/", "basic/",
                                           "scripts/",   ".exe",    ".dll",        ".js",          ".vbs",
                                           ".bat",       ".ps1",    "macrosheets", "object ",      ".hta"};
    return std::ranges::any_of(kParts, [&](auto part) { return name.find(part) != std::string::npos; });
}

bool is_relationships(std::string_view entry) {
    return lower(entry).ends_with(".rels");
}

/// A template, frame, object or formula that is fetched from somewhere when the paper is opened; plain links
/// are not.
bool fetches(std::string_view relationships) {
    const auto text = lower(relationships);
    constexpr std::string_view kKinds[] = {"/attachedtemplate\"", "/oleobject\"", "/frame\"",
                                           "/subdocument\""};
    return text.find("targetmode=\"external\"") != std::string::npos &&
           std::ranges::any_of(kKinds, [&](auto kind) { return text.find(kind) != std::string::npos; });
}

}  // namespace

Result<Type> office_type(std::string_view bytes) {
    auto archive = TRY(open(bytes));
    const auto mime = TRY(load(archive, "mimetype"));
    if (mime == media_type(Type::odt)) return Type::odt;
    const auto types = TRY(load(archive, "[Content_Types].xml"));
    const auto names = [&](std::string_view part) { return types.find(part) != std::string::npos; };
    if (names("macroEnabled")) return fail(ErrorKind::invalid, msg::active_office);
    if (names("wordprocessingml.document.main+xml") && archive.has("word/document.xml")) return Type::docx;
    if (names("spreadsheetml.sheet.main+xml") && archive.has("xl/workbook.xml")) return Type::xlsx;
    return fail(ErrorKind::invalid, msg::other_archive);
}

Result<> inspect_office(std::string_view bytes) {
    auto archive = TRY(open(bytes));
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        const auto& entry = archive.entries()[i];
        if (carries_program(entry.name)) return fail(ErrorKind::invalid, msg::active_office, {}, entry.name);
        // Every part is inflated once: what is damaged or swells without measure is not kept.
        auto part = archive.load(i, 64 * kMegabyte);
        if (!part) return paper_error(part.error());
        if (is_relationships(entry.name) && fetches(*part))
            return fail(ErrorKind::invalid, msg::active_office, {}, entry.name);
    }
    if (const auto plain = archive.refuse_doctypes(); !plain) return paper_error(plain.error());
    return {};
}

}  // namespace kheo::file
