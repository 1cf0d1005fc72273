// SPDX-License-Identifier: Apache-2.0
// The small parts of an XLSX package: which sheets there are, shared strings, number formats.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/sheet/archive.hpp"
#include "platform/sheet/number_format.hpp"

namespace kheo::sheet {

struct SheetPart {
    std::string name;
    bool hidden = false;
    std::size_t part = 0;  // index in the archive
};

struct XlsxOutline {
    Epoch epoch = Epoch::from_1900;
    std::vector<SheetPart> sheets;  // worksheets in the order of the tabs; chart sheets left out
    std::optional<std::size_t> strings, styles;
};

struct SharedString {
    std::string text;
    Legacy legacy = Legacy::none;
};

/// corrupt_archive when the workbook names no sheet or a sheet that is absent.
Result<XlsxOutline> read_outline(Archive& archive);
Result<std::vector<SharedString>> read_strings(Archive& archive, const XlsxOutline& outline,
                                               const Limits& limits);
/// Number formats by style index (the s attribute of a cell).
Result<std::vector<NumberFormat>> read_formats(Archive& archive, const XlsxOutline& outline);

/// Text of an open <si> or <is>: all t elements, rich text joined, phonetic runs left out, _x000D_ decoded.
/// Reads up to the closing tag.
Result<std::string> read_rich_text(XmlReader& xml);

/// xsd:boolean: 1, true, on.
bool is_true(std::string_view raw);

}  // namespace kheo::sheet
