// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/foreign.hpp"

#include <algorithm>
#include <array>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/compound_file.hpp"
#include "platform/sheet/sniff.hpp"

namespace kheo::sheet {

namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view text;
    Foreign kind;
};

constexpr std::array kFirstBytes = {Mark{"%PDF-"sv, Foreign::pdf},
                                    Mark{"{\\rtf"sv, Foreign::document},
                                    Mark{"\x89PNG"sv, Foreign::picture},
                                    Mark{"GIF8"sv, Foreign::picture},
                                    Mark{"\xFF\xD8\xFF"sv, Foreign::picture},
                                    Mark{"II*\0"sv, Foreign::picture},
                                    Mark{"MM\0*"sv, Foreign::picture},
                                    Mark{"Rar!\x1A"sv, Foreign::archive},
                                    Mark{"7z\xBC\xAF"sv, Foreign::archive},
                                    Mark{"\x1F\x8B\x08"sv, Foreign::archive},
                                    Mark{"\x7F"
                                         "ELF"sv,
                                         Foreign::program},
                                    Mark{"MZ\x90\0"sv, Foreign::program},
                                    Mark{"#!/"sv, Foreign::program},
                                    Mark{"SQLite format 3"sv, Foreign::unknown},
                                    Mark{"L\0\0\0\x01\x14\x02\0"sv, Foreign::shortcut},
                                    Mark{"[InternetShortcut]"sv, Foreign::shortcut}};

/// At byte 4: photographs of phones (HEIC, AVIF).
constexpr std::array kPhotographs = {"ftypheic"sv, "ftypheix"sv, "ftypmif1"sv, "ftypmsf1"sv, "ftypavif"sv};

constexpr std::array kExtensions = {Mark{"doc"sv, Foreign::document},    Mark{"docx"sv, Foreign::document},
                                    Mark{"docm"sv, Foreign::document},   Mark{"odt"sv, Foreign::document},
                                    Mark{"rtf"sv, Foreign::document},    Mark{"pages"sv, Foreign::document},
                                    Mark{"ppt"sv, Foreign::slides},      Mark{"pptx"sv, Foreign::slides},
                                    Mark{"odp"sv, Foreign::slides},      Mark{"key"sv, Foreign::slides},
                                    Mark{"pdf"sv, Foreign::pdf},         Mark{"jpg"sv, Foreign::picture},
                                    Mark{"jpeg"sv, Foreign::picture},    Mark{"png"sv, Foreign::picture},
                                    Mark{"gif"sv, Foreign::picture},     Mark{"bmp"sv, Foreign::picture},
                                    Mark{"tif"sv, Foreign::picture},     Mark{"tiff"sv, Foreign::picture},
                                    Mark{"webp"sv, Foreign::picture},    Mark{"heic"sv, Foreign::picture},
                                    Mark{"heif"sv, Foreign::picture},    Mark{"htm"sv, Foreign::web_page},
                                    Mark{"html"sv, Foreign::web_page},   Mark{"mht"sv, Foreign::web_page},
                                    Mark{"mhtml"sv, Foreign::web_page},  Mark{"xml"sv, Foreign::web_page},
                                    Mark{"xlsb"sv, Foreign::xlsb},       Mark{"numbers"sv, Foreign::numbers},
                                    Mark{"gsheet"sv, Foreign::shortcut}, Mark{"url"sv, Foreign::shortcut},
                                    Mark{"lnk"sv, Foreign::shortcut},    Mark{"webloc"sv, Foreign::shortcut},
                                    Mark{"zip"sv, Foreign::archive},     Mark{"rar"sv, Foreign::archive},
                                    Mark{"7z"sv, Foreign::archive},      Mark{"gz"sv, Foreign::archive},
                                    Mark{"exe"sv, Foreign::program}};

/// At the top of a compound file; an embedded object has its own further down.
constexpr std::array kMainStreams = {Mark{"Workbook"sv, Foreign::xls}, Mark{"Book"sv, Foreign::xls},
                                     Mark{"WordDocument"sv, Foreign::document},
                                     Mark{"PowerPoint Document"sv, Foreign::slides}};

bool is_photograph(std::string_view content) {
    if (content.starts_with("RIFF"sv) && content.substr(8).starts_with("WEBP"sv)) return true;
    return content.size() > 4 && std::ranges::any_of(kPhotographs, [&](std::string_view mark) {
               return content.substr(4).starts_with(mark);
           });
}

/// Letters without control characters (or with the mark of UTF-16).
bool is_text(std::string_view head) {
    if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return true;
    return std::ranges::none_of(
        head, [](unsigned char c) { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f'; });
}

/// What Google Drive leaves on a computer for a sheet: a little JSON with an address.
bool is_drive_shortcut(std::string_view head) {
    return head.starts_with('{') && (head.contains("docs.google.com"sv) || head.contains("\"doc_id\""sv));
}

Foreign open_document(Archive& archive) {
    const auto mimetype = archive.find("mimetype");
    const auto kind = mimetype ? archive.load(*mimetype, 4096).value_or("") : std::string();
    if (kind.contains("opendocument.spreadsheet")) return Foreign::ods;
    if (kind.contains("opendocument.text")) return Foreign::document;
    if (kind.contains("opendocument.presentation")) return Foreign::slides;
    return Foreign::unknown;
}

}  // namespace

std::optional<Foreign> marked(std::string_view content) {
    for (const auto& mark : kFirstBytes)
        if (content.starts_with(mark.text)) return mark.kind;
    return is_photograph(content) ? std::optional(Foreign::picture) : std::nullopt;
}

Foreign foreign_bytes(std::string_view content) {
    constexpr std::size_t kHead = 1024;
    const auto head = content.substr(0, kHead);
    if (const auto kind = marked(head)) return *kind;
    if (sniff(head) == Content::markup) return Foreign::web_page;
    if (is_drive_shortcut(head)) return Foreign::shortcut;
    return is_text(head) ? Foreign::text : Foreign::unknown;
}

Foreign foreign_zip(Archive& archive) {
    if (archive.has("word/document.xml")) return Foreign::document;
    if (archive.has("ppt/presentation.xml")) return Foreign::slides;
    if (archive.has("xl/workbook.bin")) return Foreign::xlsb;
    if (archive.has("xl/workbook.xml")) return Foreign::xlsx;
    if (archive.has("Index/Document.iwa") || archive.has("Index.zip")) return Foreign::numbers;
    if (archive.has("mimetype")) return open_document(archive);
    return archive.has("[Content_Types].xml") ? Foreign::unknown : Foreign::archive;
}

Foreign foreign_compound(const CompoundFile& file) {
    for (const auto& mark : kMainStreams)
        if (file.has_at_top(mark.text)) return mark.kind;
    for (const auto& mark : kMainStreams)  // a damaged tree: whatever is there
        if (file.has(mark.text)) return mark.kind;
    return Foreign::unknown;
}

Foreign foreign_name(std::string_view extension) {
    for (const auto& mark : kExtensions)
        if (mark.text == extension) return mark.kind;
    return Foreign::unknown;
}

}  // namespace kheo::sheet
