// SPDX-License-Identifier: Apache-2.0
// The journal of erasures, and an old copy of the data that is laid back in place.
#include "app/erasures.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "app/findings.hpp"
#include "app/test_data.hpp"
#include "platform/auth/accounts.hpp"
#include "registry/test_atlas.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;

class Erasures : public testing::Test {
  protected:
    Erasures() {
        data.emplace(make_data(location, clock).value());
        EXPECT_TRUE(data->database->write([&](db::Transaction& tx) -> Result<> {
            TRY(auth::add_account(tx, {"lan", "Trần Thị Lan", "h", false, {}}, 77));
            const auto root = TRY(auth::add_account(tx, {"root", "Quản trị", "h", false, {}}, 78));
            TRY(auth::add_grant(tx, root,
                                {auth::Role::administrator, {}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)},
                                {}, 78));
            return {};
        }));
    }
    std::string person() {
        return data->database->read([](db::Transaction& tx) { return auth::display_name(tx, {1}); }).value();
    }
    void journal(std::string_view text) {
        std::ofstream(location.data / kJournal, std::ios::binary | std::ios::trunc) << text;
    }
    Result<std::set<Erased>> read() { return TRY(read_journal(location.data / kJournal)).erased; }
    bool torn() { return read_journal(location.data / kJournal).value().torn; }

    test::TempDir dir;
    FixedClock clock{*Date::of(2026, 11, 20)};
    Location location{dir.path() / "data", ""};
    std::optional<OpenData> data;
};

constexpr std::string_view kLine = R"({"kind":"account","id":1,"made_at":77,"erased_at":99})";

TEST_F(Erasures, TheTornEndOfACrashIsLeftOut) {
    journal(std::string(kLine) + "\n{\"kind\":\"acc");
    EXPECT_EQ(read()->size(), 1);
    journal(std::string(kLine) + "\n{\"kind\":\"acc\n" + std::string(kLine) + "\n");
    EXPECT_EQ(read().error().message.key(), "app.journal_damaged") << "not at the end: somebody changed it";
    journal("{\"kind\":\"acc\n\n" + std::string(kLine) + "\n");
    EXPECT_EQ(read()->size(), 1) << "written behind a torn end";
    fs::remove(location.data / kJournal);
    EXPECT_TRUE(read()->empty());
}

TEST_F(Erasures, OnlyATornLineThatNothingFollowsIsALoss) {
    const auto whole = std::string(kLine) + "\n";
    for (const auto& text : {std::string(), whole, std::string(kLine), "{\"kind\":\"acc\n\n" + whole}) {
        journal(text);
        EXPECT_FALSE(torn()) << text;
    }
    for (const auto* end : {"{", "{\"kind\":\"acc", "{\"kind\":\"acc\n", "{\"kind\":\"acc\n\n"}) {
        journal(whole + end);
        EXPECT_TRUE(torn()) << end;
    }
}

TEST_F(Erasures, AGivenJournalThatIsTornIsNamed) {
    const auto given = dir.path() / "given.jsonl", other = dir.path() / "other.jsonl";
    std::ofstream(given) << kLine << "\n{\"kind\":\"acc";
    std::ofstream(other) << kLine << "\n";
    const auto done = reapply_erasures(*data, {given, other}, clock);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->applied, 1) << "what can be read is done";
    EXPECT_THAT(done->torn, testing::ElementsAre(given.string()));
    EXPECT_TRUE(reapply_erasures(*data, {other}, clock)->torn.empty());
}

TEST_F(Erasures, AGivenFileThatIsNoJournalIsRefused) {
    const auto given = dir.path() / "head.txt";
    std::ofstream(given) << "kheo ledger head 12 of a page that somebody printed\n";
    const auto done = reapply_erasures(*data, {given}, clock);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message.key(), "app.no_journal");
}

TEST_F(Erasures, LeaveNothingInTheLogOfSqliteBesideOthers) {
    const auto server = open_data(location, clock);  // as a server has it
    ASSERT_TRUE(server);
    ASSERT_TRUE(server->database->read([](db::Transaction& tx) { return tx.value("SELECT 1"); }));
    ASSERT_TRUE(erase_user(*data, "lan", clock));
    if (data->database->engine() != db::Engine::sqlite) GTEST_SKIP() << "a server keeps its own log";
    const auto log = location.data / "kheo.db-wal";
    EXPECT_TRUE(!fs::exists(log) || fs::file_size(log) == 0);
}

TEST_F(Erasures, ALogThatSomebodyReadsIsNoFileToDeleteAndTheNextStartEmptiesIt) {
    if (data->database->engine() != db::Engine::sqlite) GTEST_SKIP() << "a server keeps its own log";
    const auto log = location.data / "kheo.db-wal";
    const auto server = open_data(location, clock);
    ASSERT_TRUE(server);
    ASSERT_TRUE(server->database->read([&](db::Transaction& tx) -> Result<> {
        TRY(tx.value("SELECT COUNT(*) FROM account"));
        const auto left = erase_user(*data, "lan", clock);
        EXPECT_TRUE(left) << left.error().detail;
        EXPECT_TRUE(left->files.empty()) << "nobody may delete the log";
        EXPECT_EQ(left->log, log.string());
        EXPECT_THAT(sentences_of(*left).front().in(Language::vi), testing::HasSubstr("Không xóa tệp này"));
        return {};
    }));
    ASSERT_GT(fs::file_size(log), 0);
    const auto start = reapply_erasures(*data, {}, clock);
    EXPECT_EQ(start->applied, 0);
    EXPECT_TRUE(start->left.log.empty());
    EXPECT_TRUE(!fs::exists(log) || fs::file_size(log) == 0);
    EXPECT_EQ(person(), "(đã xóa tên)");
}

TEST_F(Erasures, ALineThatWouldUseUpTheStackIsNone) {
    const auto deep = std::string(500'000, '[') + std::string(500'000, ']');
    const auto line =
        R"({"kind":"owner","id":1,"made_at":7,"erased_at":9,"lists":[],"owners":)" + deep + "}\n";
    journal(line + std::string(kLine) + "\n");
    EXPECT_EQ(read().error().message.key(), "app.journal_damaged");
}

TEST_F(Erasures, WhatIsWrittenBehindATornEndCanBeReadForEver) {
    ASSERT_TRUE(erase_user(*data, "lan", clock));
    const auto whole = test::read_file(location.data / kJournal);
    journal(whole.substr(0, whole.size() - 5));  // a crash while it was written
    EXPECT_TRUE(read()->empty());
    for (int start = 0; start < 2; ++start) {  // of serve: the first writes down what is missing
        const auto again = reapply_erasures(*data, {}, clock);
        ASSERT_TRUE(again) << again.error().detail;
        EXPECT_EQ(again->known, 1);
        EXPECT_EQ(read()->size(), 1);
    }
}

TEST_F(Erasures, StandInDatabaseAndJournal) {
    ASSERT_TRUE(erase_user(*data, "lan", clock));
    EXPECT_EQ(person(), "(đã xóa tên)");
    ASSERT_EQ(read()->size(), 1);
    EXPECT_EQ(read()->begin()->subject, 1);
    EXPECT_EQ(read()->begin()->made_at, 77);
    EXPECT_EQ(test::read_file(location.data / kJournal).find("lan"), std::string::npos);
}

TEST_F(Erasures, ComeBackOnOldDataAndAreAppliedAgain) {
    journal(std::string(kLine) + "\n");  // decided after the copy of the database was made
    auto done = reapply_erasures(*data, {}, clock);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->applied, 1);
    EXPECT_EQ(done->until, 99);
    EXPECT_EQ(person(), "(đã xóa tên)");
    done = reapply_erasures(*data, {}, clock);
    EXPECT_EQ(done->applied, 0);
    EXPECT_EQ(done->known, 1);
}

TEST_F(Erasures, AnIdGivenAnewIsSomebodyElse) {
    journal(R"({"kind":"account","id":1,"made_at":76,"erased_at":99})"
            "\n");
    EXPECT_EQ(reapply_erasures(*data, {}, clock)->applied, 0);
    EXPECT_EQ(person(), "Trần Thị Lan");
}

TEST_F(Erasures, AJournalThatWasLostIsWrittenAnewFromTheDatabase) {
    ASSERT_TRUE(erase_user(*data, "lan", clock));
    fs::remove(location.data / kJournal);
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_EQ(read()->size(), 1);
    EXPECT_FALSE(reapply_erasures(*data, {dir.path() / "no-such-file"}, clock));
}

// --- owners

class ErasedOwners : public Erasures {
  protected:
    ErasedOwners() {
        EXPECT_TRUE(data->database->write([&](db::Transaction& tx) -> Result<> {
            add_dossier(tx, 1, "Trần Văn Thử");
            add_dossier(tx, 2, "Trần Văn Thử; Lê Thị Mẫu");
            add_dossier(tx, 3, "Lê Thị Mẫu");
            return {};
        }));
        keep(kUnsaved, "TT,Tên,Chủ thể\n1,Ngõ xanh,Trần Văn Thử\n");
        keep("cd02", "TT,Tên,Chủ thể\n1,Ngõ xanh,Lê Thị Mẫu\n");
    }
    Result<OwnersErased> erase(const std::string& number,
                               registry::OwnersAre known = registry::OwnersAre::as_the_dossier_says) {
        return erase_owner(*data, number, known, clock);
    }
    void add_dossier(db::Transaction& tx, int id, const std::string& owner) {
        registry::NewRow row;
        row.statement.kind = registry::Kind::exemplar;
        row.statement.title = "Việc " + std::to_string(id);
        row.statement.owner_type = registry::OwnerType::individual;
        row.statement.owner_text = owner;
        row.statement.unit = registry::test::kWardA;
        row.campaign_year = 2024;
        row.date = *Date::of(2024, 3, 1);
        const std::vector rows{row};
        const registry::NewBatch batch{"ds.xlsx", "ab12", registry::test::kWardA, *Date::of(2024, 12, 1),
                                       2024,      0};
        EXPECT_TRUE(registry::register_rows(tx, batch, rows, atlas, {{1}, 1000}));
    }
    fs::path list(const std::string& hash) { return location.data / "files" / hash.substr(0, 2) / hash; }
    void keep(const std::string& hash, std::string_view content) {
        fs::create_directories(list(hash).parent_path());
        std::ofstream(list(hash), std::ios::binary) << content;
    }
    void keep_copy(const std::string& moment) {
        fs::create_directories(location.data / "backups");
        std::ofstream(location.data / "backups" / ("before-0055-" + moment + ".db")) << "names";
    }
    std::string owners() {
        std::string all;
        EXPECT_TRUE(data->database->read([&](db::Transaction& tx) {
            return tx.each([&](const db::Row& row) { all.append(row.text(0)).append("|"); },
                           "SELECT owner_text FROM initiative ORDER BY id");
        }));
        return all;
    }
    /// The database and the files as they were before, the journal as it is: an old copy laid back in place.
    void lay_back(const fs::path& copy) {
        data.reset();
        const auto kept = test::read_file(location.data / kJournal);
        fs::remove_all(location.data);
        fs::copy(copy, location.data, fs::copy_options::recursive);
        journal(kept);
        data.emplace(open_data(location, clock).value());
    }
    fs::path copy() {
        data.reset();
        fs::copy(location.data, dir.path() / "copy", fs::copy_options::recursive);
        data.emplace(open_data(location, clock).value());
        return dir.path() / "copy";
    }

    static constexpr auto kUnsaved = "cd01";
    registry::test::SmallAtlas atlas;
    const std::string after =
        "Người đã được xóa tên (số 1)|Người đã được xóa tên (số 1); Lê Thị Mẫu|Lê Thị Mẫu|";
};

TEST_F(ErasedOwners, EveryStartLeavesTheOthersTheirNames) {
    ASSERT_TRUE(erase("DH-2024-00001"));
    ASSERT_EQ(owners(), after);
    for (int start = 0; start < 2; ++start) EXPECT_EQ(reapply_erasures(*data, {}, clock)->applied, 0);
    EXPECT_EQ(owners(), after);
}

TEST_F(ErasedOwners, NobodyAsksForTheErasedListAfterwards) {
    keep("ab12", "TT,Tên,Chủ thể\n1,Ngõ xanh,Trần Văn Thử\n");
    ASSERT_TRUE(data->database->write([](db::Transaction& tx) {
        return tx.exec(
            "INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, choices, "
            "decisions, "
            "state, refusal, refusal_text, row_count, valid_count, created_at, changed_at) "
            "VALUES ('k', 'ds.csv', 'ab12', 1, '', '[]', '[]', 'saved', '', '', 1, 1, 1, 1)");
    }));
    ASSERT_TRUE(erase("DH-2024-00001"));
    ASSERT_FALSE(fs::exists(list("ab12")));
    const auto findings = check_data(*data, clock).value();  // lives as long as the loop
    for (const auto& finding : findings) EXPECT_NE(finding.code, "missing_files");
}

TEST_F(ErasedOwners, OnAnOldCopyOnlyTheyGoAgain) {
    const auto old = copy();
    ASSERT_TRUE(erase("DH-2024-00001"));
    lay_back(old);
    ASSERT_NE(owners(), after);
    const auto done = reapply_erasures(*data, {}, clock);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->applied, 2);
    EXPECT_EQ(owners(), after);
    EXPECT_FALSE(fs::exists(list(kUnsaved))) << "the list came back with the copy";
    EXPECT_TRUE(fs::exists(list("cd02")));
}

TEST_F(ErasedOwners, ASecondPersonErasedInTheSameDossierGoesTooOnAnOldCopy) {
    ASSERT_TRUE(erase("DH-2024-00001"));
    const auto old = copy();
    ASSERT_TRUE(erase("DH-2024-00003"));
    const auto both = owners();
    lay_back(old);
    ASSERT_NE(owners(), both);
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_EQ(owners(), both);
}

TEST_F(ErasedOwners, AnOwnerCalledACollectiveMeanwhileStopsNoStart) {
    const auto old = copy();
    ASSERT_TRUE(erase("DH-2024-00001"));
    lay_back(old);
    ASSERT_TRUE(data->database->write([](db::Transaction& tx) -> Result<> {
        return tx.script("UPDATE initiative SET owner_type = 'collective' WHERE id = 1");
    }));
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_EQ(owners(), after);
}

TEST_F(ErasedOwners, APersonCalledACollectiveGoesWithTheListsAndAgainOnAnOldCopy) {
    ASSERT_TRUE(data->database->write([](db::Transaction& tx) -> Result<> {
        return tx.script("UPDATE initiative SET owner_type = 'collective' WHERE id = 1");
    }));
    const auto old = copy();
    EXPECT_EQ(erase("DH-2024-00001").error().message.key(), "registry.erase_collective");
    const auto done = erase("DH-2024-00001", registry::OwnersAre::persons);
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->lists, 1);
    EXPECT_EQ(owners(), after);
    lay_back(old);
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_EQ(owners(), after);
}

TEST_F(ErasedOwners, AListThatMadeNoRegistrationGoesWithTheName) {
    const auto done = erase("DH-2024-00001");
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_EQ(done->lists, 1);
    EXPECT_FALSE(fs::exists(list(kUnsaved)));
    EXPECT_TRUE(fs::exists(list("cd02")));
}

TEST_F(ErasedOwners, AListLeftByAProcessThatDiedGoesAtTheNextStart) {
    ASSERT_TRUE(erase("DH-2024-00001"));
    keep(kUnsaved, "as if it had never been deleted");
    keep("ab12", "read into the registry before");
    const auto done = reapply_erasures(*data, {}, clock);
    EXPECT_TRUE(done->left.files.empty());
    EXPECT_FALSE(fs::exists(list(kUnsaved)));
    EXPECT_FALSE(fs::exists(list("ab12")));
}

TEST_F(ErasedOwners, AListThatCannotBeDeletedIsReported) {
    fs::create_directories(list("ab12") / "in-the-way");  // not to be removed as a file
    const auto done = erase("DH-2024-00001");
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_THAT(done->left.files, testing::ElementsAre(list("ab12").string()));
    EXPECT_EQ(owners(), after);
    EXPECT_EQ(reapply_erasures(*data, {}, clock)->left.files.size(), 1);
}

TEST_F(ErasedOwners, AJournalDeletesNothingButLists) {
    const auto outside = location.data / "outside";
    std::ofstream(outside) << "no list";
    journal(R"({"kind":"owner","id":9,"made_at":1,"erased_at":2,"owners":[],"lists":[")" + outside.string() +
            "\"]}\n");
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_TRUE(fs::exists(outside));
}

TEST_F(ErasedOwners, CopiesOfEarlierUpgradesGoLaterOnesStay) {
    keep_copy("20260101T000000000Z");
    EXPECT_EQ(erase("DH-2024-00001")->copies, 1);
    keep_copy("20260101T000000000Z");  // as if the process had died
    keep_copy("20991231T000000000Z");
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    EXPECT_FALSE(fs::exists(location.data / "backups" / "before-0055-20260101T000000000Z.db"));
    EXPECT_TRUE(fs::exists(location.data / "backups" / "before-0055-20991231T000000000Z.db"));
}

}  // namespace
}  // namespace kheo::app
