// SPDX-License-Identifier: Apache-2.0
// ODS: a whole file as sent, or the texts of content.xml and styles.xml.
#include "fuzz/fuzz.hpp"
#include "fuzz/sheet.hpp"
#include "fuzz/stored_zip.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    if (input.starts_with("PK")) return kheo::fuzz::check_sheet(input, "a.ods"), 0;
    const auto parts = kheo::fuzz::parts_of(input, 2);
    kheo::fuzz::check_sheet(
        kheo::fuzz::stored_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                {"content.xml", parts[0]},
                                {"styles.xml", parts[1]}}),
        "a.ods");
    return 0;
}
