// SPDX-License-Identifier: Apache-2.0
// Photos and papers in backups, exports, public copies and after an erasure.
#include <gmock/gmock.h>

#include "app/archiving.hpp"
#include "app/erasures.hpp"
#include "app/findings.hpp"
#include "app/test_public_copy.hpp"
#include "platform/file/test_pictures.hpp"
#include "registry/evidence/evidence.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AttachmentsTravel : public PublicCopy {
  protected:
    void SetUp() override {
        PublicCopy::SetUp();
        run("INSERT INTO initiative_cycle (id, code, initiative_id, registration_id, campaign_year, unit_id, "
            "book_unit_id, kind, title, title_folded, basis, state, row_version, round, state_since, "
            "due_why, "
            "created_at) SELECT 500, 'OPEN111111', i.id, r.id, 2025, i.unit_id, i.unit_id, 'practice', "
            "i.title, "
            "i.title_folded, 'new', 'running', 1, 1, 1, '', 1 FROM initiative i JOIN registration r ON "
            "r.initiative_id = i.id WHERE r.undone_at IS NULL AND i.title = '" +
            std::string(kPracticeTitle) + "'");
        open_ = attach(files().stage_photo(file::test::jpeg_that_tells()).value());
        closed_ = attach(files().stage_photo(file::test::jpeg_that_tells({.green = 200})).value());
        paper_ = attach(files().stage_paper(file::test::pdf_of(2), "Biên bản.pdf").value());
        ASSERT_TRUE(data.database->write(
            [&](db::Transaction& tx) { return file::publish(tx, open_, true, {{}, clock.now(), {}}); }));
    }
    file::Files files() { return {*data.database, clock, data.dir / "files"}; }
    file::AttachmentId attach(const file::Staged& staged) {
        const file::Description said{.caption = "Đầu ngõ", .consent = file::Consent::people};
        return data.database
            ->write([&](db::Transaction& tx) {
                return file::add(tx, {std::string(registry::evidence::kCycleSubject), 500}, staged, said,
                                 {{}, clock.now(), {}});
            })
            .value();
    }
    static std::vector<fs::path> files_below(const fs::path& dir) {
        std::vector<fs::path> out;
        if (fs::exists(dir / "files"))
            for (const auto& entry : fs::recursive_directory_iterator(dir / "files"))
                if (entry.is_regular_file()) out.push_back(entry.path());
        return out;
    }
    fs::path export_all(const char* name) {
        auto writer = archive::write_directory(dir.path() / name).value();
        EXPECT_TRUE(write_system(data, *writer, clock));
        return dir.path() / name;
    }
    static int status(const Composition& program, file::AttachmentId id, file::Size size) {
        http::Incoming incoming;
        incoming.target = file::address_of(id, size);
        incoming.headers.add("host", "kheo.test");
        return program.site().handle(incoming).status;
    }
    std::vector<std::string> found_about_files(OpenData& in) {
        std::vector<std::string> out;
        const auto findings = check_data(in, clock).value();
        for (const auto& finding : findings)
            if (finding.code.find("files") != std::string_view::npos || finding.code == "attachments")
                out.emplace_back(finding.code);
        return out;
    }

    file::AttachmentId open_, closed_, paper_;
};

TEST_F(AttachmentsTravel, OnlyWhatIsOpenToEverybodyReachesAPublicCopy) {
    const auto archive = export_public();
    EXPECT_THAT(files_below(archive), SizeIs(3)) << "three sizes of one photo";
    const auto rows = test::read_file(archive / "tables" / "attachment.csv");
    EXPECT_NE(rows.find("Đầu ngõ"), std::string::npos);
    EXPECT_EQ(rows.find("Biên bản"), std::string::npos);
    load(archive, dir.path() / "copy");
    auto copy = open_data({dir.path() / "copy", {}}, clock).value();
    const auto outer = Composition::make(copy, clock).value(), inner = Composition::make(data, clock).value();
    for (const auto* program : {outer.get(), inner.get()}) {
        EXPECT_EQ(status(*program, open_, file::Size::medium), 200);
        EXPECT_EQ(status(*program, closed_, file::Size::medium), 404);
        EXPECT_EQ(status(*program, paper_, file::Size::whole), 404);
    }
    EXPECT_THAT(found_about_files(copy), IsEmpty());
}

TEST_F(AttachmentsTravel, ConsentThatIsTakenBackKeepsItAtHome) {
    ASSERT_TRUE(data.database->write([&](db::Transaction& tx) { return file::describe(tx, open_, 2, {}); }));
    EXPECT_THAT(files_below(export_public()), IsEmpty());
}

TEST_F(AttachmentsTravel, AWholeCopyHasThemAllAndIsSound) {
    const auto archive = export_all("all");
    EXPECT_THAT(files_below(archive), SizeIs(7));
    EXPECT_NE(test::read_file(archive / "manifest.json").find("\"missing_files\": 0"), std::string::npos);
    load(archive, dir.path() / "again");
    auto again = open_data({dir.path() / "again", {}}, clock).value();
    EXPECT_THAT(found_about_files(again), IsEmpty());
    EXPECT_THAT(files_below(again.dir), SizeIs(7));
}

/// The certificate asks every room that `kheo check` asks.
TEST_F(AttachmentsTravel, TheCertificateCountsWhatIsWrongInAnyRoom) {
    const auto faults_of = [&](const char* name) {
        return load(export_all(name), dir.path() / (std::string(name) + "-again")).value("faults", -1);
    };
    const auto before = faults_of("before");
    run("INSERT INTO mail_message (mail_key, purpose, state, content_hash, attempts, problem, not_before, "
        "queued_at) VALUES ('hong', 'x', 'waiting', '', 0, '', 1, 1)");
    EXPECT_EQ(faults_of("letter"), before + 1) << "a letter to nobody";
    for (const char* sql :
         {"INSERT INTO account (id, name, display_name, password_hash, must_change, created_at) "
          "VALUES (7, 'a', 'a', '', 0, 1), (8, 'b', 'b', '', 0, 1)",
          "INSERT INTO viewing (viewer_id, viewed_id, session_hash, reason, salt, entry_id, "
          "begun_at, ends_at) VALUES (7, 8, '', 'vì sao', 'muối', 1, 1, 2)"})
        run(sql);
    EXPECT_EQ(faults_of("viewing"), before + 2) << "whose reason the ledger does not vouch for";
}

TEST_F(AttachmentsTravel, ACopyThatLacksFilesSaysSoWhenItIsMadeAndWhenItIsLoaded) {
    const auto lost =
        data.dir /
        file::Vault::name_of(
            data.database->read([&](db::Transaction& tx) { return file::find(tx, paper_); }).value()->sha256);
    fs::remove(lost);
    auto writer = archive::write_directory(dir.path() / "less").value();
    const auto written = write_system(data, *writer, clock);
    ASSERT_TRUE(written) << "it may be all that is left";
    EXPECT_THAT(written->missing_files, testing::ElementsAre(fs::relative(lost, data.dir).string()));
    const auto manifest = test::read_file(dir.path() / "less" / "manifest.json");
    EXPECT_NE(manifest.find("\"missing_files\": 1"), std::string::npos) << manifest.substr(0, 400);
    auto reader = archive::read_directory(dir.path() / "less").value();
    const auto certificate = load_system({dir.path() / "again", {}}, *reader, {}, clock);
    ASSERT_TRUE(certificate) << certificate.error().detail;
    EXPECT_EQ(certificate->at("missing_files"), 1);
}

TEST_F(AttachmentsTravel, TheCheckNamesWhatIsMissingDamagedOrStrange) {
    EXPECT_THAT(found_about_files(data), IsEmpty());
    const auto all = files_below(data.dir);
    fs::remove(all[0]);
    std::ofstream(all[1], std::ios::app) << "x";
    const auto strange = data.dir / "files" / "attached" / "ab" / std::string(64, 'a');
    fs::create_directories(strange.parent_path());
    std::ofstream(strange) << "x";
    EXPECT_THAT(found_about_files(data),
                testing::ElementsAre("missing_files", "damaged_files", "orphan_files"));
}

TEST_F(AttachmentsTravel, WhatWasErasedOnRequestDoesNotComeBackWithAnOldCopy) {
    const auto old = export_all("old");
    const auto at = clock.now();
    file::Erasure erasure;
    ASSERT_TRUE(data.database->write([&](db::Transaction& tx) -> Result<> {
        erasure = TRY(file::erase(tx, open_, {{}, at, {}}));
        return remember_attachments(tx, erasure, at);
    }));
    ASSERT_TRUE(files().drop(erasure.files));
    ASSERT_TRUE(journal_attachments(data, erasure, at));
    const auto log = data.dir / "kheo.db-wal";
    EXPECT_TRUE(!fs::exists(log) || fs::file_size(log) == 0) << "the caption stands in the log";
    EXPECT_THAT(files_below(data.dir), SizeIs(4));
    RestoreOptions options;
    options.erasures = {data.dir / kJournal};
    load(old, dir.path() / "restored", options);
    auto restored = open_data({dir.path() / "restored", {}}, clock).value();
    EXPECT_THAT(files_below(restored.dir), SizeIs(4));
    const auto row =
        restored.database->read([&](db::Transaction& tx) { return file::find(tx, open_); }).value();
    EXPECT_NE(row->removed_at, 0);
    EXPECT_EQ(row->said.caption, "");
    EXPECT_THAT(found_about_files(restored), IsEmpty());
}

}  // namespace
}  // namespace kheo::app
