// SPDX-License-Identifier: Apache-2.0
// What a file is by its bytes, and what its name claims. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kheo::sheet {

enum class Content {
    empty,          // no bytes
    zip,            // XLSX, ODS, or any other zip
    compound_file,  // XLS, encrypted XLSX, or any other Microsoft compound file
    text,           // may be CSV
    markup,         // HTML, XML
    other,          // PDF, RTF, programs, pictures …
};

Content sniff(std::string_view content);

/// Lower-case extension of the last component, "" when there is none: "C:\\a.b\\List.XLSX " → "xlsx".
std::string extension_of(std::string_view file_name);

}  // namespace kheo::sheet
