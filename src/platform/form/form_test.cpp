// SPDX-License-Identifier: Apache-2.0
#include "platform/form/form.hpp"

#include <gmock/gmock.h>

namespace kheo::form {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Message kTitle{"t.title", {"Tên mô hình", "Title", "Title"}};
const Message kTitleMissing{"t.title_missing", {"Nhập tên mô hình.", "", ""}};
const Message kField{"t.field", {"Lĩnh vực", "Field", "Field"}};
const Message kEconomy{"t.economy", {"Kinh tế", "Economy", "Economy"}};
const Message kPlan{"t.plan", {"Nội dung", "Plan", "Plan"}};

Form sample() {
    return {{{nullptr,
              {{.key = "title", .label = &kTitle, .missing = &kTitleMissing, .max_length = 10},
               {.key = "field",
                .label = &kField,
                .kind = Kind::select,
                .options = {{"", ""}, {"economy", kEconomy}}},
               {.key = "plan", .label = &kPlan, .kind = Kind::block}}}}};
}

std::vector<std::string> wrong(const Values& values) {
    std::vector<std::string> out;
    for (const auto& error : check(sample(), values))
        out.push_back(error.field + ": " + error.message.in(Language::vi));
    return out;
}

TEST(Form, tells_everything_wrong_at_once) {
    Values values;
    values.set("title", " ");
    values.set("field", "sport");
    EXPECT_THAT(wrong(values),
                ::testing::ElementsAre("title: Nhập tên mô hình.", "field: Chọn một mục trong danh sách."));
}

TEST(Form, counts_letters_and_not_bytes) {
    Values values;
    values.set("title", "đườnghoađẹ");
    EXPECT_TRUE(wrong(values).empty());
    values.set("title", "đườnghoađẹp");
    EXPECT_THAT(wrong(values), ::testing::ElementsAre("title: Quá dài: 11 ký tự, nhiều nhất 10."));
}

TEST(Form, takes_only_its_own_fields_from_a_request) {
    http::Fields sent;
    sent.add("title", "Đường hoa");
    sent.add("row_version", "9");
    const auto values = read(sample(), sent);
    EXPECT_EQ(values.get("title"), "Đường hoa");
    EXPECT_EQ(values.get("row_version"), "");
}

TEST(Form, shows_again_what_was_typed_with_its_error) {
    Values values;
    values.set("title", "<b>Đường hoa dài</b>");
    values.set("plan", "Bước 1\nBước 2");
    view::Html out;
    const auto form = sample();
    render(out, form.groups.front(), values, check(form, values));
    EXPECT_THAT(std::string(out.html()), HasSubstr("&lt;b&gt;Đường hoa dài&lt;/b&gt;"));
    EXPECT_THAT(std::string(out.html()), HasSubstr("Bước 1\nBước 2"));
    EXPECT_THAT(std::string(out.html()), HasSubstr("aria-invalid=\"true\""));
    EXPECT_THAT(std::string(out.html()), Not(HasSubstr("<b>Đường")));
}

TEST(Form, is_also_the_columns_of_a_spreadsheet) {
    const auto form = sample();
    EXPECT_EQ(columns(form, Language::vi)[1].title, "Lĩnh vực");
    const auto* field = field_of_column(form, " LĨNH  VỰC ", Language::vi);
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(value_of_cell(*field, "kinh te", Language::vi), "economy");
    EXPECT_EQ(value_of_cell(*field, "Thể thao", Language::vi), "Thể thao");
    EXPECT_EQ(shown(*field, "economy", Language::vi), "Kinh tế");
    EXPECT_EQ(field_of_column(form, "Ghi chú", Language::vi), nullptr);
}

}  // namespace
}  // namespace kheo::form
