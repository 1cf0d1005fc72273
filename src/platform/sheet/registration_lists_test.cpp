// SPDX-License-Identifier: Apache-2.0
// The development set of registration lists: what must be refused is refused with its code, what must open
// shows every expected title in its row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.hpp"
#include "platform/sheet/workbook.hpp"

namespace kheo::sheet {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

fs::path shared_data() {
    const char* given = std::getenv("KHEO_SHARED");
    return (given && *given ? fs::path(given) : fs::path(KHEO_SOURCE_DIR) / ".." / "shared") / "data";
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

class RegistrationLists : public testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(lists_)) GTEST_SKIP() << "shared data is absent: " << lists_;
    }
    Json expected(const std::string& file) const {
        return Json::parse(read_file(lists_ / "expected" / (file + ".json")));
    }
    std::vector<std::string> files(bool accepted) const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(lists_)) {
            const auto name = entry.path().filename().string();
            if (entry.is_regular_file() && name != "README.md" && expected(name)["accept"] == accepted)
                names.push_back(name);
        }
        std::ranges::sort(names);
        return names;
    }
    fs::path lists_ = shared_data() / "registration_lists";
};

TEST_F(RegistrationLists, WhatMustBeRefusedIsRefusedWithItsCodeWithinFiveSeconds) {
    for (const auto& name : files(false)) {
        const auto expect = expected(name)["refusal"].get<std::string>();
        if (expect == "empty_list") continue;  // decided by the import analyser
        const auto start = std::chrono::steady_clock::now();
        const auto result = read_workbook(read_file(lists_ / name), name);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << name;
        ASSERT_FALSE(result.has_value()) << name;
        EXPECT_EQ(result.error().code, expect) << name << ": " << result.error().detail;
        EXPECT_FALSE(result.error().message.in(Language::vi).empty()) << name;
    }
}

/// Some cell of the row, tidied, is (or for multi-titled cells contains) the title.
bool row_has(const Sheet& sheet, int row, const std::string& title) {
    if (row < 0 || static_cast<std::size_t>(row) >= sheet.rows.size()) return false;
    return std::ranges::any_of(sheet.rows[static_cast<std::size_t>(row)],
                               [&](const Cell& cell) { return tidy(cell.text) == title; });
}

TEST_F(RegistrationLists, EveryExpectedTitleStandsInItsRow) {
    int checked = 0;
    for (const auto& name : files(true)) {
        const auto workbook = read_workbook(read_file(lists_ / name), name);
        ASSERT_TRUE(workbook.has_value())
            << name << ": " << workbook.error().code << " " << workbook.error().detail;
        const auto expect = expected(name);
        for (const auto& row : expect["rows"]) {
            const auto sheet =
                std::ranges::find(workbook->sheets, row["sheet"].get<std::string>(), &Sheet::name);
            ASSERT_NE(sheet, workbook->sheets.end()) << name << " " << row["sheet"];
            if (row["title"].is_null()) continue;
            ++checked;
            EXPECT_TRUE(row_has(*sheet, row["row"].get<int>() - 1, row["title"]))
                << name << " " << row.dump();
            if (row.contains("line")) {
                EXPECT_EQ(sheet->lines.at(row["row"].get<std::size_t>() - 1), row["line"].get<int>()) << name;
            }
        }
    }
    EXPECT_GT(checked, 200);
}

TEST_F(RegistrationLists, LegacyEncodingIsFoundWhereItIsAndNowhereElse) {
    for (const auto& name : files(true)) {
        const auto workbook = read_workbook(read_file(lists_ / name), name);
        ASSERT_TRUE(workbook.has_value()) << name;
        const auto expect = expected(name);
        std::set<int> rows, found;
        for (const auto& row : expect["rows"])
            if (std::ranges::count(row["problems"], Json("legacy_encoding")))
                rows.insert(row["row"].get<int>());
        for (const auto& sheet : workbook->sheets)
            for (std::size_t i = 0; i < sheet.rows.size(); ++i)
                for (const auto& cell : sheet.rows[i])
                    if (cell.legacy != Legacy::none) found.insert(static_cast<int>(i) + 1);
        EXPECT_EQ(found, rows) << name;
        const bool whole = std::ranges::count(expect["file_problems"], Json("legacy_encoding")) > 0;
        EXPECT_EQ(workbook->whole_file != Legacy::none, whole) << name;
    }
}

TEST_F(RegistrationLists, HiddenRowsAndColumnsAndMergesAreTold) {
    const auto workbook =
        read_workbook(read_file(lists_ / "03_thang_binh_2023.xlsx"), "03_thang_binh_2023.xlsx");
    ASSERT_TRUE(workbook.has_value());
    const auto& sheet = workbook->sheets.at(0);
    ASSERT_EQ(sheet.hidden_columns.size(), 8u);
    EXPECT_TRUE(sheet.hidden_columns[7]);
    const auto expect = expected("03_thang_binh_2023.xlsx");
    for (const auto& row : expect["rows"]) {
        const auto index = row["row"].get<std::size_t>() - 1;
        const bool hidden = index < sheet.hidden_rows.size() && sheet.hidden_rows[index];
        EXPECT_EQ(hidden, std::ranges::count(row["problems"], Json("hidden_row")) > 0) << row.dump();
    }
}

TEST_F(RegistrationLists, NoProperNameOrTitleIsTakenForAnOldEncoding) {
    for (const char* name :
         {"units_2024.csv", "units_2025.csv", "units_changes_before.csv", "initiatives_real.csv",
          "large/ha_noi_2023.xlsx", "large/tay_ho_2009_2024.xlsx"}) {
        const auto workbook = read_workbook(read_file(shared_data() / name), name);
        ASSERT_TRUE(workbook.has_value()) << name;
        EXPECT_EQ(workbook->whole_file, Legacy::none) << name;
        for (const auto& sheet : workbook->sheets)
            for (const auto& row : sheet.rows)
                for (const auto& cell : row)
                    EXPECT_EQ(cell.legacy, Legacy::none) << name << ": " << cell.text;
    }
}

TEST_F(RegistrationLists, AListOfTwentyFourThousandRowsOpensWhole) {
    const auto file = shared_data() / "large" / "ha_noi_2024_h1.xlsx";
    const auto workbook = read_workbook(read_file(file), "ha_noi_2024_h1.xlsx");
    ASSERT_TRUE(workbook.has_value());
    EXPECT_EQ(workbook->sheets.at(0).rows.size(), 24257u);
}

}  // namespace
}  // namespace kheo::sheet
