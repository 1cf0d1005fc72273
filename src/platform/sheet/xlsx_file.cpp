// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xlsx_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "platform/sheet/code_points.hpp"
#include "platform/sheet/messages.gen.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

constexpr std::size_t kLongestText = 32'767, kLongestName = 31;

std::string sheet_name(std::string_view wanted) {
    auto points = code_points(wanted);
    std::erase_if(points, [](char32_t c) { return c < 0x20; });
    for (auto& c : points)
        if (std::u32string_view(U"[]:*?/\\'").find(c) != std::u32string_view::npos) c = U' ';
    if (points.size() > kLongestName) points.resize(kLongestName);
    return points.empty() ? "1" : to_utf8(points);
}

/// Where rows wait until their sheet is packed, and the file until it is sent: on a disk, while /tmp may be
/// memory (Debian 13).
std::string rows_dir() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes its environment
    if (const char* asked = std::getenv("TMPDIR")) return asked;
    return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp";
}

}  // namespace

std::string cell_text(std::string_view text) {
    auto clean = clean_utf8(std::string(text));
    if (clean.size() <= kLongestText) return clean;
    auto points = code_points(clean);
    std::size_t units = 0, keep = 0;
    for (; keep < points.size(); ++keep) {
        units += points[keep] > 0xFFFF ? 2 : 1;
        if (units > kLongestText - 1) break;
    }
    if (keep == points.size()) return clean;
    points.resize(keep);
    return to_utf8(points) + "…";
}

Result<std::unique_ptr<XlsxFile>> XlsxFile::create(bool in_order) {
    std::unique_ptr<XlsxFile> made(new XlsxFile);
    auto folder = rows_dir();
    made->file_ = std::make_shared<MemoryFile>(in_order ? MemoryFile::on_disk(folder.c_str()) : MemoryFile());
    if (!made->file_->complete()) return fail(ErrorKind::environment, msg::write_failed);
    lxw_workbook_options options{};
    options.constant_memory = in_order;
    options.tmpdir = folder.data();
    made->workbook_ = workbook_new_opt(made->file_->path().c_str(), &options);
    if (!made->workbook_) return fail(ErrorKind::environment, msg::write_failed);
    return made;
}

XlsxFile::~XlsxFile() {
    if (workbook_) lxw_workbook_free(workbook_);
}

lxw_worksheet* XlsxFile::add_sheet(std::string_view name) {
    auto shown = sheet_name(name);
    if (auto* sheet = workbook_add_worksheet(workbook_, shown.c_str())) return sheet;
    return workbook_add_worksheet(workbook_, nullptr);  // the name exists: Sheet2 …
}

lxw_format* XlsxFile::add_format() {
    return workbook_add_format(workbook_);
}

lxw_format* XlsxFile::cell_format(const std::string& number_format, bool wrap, bool framed,
                                  lxw_color_t tint) {
    auto& format = formats_[number_format + (wrap ? "|w" : "|") + (framed ? "f" : "") + std::to_string(tint)];
    if (format) return format;
    format = add_format();
    if (!number_format.empty()) format_set_num_format(format, number_format.c_str());
    if (wrap) format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (framed) format_set_border(format, LXW_BORDER_THIN);
    if (tint != 0) format_set_bg_color(format, tint);
    return format;
}

void XlsxFile::text(lxw_worksheet* sheet, int row, int column, std::string_view text, lxw_format* format) {
    worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                           cell_text(text).c_str(), format);
}

Result<std::string> XlsxFile::finish() {
    return TRY(finish_file())->content();
}

Result<std::shared_ptr<MemoryFile>> XlsxFile::finish_file() {
    const auto error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR)
        return fail(ErrorKind::environment, msg::write_failed, {}, lxw_strerror(error));
    return file_;
}

}  // namespace kheo::sheet
