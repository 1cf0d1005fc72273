// SPDX-License-Identifier: Apache-2.0
// Why a file is not read. The codes are a contract with scripts outside the repository; the sentences tell a
// person what to do next.
#pragma once

#include <string>

#include "base/result.hpp"

namespace kheo::sheet {

enum class Refusal {
    corrupt_archive,
    wrong_type,
    empty_workbook,
    archive_bomb,
    xml_doctype,
    has_macros,
    encrypted,
};

enum class Foreign;  // foreign.hpp

/// The error of a refusal; detail is for the log.
Error refusal(Refusal why, std::string detail = {});

/// wrong_type, saying what the file is as far as its content or else its extension ("xlsx", "" when there is
/// none) tells.
Error wrong_type(const std::string& extension, Foreign content, std::string detail);

/// wrong_type for a text list that is sound but for a control character in this line (from 1).
Error odd_character(int line);

inline std::unexpected<Error> refuse(Refusal why, std::string detail = {}) {
    return fail(refusal(why, std::move(detail)));
}

}  // namespace kheo::sheet
