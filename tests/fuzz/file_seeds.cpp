// SPDX-License-Identifier: Apache-2.0
#include "fuzz/file_seeds.hpp"

#include "platform/file/test_pictures.hpp"
#include "platform/file/test_zip.hpp"

namespace kheo::fuzz {

void file_seeds(Seeds& seeds) {
    using namespace file::test;  // NOLINT: photos and papers by name
    seeds["picture"] = {jpeg_that_tells({.width = 24, .height = 16}),
                        jpeg_that_tells({.width = 16, .height = 24, .orientation = 6}),
                        png_of(16, 16),
                        png_of(16, 16, true),
                        webp_of(16, 16),
                        png_that_claims(90'000, 90'000)};
    if (auto heic = heic_of(64, 64); !heic.empty()) seeds["picture"].push_back(std::move(heic));
    seeds["paper"] = {pdf_of(1),
                      pdf_of(2, "/OpenAction << /S /J#61vaScript /JS (x) >>"),
                      "%PDF-1.5\n8 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" +
                          deflated("1 0 << /A 1 >>") + "\nendstream\nendobj\n%%EOF\n",
                      docx(),
                      odt(),
                      xlsx({{"xl/vbaProject.bin", "x"}})};
}

}  // namespace kheo::fuzz
