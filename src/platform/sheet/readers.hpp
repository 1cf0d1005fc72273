// SPDX-License-Identifier: Apache-2.0
// The four readers behind read_workbook. Each gets content whose type is already known and refuses as the
// door says; none of them checks for an empty workbook or decodes TCVN3 and VNI inside cells (read_workbook
// does, except that XLSX decodes its shared strings once).
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "platform/sheet/archive.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {

Result<Workbook> read_xlsx(Archive& archive, const Limits& limits);
Result<Workbook> read_ods(Archive& archive, const Limits& limits);
/// An .xls, or the refusal of another compound file: encrypted, has_macros, wrong_type (with this extension).
Result<Workbook> read_compound(std::string_view content, const std::string& extension, const Limits& limits);
/// wrong_type (with this extension) when the bytes are no text.
Result<Workbook> read_csv(std::string_view content, const std::string& extension, const Limits& limits);

/// Counts cells with a value and the bytes of their texts over all sheets of one file.
class CellBudget {
  public:
    explicit CellBudget(const Limits& limits) : cells_(limits.cells), bytes_(limits.text_bytes) {}
    Result<> spend(std::size_t cells, std::size_t bytes) {
        if (cells > cells_ || bytes > bytes_)
            return refuse(Refusal::archive_bomb, "too many cells or too much text");
        cells_ -= cells;
        bytes_ -= bytes;
        return {};
    }

  private:
    std::size_t cells_, bytes_;
};

}  // namespace kheo::sheet
