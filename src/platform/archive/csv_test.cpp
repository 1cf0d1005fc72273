// SPDX-License-Identifier: Apache-2.0
#include "platform/archive/csv.hpp"

#include <gmock/gmock.h>

namespace kheo::archive {
namespace {

Result<std::vector<std::vector<Field>>> split(std::vector<std::string_view> pieces) {
    std::vector<std::vector<Field>> lines;
    LineSplitter splitter([&](std::vector<Field>& fields) -> Result<> {
        lines.push_back(fields);
        return {};
    });
    for (const auto piece : pieces) TRY(splitter.feed(piece));
    TRY(splitter.finish());
    return lines;
}

TEST(ArchiveCsv, RefusesATornLine) {
    EXPECT_FALSE(split({"1,\"half"}));
    EXPECT_FALSE(split({"1,2"}));
    EXPECT_FALSE(split({"1,\"a\"b\r\n"}));
    EXPECT_FALSE(split({"1,a\"b\r\n"}));
}

TEST(ArchiveCsv, AbsentAndEmptyTextDiffer) {
    const auto lines = split({"1,,\"\"\r\n"}).value();
    ASSERT_EQ(lines.size(), 1);
    EXPECT_FALSE(lines[0][1].quoted);
    EXPECT_TRUE(lines[0][2].quoted);
    EXPECT_EQ(lines[0][2].text, "");
}

TEST(ArchiveCsv, PiecesMayEndAnywhere) {
    const std::string text = "1,\"mô \"\"hình\"\",\r\nhai dòng\"\r\n2,\\x00ff\r\n";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const auto lines =
            split({std::string_view(text).substr(0, cut), std::string_view(text).substr(cut)}).value();
        ASSERT_EQ(lines.size(), 2) << cut;
        EXPECT_EQ(lines[0][1].text, "mô \"hình\",\r\nhai dòng");
        EXPECT_EQ(lines[1][1].text, "\\x00ff");
    }
}

TEST(ArchiveCsv, AFieldMustFitItsColumn) {
    std::string bytes;
    const db::Column number{"n", db::ColumnType::integer, false, 0, {}};
    const db::Column blob{"b", db::ColumnType::bytes, false, 0, {}};
    const db::Column text{"t", db::ColumnType::text, false, 0, {}};
    EXPECT_FALSE(to_param({"12a", false}, number, bytes));
    EXPECT_FALSE(to_param({"12", true}, number, bytes));
    EXPECT_FALSE(to_param({"9223372036854775808", false}, number, bytes));
    EXPECT_TRUE(to_param({"-9223372036854775808", false}, number, bytes));
    EXPECT_FALSE(to_param({"\\x0", false}, blob, bytes));
    EXPECT_FALSE(to_param({"\\xgg", false}, blob, bytes));
    EXPECT_FALSE(to_param({"bare", false}, text, bytes));
}

}  // namespace
}  // namespace kheo::archive
