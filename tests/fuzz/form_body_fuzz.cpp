// SPDX-License-Identifier: Apache-2.0
// Bodies of forms; the first line of the input is the Content-Type. Promises: names and values are UTF-8, a
// file name is one path component, nothing grows.
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "platform/http/form_body.hpp"

namespace {

void check(const kheo::http::FormBody& form, std::size_t size) {
    using kheo::fuzz::promise;
    std::size_t bytes = 0;
    for (const auto& [name, value] : form.fields.pairs()) {
        promise(kheo::is_valid_utf8(name) && kheo::is_valid_utf8(value), "fields are UTF-8");
        promise(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos,
                "no NUL in a field");
        bytes += value.size();
    }
    for (const auto& upload : form.uploads) {
        promise(kheo::is_valid_utf8(upload.file_name) && kheo::is_valid_utf8(upload.field),
                "names of files are UTF-8");
        promise(upload.file_name.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos,
                "a file name is one path component on one line");
        bytes += upload.content.size();
    }
    promise(bytes <= size, "nothing grows");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    const auto line = std::min(input.find('\n'), input.size());
    const auto body = input.substr(std::min(line + 1, input.size()));
    if (const auto form = kheo::http::parse_form(input.substr(0, line), body)) check(*form, body.size());
    return 0;
}
