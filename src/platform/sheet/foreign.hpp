// SPDX-License-Identifier: Apache-2.0
// What a file is that is not read as a list: so that the refusal can say it, and what to do with such a file.
// By its bytes and parts first, by its name where these say nothing. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kheo::sheet {

class Archive;
class CompoundFile;

enum class Foreign {
    unknown,
    document,  // Word and its like
    slides,
    pdf,
    picture,
    web_page,  // HTML or XML, often saved by other programs as .xls
    xlsb,      // Excel's binary workbook
    numbers,   // of Apple; by its parts alone also Pages and Keynote
    shortcut,  // to a sheet that lies elsewhere: .gsheet, .url, .lnk
    archive,   // ZIP, RAR, 7z
    program,
    text,  // also CSV under another name
    xlsx,
    xls,
    ods,  // a workbook under another's name
};

/// By the first bytes that one format alone begins with; none for what may be a table or text.
std::optional<Foreign> marked(std::string_view content);
Foreign foreign_bytes(std::string_view content);
Foreign foreign_zip(Archive& archive);
Foreign foreign_compound(const CompoundFile& file);
/// By the extension: "docx".
Foreign foreign_name(std::string_view extension);

}  // namespace kheo::sheet
