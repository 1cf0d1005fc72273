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

TEST(ArchiveCsv, RefusesALoneCarriageReturn) {
    EXPECT_FALSE(split({"1\r2,3\r\n"})) << "or 1 and 2 would read as 12";
    EXPECT_FALSE(split({"\"a\"\r\"b\"\r\n"})) << "or it would read as a quote";
    EXPECT_FALSE(split({"1,2\r\n\r"}));
    EXPECT_TRUE(split({"1,\"a\rb\"\r\n2,\n"}));
}

TEST(ArchiveCsv, CommasCostNoMemory) {
    EXPECT_FALSE(split({std::string(10'000, ',') + "\n"}));
    EXPECT_TRUE(split({std::string(kMostFields - 1, ',') + "\n"}));
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
    const db::Column real{"r", db::ColumnType::real, false, 0, {}};
    EXPECT_TRUE(to_param({"-1.5e3", false}, real, bytes));
    for (const char* none : {"nan", "inf", "-inf", "1e999"})
        EXPECT_FALSE(to_param({none, false}, real, bytes));
    EXPECT_FALSE(to_param({"\\x0", false}, blob, bytes));
    EXPECT_FALSE(to_param({"\\xgg", false}, blob, bytes));
    EXPECT_FALSE(to_param({"bare", false}, text, bytes));
}

}  // namespace
}  // namespace kheo::archive
