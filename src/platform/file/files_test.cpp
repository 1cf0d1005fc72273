// SPDX-License-Identifier: Apache-2.0
// Files and rows together: what is kept, what goes, what a process that died leaves.
#include "platform/file/file.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/digest.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/file/test_pictures.hpp"
#include "platform/file/test_zip.hpp"
#include "support/test_database.hpp"

namespace kheo::file {
namespace {

namespace fs = std::filesystem;
using namespace test;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Millis kHour = 3'600'000;

std::string key_of(const auto& result) {
    return result ? std::string() : std::string(result.error().message.key());
}

class Attachments : public ::testing::Test {
  protected:
    Attachments() {
        person_ = database_
                      ->write([&](db::Transaction& tx) {
                          return auth::add_account(tx, {"lan", "Lan", "!", false}, clock_.now());
                      })
                      .value();
    }
    Act act(std::string key = {}) { return {person_, clock_.now(), std::move(key)}; }
    Result<AttachmentId> attach(const Staged& staged, const Subject& subject, std::string key = {},
                                const Description& said = {}) {
        return database_->write(
            [&](db::Transaction& tx) { return add(tx, subject, staged, said, act(std::move(key))); });
    }
    auto ask(auto question) {
        return database_->read([&](db::Transaction& tx) { return question(tx); });
    }
    std::vector<fs::path> on_disk() const {
        std::vector<fs::path> out;
        for (const auto& entry : fs::recursive_directory_iterator(dir_.path()))
            if (entry.is_regular_file()) out.push_back(entry.path());
        return out;
    }
    static void make_old(const fs::path& path) {
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(2));
    }
    void later() { clock_.set(clock_.now() + 2 * kHour); }
    void sound() {
        EXPECT_THAT(ask([](db::Transaction& tx) { return faults(tx); }).value(), IsEmpty());
    }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir dir_;
    FixedClock clock_{*Date::of(2026, 11, 22)};
    Files files_{*database_, clock_, dir_.path() / "files"};
    auth::UserId person_;
    const Subject cycle_{"initiative_cycle", 7}, other_{"initiative_cycle", 8};
};

TEST_F(Attachments, nothing_on_the_disk_tells_where_a_photo_was_taken) {
    const auto photo = jpeg_that_tells({.width = 3000, .height = 2000});
    const auto staged = files_.stage(photo, "IMG_0001.JPG").value();
    ASSERT_TRUE(attach(staged, cycle_));
    EXPECT_THAT(on_disk(), SizeIs(3));
    for (const auto& path : on_disk()) {
        const auto bytes = kheo::test::read_file(path);
        EXPECT_FALSE(tells(bytes)) << path;
        EXPECT_TRUE(is_bare(bytes)) << path;
        EXPECT_EQ(sha256_hex(bytes), path.filename().string());
    }
    sound();
}

TEST_F(Attachments, a_photo_is_found_in_three_sizes_and_a_paper_as_a_whole) {
    const auto photo = attach(files_.stage_photo(jpeg_that_tells()).value(), cycle_).value();
    const auto paper =
        attach(files_.stage_paper(pdf_of(2), "../../etc/Biên bản.exe").value(), cycle_).value();
    const auto all = ask([&](db::Transaction& tx) { return list(tx, cycle_); }).value();
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].width, 800);
    EXPECT_EQ(all[1].file_name, "Biên bản.pdf") << "no path, and the extension that its content says";
    const auto file = [&](AttachmentId id, Size size) {
        return ask([&](db::Transaction& tx) { return find_file(tx, id, size); }).value();
    };
    EXPECT_EQ(file(photo, Size::small)->width, 160);
    EXPECT_FALSE(file(photo, Size::whole));
    EXPECT_EQ(*files_.vault().get(file(paper, Size::whole)->sha256).value(), pdf_of(2));
    EXPECT_FALSE(file(paper, Size::large));
}

TEST_F(Attachments, a_name_with_no_letters_still_is_a_name) {
    EXPECT_EQ(files_.stage_paper(pdf_of(1), "..").value().file_name, "tep.pdf");
    EXPECT_EQ(files_.stage_paper(pdf_of(1), "a\r\nb\"<.pdf").value().file_name, "ab\"<.pdf");
    EXPECT_LT(files_.stage_paper(pdf_of(1), std::string(3000, 'a')).value().file_name.size(), 130);
}

TEST_F(Attachments, each_box_takes_its_kind_only) {
    EXPECT_EQ(key_of(files_.stage_photo(pdf_of(1))), "file.no_photo");
    EXPECT_EQ(key_of(files_.stage_paper(jpeg_that_tells(), "a.pdf")), "file.no_paper");
    EXPECT_THAT(on_disk(), IsEmpty());
}

TEST_F(Attachments, limits_are_those_of_the_day) {
    (void)database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE file_limit SET most_bytes = 2000 WHERE kind = 'pdf'");
    });
    EXPECT_EQ(key_of(files_.stage_paper(pdf_of(40), "a.pdf")), "file.paper_too_large");
    (void)database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE file_limit SET valid_to = '2026-01-01' WHERE kind = 'pdf'");
    });
    EXPECT_EQ(key_of(files_.stage_paper(pdf_of(1), "a.pdf")), "file.not_accepted_today");
}

TEST_F(Attachments, the_same_photo_twice_is_kept_once) {
    const auto photo = jpeg_that_tells();
    ASSERT_TRUE(attach(files_.stage(photo, "a.jpg").value(), cycle_));
    ASSERT_TRUE(attach(files_.stage(photo, "b.jpg").value(), other_));
    EXPECT_THAT(on_disk(), SizeIs(3));
    EXPECT_EQ(key_of(attach(files_.stage(photo, "c.jpg").value(), cycle_)), "file.stands_already");
}

TEST_F(Attachments, a_form_sent_twice_attaches_once) {
    const auto staged = files_.stage(jpeg_that_tells(), "a.jpg").value();
    const auto first = attach(staged, cycle_, "key-1").value();
    EXPECT_EQ(attach(staged, cycle_, "key-1").value(), first);
    EXPECT_EQ(ask([&](db::Transaction& tx) { return find_request(tx, "key-1"); }).value()->id, first);
    EXPECT_EQ(ask([&](db::Transaction& tx) { return count(tx, cycle_); }).value(), 1);
}

TEST_F(Attachments, a_process_that_died_between_file_and_row_leaves_nothing_for_long) {
    ASSERT_TRUE(files_.stage(jpeg_that_tells(), "a.jpg"));  // and then the power fails
    ASSERT_TRUE(files_.sweep());
    EXPECT_THAT(on_disk(), SizeIs(3)) << "perhaps somebody is at it";
    later();
    ASSERT_TRUE(files_.sweep());
    EXPECT_THAT(on_disk(), IsEmpty());
}

TEST_F(Attachments, half_written_files_go_and_strange_ones_stay) {
    const auto below = dir_.path() / "files" / "attached" / "ab";
    fs::create_directories(below);
    const std::string name(64, 'a');
    std::ofstream(below / (name + ".x7Fa1q")) << "half";
    std::ofstream(below / name) << "of another database";
    std::ofstream(below / ("b" + name.substr(1) + ".aside")) << "put back";
    for (const auto& path : on_disk()) make_old(path);
    ASSERT_TRUE(files_.sweep());
    EXPECT_FALSE(fs::exists(below / (name + ".x7Fa1q")));
    EXPECT_TRUE(fs::exists(below / name));
    EXPECT_TRUE(fs::exists(below / ("b" + name.substr(1))));
}

TEST_F(Attachments, what_was_removed_goes_unless_another_needs_it) {
    const auto staged = files_.stage(jpeg_that_tells(), "a.jpg").value();
    const auto first = attach(staged, cycle_).value();
    const auto second = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), other_).value();
    const auto take_out = [&](AttachmentId id) {
        const auto gone =
            database_->write([&](db::Transaction& tx) { return remove(tx, id, "nhầm hồ sơ", act()); });
        ASSERT_TRUE(gone);
        ASSERT_TRUE(files_.drop(*gone));
    };
    take_out(first);
    EXPECT_THAT(on_disk(), SizeIs(3));
    take_out(second);
    EXPECT_THAT(on_disk(), IsEmpty());
    const auto row = ask([&](db::Transaction& tx) { return find(tx, first); }).value();
    EXPECT_EQ(row->sha256, staged.main().sha256) << "the hash stays";
    EXPECT_TRUE(attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), cycle_))
        << "a mistake can be undone";
    sound();
}

TEST_F(Attachments, one_that_is_needed_again_while_it_goes_stays) {
    const auto staged = files_.stage(jpeg_that_tells(), "a.jpg").value();
    const auto id = attach(staged, cycle_).value();
    const auto gone =
        database_->write([&](db::Transaction& tx) { return remove(tx, id, "", act()); }).value();
    ASSERT_TRUE(files_.stage(jpeg_that_tells(), "a.jpg"));  // another server, at the same moment
    ASSERT_TRUE(files_.drop(gone));
    EXPECT_THAT(on_disk(), SizeIs(3));
    // The row may come between the question and the deletion: then what lay aside stands again.
    ASSERT_TRUE(files_.vault().take_away(staged.main().sha256, [] { return Result<bool>(true); }));
    EXPECT_THAT(on_disk(), SizeIs(3));
}

TEST_F(Attachments, a_person_who_asks_is_gone_from_every_dossier_and_does_not_come_back) {
    const Description said{.caption = "Bà Hoa bên đường hoa", .consent_note = "hỏi ngày 3/3"};
    const auto staged = files_.stage(jpeg_that_tells(), "a.jpg").value();
    const auto first = attach(staged, cycle_, {}, said).value();
    const auto second = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), other_, {}, said).value();
    const auto done = database_->write([&](db::Transaction& tx) { return erase(tx, first, act()); }).value();
    EXPECT_THAT(done.attachments, SizeIs(2));
    ASSERT_TRUE(files_.drop(done.files));
    EXPECT_THAT(on_disk(), IsEmpty());
    const auto row = ask([&](db::Transaction& tx) { return find(tx, second); }).value();
    EXPECT_EQ(row->said.caption, "");
    EXPECT_EQ(row->said.consent_note, "");
    EXPECT_EQ(row->sha256, staged.main().sha256);
    EXPECT_EQ(key_of(attach(files_.stage(jpeg_that_tells(), "b.jpg").value(), cycle_)), "file.was_erased");
    EXPECT_FALSE(database_->write([&](db::Transaction& tx) { return erase(tx, first, act()); }));
    sound();
}

TEST_F(Attachments, an_erasure_from_the_journal_hits_that_attachment_and_no_later_one_of_its_number) {
    const auto id = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), cycle_).value();
    const auto again = [&](Millis made_at) {
        return database_->write([&](db::Transaction& tx) { return erase_again(tx, {id, made_at}, act()); })
            .value();
    };
    EXPECT_THAT(again(clock_.now() - 1).attachments, IsEmpty());
    EXPECT_THAT(again(clock_.now()).attachments, SizeIs(1));
    EXPECT_THAT(again(clock_.now()).attachments, IsEmpty());
}

TEST_F(Attachments, the_key_of_a_form_answers_only_what_it_sent) {
    const auto red = files_.stage_photo(jpeg_that_tells()).value();
    const auto first = attach(red, cycle_, "key-1").value();
    const auto other = attach(files_.stage_photo(jpeg_that_tells({.green = 200})).value(), cycle_, "key-1");
    ASSERT_TRUE(other);
    EXPECT_NE(*other, first);
    EXPECT_EQ(attach(red, cycle_, "key-1").value(), first);
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return remove(tx, first, "nhầm", act()); }));
    EXPECT_NE(attach(files_.stage_photo(jpeg_that_tells()).value(), cycle_, "key-1").value(), first);
    EXPECT_THAT(ask([&](db::Transaction& tx) { return list(tx, cycle_); }).value(), SizeIs(2));
    sound();
}

TEST_F(Attachments, who_describes_what_was_described_meanwhile_is_told) {
    const auto id =
        attach(files_.stage_photo(jpeg_that_tells()).value(), cycle_, {}, {.consent = Consent::people})
            .value();
    const auto say = [&](std::int64_t version, Consent consent) {
        return database_->write(
            [&](db::Transaction& tx) { return describe(tx, id, version, {.consent = consent}); });
    };
    ASSERT_TRUE(say(1, Consent::none));
    EXPECT_EQ(key_of(say(1, Consent::people)), "file.described_meanwhile");
    EXPECT_EQ(ask([&](db::Transaction& tx) { return find(tx, id); }).value()->said.consent, Consent::none);
    EXPECT_TRUE(say(2, Consent::people));
}

TEST_F(Attachments, only_with_consent_is_a_photo_for_everybody) {
    const auto id = attach(files_.stage(jpeg_that_tells(), "a.jpg").value(), cycle_).value();
    const auto open = [&](bool everybody) {
        return database_->write([&](db::Transaction& tx) { return publish(tx, id, everybody, act()); });
    };
    const auto say = [&](Consent consent, bool children) {
        EXPECT_TRUE(database_->write([&](db::Transaction& tx) -> Result<> {
            const auto version = TRY(find(tx, id))->row_version;
            return describe(tx, id, version, {.consent = consent, .children = children});
        }));
    };
    EXPECT_EQ(key_of(open(true)), "file.consent_missing");
    say(Consent::people, true);
    EXPECT_EQ(key_of(open(true)), "file.guardian_consent_missing");
    say(Consent::guardian, true);
    EXPECT_TRUE(open(true));
    EXPECT_GT(ask([&](db::Transaction& tx) { return find(tx, id); }).value()->published_at, 0);
    say(Consent::none, false);
    EXPECT_EQ(ask([&](db::Transaction& tx) { return find(tx, id); }).value()->published_at, 0)
        << "consent that is taken back takes the photo back";
    const auto paper = attach(files_.stage(pdf_of(1), "a.pdf").value(), cycle_).value();
    EXPECT_FALSE(database_->write([&](db::Transaction& tx) { return publish(tx, paper, true, act()); }));
    sound();
}

TEST_F(Attachments, a_dossier_holds_so_many_and_no_novel_as_a_caption) {
    const auto staged = files_.stage(pdf_of(1), "a.pdf").value();
    EXPECT_EQ(key_of(attach(staged, cycle_, {}, {.caption = std::string(201, 'a')})),
              "file.caption_too_long");
    (void)database_->write([&](db::Transaction& tx) -> Result<> {
        for (int i = 0; i < kMostOfSubject; ++i)
            TRY(
                tx.exec("INSERT INTO attachment (subject_type, subject_id, kind, type, sha256, bytes, width, "
                        "height, file_name, caption, phase, consent, children, consent_note, created_at, "
                        "removed_reason) VALUES ('initiative_cycle', 7, 'paper', 'pdf', ?1, 1, 0, 0, '', '', "
                        "'other', 'none', 0, '', 1, '')",
                        std::to_string(i)));
        return {};
    });
    EXPECT_EQ(key_of(attach(staged, cycle_)), "file.too_many_files");
}

TEST_F(Attachments, a_full_or_closed_directory_is_a_sentence) {
    std::ofstream(dir_.path() / "files") << "no directory";
    const auto refused = files_.stage(jpeg_that_tells(), "a.jpg");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::environment);
}

}  // namespace
}  // namespace kheo::file
