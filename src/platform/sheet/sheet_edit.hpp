// SPDX-License-Identifier: Apache-2.0
// One worksheet part with the remarks written in. Bytes that need no change are copied as they are. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/sheet/marks.hpp"
#include "platform/sheet/style_book.hpp"

namespace kheo::sheet {

/// `sheet` is what the part was read as.
Result<std::string> edit_sheet(std::string_view xml, const Sheet& sheet, const SheetMarks& marks,
                               StyleBook& styles);

}  // namespace kheo::sheet
