// SPDX-License-Identifier: Apache-2.0
// The public copy: a system whose every table is full of secrets, and not one byte of them on the other
// machine.
#include "app/public_copy.hpp"

#include <gmock/gmock.h>

#include <map>

#include "app/findings.hpp"
#include "app/test_public_copy.hpp"
#include "base/digest.hpp"
#include "platform/ledger/public_tables.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::map<std::string, std::string> files_below(const fs::path& dir) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(dir))
        if (entry.is_regular_file())
            out[entry.path().lexically_relative(dir)] = test::read_file(entry.path());
    return out;
}

/// As it is, folded, in hexadecimal, as a number.
bool tells(const std::string& bytes) {
    constexpr std::string_view kFolded = "secret1";
    const std::string forms[] = {std::string(kSecret), std::string(kFolded), to_hex(kSecret), to_hex(kFolded),
                                 std::to_string(kSecretNumber)};
    return std::ranges::any_of(forms,
                               [&](const auto& form) { return bytes.find(form) != std::string::npos; });
}

std::vector<std::string> telling(const fs::path& dir) {
    std::vector<std::string> out;
    for (const auto& [name, bytes] : files_below(dir))
        if (tells(name) || tells(bytes)) out.push_back(name);
    return out;
}

// Columns whose CHECK allows a few words only: nothing of a person fits into them.
const std::set<std::string> kFewWords{"cycle_examination.verdict",
                                      "cycle_remark.awaits",
                                      "cycle_remark.side",
                                      "erasure.kind",
                                      "import_batch.status",
                                      "import_upload.state",
                                      "initiative_owner.role",
                                      "publication_entry.consent",
                                      "published_funnel_part.owner_type",
                                      "recognition.level",
                                      "sector_rule.sector",
                                      "mail_message.state",
                                      "movement_drive.kind",
                                      "rubric.manner",
                                      "rubric.state",
                                      "rubric.subject",
                                      "score_sheet.kind",
                                      "score_sheet.state",
                                      "survey.state",
                                      "survey_question.kind",
                                      "attachment.removal",
                                      "cycle_quantity.side",
                                      "cycle_visit.conclusion",
                                      "cycle_visit.ended",
                                      "cycle_visit.kind"};

}  // namespace

TEST_F(PublicCopy, NoByteOfWhatIsNotPublicLeavesTheHouse) {
    fill_the_rest();
    EXPECT_EQ(mark_everything(), kFewWords);
    for (const auto& table : tables()) {
        const bool by_sealing = table.name.starts_with("ledger_") && table.name != "ledger_entry";
        EXPECT_TRUE(by_sealing || count(table.name) > 0)
            << table.name << " is empty: give it a row with secrets";
    }
    const auto archive = export_public();
    EXPECT_GT(count("ledger_node"), 0);
    EXPECT_THAT(telling(archive), IsEmpty());
    load(archive, dir.path() / "copy");
    EXPECT_THAT(telling(dir.path() / "copy"), IsEmpty()) << "free pages included";

    const auto text = test::read_file(archive / "tables" / "initiative.csv");
    EXPECT_THAT(text, HasSubstr(kPracticeTitle));
    EXPECT_THAT(text, HasSubstr("Chi hội phụ nữ tổ 3"));
    EXPECT_THAT(text, HasSubstr(kAloneTitle)) << "the practice is public, its owner is not";
}

TEST_F(PublicCopy, TheSameSecretsAreInTheWholeExport) {
    fill_the_rest();
    mark_everything();
    auto writer = archive::write_directory(dir.path() / "all").value();
    ASSERT_TRUE(write_system(data, *writer, clock)) << "so that the test above can fail";
    std::set<std::string> silent;
    for (const auto& [name, bytes] : files_below(dir.path() / "all"))
        if (name.starts_with("tables/") && !tells(bytes)) silent.insert(name);
    EXPECT_THAT(
        silent,
        testing::IsSubsetOf(std::vector<std::string>{
            // declared whole, or numbers and keys only
            "tables/field_code.csv", "tables/initiative_theme.csv", "tables/ledger_frontier.csv",
            "tables/ledger_head.csv", "tables/ledger_node.csv", "tables/territory_act.csv",
            "tables/territory_clause.csv", "tables/territory_revision.csv", "tables/territory_unit.csv",
            "tables/territory_version.csv", "tables/territory_body.csv", "tables/movement_call_unit.csv",
            "tables/cycle_visit_person.csv", "tables/cycle_writer.csv", "tables/score_evidence.csv"}));
}

TEST_F(PublicCopy, RandomBytesOfTheLedgerStayBehind) {
    fill_the_rest();
    const auto archive = export_public();
    load(archive, dir.path() / "copy");
    const auto blinds = data.database
                            ->read([](db::Transaction& tx) {
                                return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                                              "SELECT blind FROM ledger_entry");
                            })
                            .value();
    ASSERT_GT(blinds.size(), 40);
    const auto entries = test::read_file(archive / "tables" / "ledger_entry.csv");
    const auto copy = test::read_file(dir.path() / "copy" / "kheo.db");
    for (const auto& blind : blinds) {
        ASSERT_EQ(blind.size(), 16);
        EXPECT_EQ(entries.find(to_hex(blind)), std::string::npos);
        EXPECT_EQ(copy.find(blind), std::string::npos);
    }
}

TEST_F(PublicCopy, ANewTableOrColumnStaysBehindUntilItIsDeclared) {
    run("CREATE TABLE later_invention (id BIGINT PRIMARY KEY, remark TEXT NOT NULL)");
    run("INSERT INTO later_invention VALUES (1, 'SECRET1')");
    run("ALTER TABLE initiative ADD COLUMN telephone TEXT NOT NULL DEFAULT 'SECRET1'");
    run("ALTER TABLE registration ADD COLUMN signed_at BIGINT NOT NULL DEFAULT " +
        std::to_string(kSecretNumber));
    const auto archive = export_public();
    EXPECT_THAT(telling(archive), IsEmpty());
    EXPECT_FALSE(fs::exists(archive / "tables" / "later_invention.csv"));
    EXPECT_FALSE(fs::exists(archive / "tables" / "account.csv"));
}

TEST_F(PublicCopy, ADeclarationOfWhatDoesNotExistIsRefused) {
    archive::Contents contents;
    contents.facts = "{}";
    contents.public_key = data.key.public_key;
    contents.secret_key = data.key.secret_key;
    const auto write = [&](const db::PublicTable& declared, const char* into) {
        contents.only = {declared};
        auto writer = archive::write_directory(dir.path() / into).value();
        return data.database->read(
            [&](db::Transaction& tx) { return archive::write_archive(tx, contents, *writer); });
    };
    EXPECT_EQ(write({"initiativ", {{"id"}}}, "a").error().message.key(), "archive.declaration_wrong");
    EXPECT_EQ(write({"initiative", {{"titel"}}}, "b").error().message.key(), "archive.declaration_wrong");
    EXPECT_TRUE(write({"initiative", {{"title"}}}, "c"));
}

TEST_F(PublicCopy, EntriesThatCouldBeGuessedStopIt) {
    ASSERT_TRUE(data.seal(clock));
    run("UPDATE ledger_entry SET blind = NULL WHERE seq = 1");
    auto writer = archive::write_directory(dir.path() / "public").value();
    EXPECT_EQ(write_public_copy(data, *writer, clock).error().message.key(), "app.public_guessable");
}

TEST_F(PublicCopy, ABrokenLedgerStopsIt) {
    ASSERT_TRUE(data.seal(clock));
    run("UPDATE ledger_entry SET actor = 8 WHERE seq = 1");
    auto writer = archive::write_directory(dir.path() / "public").value();
    EXPECT_EQ(write_public_copy(data, *writer, clock).error().message.key(), "app.public_ledger_broken");
}

TEST_F(PublicCopy, AnotherSignerOrAKeyIsRefused) {
    const auto archive = export_public();
    const auto refused = [&](const RestoreOptions& options) {
        auto reader = archive::read_directory(archive).value();
        return load_system({dir.path() / "never", {}}, *reader, options, clock).error().message.key();
    };
    RestoreOptions other;
    other.signer = std::string(32, 'x');
    EXPECT_EQ(refused(other), "app.other_signer");
    RestoreOptions key;
    key.ledger_key = data.key;
    EXPECT_EQ(refused(key), "app.public_takes_no_key");
    EXPECT_FALSE(fs::exists(dir.path() / "never" / "kheo.db"));
    RestoreOptions right;
    right.signer = data.key.public_key;
    const auto certificate = load(archive, dir.path() / "copy", right);
    EXPECT_EQ(certificate.at("public"), true);
    EXPECT_EQ(certificate.at("ledger_key"), "none");
}

TEST_F(PublicCopy, APublicMachineTakesNoFullCopy) {
    auto writer = archive::write_directory(dir.path() / "full").value();
    ASSERT_TRUE(write_system(data, *writer, clock));
    RestoreOptions options;
    options.signer = data.key.public_key;
    auto reader = archive::read_directory(dir.path() / "full").value();
    const auto loaded = load_system({dir.path() / "never", {}}, *reader, options, clock);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().message.key(), "app.not_a_public_copy");
    EXPECT_FALSE(fs::exists(dir.path() / "never"));
}

TEST_F(PublicCopy, AChangedArchiveIsRefused) {
    const auto archive = export_public();
    auto text = test::read_file(archive / "tables" / "initiative.csv");
    text.replace(text.find("hoa"), 3, "hoo");
    std::ofstream(archive / "tables" / "initiative.csv", std::ios::binary | std::ios::trunc) << text;
    auto reader = archive::read_directory(archive).value();
    EXPECT_EQ(load_system({dir.path() / "never", {}}, *reader, {}, clock).error().message.key(),
              "archive.member_changed");
}

TEST_F(PublicCopy, HeadsAndProofsAreTheSame) {
    fill_the_rest();
    load(export_public(), dir.path() / "copy");
    const auto copy = open_data({dir.path() / "copy", {}}, clock).value();
    const auto both = [&](auto ask) {
        const auto inner = data.database->read(ask), outer = copy.database->read(ask);
        EXPECT_TRUE(inner && outer);
        return std::pair(*inner, *outer);
    };
    const auto [inner, outer] = both([](db::Transaction& tx) { return ledger::verify(tx); });
    EXPECT_TRUE(inner.ok && outer.ok);
    EXPECT_EQ(inner.root, outer.root);
    const auto [none, all] = both([](db::Transaction& tx) { return ledger::count_withheld(tx); });
    EXPECT_EQ(none, 0);
    EXPECT_EQ(all, outer.entries);
    for (const std::int64_t seq : {1, 2, 17, 40}) {
        const auto [a, b] = both([&](db::Transaction& tx) { return ledger::prove_inclusion(tx, seq); });
        EXPECT_EQ(a.leaf, b.leaf);
        EXPECT_EQ(a.path, b.path);
        EXPECT_FALSE(a.guessable || b.guessable);
        EXPECT_TRUE(b.entry.empty());
        EXPECT_TRUE(holds(b));
        const auto [c, d] = both([&](db::Transaction& tx) { return ledger::prove_consistency(tx, seq); });
        EXPECT_EQ(c.path, d.path);
        EXPECT_TRUE(holds(d));
    }
    const auto head = data.database->read([](db::Transaction& tx) { return ledger::head(tx); }).value();
    EXPECT_EQ(copy.database->read([&](db::Transaction& tx) { return ledger::compare(tx, *head); }).value(),
              ledger::KeptHead::prefix);
}

TEST_F(PublicCopy, OneEmptiedEntryAmongOthersIsFound) {
    ASSERT_TRUE(data.seal(clock));
    run("UPDATE ledger_entry SET verb = '', actor = 0, subject_id = 0 WHERE seq = 2");
    const auto found = data.database->read([](db::Transaction& tx) { return ledger::verify(tx); }).value();
    EXPECT_FALSE(found.ok);
    EXPECT_EQ(found.first_bad, 2);
}

TEST_F(PublicCopy, EmptyingEveryEntryMakesNoPublicCopy) {
    ASSERT_TRUE(data.seal(clock));
    run("UPDATE ledger_entry SET verb = '', subject_type = '', changed = ''");
    const auto found = check_data(data, clock).value();
    EXPECT_TRUE(std::ranges::any_of(found, [](const Finding& f) { return f.code == "ledger_changed"; }));
}

TEST_F(PublicCopy, ItsCheckFindsNothingBad) {
    load(export_public(), dir.path() / "copy");
    auto copy = open_data({dir.path() / "copy", {}}, clock).value();
    const auto findings = check_data(copy, clock).value();  // lives as long as the loop
    for (const auto& finding : findings)
        EXPECT_NE(finding.state, State::bad) << finding.what.in(Language::en);
}

}  // namespace kheo::app
