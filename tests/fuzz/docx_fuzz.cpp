// SPDX-License-Identifier: Apache-2.0
// Word templates as an office may have written them: a whole file, or the texts of the body, the styles and a
// header. Promises: a filled template is a document again and shows as a page; nothing typed becomes a tag.
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/stored_zip.hpp"
#include "platform/document/document.hpp"

namespace {

using namespace kheo::document;
using kheo::fuzz::promise;

Value record() {
    const Value::Record unit{{"name", "Xã Cộng Hoà"}, {"chief", "<script>alert(1)</script>"}, {"none", ""}};
    return Value::Record{{"unit", unit},
                         {"title", "Đường hoa\nthôn 6\tA & B"},
                         {"items", Value::List{unit, Value::Record{{"name", "{{title}}"}}, unit}},
                         {"texts", Value::List{"một", "", "hai"}},
                         {"empty", Value::List{}}};
}

void check(std::string_view docx) {
    static const Value value = record();
    if (const auto page = to_html(docx)) {
        promise(kheo::is_valid_utf8(*page), "a page is UTF-8");
        promise(page->find("<script") == std::string::npos, "no tag comes out of a text");
    }
    const auto filled = fill_template(docx, value);
    if (!filled) return promise(!filled.error().message.empty(), "a refused template has its sentence");
    promise(*filled == *fill_template(docx, value), "same template and value, same bytes");
    const auto page = to_html(*filled);
    promise(page.has_value(), "a filled template is a document");
    promise(page->find("<script") == std::string::npos, "no tag comes out of a value");
}

std::string inside(std::string_view root, const std::string& text) {
    const std::string name(root);
    return "<w:" + name + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
           text + "</w:" + name + ">";
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = kheo::fuzz::text_of(data, size);
    if (input.starts_with("PK")) return check(input), 0;
    const auto parts = kheo::fuzz::parts_of(input, 3);
    check(kheo::fuzz::stored_zip(
        {{"[Content_Types].xml", "<Types/>"},
         {"word/document.xml", inside("document", "<w:body>" + parts[0] + "</w:body>")},
         {"word/styles.xml", inside("styles", parts[1])},
         {"word/header1.xml", inside("hdr", parts[2])}}));
    return 0;
}
