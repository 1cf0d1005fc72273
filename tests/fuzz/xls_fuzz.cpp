// SPDX-License-Identifier: Apache-2.0
// XLS: a whole compound file as sent, or the records of its Workbook stream.
#include "fuzz/fuzz.hpp"
#include "fuzz/sheet.hpp"
#include "platform/sheet/xls_builder.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    if (input.starts_with("\xD0\xCF")) return kheo::fuzz::check_sheet(input, "a.xls"), 0;
    if (size > 60'000) return 0;  // what the builder's one sector of table can hold
    kheo::fuzz::check_sheet(kheo::test::compound_of("Workbook", std::string(input)), "a.xls");
    return 0;
}
