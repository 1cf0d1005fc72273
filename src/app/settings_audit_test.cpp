// SPDX-License-Identifier: Apache-2.0
// `kheo check` and the page of settings on installations that are not as they should be.
#include "app/settings_audit.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>

#include "app/test_program.hpp"
#include "base/digest.hpp"
#include "platform/mail/mail.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

class Care : public TestProgram {
  protected:
    LogPlace log = LogPlace::kept;

    std::vector<std::string> found() {
        std::vector<std::string> codes;
        const auto findings = check_data(data, clock).value();
        for (const auto& finding : findings) {
            codes.emplace_back(finding.code);
            EXPECT_FALSE(finding.why.empty() || finding.todo.empty()) << finding.code;
        }
        return codes;
    }
    State state(std::string_view code, const Connection& connection = {true, true, true}) {
        const auto findings = audit_settings(data, clock, false, connection, log).value();
        for (const auto& finding : findings)
            if (finding.code == code) return finding.state;
        ADD_FAILURE() << "no line " << code;
        return State::bad;
    }
    void change(std::string_view sql) {
        const auto done = data.database->write([&](db::Transaction& tx) { return tx.exec(sql); });
        ASSERT_TRUE(done) << done.error().detail;
        ASSERT_GT(*done, 0);
    }
    void seal() { ASSERT_TRUE(data.seal(clock)); }
};

}  // namespace

TEST_F(Care, SoundDataHaveNoFindings) {
    seal();
    EXPECT_THAT(found(), testing::IsEmpty());
}

TEST_F(Care, WhoMustHaveTheSecondStepAndHasNoneIsCounted) {
    EXPECT_EQ(state("second_factor"), State::ok);
    const auth::FactorRule rule{0, auth::Role::administrator, true, true, clock.today(), "mẫu"};
    ASSERT_TRUE(office::set_factor_rule(*data.database, rule, {}, clock));
    EXPECT_EQ(state("second_factor"), State::warning);
}

TEST_F(Care, EachKindOfDamageIsNamed) {
    seal();
    change("UPDATE ledger_entry SET actor = 99 WHERE seq = 2");
    EXPECT_THAT(found(), testing::ElementsAre("ledger_changed"));
}

TEST_F(Care, WhatTheLedgerKeepsReadyIsChecked) {
    seal();
    change("UPDATE ledger_frontier SET hash = (SELECT leaf FROM ledger_entry WHERE seq = 1)");
    EXPECT_THAT(found(), testing::ElementsAre("ledger_derived"));
}

TEST_F(Care, AMissingHeadAndAForeignKeyAreNamed) {
    seal();
    const test::TempDir elsewhere;
    data.key = ledger::load_or_make_key(elsewhere.path()).value();
    EXPECT_THAT(found(), testing::ElementsAre("ledger_key"));
    change("DELETE FROM ledger_head");
    EXPECT_THAT(found(), testing::ElementsAre("ledger_unsigned"));
}

TEST_F(Care, AClockBehindTheLedgerIsNamed) {
    seal();
    clock.set(clock.now() - 3'600'000);
    EXPECT_THAT(found(), testing::ElementsAre("clock"));
    EXPECT_EQ(state("clock"), State::bad);
}

TEST_F(Care, FilesThatAreMissingOrNotNeededAreNamed) {
    fs::create_directories(data.dir / "files" / "ab");
    std::ofstream(data.dir / "files" / "ab" / std::string(64, 'a')) << "x";
    EXPECT_THAT(found(), testing::ElementsAre("orphan_files"));
    change(
        "INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, choices, decisions, "
        "state, "
        "refusal, refusal_text, row_count, valid_count, created_at, changed_at) "
        "VALUES ('k', 'mau.csv', 'khong-co', 1, '98', '', '', 'saved', '', '', 1, 1, 1, 1)");
    EXPECT_THAT(found(), testing::ElementsAre("missing_files", "orphan_files"));
}

TEST_F(Care, AKeptFileThatIsNoLongerItselfIsNamed) {
    const auto hash = sha256_hex("TT,Tên\n");
    fs::create_directories(data.dir / "files" / hash.substr(0, 2));
    const auto file = data.dir / "files" / hash.substr(0, 2) / hash;
    std::ofstream(file) << "TT,Tên\n";
    change(
        "INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, choices, decisions, "
        "state, refusal, refusal_text, row_count, valid_count, created_at, changed_at) "
        "VALUES ('k', 'mau.csv', '" +
        hash + "', 1, '98', '', '', 'saved', '', '', 1, 1, 1, 1)");
    EXPECT_THAT(found(), testing::IsEmpty());
    std::ofstream(file, std::ios::app) << "x";
    EXPECT_THAT(found(), testing::ElementsAre("damaged_files"));
}

TEST_F(Care, AListThatWasCutOffIsNamedAfterAnHour) {
    change(
        "INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, choices, decisions, "
        "state, "
        "refusal, refusal_text, row_count, valid_count, created_at, changed_at) "
        "VALUES ('k', 'mau.csv', 'x', 1, '98', '', '', 'saving', '', '', 1, 1, 1, 1)");
    EXPECT_THAT(found(), testing::Contains("imports_cut_off"));
}

TEST_F(Care, KeysThatOthersCanReadAreNamed) {
    fs::permissions(data.dir / "keys" / "ledger.key", fs::perms::group_read, fs::perm_options::add);
    EXPECT_THAT(found(), testing::ElementsAre("open_modes"));
    EXPECT_EQ(state("modes"), State::bad);
    fs::permissions(data.dir / "keys" / "ledger.key", fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(state("modes"), State::ok);
}

TEST_F(Care, ADemonstrationDoesNotCountWhoHasItsPassword) {
    const auto findings = audit_settings(data, clock, true, {true, true, true}, log).value();
    const auto has = [&](std::string_view code) {
        return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.code == code; });
    };
    EXPECT_TRUE(has("demonstration"));
    EXPECT_FALSE(has("demo_passwords")) << "none, all is well: beside a password that everybody knows";
    const auto disk = std::ranges::find(findings, "disk", &Finding::code);
    ASSERT_NE(disk, findings.end());
    EXPECT_THAT(disk->what.in(Language::vi), testing::ContainsRegex(" [0-9]{1,3} [MGT]B"));
}

TEST_F(Care, TheAuditSeesNightsWithoutABackup) {
    constexpr Millis kDay = 86'400'000;
    EXPECT_EQ(state("backup_key"), State::warning);
    EXPECT_EQ(state("backup"), State::bad);
    ASSERT_TRUE(set_setting(*data.database, kBackupKey, std::string(64, 'a'), clock.now()));
    ASSERT_TRUE(set_setting(*data.database, kLastBackup, std::to_string(clock.now()), clock.now()));
    EXPECT_EQ(state("backup_key"), State::ok);
    clock.set(clock.now() + 2 * kDay);
    EXPECT_EQ(state("backup"), State::ok);
    clock.set(clock.now() + 2 * kDay);
    EXPECT_EQ(state("backup"), State::warning) << "three nights failed, or nobody enabled the timer";
}

TEST_F(Care, TheAuditMissesTheHolidaysOfNextYearInAutumnAndOfThisYearAlways) {
    const auto on = [&](const char* day) {
        clock.set(FixedClock(*Date::parse_iso(day)).now());
        return state("calendar");
    };
    EXPECT_EQ(on("2026-09-30"), State::ok);
    EXPECT_EQ(on("2026-10-01"), State::warning);
    EXPECT_EQ(on("2026-11-22"), State::warning);
    EXPECT_EQ(on("2027-01-01"), State::bad) << "its days are only expected";
    change("DELETE FROM calendar_day WHERE expected = 1");
    EXPECT_EQ(on("2027-01-01"), State::bad);
    change(
        "INSERT INTO calendar_day (day, working, name, legal_basis, verified) VALUES ('2027-01-01', 0, "
        "'Tết Dương lịch', 'Điều 112', 1)");
    EXPECT_EQ(on("2026-11-22"), State::ok);
    EXPECT_EQ(on("2027-01-01"), State::ok);
    EXPECT_EQ(on("2027-10-01"), State::warning);
}

TEST_F(Care, TheAuditSeesMailThatDoesNotGoOut) {
    EXPECT_EQ(state("mail"), State::warning) << "no server is set";
    const auto set = [&](const char* name, const std::string& value) {
        ASSERT_TRUE(set_setting(*data.database, name, value, clock.now()));
    };
    set("mail_url", "smtp://mail.hoasen.vn:587");
    EXPECT_EQ(state("mail"), State::bad) << "no sender";
    set("mail_from", "danvan@hoasen.vn");
    EXPECT_EQ(state("mail"), State::ok);
    ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
        return mail::queue(tx, {"k", "movement.reminder", "vanthu@hoamai.vn", "Nhắc", "Kính gửi"},
                           clock.now());
    }));
    EXPECT_EQ(state("mail"), State::ok);
    clock.set(clock.now() + 3'600'001);
    EXPECT_EQ(state("mail"), State::warning) << "it waits for an hour";
    const auto file = data.dir / "password";
    std::ofstream(file) << "x";
    set("mail_user", "danvan");
    set("mail_password_file", file.string());
    fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
    EXPECT_EQ(state("mail"), State::bad);
    fs::permissions(file, fs::perms::owner_read);
    EXPECT_EQ(state("mail"), State::warning);
}

TEST_F(Care, TheAuditSeesHowItWasReached) {
    EXPECT_EQ(state("tls", {true, true, true}), State::ok);
    EXPECT_EQ(state("tls", {false, false, true}), State::warning);
    EXPECT_EQ(state("tls", {false, true, true}), State::bad);
    EXPECT_EQ(state("tls", {false, false, false}), State::bad);
}

TEST_F(Care, TheAuditTellsTheTruthAboutTheLog) {
    EXPECT_EQ(state("log"), State::ok);
    for (const auto place : {LogPlace::terminal, LogPlace::lost, LogPlace::off}) {
        log = place;
        EXPECT_EQ(state("log"), State::warning);
    }
    const auto findings = audit_settings(data, clock, false, {true, true, true}, LogPlace::off).value();
    const auto line = std::ranges::find(findings, "log", &Finding::code);
    EXPECT_THAT(line->what.in(Language::en), testing::HasSubstr("--log off"));
}

TEST(LogPlaces, AreToldApart) {
    const test::TempDir dir;
    const auto of = [](int descriptor) {
        const auto place = log_place(descriptor, false);
        ::close(descriptor);
        return place;
    };
    EXPECT_EQ(of(::open((dir.path() / "log").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600)), LogPlace::kept);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ::close(ends[0]);
    EXPECT_EQ(of(ends[1]), LogPlace::kept);
    EXPECT_EQ(of(::open("/dev/null", O_WRONLY | O_CLOEXEC)), LogPlace::lost);
    EXPECT_EQ(log_place(-1, false), LogPlace::lost);
    EXPECT_EQ(log_place(1, true), LogPlace::off);
    if (const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY); terminal >= 0) {
        EXPECT_EQ(of(terminal), LogPlace::terminal);
    }
}

TEST_F(Care, TheAuditRemembersWhenTheLedgerWasVerified) {
    EXPECT_EQ(state("ledger"), State::warning);
    ledger::Verification sound;
    sound.ok = true;
    ASSERT_TRUE(remember_verified(data, sound, clock));
    EXPECT_EQ(state("ledger"), State::ok);
    clock.set(clock.now() + 40LL * 86'400'000);
    EXPECT_EQ(state("ledger"), State::warning);
    sound.ok = false;
    ASSERT_TRUE(remember_verified(data, sound, clock));
    EXPECT_EQ(state("ledger"), State::bad);
}

TEST_F(Care, TheAuditSeesEntriesThatWaitAndAccountsThatShouldNot) {
    seal();
    EXPECT_EQ(state("sealing"), State::ok);
    EXPECT_EQ(state("administrators"), State::ok);
    EXPECT_EQ(state("demo_passwords"), State::ok);
    add("moi", auth::Role::reader, "98", true);
    EXPECT_EQ(state("given_passwords"), State::ok);
    clock.set(clock.now() + 20LL * 86'400'000);
    EXPECT_EQ(state("given_passwords"), State::warning);
    EXPECT_EQ(state("sealing"), State::bad);
    change("UPDATE role_grant SET valid_to = '2020-01-01' WHERE role = 'administrator'");
    EXPECT_EQ(state("administrators"), State::bad);
    EXPECT_EQ(state("without_rights"), State::warning);
}

TEST_F(Care, TheKnownPasswordOfTheDemonstrationIsFound) {
    const auto demo = data.database->write([](db::Transaction& tx) {
        return tx.exec("UPDATE account SET password_hash = ?1 WHERE name = 'hoasen'",
                       auth::hash_password("hoa-sen-2026").value());
    });
    ASSERT_TRUE(demo);
    EXPECT_EQ(state("demo_passwords"), State::bad);
}

TEST_F(Care, ThePageIsForAdministratorsOnlyAndNamesNoPath) {
    auto officer = signed_in("hoasen");
    officer.get("/quan-tri/kiem-tra");
    EXPECT_EQ(officer.status(), 403);
    auto admin = signed_in("quantri");
    admin.get("/quan-tri/kiem-tra");
    EXPECT_EQ(admin.status(), 200);
    EXPECT_TRUE(admin.shows("Kiểm tra cấu hình"));
    EXPECT_FALSE(admin.shows(data.dir.string()));
    EXPECT_FALSE(admin.shows(to_hex(data.key.public_key)));
}

}  // namespace kheo::app
