// SPDX-License-Identifier: Apache-2.0
// The journal of erasures, and an old copy of the data that is laid back in place.
#include "app/erasures.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "app/archiving.hpp"
#include "app/findings.hpp"
#include "app/test_data.hpp"
#include "platform/archive/directory.hpp"
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

// --- what others wrote

/// The dossier of Trần Văn Thử has a year with everything that people may have written about it, and another
/// proposal of the same commune speaks of the same person.
class WrittenAboutOwners : public ErasedOwners {
  protected:
    WrittenAboutOwners() {
        EXPECT_TRUE(data->database->write([&](db::Transaction& tx) -> Result<> {
            TRY(tx.exec("UPDATE initiative SET kind = 'practice' WHERE id = 1"));
            TRY(add_cycle(tx, 500, "REGISTERED", true));
            TRY(add_cycle(tx, 501, "PROPOSED11", false));
            return {};
        }));
    }
    static Result<> add_cycle(db::Transaction& tx, std::int64_t id, std::string_view code, bool registered) {
        const auto initiative = registered ? std::optional<std::int64_t>(1) : std::nullopt;
        const auto statement =
            registered ? std::nullopt : std::optional<std::string>(R"({"title":"Ngõ của ông Trần Văn Thử"})");
        TRY(
            tx.exec("INSERT INTO initiative_cycle (id, code, initiative_id, registration_id, campaign_year, "
                    "unit_id, book_unit_id, kind, title, title_folded, statement_json, basis, state, "
                    "row_version, round, state_since, due_why, created_at) VALUES (?1, ?2, ?3, ?3, 2024, 21, "
                    "21, 'practice', 'Ngõ xanh', 'ngo xanh', ?4, 'new', ?5, 1, 1, 1, '', 1)",
                    id, code, initiative, statement, registered ? "running" : "submitted"));
        return write_about(tx, id);
    }
    static Result<> write_about(db::Transaction& tx, std::int64_t id) {
        const db::Param::Blob salt{"salt"};
        TRY(
            tx.exec("INSERT INTO cycle_version VALUES (?1, 1, '{\"note\":\"Có nhà\\nTrần Văn Thử\"}', ?2, "
                    "1, NULL)",
                    id, salt));
        TRY(
            tx.exec("INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, said_json, salt, "
                    "entry_id) VALUES (?1, 'return', 'submitted', 'returned', 1, "
                    "'{\"text\":\"Hỏi lại\\nTrần Văn Thử\"}', ?2, 1)",
                    id, salt));
        TRY(
            tx.exec("INSERT INTO cycle_remark (cycle_id, text, salt, at, entry_id) VALUES (?1, "
                    "'Trần Văn Thử đã đồng ý?', ?2, 1, 1)",
                    id, salt));
        TRY(
            tx.exec("INSERT INTO cycle_examination (cycle_id, round, item, verdict, remark, examined_at) "
                    "VALUES (?1, 1, 'needed', 'passed', 'Theo lời Trần Văn Thử', 1)",
                    id));
        TRY(
            tx.exec("INSERT INTO cycle_visit (id, cycle_id, kind, visited_on, place, bodies, findings, "
                    "conclusion, created_at, salt, entry_id) VALUES (?1, ?1, 'check', '2024-05-01', "
                    "'Nhà Trần Văn Thử', 'Ông Trần Văn Thử', 'Gặp Trần Văn Thử', 'to_fix', 1, ?2, 1)",
                    id, salt));
        TRY(
            tx.exec("INSERT INTO cycle_follow_up (visit_id, text, due_on) VALUES (?1, "
                    "'Trần Văn Thử làm nốt', '2024-06-01')",
                    id));
        TRY(
            tx.exec("INSERT INTO cycle_quantity (cycle_id, side, kind, planned, source, amount, note, "
                    "created_at, salt, entry_id) VALUES (?1, 'resource', 'land', 0, 'households', 12, "
                    "'của Trần Văn Thử', 1, ?2, 1)",
                    id, salt));
        for (const auto* subject : {"initiative_cycle", "cycle_visit"}) {
            TRY(attach(tx, subject, id, "NULL", "''"));
            TRY(attach(tx, subject, id, "9", "'mistake'"));
        }
        return {};
    }
    static Result<> attach(db::Transaction& tx, std::string_view subject, std::int64_t id,
                           std::string_view removed_at, std::string_view removal) {
        const bool live = removed_at == "NULL";
        TRY(
            tx.exec("INSERT INTO attachment (subject_type, subject_id, kind, type, sha256, bytes, width, "
                    "height, file_name, caption, phase, consent, children, consent_note, created_at, "
                    "removed_at, removal, removed_reason) VALUES (?1, ?2, 'paper', 'pdf', ?3, 1, 0, 0, " +
                        std::string(live ? "'Đơn của Trần Văn Thử.pdf', 'Trần Văn Thử ký', 'other', 'none', "
                                           "0, 'Trần Văn Thử đồng ý'"
                                         : "'', '', 'other', 'none', 0, ''") +
                        ", 1, " + std::string(removed_at) + ", " + std::string(live ? "NULL" : removal) +
                        ", " + std::string(live ? "''" : "'Trần Văn Thử xin bỏ'") + ")",
                    subject, id, std::string(64, live ? 'a' : 'b')));
        return {};
    }
    /// The tables of everything that goes out in which the name stands.
    std::vector<std::string> tables_that_name() {
        const auto out = dir.path() / ("all" + std::to_string(++exported_));
        auto writer = archive::write_directory(out).value();
        const auto written = write_system(*data, *writer, clock);
        EXPECT_TRUE(written) << written.error().detail;
        std::vector<std::string> named;
        for (const auto& entry : fs::directory_iterator(out / "tables"))
            if (test::read_file(entry.path()).find("Trần Văn Thử") != std::string::npos)
                named.push_back(entry.path().stem().string());
        std::ranges::sort(named);
        return named;
    }
    int exported_ = 0;
};

TEST_F(WrittenAboutOwners, NoTableNamesThemAfterwards) {
    ASSERT_THAT(tables_that_name(), testing::Contains("cycle_visit")) << "or the test proves nothing";
    const auto done = erase("DH-2024-00001");
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_THAT(tables_that_name(), testing::IsEmpty());
    const auto texts = data->database->read([](db::Transaction& tx) {
        return tx.value("SELECT count(*) FROM cycle_quantity WHERE amount = 12 AND removed_at IS NULL");
    });
    EXPECT_EQ(texts.value(), 2) << "what was given stays counted";
}

TEST_F(WrittenAboutOwners, WhatIsWrittenOnTheirDossierGoesAgainOnAnOldCopy) {
    const auto old = copy();
    ASSERT_TRUE(erase("DH-2024-00001"));
    lay_back(old);
    ASSERT_TRUE(reapply_erasures(*data, {}, clock));
    const auto left = data->database->read([](db::Transaction& tx) {
        return tx.value("SELECT count(*) FROM cycle_visit WHERE cycle_id = 500 AND findings IS NOT NULL");
    });
    EXPECT_EQ(left.value(), 0);
    EXPECT_EQ(data->database
                  ->read([](db::Transaction& tx) {
                      return tx.value(
                          "SELECT count(*) FROM attachment WHERE subject_id = 500 AND (caption <> "
                          "'' OR consent_note <> '' OR removed_reason <> '')");
                  })
                  .value(),
              0);
}

}  // namespace
}  // namespace kheo::app
