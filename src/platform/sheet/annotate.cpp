// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/annotate.hpp"

#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/marked_copy.hpp"
#include "platform/sheet/marks.hpp"
#include "platform/sheet/messages.gen.hpp"
#include "platform/sheet/sheet_edit.hpp"
#include "platform/sheet/style_book.hpp"
#include "platform/sheet/workbook.hpp"
#include "platform/sheet/xlsx_parts.hpp"

namespace kheo::sheet {

namespace {

constexpr std::size_t kLargestPart = 256u << 20;

using NewParts = std::vector<std::pair<std::size_t, std::string>>;  // index in the archive, new content

struct DiscardZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

std::unexpected<Error> cannot_write(const char* detail) {
    return fail(ErrorKind::environment, msg::write_failed, {}, detail);
}

Result<std::string> content_of(zip_source_t* source) {
    if (zip_source_open(source) != 0) return cannot_write("open");
    std::string out;
    char buffer[65536];
    for (;;) {
        const auto count = zip_source_read(source, buffer, sizeof buffer);
        if (count < 0) return cannot_write("read");
        if (count == 0) break;
        out.append(buffer, static_cast<std::size_t>(count));
    }
    zip_source_close(source);
    return out;
}

/// Replaces a part; the new one keeps its date, so that the same remarks give the same bytes.
bool replace_part(zip_t* archive, std::size_t index, const std::string& content) {
    zip_stat_t stat;
    const bool dated = zip_stat_index(archive, index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_MTIME);
    auto* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (!source) return false;
    if (zip_file_replace(archive, index, source, 0) != 0) return zip_source_free(source), false;
    if (zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 3) != 0)
        return false;  // long lists in half the time
    return !dated || zip_file_set_mtime(archive, index, stat.mtime, 0) == 0;
}

/// A source of libzip's own. libzip 1.7 frees bytes that were only lent to it when it keeps the front half of
/// an archive that is written again.
zip_source_t* owned_source(std::string_view content) {
    auto* copy = std::malloc(content.size());
    if (!copy) return nullptr;
    std::memcpy(copy, content.data(), content.size());
    auto* source = zip_source_buffer_create(copy, content.size(), 1, nullptr);
    if (!source) std::free(copy);
    return source;  // NOLINT(clang-analyzer-unix.Malloc): the copy is the source's now
}

/// The archive with some parts replaced; the packed bytes of all others are copied.
Result<std::string> with_parts(std::string_view original, const NewParts& parts) {
    const std::unique_ptr<zip_source_t, FreeSource> source(owned_source(original));
    if (!source) return cannot_write("source");
    zip_source_keep(source.get());
    std::unique_ptr<zip_t, DiscardZip> archive(zip_open_from_source(source.get(), 0, nullptr));
    if (!archive) return zip_source_free(source.get()), cannot_write("archive");
    for (const auto& [index, content] : parts)
        if (!replace_part(archive.get(), index, content)) return cannot_write("replace");
    if (auto* whole = archive.release(); zip_close(whole) != 0)
        return zip_discard(whole), cannot_write("close");
    return content_of(source.get());
}

const SheetRemarks* remarks_for(const std::vector<SheetRemarks>& remarks, const std::string& name) {
    const auto found = std::ranges::find(remarks, name, &SheetRemarks::sheet);
    return found == remarks.end() ? nullptr : &*found;
}

Result<std::string> annotate_xlsx(std::string_view original, const Workbook& workbook,
                                  const std::vector<SheetRemarks>& remarks) {
    const Limits limits;
    auto archive = TRY(Archive::open(original, limits));
    const auto outline = TRY(read_outline(archive));
    std::string style_xml;
    if (outline.styles) style_xml = TRY(archive.load(*outline.styles));
    StyleBook styles(std::move(style_xml));
    NewParts parts;
    for (std::size_t i = 0; i < outline.sheets.size(); ++i) {
        const auto* wanted = remarks_for(remarks, outline.sheets[i].name);
        if (!wanted) continue;
        const auto part = outline.sheets[i].part;
        const auto& sheet = workbook.sheets[i];
        const auto xml = TRY(archive.load(part, kLargestPart));
        auto edited = TRY(edit_sheet(xml, sheet, plan_marks(sheet, *wanted), styles));
        parts.emplace_back(part, std::move(edited));
    }
    if (outline.styles && styles.changed()) parts.emplace_back(*outline.styles, styles.xml());
    return with_parts(original, parts);
}

}  // namespace

std::string_view remark_column_title() {
    return msg::remark_column.in(Language::vi);
}

std::string annotated_name(std::string_view file_name) {
    const auto slash = file_name.find_last_of("/\\");
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    return std::string(file_name.substr(0, file_name.rfind('.'))) + ".co-ghi-chu.xlsx";
}

Result<std::string> annotate(std::string_view original, std::string_view file_name,
                             const std::vector<SheetRemarks>& remarks) {
    const auto workbook = TRY(read_workbook(original, file_name));
    if (workbook.format == Format::xlsx) return annotate_xlsx(original, workbook, remarks);
    std::vector<SheetMarks> marks;
    for (const auto& sheet : workbook.sheets) {
        const auto* wanted = remarks_for(remarks, sheet.name);
        marks.push_back(plan_marks(sheet, wanted ? *wanted : SheetRemarks{}));
    }
    return marked_copy(workbook, marks);
}

}  // namespace kheo::sheet
