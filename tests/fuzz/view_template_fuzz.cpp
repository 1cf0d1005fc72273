// SPDX-License-Identifier: Apache-2.0
// Page templates, as the compiler of templates reads them while building. Promise: any text is either
// compiled or refused with a line.
#include "fuzz/fuzz.hpp"
#include "platform/view/compiler/generator.hpp"
#include "platform/view/compiler/scanner.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto out =
            kheo::view::compiler::generate(kheo::fuzz::text_of(data, size), {"registry", "a.html", "a"});
        kheo::fuzz::promise(!out.header.empty() && !out.source.empty(),
                            "a template becomes a header and a source");
    } catch (const kheo::view::compiler::Refusal& refusal) {
        kheo::fuzz::promise(refusal.line >= 1, "a refusal names its line");
    }
    return 0;
}
