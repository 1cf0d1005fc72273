// SPDX-License-Identifier: Apache-2.0
// An uploaded list on its way into the registry: read, corrected, saved once, taken back; stopped without a
// trace; the ready list and the marked file come back as lists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "registry/import/cli.hpp"
#include "registry/import/desk.hpp"
#include "registry/import/kept_files.hpp"
#include "registry/import/marked.hpp"
#include "registry/import/ready_list.hpp"
#include "registry/import/review.hpp"
#include "registry/import/store.hpp"
#include "registry/import/units.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::import {
namespace {

using test::SmallAtlas;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kList =
    "DANH SÁCH MÔ HÌNH NĂM 2024,,,\nTT,Tên mô hình,Đơn vị,Lĩnh vực\n1,Ngõ xanh,Phường An,VHXH\n2,Chợ "
    "sạch,Phường Không Có,KT\n3,Đường hoa,Phường Bình,KT-XH\n";

class Wizard : public testing::Test {
  protected:
    Wizard()
        : clock_(*Date::of(2024, 11, 21)),
          desk_({*database_, clock_, [this] { return atlas_; }, files_.path()}),
          officer_{{7},
                   "can.bo",
                   "Cán bộ",
                   {{auth::Role::officer, {}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}},
                   ""} {}

    Upload upload(std::string_view csv, std::string key = "k1") {
        const auto id =
            desk_.receive({std::move(key), "danh-sach.csv", "", Date::of(2024, 3, 29), csv}, officer_)
                .value();
        return settled(id);
    }
    Upload settled(UploadId id) {
        desk_.wait(id, std::chrono::seconds(60));
        return *database_->read([&](db::Transaction& tx) { return store::find(tx, id); }).value();
    }
    std::int64_t registered() {
        const Reading everything{*atlas_, {true, {}}, clock_.today()};
        return database_->read([&](db::Transaction& tx) { return count(tx, {}, everything); })
            .value()
            .initiatives;
    }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir files_;
    FixedClock clock_;
    std::shared_ptr<const territory::Atlas> atlas_ = std::make_shared<SmallAtlas>();
    Desk desk_;
    auth::Principal officer_;
};

TEST_F(Wizard, files_that_a_killed_process_left_are_swept_at_the_next_start) {
    const auto kept = upload(kList);
    const auto file = [&](const std::string& name, bool old) {
        const auto path = kept_file(files_.path(), name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        if (old)
            std::filesystem::last_write_time(
                path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        return path;
    };
    const auto torn = file("ab01.XyZ123", true), fresh = file("ab02", false);
    const auto own = kept_file(files_.path(), kept.sha256);
    std::filesystem::last_write_time(own,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    {
        Desk next({*database_, clock_, [this] { return atlas_; }, files_.path()});
    }
    for (int i = 0; i < 200 && std::filesystem::exists(torn); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_FALSE(std::filesystem::exists(torn));
    EXPECT_TRUE(std::filesystem::exists(fresh)) << "perhaps somebody's upload of this moment";
    EXPECT_TRUE(std::filesystem::exists(own));
}

TEST_F(Wizard, a_file_that_this_database_does_not_know_is_left_to_its_owner) {
    const auto foreign = kept_file(files_.path(), "cd01"), dropped = kept_file(files_.path(), "cd02");
    for (const auto& path : {foreign, dropped}) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        std::filesystem::last_write_time(
            path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    }
    Upload given;
    given.sha256 = "cd02";
    given.state = UploadState::cancelled;
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return store::insert(tx, given); }));
    KeptFiles(*database_, files_.path()).sweep();
    EXPECT_TRUE(std::filesystem::exists(foreign));
    EXPECT_FALSE(std::filesystem::exists(dropped));
}

TEST_F(Wizard, a_list_whose_name_is_erased_meanwhile_is_not_saved) {
    for (const auto state : {UploadState::ready, UploadState::reading, UploadState::saving}) {
        const auto ready = upload(kList, std::string(code(state)));
        const auto now = database_->write([&](db::Transaction& tx) -> Result<Upload> {
            TRY(store::move(tx, ready.id, UploadState::ready, state, 5));
            TRY(store::forget(tx, ready.sha256, "…", 6));
            return *TRY(store::find(tx, ready.id));
        });
        EXPECT_EQ(UploadState::cancelled, now->state) << code(state);
    }
    EXPECT_EQ(0, registered());
}

TEST_F(Wizard, a_file_that_is_no_list_is_refused_with_a_sentence) {
    const auto refused = upload("Một trang giấy,không có bảng\n");
    EXPECT_EQ(UploadState::refused, refused.state);
    EXPECT_EQ("empty_list", refused.refusal);
    EXPECT_FALSE(refused.refusal_text.empty());
    EXPECT_EQ(0, registered());
}

TEST_F(Wizard, reading_saves_nothing_and_saving_takes_the_valid_rows_once) {
    const auto ready = upload(kList);
    ASSERT_EQ(UploadState::ready, ready.state) << ready.refusal_text;
    EXPECT_EQ(3, ready.rows);
    EXPECT_EQ(2, ready.valid);
    EXPECT_EQ(0, registered());
    ASSERT_TRUE(desk_.save(ready.id, officer_).has_value());
    const auto saved = settled(ready.id);
    EXPECT_EQ(UploadState::saved, saved.state);
    EXPECT_EQ(2, registered());
    EXPECT_TRUE(desk_.save(ready.id, officer_).has_value());
    EXPECT_EQ(2, registered());
}

TEST_F(Wizard, two_servers_at_one_list_save_it_once_and_leave_each_other_alone) {
    KHEO_NEEDS_POSTGRESQL();
    const auto second_database = database_.open_again({.readers = 2});
    Desk second({*second_database, clock_, [this] { return atlas_; }, files_.path()});
    const auto ready = upload(kList);
    ASSERT_TRUE(desk_.save(ready.id, officer_).has_value());
    const auto seen = *second_database->read([&](db::Transaction& tx) { return store::find(tx, ready.id); });
    EXPECT_TRUE(second.revive(*seen, officer_).has_value());  // as its page does while it waits
    (void)second.save(ready.id, officer_);
    second.wait(ready.id, std::chrono::seconds(60));
    const auto saved = settled(ready.id);
    EXPECT_EQ(UploadState::saved, saved.state);
    EXPECT_EQ(2, registered());
    const auto batches =
        database_->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM import_batch"); });
    EXPECT_EQ(1, *batches);
}

TEST_F(Wizard, the_same_form_sent_twice_is_one_upload_and_the_same_file_adds_nothing) {
    const auto first = upload(kList, "a");
    EXPECT_EQ(first.id, upload(kList, "a").id);
    ASSERT_TRUE(desk_.save(first.id, officer_).has_value());
    settled(first.id);
    const auto second = upload(kList, "b");
    EXPECT_NE(first.id, second.id);
    ASSERT_TRUE(desk_.save(second.id, officer_).has_value());
    const auto batch = settled(second.id).batch;
    const auto found = *database_->read([&](db::Transaction& tx) { return find_batch(tx, batch); }).value();
    EXPECT_EQ(0, found.saved);
    EXPECT_EQ(2, found.unchanged);
    EXPECT_EQ(2, registered());
}

TEST_F(Wizard, what_a_person_decides_is_kept_and_saved) {
    const auto ready = upload(kList);
    const Change decided{.decisions = {{.row = 4, .unit_code = "00003"}, {.row = 5, .field = "economy"}}};
    ASSERT_TRUE(desk_.reread(ready.id, decided, officer_).has_value());
    const auto again = settled(ready.id);
    EXPECT_EQ(3, again.valid);
    const auto analysis = desk_.analysis(again, officer_).value();
    EXPECT_THAT(analysis->rows[1].problems(), IsEmpty());
    EXPECT_EQ("economy", analysis->rows[2].field);
}

TEST_F(Wizard, a_cancelled_list_leaves_nothing_and_cannot_be_saved) {
    const auto ready = upload(kList);
    ASSERT_TRUE(desk_.cancel(ready.id).has_value());
    EXPECT_EQ(UploadState::cancelled, settled(ready.id).state);
    EXPECT_FALSE(desk_.save(ready.id, officer_).has_value());
    EXPECT_EQ(0, registered());
}

TEST_F(Wizard, rows_outside_the_persons_units_are_shown_and_not_saved) {
    officer_.grants.front().unit = test::kOtherCity;
    const auto ready = upload(kList);
    EXPECT_EQ(0, ready.valid);
    const auto analysis = desk_.analysis(ready, officer_).value();
    EXPECT_TRUE(analysis->rows[0].has("unit_not_yours"));
}

TEST_F(Wizard, what_one_person_saw_does_not_widen_what_another_saves) {
    const auto ready = upload(kList);
    auto stranger = officer_;
    stranger.grants.front().unit = test::kOtherCity;
    EXPECT_EQ(2u, desk_.analysis(ready, officer_).value()->to_save());
    EXPECT_EQ(0u, desk_.analysis(ready, stranger).value()->to_save());
    EXPECT_EQ(2u, desk_.analysis(ready, officer_).value()->to_save());
    ASSERT_TRUE(desk_.save(ready.id, stranger).has_value());
    settled(ready.id);
    EXPECT_EQ(0, registered());
}

TEST_F(Wizard, a_saved_list_is_not_read_again) {
    const auto ready = upload(kList);
    ASSERT_TRUE(desk_.save(ready.id, officer_).has_value());
    settled(ready.id);
    EXPECT_FALSE(desk_.reread(ready.id, {.unit_code = "00001"}, officer_).has_value());
    EXPECT_EQ(UploadState::saved, settled(ready.id).state);
    EXPECT_FALSE(desk_.cancel(ready.id).has_value());
}

TEST_F(Wizard, looking_while_a_list_is_saved_does_not_stop_it) {
    const auto ready = upload(kList);
    std::atomic<bool> done = false;
    std::thread looker([&] {
        while (!done) (void)desk_.revive(ready, officer_);
    });
    // A look that holds the list for a moment may refuse the first try; it never undoes an accepted one.
    while (!desk_.save(ready.id, officer_)) std::this_thread::yield();
    done = true;
    looker.join();
    EXPECT_EQ(UploadState::saved, settled(ready.id).state);
    EXPECT_EQ(2, registered());
}

TEST_F(Wizard, an_old_form_with_another_file_or_person_is_another_upload) {
    const auto first = upload(kList, "a");
    const auto other = upload("TT,Tên mô hình,Đơn vị\n1,Vườn rau,Phường An\n", "a");
    EXPECT_NE(first.id, other.id);
    EXPECT_EQ(1, other.rows);
    officer_.user = {8};
    EXPECT_NE(first.id, upload(kList, "a").id);
    EXPECT_NE(upload(kList, "").id, upload(kList, "").id);
}

TEST_F(Wizard, a_file_goes_with_the_last_list_that_needs_it) {
    const auto first = upload(kList, "a"), second = upload(kList, "b");
    ASSERT_TRUE(desk_.cancel(first.id).has_value());
    EXPECT_TRUE(desk_.content(second).has_value());
    ASSERT_TRUE(desk_.cancel(second.id).has_value());
    EXPECT_FALSE(desk_.content(second).has_value());
    EXPECT_FALSE(desk_.content(upload("Không có bảng\n", "c")).has_value());
}

TEST_F(Wizard, a_sender_that_is_no_unit_on_the_lists_date_is_refused) {
    const auto sent = [&](std::string unit, std::string key) {
        return settled(
            desk_.receive({std::move(key), "ds.csv", std::move(unit), Date::of(2024, 3, 29), kList}, officer_)
                .value());
    };
    const auto unknown = sent("00777", "a");
    EXPECT_EQ(UploadState::refused, unknown.state);
    EXPECT_THAT(unknown.refusal_text, testing::HasSubstr("00777"));
    EXPECT_EQ(UploadState::refused, sent("id:999", "b").state);
    const auto many = sent(identity(test::kNewWard), "c");  // three wards then
    EXPECT_THAT(many.refusal_text, testing::HasSubstr("Phường Đông Mới"));
    const auto one = sent(identity(test::kOtherNew), "d");
    ASSERT_EQ(UploadState::ready, one.state) << one.refusal_text;
    EXPECT_EQ(test::kWardC, desk_.analysis(one, officer_).value()->sender.unit->id);
    EXPECT_EQ(UploadState::ready, sent(identity(test::kCity), "e").state);
}

TEST_F(Wizard, the_command_line_refuses_an_unknown_unit_also_without_a_date) {
    const auto file = files_.path() / "ds.csv";
    std::ofstream(file) << kList;
    std::ostringstream out, err;
    const CommandContext context{*database_, clock_, out, err};
    EXPECT_NE(0, import_initiatives(context, {file, "00777", {}, false, true}));
    EXPECT_THAT(err.str(), testing::HasSubstr("00777"));
    EXPECT_EQ(0, registered());
}

class CommandLine : public testing::Test {
  protected:
    void SetUp() override {
        std::ofstream(dir_.path() / "units_2024.csv")
            << "code,level,type,name,full_name,parent_code,valid_to\n"
               "01,province,Thành phố,Hà Nội,Thành phố Hà Nội,,\n"
               "00001,commune,Phường,Phúc Xá,Phường Phúc Xá,01,\n";
        ASSERT_TRUE(territory::import_directory(*database_, dir_.path(), 0).has_value());
    }
    /// What a dry run says of these rows.
    std::string said_of(const std::string& rows) {
        const auto file = dir_.path() / "ds.csv";
        std::ofstream(file) << "TT,Tên mô hình,Đơn vị,Lĩnh vực\n" << rows;
        std::ostringstream out, err;
        EXPECT_EQ(0, import_initiatives({*database_, clock_, out, err}, {file, "01", {}, true, false}));
        return err.str();
    }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir dir_;
    FixedClock clock_{*Date::of(2024, 11, 21)};
};

TEST_F(CommandLine, remarks_on_saved_rows_are_printed_and_bounded) {
    const auto printed = [&](int count) {
        std::string rows = "1,,Phường Phúc Xá,KT\n";
        for (int i = 0; i < count; ++i)
            rows += std::to_string(i + 2) + ",Tổ " + std::string(12, static_cast<char>('a' + i)) +
                    ",Phường Phúc Xá,thể thao\n";
        return said_of(rows);
    };
    const auto few = printed(2), many = printed(25);
    EXPECT_THAT(few, testing::HasSubstr("Dòng 2 (không lưu): Chưa có tên mô hình."));
    EXPECT_THAT(few, testing::HasSubstr("Dòng 3 (lưu được, nên xem lại): “thể thao” không thuộc"));
    EXPECT_THAT(few, testing::Not(testing::HasSubstr("nhận xét nữa")));
    EXPECT_THAT(many, testing::HasSubstr("Dòng 22 (lưu được"));
    EXPECT_THAT(many, testing::Not(testing::HasSubstr("Dòng 23 ")));
    EXPECT_THAT(many, testing::HasSubstr("… và 5 nhận xét nữa"));
}

TEST_F(CommandLine, a_rejected_row_names_only_what_keeps_it_out) {
    const auto said = said_of("1,,Xã Phúc Xá,thể thao\n");
    EXPECT_THAT(said, testing::HasSubstr("Dòng 2 (không lưu): Chưa có tên mô hình."));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("Phường Phúc Xá"))) << "the type is harmless";
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("thể thao"))) << "so is the field";
}

TEST_F(CommandLine, what_needs_nobody_asks_nobody_to_look) {
    const auto said = said_of("1,Ngõ xanh,Xã Phúc Xá,KT\n");
    EXPECT_THAT(said, testing::HasSubstr("Dòng 2 (lưu được): “Xã Phúc Xá”"));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("nên xem lại")));
}

TEST_F(Wizard, the_review_page_asks_what_only_a_person_can_tell) {
    const auto ready = upload(kList);
    const auto analysis = desk_.analysis(ready, officer_).value();
    const auto fields =
        database_->read([&](db::Transaction& tx) { return registry::fields(tx, analysis->list_date); })
            .value();
    const auto page = review_page(ready, *analysis, fields, {});
    EXPECT_EQ(2, page.to_look_at);
    ASSERT_EQ(2u, page.shown.size());
    EXPECT_EQ("dvk-4", page.shown[0].questions[0].name);
    EXPECT_EQ("lv-5", page.shown[1].questions[0].name);
    http::Fields form;
    form.add("dvk-4", "Phường Cát");
    form.add("lv-5", "economy");
    form.add("bo-5", "0");
    const auto decisions = read_decisions(form, *analysis, *atlas_);
    ASSERT_EQ(2u, decisions.size());
    EXPECT_EQ("00003", decisions[0].unit_code);
    EXPECT_EQ("economy", decisions[1].field);
}

TEST_F(Wizard, a_date_left_as_shown_settles_nothing) {
    const auto ready = upload(
        "TT,Tên mô hình,Đơn vị,Lĩnh vực,Bắt đầu,Kết thúc\n1,Ngõ xanh,Phường An,KT,21/02/2024,31/02/2024\n");
    const auto analysis = desk_.analysis(ready, officer_).value();
    http::Fields form;
    form.add("tu-2", "21/02/2024");
    form.add("den-2", "");
    form.add("bo-2", "0");
    EXPECT_THAT(read_decisions(form, *analysis, *atlas_), IsEmpty());
    http::Fields settled;
    settled.add("den-2", "30/6/2024");
    Analysis corrected = *analysis;
    apply(corrected, read_decisions(settled, *analysis, *atlas_), *atlas_);
    EXPECT_EQ("2024-06-30", corrected.rows[0].end);
    EXPECT_TRUE(corrected.rows[0].saved());
}

TEST_F(Wizard, an_answer_that_names_no_unit_is_kept_and_told) {
    const auto ready = upload(kList);
    auto analysis = *desk_.analysis(ready, officer_).value();
    http::Fields form;
    form.add("dvk-4", "Phường Hoa Mơ");
    apply(analysis, read_decisions(form, analysis, *atlas_), *atlas_);
    EXPECT_EQ("Phường Hoa Mơ", analysis.rows[1].unit_typed);
    EXPECT_FALSE(analysis.rows[1].saved());
}

TEST_F(Wizard, a_ready_list_for_next_year_is_dated_today) {
    const auto workbook =
        sheet::read_workbook("DANH SÁCH NĂM 2025,,\nTT,Tên mô hình,Đơn vị\n1,Ngõ xanh,Phường An\n", "ds.csv");
    Hints hints;
    hints.today = clock_.today();
    const auto out = analyse(*workbook, *atlas_, hints);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(2025, out->year);
    EXPECT_EQ(clock_.today(), out->list_date);
    EXPECT_TRUE(out->date_assumed);
}

TEST_F(Wizard, the_marked_file_reads_as_the_same_list) {
    const auto ready = upload(kList);
    const auto analysis = desk_.analysis(ready, officer_).value();
    const auto marked = marked_file(kList, "danh-sach.csv", *analysis);
    ASSERT_TRUE(marked.has_value());
    const auto again = analyse(sheet::read_workbook(*marked, "danh-sach.xlsx").value(), *atlas_,
                               {"", Date::of(2024, 3, 29), "", {}, {}, clock_.today()});
    ASSERT_TRUE(again.has_value());
    ASSERT_EQ(3u, again->rows.size());
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(analysis->rows[i].problems(), again->rows[i].problems());
}

TEST_F(Wizard, the_ready_list_filled_in_is_an_ordinary_list) {
    ListItem item;
    item.title = "Ngõ xanh";
    item.owner_text = "Hội Phụ nữ";
    item.owner_type = OwnerType::collective;
    item.field = "economy";
    item.unit = test::kWardA;
    item.starts = "2023-05";
    const Field economy{"economy", "Kinh tế", {}};
    const auto bytes = write_ready_list(
        {*atlas_->find(test::kWardA, clock_.today()), 2025, {item}, {economy}}, *atlas_, clock_.today());
    ASSERT_TRUE(bytes.has_value());
    const auto read = analyse(sheet::read_workbook(*bytes, "mau.xlsx").value(), *atlas_,
                              {"", {}, "", {}, {}, clock_.today()});
    ASSERT_TRUE(read.has_value()) << read.error().message.in(Language::vi);
    ASSERT_EQ(1u, read->rows.size());
    EXPECT_EQ("00001", read->rows[0].unit->code);
    EXPECT_EQ(Basis::maintained, read->rows[0].basis);
    EXPECT_EQ("2023-05", read->rows[0].start);
    EXPECT_EQ("Hội Phụ nữ", read->rows[0].owner_text);
    EXPECT_THAT(read->rows[0].problems(), IsEmpty());
    EXPECT_EQ(2025, read->year);
}

TEST_F(Wizard, the_command_line_prints_a_refusal_as_the_contract_says) {
    const auto file = files_.path() / "trang.csv";
    std::ofstream(file) << "Một trang giấy,không có bảng\n";
    std::ostringstream out, err;
    const CommandContext context{*database_, clock_, out, err};
    EXPECT_EQ(1, import_initiatives(context, {file, "", {}, true, true}));
    EXPECT_THAT(out.str(), testing::StartsWith(R"({"accept":false,"refusal":"empty_list","message":)"));
    EXPECT_FALSE(err.str().empty());
    EXPECT_EQ(1, undo_import(context, BatchId{99}, false));
    const auto named = [&](const std::string& text) {
        return database_->read([&](db::Transaction& tx) { return batch_named(tx, text); });
    };
    EXPECT_EQ(BatchId{99}, named("99").value());
    for (const auto* wrong : {"abc", "", "-1", "7x", "/nhap-du-lieu/", "/nhap-du-lieu/7/luu"})
        EXPECT_EQ(ErrorKind::usage, named(wrong).error().kind) << wrong;
    EXPECT_EQ(ErrorKind::not_found, named("https://kheo.example/nhap-du-lieu/7").error().kind);
}

}  // namespace
}  // namespace kheo::registry::import
