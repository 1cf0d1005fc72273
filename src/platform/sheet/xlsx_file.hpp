// SPDX-License-Identifier: Apache-2.0
// libxlsxwriter's workbook with an owner. Errors of single cells are not fatal; finish() tells whether the
// file is whole. Not thread-safe.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/sheet/memory_file.hpp"

namespace kheo::sheet {

class XlsxFile {
  public:
    /// in_order: cells are written row by row and leave memory at once.
    static Result<std::unique_ptr<XlsxFile>> create(bool in_order);
    ~XlsxFile();

    lxw_worksheet* add_sheet(std::string_view name);
    lxw_format* add_format();
    /// The same object for the same question. tint is 0xRRGGBB, 0 for none.
    lxw_format* cell_format(const std::string& number_format, bool wrap, bool framed, lxw_color_t tint = 0);
    Result<std::string> finish();
    /// The file without a copy of it.
    Result<std::shared_ptr<MemoryFile>> finish_file();

    /// Text cell: never a formula, cut at the limit of the format.
    void text(lxw_worksheet* sheet, int row, int column, std::string_view text, lxw_format* format);

  private:
    XlsxFile() = default;
    std::shared_ptr<MemoryFile> file_;
    lxw_workbook* workbook_ = nullptr;
    std::map<std::string, lxw_format*> formats_;
    std::map<std::string, int> names_;
};

/// At most 32,767 UTF-16 units, valid UTF-8.
std::string cell_text(std::string_view text);

}  // namespace kheo::sheet
