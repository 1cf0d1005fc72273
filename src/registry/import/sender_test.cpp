// SPDX-License-Identifier: Apache-2.0
// A list that names another unit than the person chose is read, and the contradiction is said; a list that
// names the chosen unit in other words (its parent, its body, its former name) says nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "registry/import/cli.hpp"
#include "registry/import/desk.hpp"
#include "registry/import/file_remarks.hpp"
#include "registry/import/json.hpp"
#include "registry/import/review.hpp"
#include "registry/import/store.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::import {
namespace {

using namespace std::string_literals;
using testing::Contains;
using testing::HasSubstr;

const Date kThen = *Date::of(2024, 3, 29), kLater = *Date::of(2025, 11, 1), kNow = *Date::of(2026, 11, 21);

constexpr std::string_view kUnits2024 =
    "code,level,type,name,full_name,parent_code,valid_to\n"
    "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,2025-06-30\n"
    "06,province,Tỉnh,Bắc Kạn,Tỉnh Bắc Kạn,,2025-06-30\n"
    "30,province,Tỉnh,Hải Dương,Tỉnh Hải Dương,,2025-06-30\n"
    "31,province,Thành phố,Hải Phòng,Thành phố Hải Phòng,,2025-06-30\n"
    "003,district,Quận,Tây Hồ,Quận Tây Hồ,01,2025-06-30\n"
    "290,district,Huyện,Chí Linh,Huyện Chí Linh,30,2025-06-30\n"
    "066,district,Huyện,Na Rì,Huyện Na Rì,06,2025-06-30\n"
    "02161,commune,Xã,Văn Minh,Xã Văn Minh,066,2025-06-30\n"
    "00097,commune,Phường,Tứ Liên,Phường Tứ Liên,003,2025-06-30\n"
    "00103,commune,Phường,Xuân La,Phường Xuân La,003,2025-06-30\n"
    "10507,commune,Phường,Cộng Hoà,Phường Cộng Hoà,290,2025-06-30\n";
constexpr std::string_view kUnits2025 =
    "code,level,type,name,full_name,parent_code,valid_from\n"
    "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,2025-07-01\n"
    "19,province,Tỉnh,Thái Nguyên,Tỉnh Thái Nguyên,,2025-07-01\n"
    "31,province,Thành phố,Hải Phòng,Thành phố Hải Phòng,,2025-07-01\n"
    "52,province,Tỉnh,Gia Lai,Tỉnh Gia Lai,,2025-07-01\n"
    "02155,commune,Xã,Trần Phú,Xã Trần Phú,19,2025-07-01\n"
    "21622,commune,Xã,An Toàn,Xã An Toàn,52,2025-07-01\n"
    "00097,commune,Phường,Hồng Hà,Phường Hồng Hà,01,2025-07-01\n"
    "00103,commune,Phường,Tây Hồ,Phường Tây Hồ,01,2025-07-01\n"
    "10507,commune,Phường,Cộng Hoà,Phường Cộng Hoà,31,2025-07-01\n";
constexpr std::string_view kProvinces2025 =
    "old_code,old_full_name,new_code,new_full_name,kind,valid_from,resolution\n"
    "01,Thành phố Hà Nội,01,Thành phố Hà Nội,kept,2025-07-01,202/2025/QH15\n"
    "06,Tỉnh Bắc Kạn,19,Tỉnh Thái Nguyên,merged,2025-07-01,202/2025/QH15\n"
    "30,Tỉnh Hải Dương,31,Thành phố Hải Phòng,merged,2025-07-01,202/2025/QH15\n"
    "31,Thành phố Hải Phòng,31,Thành phố Hải Phòng,merged,2025-07-01,202/2025/QH15\n";
constexpr std::string_view kChanges2025 =
    "old_code,old_full_name,level_old,old_district_code,old_province_code,new_code,new_full_name,"
    "new_province_code,kind,extent,extent_text,default_target,valid_from,resolution,clause,citation,"
    "confidence,correction\n"
    "02161,Xã Văn Minh,commune,066,06,02155,Xã Trần Phú,19,merged,full,whole,yes,2025-07-01,"
    "1683/NQ-UBTVQH15,,,high,\n"
    "00097,Phường Tứ Liên,commune,003,01,00097,Phường Hồng Hà,01,split-part,partial,part_area_pop,no,"
    "2025-07-01,1656/NQ-UBTVQH15,14,,high,\n"
    "00097,Phường Tứ Liên,commune,003,01,00103,Phường Tây Hồ,01,split-part,partial,remainder,yes,"
    "2025-07-01,1656/NQ-UBTVQH15,45,,high,\n"
    "00103,Phường Xuân La,commune,003,01,00103,Phường Tây Hồ,01,merged,full,whole,yes,2025-07-01,"
    "1656/NQ-UBTVQH15,45,,high,\n"
    "10507,Phường Cộng Hoà,commune,290,30,10507,Phường Cộng Hoà,31,kept,full,,yes,2025-07-01,"
    "1669/NQ-UBTVQH15,,,high,\n";

class Sender : public testing::Test {
  protected:
    void SetUp() override {
        std::ofstream(files_.path() / "units_2024.csv") << kUnits2024;
        std::ofstream(files_.path() / "units_2025.csv") << kUnits2025;
        std::ofstream(files_.path() / "provinces_changes_2025.csv") << kProvinces2025;
        std::ofstream(files_.path() / "units_changes_2025.csv") << kChanges2025;
        ASSERT_TRUE(territory::import_directory(*database_, files_.path(), 0).has_value());
        atlas_ = database_->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
    }
    static std::string list_of(const std::string& letterhead) {
        return letterhead + "\nTT,Tên mô hình,Đơn vị,Lĩnh vực\n1,Ngõ xanh,Phường Xuân La,VHXH\n";
    }
    Analysis read(const std::string& letterhead, const std::string& unit, Date on = kThen) const {
        const auto workbook = sheet::read_workbook(list_of(letterhead), "ds.csv");
        auto analysis = analyse(*workbook, *atlas_, {unit, on, "ds.csv", {}, {}, kNow});
        EXPECT_TRUE(analysis.has_value()) << analysis.error().message.in(Language::vi);
        return analysis ? *std::move(analysis) : Analysis{};
    }
    bool contradicts(const std::string& letterhead, const std::string& unit, Date on = kThen) const {
        const auto analysis = read(letterhead, unit, on);
        const bool listed =
            std::ranges::find(analysis.file_problems, "sender_mismatch") != analysis.file_problems.end();
        EXPECT_EQ(listed, analysis.sender.conflict.has_value());
        return listed;
    }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir files_;
    FixedClock clock_{kNow};
    std::shared_ptr<const territory::Atlas> atlas_;
};

TEST_F(Sender, another_province_or_commune_than_the_chosen_one_is_a_contradiction) {
    EXPECT_TRUE(contradicts("TỈNH HẢI DƯƠNG,,", "01"));
    EXPECT_TRUE(contradicts("UBND TỈNH HẢI DƯƠNG,,", "00097"));
    EXPECT_TRUE(contradicts("TỈNH ỦY HẢI DƯƠNG,,\nBAN DÂN VẬN,,", "003"));
    EXPECT_TRUE(contradicts("DANH SÁCH MÔ HÌNH TỈNH HẢI DƯƠNG NĂM 2024,,", "01"));
    EXPECT_TRUE(contradicts("UBND PHƯỜNG XUÂN LA,,", "00097"));
    EXPECT_TRUE(contradicts("THÀNH PHỐ HÀ NỘI,,\nPHƯỜNG XUÂN LA,,", "00097"));
    EXPECT_TRUE(contradicts("PHƯỜNG CỘNG HOÀ,,", "003"));
}

TEST_F(Sender, the_chosen_unit_its_parents_and_its_parts_are_none) {
    for (const auto* chosen : {"01", "003", "00103"}) {
        EXPECT_FALSE(contradicts("THÀNH PHỐ HÀ NỘI,,\nQUẬN TÂY HỒ,,\nPHƯỜNG XUÂN LA,,", chosen)) << chosen;
        EXPECT_FALSE(contradicts("THÀNH ỦY HÀ NỘI,,", chosen)) << chosen;
        EXPECT_FALSE(contradicts("BAN DÂN VẬN,,", chosen)) << chosen;
    }
    EXPECT_FALSE(contradicts("TỈNH HẢI DƯƠNG,,", "")) << "nothing was chosen";
}

TEST_F(Sender, a_unit_that_went_into_the_chosen_one_is_none) {
    EXPECT_FALSE(contradicts("UBND PHƯỜNG XUÂN LA,,", "00103", kLater)) << "now Phường Tây Hồ";
    EXPECT_FALSE(contradicts("PHƯỜNG TỨ LIÊN,,", "00103", kLater)) << "split between both";
    EXPECT_FALSE(contradicts("PHƯỜNG TỨ LIÊN,,", "00097", kLater)) << "split between both";
    EXPECT_FALSE(contradicts("TỈNH HẢI DƯƠNG,,", "31", kLater));
    EXPECT_FALSE(contradicts("TỈNH HẢI DƯƠNG,,", "31", kThen)) << "the chosen province holds it today";
    EXPECT_FALSE(contradicts("TỈNH HẢI DƯƠNG,,\nPHƯỜNG CỘNG HOÀ,,", "10507", kLater));
    EXPECT_TRUE(contradicts("PHƯỜNG XUÂN LA,,", "00097", kLater));
    EXPECT_TRUE(contradicts("TỈNH HẢI DƯƠNG,,", "01", kLater));
}

TEST_F(Sender, a_title_that_names_a_campaign_is_none) {
    for (const auto& on : {kThen, kLater})
        for (const auto* campaign : {"PHƯỜNG VĂN MINH", "XÃ VĂN MINH", "XÃ AN TOÀN", "PHƯỜNG AN TOÀN"}) {
            EXPECT_FALSE(contradicts("DANH SÁCH MÔ HÌNH "s + campaign + " NĂM 2026,,", "01", on)) << campaign;
            EXPECT_FALSE(contradicts("UBND "s + campaign + ",,", "01", on) && campaign[0] == 'P') << campaign;
        }
    EXPECT_FALSE(contradicts("\"An Toàn, ngày 3 tháng 11 năm 2025\",,", "01", kLater));
    EXPECT_FALSE(contradicts("\"Văn Minh, ngày 3 tháng 11 năm 2025\",,", "01", kLater));
}

TEST_F(Sender, a_title_or_place_that_names_a_province_or_district_is_one) {
    EXPECT_TRUE(contradicts("DANH SÁCH MÔ HÌNH HUYỆN CHÍ LINH NĂM 2024,,", "01"));
    EXPECT_TRUE(contradicts("DANH SÁCH MÔ HÌNH THÀNH PHỐ HẢI PHÒNG,,", "01", kLater));
    EXPECT_TRUE(contradicts("\"DANH SÁCH MÔ HÌNH XÃ VĂN MINH, HUYỆN NA RÌ, TỈNH BẮC KẠN\",,", "01"));
    EXPECT_TRUE(contradicts("\"Hải Dương, ngày 3 tháng 3 năm 2024\",,", "01"));
    EXPECT_TRUE(contradicts("UBND XÃ VĂN MINH,,", "01")) << "whoever issues the list names itself";
    EXPECT_TRUE(contradicts("UBND XÃ AN TOÀN,,", "01", kLater));
}

TEST_F(Sender, the_sentence_names_both_units_and_the_list_is_still_read) {
    const auto analysis = read("TỈNH HẢI DƯƠNG,,", "00103");
    EXPECT_EQ("00103", analysis.sender.unit->code);
    EXPECT_EQ(1u, analysis.to_save());
    const auto json = to_json(analysis);
    EXPECT_THAT(json["file_problems"], Contains("sender_mismatch"));
    ASSERT_FALSE(json["file_remarks"].empty());
    EXPECT_EQ("sender_mismatch", json["file_remarks"][0]["code"]);
    const std::string sentence = json["file_remarks"][0]["sentence"];
    EXPECT_THAT(sentence, HasSubstr("Tỉnh Hải Dương"));
    EXPECT_THAT(sentence, HasSubstr("Phường Xuân La (Thành phố Hà Nội)"));
}

TEST_F(Sender, the_review_page_says_it_above_everything_else) {
    Desk desk({*database_, clock_, [this] { return atlas_; }, files_.path() / "kept"});
    const auth::Principal officer{{7},
                                  "can.bo",
                                  "Cán bộ",
                                  {{auth::Role::officer, {}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}},
                                  ""};
    const auto id = desk.receive({"k", "ds.csv", "01", {}, list_of("TỈNH HẢI DƯƠNG,,")}, officer).value();
    desk.wait(id, std::chrono::seconds(60));
    const auto upload = *database_->read([&](db::Transaction& tx) { return store::find(tx, id); }).value();
    ASSERT_EQ(UploadState::ready, upload.state) << upload.refusal_text;
    const auto page = review_page(upload, *desk.analysis(upload, officer).value(), {}, {});
    ASSERT_FALSE(page.file_remarks.empty());
    const auto said = page.file_remarks.front().in(Language::vi);
    EXPECT_THAT(said, HasSubstr("Tỉnh Hải Dương"));
    EXPECT_THAT(said, HasSubstr("Thành phố Hà Nội"));
    EXPECT_THAT(said, HasSubstr("bấm “Đọc lại”")) << "what to do on this page";
    EXPECT_THAT(said, HasSubstr("bấm “Hủy, không lưu gì”.")) << "the button as it is called";
}

TEST_F(Sender, the_terminal_says_it_also_when_the_list_is_saved) {
    const auto file = files_.path() / "ds.csv";
    std::ofstream(file) << list_of("TỈNH HẢI DƯƠNG,,");
    std::ostringstream out, err;
    EXPECT_EQ(0, import_initiatives({*database_, clock_, out, err}, {file, "01", kThen, false, false}));
    EXPECT_THAT(err.str(), HasSubstr("Tỉnh Hải Dương"));
    EXPECT_THAT(err.str(), HasSubstr("Thành phố Hà Nội"));
    EXPECT_THAT(err.str(), HasSubstr("--unit"));
    EXPECT_THAT(err.str(), HasSubstr("nếu đã lưu thì hoàn tác trước bằng “kheo import undo”"));
    EXPECT_THAT(err.str(), HasSubstr("lưu 1,"));
}

}  // namespace
}  // namespace kheo::registry::import
