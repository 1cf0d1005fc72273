// SPDX-License-Identifier: Apache-2.0
// What a person in an office gets wrong in a template, and the sentence that tells where.
#include "platform/document/test_docx.hpp"

namespace kheo::document {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

const Value kValue =
    Value::Record{{"don_vi", "Hà Nội"}, {"ds", Value::List{Value::Record{{"ten", "a"}}}}, {"co", "1"}};

TEST(BrokenTemplate, UnknownFieldNamesTheParagraphAndTheLikelyName) {
    EXPECT_THAT(
        fill(para("Kính gửi {{don_vj}}"), kValue),
        AllOf(HasSubstr("“{{don_vj}}”"), HasSubstr("đoạn “Kính gửi {{don_vj}}”"), HasSubstr("“{{don_vi}}”")));
    EXPECT_THAT(fill(para("{{khac_han}}"), kValue), HasSubstr("Hãy sửa tên ô hoặc xóa"));
}

TEST(BrokenTemplate, UnknownFieldInsideABlockOrARow) {
    EXPECT_THAT(fill(table(row({"{{#ds}}{{tenn}}", "x{{/ds}}"})), kValue),
                AllOf(HasSubstr("{{tenn}}"), HasSubstr("“{{ten}}”")));
    EXPECT_THAT(fill(para("{{#khong_co}}x{{/khong_co}}"), kValue), HasSubstr("{{#khong_co}}"));
}

TEST(BrokenTemplate, UnfinishedPlaceholder) {
    for (const auto* text : {"Số {{don_vi", "Số don_vi}}", "Số {{don_vi} ngày", "{{don_vi {{co}}"})
        EXPECT_THAT(fill(para(text), kValue), HasSubstr("không có “}}” đi kèm")) << text;
}

TEST(BrokenTemplate, NameThatIsNoName) {
    EXPECT_THAT(fill(para("{{đơn vị}}"), kValue), HasSubstr("Không hiểu ô điền “{{đơn vị}}”"));
    EXPECT_THAT(fill(para("{{}}"), kValue), HasSubstr("Không hiểu"));
    EXPECT_THAT(fill(para("{{>a}}"), kValue), HasSubstr("Không hiểu"));
}

TEST(BrokenTemplate, UnclosedBlock) {
    EXPECT_THAT(fill(para("{{#ds}}") + para("Tên {{ten}}"), kValue),
                AllOf(HasSubstr("Khối “{{#ds}}”"), HasSubstr("Tên {{ten}}"), HasSubstr("“{{/ds}}”")));
    EXPECT_THAT(fill(table(row({"{{#ds}}{{ten}}", ""})) + para("{{/ds}}"), kValue),
                HasSubstr("Khối “{{#ds}}”"));
}

TEST(BrokenTemplate, EndWithoutBeginning) {
    EXPECT_THAT(fill(para("a") + para("{{/ds}}") + para("b"), kValue), HasSubstr("không có khối “{{#ds}}”"));
}

TEST(BrokenTemplate, CrossingBlocks) {
    EXPECT_THAT(fill(para("{{#ds}}") + para("{{#co}}") + para("{{/ds}}") + para("{{/co}}"), kValue),
                HasSubstr("Khối mở sau phải đóng trước"));
}

TEST(BrokenTemplate, BlockMarkAmongText) {
    EXPECT_THAT(fill(para("Danh sách {{#ds}}") + para("{{ten}}") + para("{{/ds}}"), kValue),
                AllOf(HasSubstr("phải đứng riêng một đoạn"), HasSubstr("Danh sách {{#ds}}")));
}

TEST(BrokenTemplate, ListWhereATextIsNeeded) {
    EXPECT_THAT(fill(para("Có {{ds}}"), kValue), HasSubstr("“{{#ds}} … {{/ds}}”"));
}

TEST(BrokenTemplate, TellsHeaderFromBody) {
    const auto file = docx(para("x"), {{"word/header1.xml", "<w:hdr>" + para("Trang {{sai}}") + "</w:hdr>"}});
    EXPECT_THAT(fill_template(file, kValue).error().message.in(Language::vi),
                HasSubstr("đầu trang, đoạn “Trang {{sai}}”"));
}

TEST(BrokenTemplate, BrokenXmlIsADamagedFile) {
    const auto file =
        write_package({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document><w:p>"}});
    EXPECT_THAT(fill_template(*file, kValue).error().message.in(Language::vi), HasSubstr("bị hỏng"));
}

}  // namespace kheo::document
