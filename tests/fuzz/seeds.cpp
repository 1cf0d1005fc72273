// SPDX-License-Identifier: Apache-2.0
// kheo-fuzz-seeds DIR: writes the first inputs of every fuzz target, DIR/<target>/<number>. Small and made in
// code; dev/fuzz adds whole files from the data beside the checkout when they are there.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "fuzz/data_seeds.hpp"
#include "fuzz/file_seeds.hpp"
#include "platform/sheet/xls_builder.hpp"
#include "platform/sheet/zip_builder.hpp"

namespace {

using kheo::fuzz::Seeds;
using kheo::test::inline_cell;
using kheo::test::record;
using kheo::test::u16;
using kheo::test::u32;

void http_seeds(Seeds& seeds) {
    const std::string host = "Host: a\r\n";
    seeds["http_head"] = {
        "GET / HTTP/1.1\r\n" + host + "\r\n",
        "GET /mo-hinh?tim=%C4%91%C6%B0%E1%BB%9Dng&trang=2 HTTP/1.1\r\n" + host +
            "Accept-Language: vi\r\nCookie: kheo_session=abc; lang=vi\r\nConnection: keep-alive\r\n\r\n",
        "POST /dang-nhap HTTP/1.1\r\n" + host +
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nten=abc",
        "POST /a HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n",
        "HEAD /en/ HTTP/1.0\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\n" + host + "\r\n",
        "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "PUT / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n",
        "GET /a/../b//c/%2e%2e/%5c HTTP/1.1\r\n" + host + "If-None-Match: \"x\"\r\n\r\n"};
    const std::string multipart = "multipart/form-data; boundary=\"x y\"\n--x y\r\n";
    seeds["form_body"] = {
        "application/x-www-form-urlencoded; charset=UTF-8\nten=%C4%90%E1%BB%97&chon=1&chon=2&a+b=%26",
        multipart + "Content-Disposition: form-data; name=\"ten\"\r\n\r\nĐỗ\r\n--x y--\r\n",
        multipart +
            "Content-Disposition: form-data; name=\"a%22\"; filename=\"C:\\\\d\\\\danh sách.xlsx\"\r\n"
            "Content-Type: application/octet-stream\r\n\r\n\x01\x02PK\r\n--x y\r\n"
            "content-disposition: form-data; name=b; filename=\"\"\r\n\r\n\r\n--x y--"};
    seeds["mail"] = {"vanthu@hoamai.hoasen.vn", "o'brien+x@a-b.example.com",
                     "Nhắc đăng ký mô hình “Dân vận khéo” quý IV năm 2026\n----\nKính gửi\n.\n",
                     "=?UTF-8?B?QQ==?= \r\nBcc: x@y.vn\n----\nx"};
    seeds["cookies"] = {"kheo_session=abc; lang=vi; x=\"y\"",
                        "a=1&b=%C4%91&c=&c=+%2B",
                        "/ban-lam-viec?trang=2#x",
                        "//evil.example/",
                        "/\\evil.example",
                        "/\t/evil.example"};
}

void xlsx_seeds(Seeds& seeds) {
    const std::string between = "\n----\n";
    const std::string sheet =
        "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\" "
        "spans=\"1:3\">" +
        inline_cell("A1", "Tên mô hình") +
        "<c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\"><v>45286</v></c></row>" +
        "<row r=\"3\" hidden=\"1\" ht=\"30\"><c t=\"str\"><f>A1&amp;\"x\"</f><v>y</v></c><c "
        "t=\"b\"><v>1</v></c>"
        "<c t=\"e\"><v>#N/A</v></c><c r=\"E3\" s=\"2\"><v>-1.5e3</v></c></row></sheetData>"
        "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
    const std::string strings =
        "<sst><si><t>Tr­êng</t></si><si><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r></si></sst>";
    const std::string styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/><numFmt "
        "numFmtId=\"165\" "
        "formatCode=\"[$-F800]00000;@\"/></numFmts><fonts count=\"1\"><font/></fonts><fills "
        "count=\"1\"><fill/></fills>"
        "<borders count=\"1\"><border/></borders><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf "
        "numFmtId=\"14\"/>"
        "<xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    seeds["xlsx"] = {
        sheet + between + strings + between + styles + between, sheet, "<worksheet><sheetData/></worksheet>",
        kheo::test::xlsx_of({.sheet_data = "<row r=\"1\">" + inline_cell("A1", "a") + "</row>"})};
}

void ods_seeds(Seeds& seeds) {
    const std::string content =
        "<office:document-content><office:automatic-styles><style:style style:name=\"co1\" "
        "style:family=\"table-column\"/><number:date-style style:name=\"N37\"><number:day "
        "number:style=\"long\"/>"
        "<number:text>/</number:text><number:month/></number:date-style></"
        "office:automatic-styles><office:body>"
        "<office:spreadsheet><table:table table:name=\"Danh sách\"><table:table-column "
        "table:number-columns-repeated=\"3\" table:visibility=\"collapse\"/><table:table-row "
        "table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\" "
        "table:number-columns-spanned=\"2\" "
        "table:number-rows-spanned=\"2\"><text:p>Tên<text:s text:c=\"3\"/>mô "
        "hình<text:tab/></text:p><text:p>x</text:p>"
        "</table:table-cell><table:covered-table-cell/><table:table-cell office:value-type=\"float\" "
        "office:value=\"1.5\" table:formula=\"of:=1+1\"/><table:table-cell office:value-type=\"date\" "
        "office:date-value=\"2024-05-06T07:08:09\"/><table:table-cell office:value-type=\"boolean\" "
        "office:boolean-value=\"true\" "
        "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>";
    seeds["ods"] = {content, content + "\n----\n<office:document-styles/>",
                    kheo::test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                        {"content.xml", content}})};
}

void xls_seeds(Seeds& seeds) {
    using kheo::test::XlsFixture;
    const auto at = [](unsigned row, unsigned column) { return u16(row) + u16(column) + u16(0); };
    const XlsFixture fixture{
        .globals = record(0x41E, u16(164) + u16(10) + '\0' + "dd/mm/yyyy") +
                   record(0xE0, u16(0) + u16(164) + std::string(16, '\0')) + record(0x22, u16(1)),
        .strings = {"Tr\xAD\xEAng", "abc"},
        .sheet = record(0x208, u16(0) + u16(0) + u16(4) + std::string(10, '\0')) +
                 record(0xFD, at(0, 0) + u32(0)) +
                 record(0x203, at(0, 1) + std::string("\0\0\0\0\0\0\xF0\x3F", 8)) +
                 record(0x27E, at(1, 0) + u32(0x00B1C2)) + record(0x204, at(1, 1) + u16(2) + '\0' + "hi") +
                 record(0x205, at(2, 0) + '\1' + '\0') +
                 record(0xBD, u16(3) + u16(0) + u16(0) + u32(6) + u16(0) + u32(10) + u16(1)) +
                 record(0xE5, u16(1) + u16(0) + u16(1) + u16(0) + u16(1)) +
                 record(0x06, at(4, 0) + std::string("\0\0\0\0\0\0\xFF\xFF", 8) + std::string(6, '\0')) +
                 record(0x207, u16(1) + '\0' + "x")};
    seeds["xls"] = {kheo::test::xls_stream_of(fixture), kheo::test::xls_of(fixture),
                    kheo::test::compound_of("Book", kheo::test::xls_stream_of({}), {"_VBA_PROJECT_CUR"})};
}

void text_seeds(Seeds& seeds) {
    seeds["csv"] = {"STT;Tên mô hình;Xã\r\n1;\"Đường hoa; \"\"xanh\"\"\";Cộng Hoà\r\n\r\n2;a\r\n",
                    "sep=|\na|b;c\n",
                    "\xEF\xBB\xBF"
                    "a\tb\n",
                    std::string("\xFF\xFE"
                                "a\0;\0b\0\n\0",
                                10),
                    "Tr\xADêng §¹i häc HuÕ,x\n",
                    "T\xAAn m\xAB h\xD7nh;X\xB7\n\xA7\xAD\xEAng hoa;C\xE9ng Ho\xB5\n"};
    seeds["text"] = seeds["csv"];
    for (const char* more :
         {"Nguye\xC3\xA3n V\xC4\x83n An", "Nguyeãn Thò AÙnh Tuyeát", "Ðường ƣớc mơ", "2024-02-29", "2024-H1",
          "2009..2024", "2025-12-15..2026-12-14", "hoa\xCC\x80", "ĐƯỜNG HOA thôn 6"})
        seeds["text"].emplace_back(more);
    seeds["resolve"] = {"Phường Tứ Liên",
                        "P. Phúc Xá (Q. Ba Đình)",
                        "xã Cộng Hoà, H. Chí Linh, T. Hải Dương",
                        "TT Núi Đối cũ",
                        "Hội LHPN phường Hồng Hà",
                        "Thôn 6, xã Minh Tân nay là xã Kiến Thụy",
                        "UBND xã",
                        "TP.HP",
                        "Tu Lien - Tay Ho",
                        "Đặc khu BLV; 00097"};
}

void template_seeds(Seeds& seeds) {
    const auto para = [](const std::string& text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:jc "
               "w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>" +
               text + "</w:t></w:r></w:p>";
    };
    const auto row = [&](const std::string& a, const std::string& b) {
        return "<w:tr><w:tc>" + para(a) + "</w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" +
               para(b) + "</w:tc></w:tr>";
    };
    const auto body =
        para("{{unit.name}} {{title}} {{^empty}}không{{/empty}}") +
        "<w:p><w:r><w:t>{{#te</w:t></w:r><w:r><w:t>xts}}{{.}}, {{/texts}}</w:t><w:br/></w:r></w:p>" +
        para("{{?items}}") + "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"10\"/></w:tblGrid>" +
        row("{{#items}}{{name}}", "{{chief}}{{/items}}") + "</w:tbl>" + para("{{/items}}") +
        "<w:sdt><w:sdtContent>" + para("{{#unit}}{{none}}{{/unit}}") + "</w:sdtContent></w:sdt><w:sectPr/>";
    const std::string styles =
        "<w:style w:styleId=\"A\"><w:basedOn w:val=\"A\"/><w:rPr><w:i/><w:sz "
        "w:val=\"28\"/></w:rPr></w:style>";
    seeds["docx"] = {body, body + "\n----\n" + styles + "\n----\n" + para("{{title}}"), para("{{#a}}"),
                     para("{{/a}}")};
    seeds["html"] = {"<b>\"a' & b</b>",
                     "javascript:alert(1)",
                     " java\tscript:x",
                     "https://a.vn/x?y=z#t",
                     "//b",
                     "/so-lieu?a=b",
                     "&amp;"};
    seeds["view_template"] = {
        "{# view a(const X& x) include \"a.hpp\" #}\n<p class=\"b {{ x.c }}\"{% if x.d %} hidden{% end "
        "%}>{{t title n=x.n}}</p>"
        "{% for r in x.rows %}<a href=\"/x/{{ r.a }}?q={{ r.b }}\">{{ r.t }}</a>{% end %}",
        "{# view a() #}{% wrap view::page(x, {.a = 1}) %}{% let y = 1 %}{% use view::icon(\"a\") %}{{raw "
        "y}}{% end %}",
        "{# view a() #}<textarea>{{ x }}</textarea><form method=\"post\">{% use view::csrf(s) %}</form>"};
}

void write(const std::filesystem::path& directory, const Seeds& seeds) {
    for (const auto& [target, inputs] : seeds) {
        std::filesystem::create_directories(directory / target);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            std::ofstream(directory / target / std::to_string(i), std::ios::binary) << inputs[i];
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::cerr << "kheo-fuzz-seeds DIR\n", 2;
    Seeds seeds;
    http_seeds(seeds);
    xlsx_seeds(seeds);
    ods_seeds(seeds);
    xls_seeds(seeds);
    text_seeds(seeds);
    template_seeds(seeds);
    kheo::fuzz::data_seeds(seeds);
    kheo::fuzz::file_seeds(seeds);
    write(arguments[1], seeds);
}
