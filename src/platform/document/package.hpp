// SPDX-License-Identifier: Apache-2.0
// A .docx as its parts (file name in the archive → bytes), in the archive's order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kheo::document {

struct Part {
    std::string name;  // "word/document.xml"
    std::string bytes;
};

using Package = std::vector<Part>;

/// Reads an archive in bounded memory (at most 1,000 parts, 32 MB unpacked) and checks that it is a Word
/// document without macros and without a password.
Result<Package> read_package(std::string_view docx);

/// Writes parts in the given order with one fixed time, so that equal parts make equal bytes.
Result<std::string> write_package(const Package& package);

}  // namespace kheo::document
