// SPDX-License-Identifier: Apache-2.0
// What every spreadsheet target promises: texts are UTF-8 that a page can show, the limits hold, and the same
// file with remarks can be read again with the same cells.
#pragma once

#include <string_view>

namespace kheo::fuzz {

/// Reads the file under small limits and checks the promises; a refused file is fine.
/// The cells are compared only when `sound`: what a reader makes of broken XML is its own guess, and the file
/// with remarks is written anew.
void check_sheet(std::string_view content, std::string_view file_name, bool sound = true);

}  // namespace kheo::fuzz
