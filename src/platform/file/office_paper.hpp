// SPDX-License-Identifier: Apache-2.0
// Papers that are zip archives: DOCX, XLSX, ODT. They are looked into in memory, bounded, and kept as they
// came.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "platform/file/model.hpp"

namespace kheo::file {

/// Which of the three; invalid with a sentence for any other archive, for a damaged one and for a bomb.
Result<Type> office_type(std::string_view bytes);

/// Refuses macros, embedded programs and objects, templates fetched from elsewhere, document types, passwords
/// and parts that inflate without measure.
Result<> inspect_office(std::string_view bytes);

}  // namespace kheo::file
