// SPDX-License-Identifier: Apache-2.0
// Papers from anywhere: PDF and office archives. Promise: taken, or refused with a sentence; a script in the
// open is never taken.
#include "fuzz/fuzz.hpp"
#include "platform/file/office_paper.hpp"
#include "platform/file/pdf_paper.hpp"
#include "platform/file/sniff.hpp"

namespace {

using namespace kheo::file;
using kheo::fuzz::promise;

void check(std::string_view input, Type type) {
    const auto taken = type == Type::pdf ? inspect_pdf(input, 300) : inspect_office(input);
    if (!taken) promise(!taken.error().message.empty(), "a refused paper has its sentence");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    const auto type = sniff(input);
    if (!type) return promise(!type.error().message.empty(), "a refused file has its sentence"), 0;
    if (!is_photo(*type)) check(input, *type);
    // Whatever stands before it, a script behind the last object is seen.
    const auto scripted = "%PDF-1.4\n" + std::string(input) + "\nendstream\n<< /S /JavaScript >>\n%%EOF\n";
    const auto taken = inspect_pdf(scripted, 0);
    if (!taken) promise(!taken.error().message.empty(), "a refused PDF has its sentence");
    return 0;
}
