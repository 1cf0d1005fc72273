// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz.hpp"
#include "fuzz/sheet.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kheo::fuzz::check_sheet(kheo::fuzz::text_of(data, size), "a.csv");
    return 0;
}
