// SPDX-License-Identifier: Apache-2.0
// The development set of registration lists: every row, skipped row and problem comes out as expected/*.json
// says. The expected files are compared by key; keys that only inform (traps, catalogue names) are left out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "registry/import/analysis.hpp"
#include "registry/import/json.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::import {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

class Lists : public testing::Test {
  protected:
    void SetUp() override {
        KHEO_NEEDS_SHARED();
        data_ = test::shared_dir() / "data";
        ASSERT_TRUE(territory::import_directory(*database_, data_, 0).has_value());
        atlas_ = database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
    }
    std::vector<std::string> names(bool accepted) const {
        std::vector<std::string> out;
        for (const auto& entry : fs::directory_iterator(data_ / "registration_lists" / "expected")) {
            const auto json = Json::parse(test::read_file(entry.path()));
            if (json["accept"] == accepted) out.push_back(json["file"]);
        }
        std::ranges::sort(out);
        return out;
    }
    Json expected(const std::string& name) const {
        return Json::parse(test::read_file(data_ / "registration_lists" / "expected" / (name + ".json")));
    }
    Result<Analysis> read(const fs::path& file, const Hints& hints) const {
        const auto workbook = TRY(sheet::read_workbook(test::read_file(file), file.filename().string()));
        return analyse(workbook, *atlas_, hints);
    }
    Hints hints(const std::string& name) const {
        Hints out;
        out.file_name = name;
        out.today = *Date::of(2026, 11, 21);
        return out;
    }

    test::TestDatabase database_;
    fs::path data_;
    std::shared_ptr<const territory::Atlas> atlas_;
};

const std::set<std::string> kInformational = {"file",        "constructed",    "traps",
                                              "sender_text", "sender_catalog", "encoding",
                                              "delimiter",   "unit_catalog",   "unit_candidates_catalog",
                                              "counts"};

void compare(const Json& expected, const Json& actual, const std::string& where) {
    for (const auto& [key, value] : expected.items()) {
        if (kInformational.contains(key) || key == "rows" || key == "skipped") continue;
        EXPECT_EQ(value, actual.value(key, Json(nullptr))) << where << " " << key;
    }
}

void compare_rows(const Json& expected, const Json& actual, const std::string& where) {
    std::map<int, Json> by_row;
    for (const auto& row : actual) by_row[row["row"]] = row;
    for (const auto& row : expected) {
        const int number = row["row"];
        const auto at = where + " row " + std::to_string(number);
        if (!by_row.contains(number)) {
            ADD_FAILURE() << at << " is missing: " << row.dump();
            continue;
        }
        compare(row, by_row[number], at);
        by_row.erase(number);
    }
    for (const auto& [number, row] : by_row)
        ADD_FAILURE() << where << " row " << number << " is unexpected: " << row.dump();
}

TEST_F(Lists, every_good_list_comes_out_as_expected) {
    for (const auto& name : names(true)) {
        SCOPED_TRACE(name);
        const auto expect = expected(name);
        auto hint = hints(name);
        hint.date = Date::parse_iso(expect["list_date"].get<std::string>());
        const auto analysis = read(data_ / "registration_lists" / name, hint);
        EXPECT_TRUE(analysis.has_value())
            << analysis.error().message.in(Language::vi) << analysis.error().detail;
        if (!analysis) continue;
        const auto actual = to_json(*analysis);
        compare(expect, actual, name);
        compare_rows(expect["rows"], actual["rows"], name);
        compare_rows(expect["skipped"], actual["skipped"], name + " skipped");
        EXPECT_EQ(expect["counts"]["saved"], actual["counts"]["saved"]) << name;
    }
}

TEST_F(Lists, a_printed_date_needs_no_hint_and_an_unprinted_one_is_assumed_inside_the_year) {
    for (const auto& name : names(true)) {
        const auto expect = expected(name);
        const auto analysis = read(data_ / "registration_lists" / name, hints(name));
        EXPECT_TRUE(analysis.has_value()) << name;
        if (!analysis) continue;
        const auto actual = to_json(*analysis);
        if (!analysis->date_assumed) {
            EXPECT_EQ(expect["list_date"], actual["list_date"]) << name;
        }
        EXPECT_EQ(expect["sender_code"], actual["sender_code"]) << name;
        compare_rows(expect["rows"], actual["rows"], name + " without hint");
    }
}

TEST_F(Lists, only_a_chosen_unit_that_the_letterhead_contradicts_is_remarked) {
    const auto conflict = [&](const std::string& name, const Date& on, const std::string& unit) {
        auto hint = hints(name);
        hint.date = on;
        hint.unit_code = unit;
        const auto analysis = read(data_ / "registration_lists" / name, hint);
        EXPECT_TRUE(analysis.has_value()) << name << " " << unit;
        return analysis && analysis->sender.conflict.has_value();
    };
    for (const auto& name : names(true)) {
        const auto expect = expected(name);
        const auto on = *Date::parse_iso(expect["list_date"].get<std::string>());
        const auto* sender = atlas_->find_code(expect["sender_code"].get<std::string>(), on);
        ASSERT_TRUE(sender) << name;
        const auto province = atlas_->ancestor(sender->id, territory::Level::province, on);
        EXPECT_FALSE(conflict(name, on, sender->code)) << name;
        EXPECT_FALSE(conflict(name, on, atlas_->find(province, on)->code)) << name;
        EXPECT_TRUE(conflict(name, on, "96")) << name << ": Cà Mau has no part in it";
    }
}

TEST_F(Lists, every_bad_file_is_refused_with_its_code) {
    for (const auto& name : names(false)) {
        const auto analysis = read(data_ / "registration_lists" / name, hints(name));
        ASSERT_FALSE(analysis.has_value()) << name;
        EXPECT_EQ(expected(name)["refusal"], analysis.error().code) << name;
        EXPECT_FALSE(analysis.error().message.empty()) << name;
    }
}

class LargeLists : public Lists {};

TEST_F(LargeLists, read_whole_and_fast_with_the_published_counts) {
    const auto expect = Json::parse(test::read_file(data_ / "large" / "expected" / "large.json"))["files"];
    for (const std::string name :
         {"hai_phong_2022.xlsx", "ha_noi_2023.xlsx", "ha_noi_2024_h1.xlsx", "tay_ho_2009_2024.xlsx"}) {
        SCOPED_TRACE(name);
        const auto& facts = expect[name];
        auto hint = hints(name);
        hint.date = Date::parse_iso(facts["list_date"].get<std::string>());
        const auto workbook = sheet::read_workbook(test::read_file(data_ / "large" / name), name);
        ASSERT_TRUE(workbook.has_value());
        const auto began = std::chrono::steady_clock::now();
        const auto analysis = analyse(*workbook, *atlas_, hint);
        const auto took = std::chrono::steady_clock::now() - began;
        std::cout << name << ": " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
                  << " ms\n";
        ASSERT_TRUE(analysis.has_value());
        std::map<std::string, int> problems, kinds;
        for (const auto& row : analysis->rows) {
            ++kinds[std::string(code(row.kind))];
            for (const auto& problem : row.problems()) ++problems[problem];
        }
        EXPECT_EQ(analysis->to_save(), analysis->rows.size());
        EXPECT_EQ(facts["practices"].get<int>(), kinds["practice"]);
        EXPECT_EQ(facts["exemplars"].get<int>(), kinds["exemplar"]);
        EXPECT_EQ(facts["names_at_list_date"]["name_or_type"]["rows"].get<int>(),
                  problems["unit_code_name_mismatch"]);
        problems.erase("unit_code_name_mismatch");
        problems.erase("unit_split_2025");
        EXPECT_THAT(problems, testing::IsEmpty());
    }
}

}  // namespace
}  // namespace kheo::registry::import
