// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "platform/sheet/workbook.hpp"
#include "platform/sheet/writer.hpp"

namespace kheo::sheet {
namespace {

Sheet read(const std::string& content) {
    auto workbook = read_workbook(content, "list.csv");
    EXPECT_TRUE(workbook.has_value()) << workbook.error().code;
    return workbook ? workbook->sheets.at(0) : Sheet{};
}

TEST(Csv, AQuoteThatNeverClosesIsALetter) {
    const auto sheet = read("1;\"Xanh; sạch\n2;Đẹp;x\n3;Hoa;y\n");
    ASSERT_EQ(sheet.rows.size(), 3u);
    EXPECT_EQ(sheet.at(0, 1).text, "\"Xanh");
    EXPECT_EQ(sheet.at(2, 1).text, "Hoa");
}

TEST(Csv, TextBehindAClosingQuoteIsKept) {
    EXPECT_EQ(read("a,b\n\"x\" y,z\n").at(1, 0).text, "x y");
    EXPECT_EQ(read("a,b\n5\" ống,z\n").at(1, 0).text, "5\" ống");
}

TEST(Csv, RecordsKnowTheirFirstPhysicalLine) {
    const auto sheet = read("STT;Tên\r\n1;\"hai\r\ndòng\"\r\n\r\n2;một\r\n");
    EXPECT_EQ(sheet.lines, (std::vector{1, 2, 4, 5}));
    EXPECT_EQ(sheet.at(1, 1).text, "hai\r\ndòng");
    EXPECT_TRUE(sheet.rows[2].empty());
}

TEST(Csv, SeparatorIsFoundByTheTableItMakes) {
    EXPECT_EQ(read("Tên;Nơi\nHoa, cây, cảnh;xã A, huyện B\nNước;xã C\n").at(1, 0).text, "Hoa, cây, cảnh");
    EXPECT_EQ(read("Tên\tNơi\nHoa; cây\txã A\n").at(1, 1).text, "xã A");
    EXPECT_EQ(read("Tên,Nơi\n\"a;b;c\",d\n\"e;f;g\",h\n").at(2, 1).text, "h");
    EXPECT_EQ(read("sep=|\na|b;c\n").at(1, 1).text, "b;c");
    EXPECT_EQ(read("chỉ một cột\nhai\n").at(1, 0).text, "hai");
}

TEST(Csv, LoneCarriageReturnsEndLinesToo) {
    EXPECT_EQ(read("a;b\r1;2\r3;4").rows.size(), 3u);
}

TEST(Csv, FormulasStayTextAndOurApostropheComesOff) {
    EXPECT_EQ(read("a;b\n=1+1;+2\n").at(1, 0).text, "=1+1");
    EXPECT_EQ(read("a;b\n'=1+1;'quê\n").at(1, 0).text, "=1+1");
    EXPECT_EQ(read("a;b\n'=1+1;'quê\n").at(1, 1).text, "'quê");
}

TEST(Csv, WhatIsWrittenReadsBackTheSame) {
    const std::vector<Value> values = {std::string("=HYPERLINK(\"x\")"),
                                       std::string("-5 ; 6"),
                                       std::string("hai\ndòng"),
                                       std::string(" lề "),
                                       std::int64_t{-7},
                                       5.5,
                                       Date::of(2025, 1, 31).value(),
                                       Value{}};
    const auto line = csv_row(values, ';');
    EXPECT_EQ(line, "\"'=HYPERLINK(\"\"x\"\")\";\"'-5 ; 6\";\"hai\ndòng\";\" lề \";-7;5.5;31/01/2025;\r\n");
    const auto sheet = read(std::string(kUtf8Mark) + line);
    EXPECT_EQ(sheet.at(0, 0).text, "=HYPERLINK(\"x\")");
    EXPECT_EQ(sheet.at(0, 1).text, "-5 ; 6");
    EXPECT_EQ(sheet.at(0, 4).text, "-7");
}

}  // namespace
}  // namespace kheo::sheet
