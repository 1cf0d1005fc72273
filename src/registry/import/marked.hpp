// SPDX-License-Identifier: Apache-2.0
// The marked file back: the person's own workbook with the problems of each row beside its cells.
#pragma once

#include <string>

#include "registry/import/analysis.hpp"

namespace kheo::registry::import {

/// XLSX bytes (platform/sheet/annotate.hpp).
Result<std::string> marked_file(std::string_view original, std::string_view file_name,
                                const Analysis& analysis);

}  // namespace kheo::registry::import
