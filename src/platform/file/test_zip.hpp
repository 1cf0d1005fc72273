// SPDX-License-Identifier: Apache-2.0
// Office papers made in code, for tests.
#pragma once

#include <zlib.h>

#include <string>

#include "platform/sheet/zip_builder.hpp"

namespace kheo::file::test {

using kheo::test::Parts;
using kheo::test::zip_of;

inline std::string deflated(const std::string& plain) {
    auto length = ::compressBound(plain.size());
    std::string out(length, '\0');
    ::compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(plain.data()),
                plain.size(), 9);
    out.resize(length);
    return out;
}

inline std::string with(Parts parts, const Parts& more) {
    parts.insert(parts.end(), more.begin(), more.end());
    return zip_of(parts);
}

inline std::string docx(const Parts& more = {}) {
    return with({{"[Content_Types].xml",
                  "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"},
                 {"word/document.xml", "<w:document>Biên bản</w:document>"}},
                more);
}

inline std::string xlsx(const Parts& more = {}) {
    return with({{"[Content_Types].xml",
                  "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"},
                 {"xl/workbook.xml", "<workbook/>"}},
                more);
}

inline std::string odt(const Parts& more = {}) {
    return with({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<o/>"}}, more);
}

}  // namespace kheo::file::test
