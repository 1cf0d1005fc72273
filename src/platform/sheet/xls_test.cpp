// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/xls_builder.hpp"

#include <freexl.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/sheet/memory_file.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {
namespace {

using namespace std::string_literals;
using test::compound_of;
using test::record;
using test::u16;
using test::u32;
using test::xls_of;
using test::XlsFixture;

std::string code_of(const std::string& content, const std::string& name = "a.xls") {
    const auto result = read_workbook(content, name);
    return result ? "accepted" : result.error().code;
}

std::string at(unsigned row, unsigned column, unsigned style) {
    return u16(row) + u16(column) + u16(style);
}
std::string shared_text(unsigned row, unsigned column, std::uint32_t index) {
    return record(0xFD, at(row, column, 0) + u32(index));
}
std::string number(unsigned row, unsigned column, unsigned style, double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return record(0x203, at(row, column, style) + u32(static_cast<std::uint32_t>(bits)) +
                             u32(static_cast<std::uint32_t>(bits >> 32)));
}
std::string style(unsigned format) {
    return record(0xE0, u16(0) + u16(format) + std::string(16, '\0'));
}
std::string format(unsigned id, const std::string& code) {
    return record(0x41E, u16(id) + u16(static_cast<unsigned>(code.size())) + '\0' + code);
}

XlsFixture list() {
    return {
        .globals = format(164, "mm/yyyy") + style(0) + style(14) + style(164),
        .strings = {"STT", "M\xAB h\xD7nh", "x\xE3 Hoa"},
        .sheet = record(0x7D, u16(2) + u16(3) + u16(2000) + u16(0) + u16(1) + u16(0)) +
                 record(0x208, u16(1) + u16(0) + u16(4) + u16(255) + u16(0) + u16(0) + u16(0x20) + u16(0)) +
                 shared_text(0, 0, 0) + shared_text(0, 1, 1) + shared_text(0, 3, 2) + number(1, 0, 0, 12) +
                 number(1, 1, 1, 45286) + number(1, 2, 2, 45286) + record(0x205, at(1, 3, 0) + "\1\0"s) +
                 record(0xE5, u16(1) + u16(0) + u16(1) + u16(0) + u16(2))};
}

TEST(Xls, CompoundFilesThatAreNoList) {
    EXPECT_EQ(code_of(compound_of("EncryptedPackage", "x"), "a.xlsx"), "encrypted");
    EXPECT_EQ(code_of(compound_of("EncryptedPackage", "x"), "a.xls"), "encrypted");
    EXPECT_EQ(code_of(compound_of("WordDocument", "x"), "a.xls"), "wrong_type");
    EXPECT_EQ(code_of(xls_of(list()), "a.xlsx"), "wrong_type");
    EXPECT_EQ(code_of(xls_of(list()), "a.csv"), "wrong_type");
    EXPECT_EQ(code_of(compound_of("Workbook", test::xls_stream_of(list()), {"_VBA_PROJECT_CUR"})),
              "has_macros");
    auto macro_sheet = list();
    macro_sheet.sheet_type = 1;
    EXPECT_EQ(code_of(xls_of(macro_sheet)), "has_macros");
    EXPECT_EQ(code_of(xls_of({.globals = record(0x2F, u16(1))})), "encrypted");
    EXPECT_EQ(code_of(xls_of({})), "empty_workbook");
}

TEST(Xls, CutFilesAreDamaged) {
    const auto whole = xls_of(list());
    EXPECT_EQ(code_of(whole), "accepted");
    for (const auto size : {std::size_t{100}, std::size_t{600}, std::size_t{1100}, whole.size() / 2})
        EXPECT_EQ(code_of(whole.substr(0, size)), "corrupt_archive") << size;
    EXPECT_EQ(code_of(compound_of("Workbook", "no records")), "corrupt_archive");
}

TEST(Xls, CellsDatesAndWhatIsHidden) {
    const auto workbook = read_workbook(xls_of(list()), "a.xls");
    ASSERT_TRUE(workbook.has_value()) << workbook.error().detail;
    const auto& sheet = workbook->sheets.at(0);
    EXPECT_EQ(sheet.name, "A");
    EXPECT_EQ(sheet.at(0, 0).text, "STT");
    EXPECT_EQ(sheet.at(0, 1).text, "Mô hình");
    EXPECT_EQ(sheet.at(0, 1).legacy, Legacy::tcvn3);
    EXPECT_EQ(sheet.at(0, 3).text, "xã Hoa");
    EXPECT_EQ(sheet.at(1, 0).text, "12");
    EXPECT_EQ(sheet.at(1, 1).text, "26/12/2023");
    EXPECT_EQ(sheet.at(1, 2).date, Date::of(2023, 12, 26));
    EXPECT_EQ(sheet.at(1, 2).text, "12/2023");
    EXPECT_TRUE(sheet.at(1, 2).month_only);
    EXPECT_EQ(sheet.at(1, 3).kind, CellKind::boolean);
    EXPECT_EQ(sheet.hidden_rows, (std::vector{false, true}));
    EXPECT_EQ(sheet.hidden_columns, (std::vector{false, false, true, true}));
    ASSERT_EQ(sheet.merges.size(), 1u);
    EXPECT_EQ(sheet.merges[0].last_column, 2);
}

TEST(Xls, AFormatCannotPutControlCharactersIntoACell) {
    const auto format = record(0x41E, u16(164) + u16(10) + '\0' + "dd\0mm/yyyy"s);
    const auto workbook = read_workbook(
        xls_of({.globals = format + style(0) + style(164), .sheet = number(0, 0, 1, 45286)}), "a.xls");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets.at(0).at(0, 0).text, "2612/2023");
}

TEST(Xls, FormulasShowTheirLastValue) {
    const auto formula = [](unsigned column, const std::string& result) {
        return record(0x06, at(0, column, 1) + result + u16(0) + u32(0) + u16(0));
    };
    const auto serial = std::bit_cast<std::uint64_t>(45286.0);
    const auto workbook =
        read_workbook(xls_of({.globals = style(0) + style(14),
                              .sheet = formula(0, u32(static_cast<std::uint32_t>(serial)) +
                                                      u32(static_cast<std::uint32_t>(serial >> 32))) +
                                       formula(1, "\0\0\0\0\0\0\xFF\xFF"s) + record(0x207, u16(2) + "\0xy"s) +
                                       formula(2, "\1\0\1\0\0\0\xFF\xFF"s)}),
                      "a.xls");
    ASSERT_TRUE(workbook.has_value());
    const auto& sheet = workbook->sheets.at(0);
    EXPECT_EQ(sheet.at(0, 0).text, "26/12/2023");
    EXPECT_EQ(sheet.at(0, 1).text, "xy");
    EXPECT_EQ(sheet.at(0, 2).kind, CellKind::boolean);
    EXPECT_TRUE(sheet.at(0, 1).formula);
}

TEST(Xls, SharedStringsGoOnInTheNextRecord) {
    const auto continued = record(0xFC, u32(2) + u32(2) + u16(5) + "\0ab"s) + record(0x3C,
                                                                                     "\1c\0\xA1\x1E"
                                                                                     "e\0"s +
                                                                                         u16(2) + "\0xy"s);
    const auto workbook =
        read_workbook(xls_of({.globals = continued,
                              .sheet = shared_text(0, 0, 0) + shared_text(0, 1, 1) + shared_text(0, 2, 9)}),
                      "a.xls");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets[0].at(0, 0).text, "abcạe");
    EXPECT_EQ(workbook->sheets[0].at(0, 1).text, "xy");
    EXPECT_TRUE(workbook->sheets[0].at(0, 2).blank()) << "a shared string that does not exist";
}

void damage(const std::string& whole) {
    std::uint64_t state = 4;
    const auto next = [&](std::size_t below) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>(state >> 33) % below;
    };
    for (int round = 0; round < 500; ++round) {
        auto damaged = whole;
        for (std::size_t i = 0, n = 1 + next(5); i < n; ++i)
            damaged[next(2) ? next(damaged.size()) : next(std::min<std::size_t>(damaged.size(), 2600))] =
                static_cast<char>(next(256));
        if (round % 5 == 0) damaged.resize(next(damaged.size()));
        (void)read_workbook(damaged, "a.xls");
    }
}

std::string shared_list() {
    const char* given = std::getenv("KHEO_SHARED");
    const auto shared = given && *given ? std::filesystem::path(given)
                                        : std::filesystem::path(KHEO_SOURCE_DIR) / ".." / "shared";
    std::ifstream in(shared / "data" / "registration_lists" / "04_can_tho_2025.xls", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

TEST(Xls, DamagedBytesNeverCrash) {
    damage(xls_of(list()));
    if (const auto shared = shared_list(); !shared.empty()) damage(shared);
}

/// libfreexl as a second opinion on a sound file: every number and every text that needed no decoding.
TEST(Xls, AgreesWithLibfreexl) {
    const auto content = shared_list();
    if (content.empty()) GTEST_SKIP() << "shared data is absent";
    const auto workbook = read_workbook(content, "a.xls");
    ASSERT_TRUE(workbook.has_value());
    const MemoryFile file(content);
    const void* book = nullptr;
    ASSERT_EQ(freexl_open(file.path().c_str(), &book), FREEXL_OK);
    int compared = 0;
    for (std::size_t i = 0; i < workbook->sheets.size(); ++i) {
        freexl_select_active_worksheet(book, static_cast<unsigned short>(i));
        const auto& rows = workbook->sheets[i].rows;
        for (unsigned row = 0; row < rows.size(); ++row)
            for (unsigned short column = 0; column < rows[row].size(); ++column) {
                const auto& cell = rows[row][column];
                FreeXL_CellValue value;
                if (freexl_get_cell_value(book, row, column, &value) != FREEXL_OK) continue;
                if (value.type == FREEXL_CELL_DOUBLE) {
                    EXPECT_EQ(cell.number, value.value.double_value);
                }
                if (value.type == FREEXL_CELL_INT) {
                    EXPECT_EQ(cell.number, value.value.int_value);
                }
                const bool text = value.type == FREEXL_CELL_TEXT || value.type == FREEXL_CELL_SST_TEXT;
                if (text && cell.legacy == Legacy::none) {
                    EXPECT_EQ(cell.text, value.value.text_value);
                }
                if (value.type == FREEXL_CELL_DATE) {
                    EXPECT_EQ(cell.date.value().iso(), value.value.text_value);
                }
                ++compared;
            }
    }
    freexl_close(book);
    EXPECT_GT(compared, 100);
}

}  // namespace
}  // namespace kheo::sheet
