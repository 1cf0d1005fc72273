// SPDX-License-Identifier: Apache-2.0
// Commands whose last step fails after the answer is known, and what is asked before the first step.
#include "app/command.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

#include "app/messages.gen.hpp"
#include "app/test_data.hpp"
#include "platform/auth/password.hpp"
#include "platform/ledger/ledger.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {

namespace {

class Commands : public testing::Test {
  protected:
    void SetUp() override {
        auth::use_cheap_passwords_in_tests();
        ASSERT_TRUE(make_data(location, clock));
    }

    void change(std::string_view sql) {
        const auto data = open_data(location, clock);
        ASSERT_TRUE(data);
        const auto done = data->database->write([&](db::Transaction& tx) { return tx.exec(sql); });
        ASSERT_TRUE(done) << done.error().detail;
    }
    std::int64_t value(std::string_view sql) {
        const auto data = open_data(location, clock);
        return data->database->read([&](db::Transaction& tx) { return tx.value(sql); }).value();
    }
    std::ptrdiff_t answers() const {
        const auto text = out.str();
        return std::ranges::count(text, '\n');
    }

    SystemClock clock;
    test::TempDir dir;
    Location location{dir.path() / "data", {}};
    std::ostringstream out, err;
    std::istringstream in;
    Program program{
        .location = location, .clock = {}, .out = out, .err = err, .in = in, .at_terminal = false};
};

}  // namespace

TEST_F(Commands, AnAnswerIsOneDocumentAlsoWhenSealingFails) {
    change("CREATE TRIGGER full BEFORE INSERT ON ledger_head BEGIN SELECT RAISE(ABORT, 'full'); END");
    program.with_data(true, [&](OpenData& data) -> Result<> {
        TRY(data.database->write([&](db::Transaction& tx) {
            return ledger::append(tx, {{}, "office.account_added", "account", 1, "name", {}}, clock.now());
        }));
        program.out << "{}\n";
        return {};
    });
    EXPECT_EQ(out.str(), "{}\n");
    EXPECT_EQ(program.exit_code, 0);
    EXPECT_NE(err.str().find("chưa niêm phong được sổ nhật ký"), std::string::npos) << err.str();
}

TEST_F(Commands, TheLedgerIsJudgedAlsoWhenThatCannotBeNoted) {
    change("CREATE TRIGGER full BEFORE INSERT ON setting BEGIN SELECT RAISE(ABORT, 'full'); END");
    add_ledger_commands(program);
    program.cli.parse("ledger verify --data " + location.data.string());
    EXPECT_EQ(answers(), 1) << out.str();
    EXPECT_NE(out.str().find("\"ok\":true"), std::string::npos) << out.str();
    EXPECT_EQ(program.exit_code, 0);
    EXPECT_NE(err.str().find("không ghi lại được ngày kiểm tra"), std::string::npos) << err.str();
}

TEST_F(Commands, ARefusedMakingLeavesNoDirectoryThatItMade) {
    const auto refuse = [](OpenData&) -> Result<> { return fail(ErrorKind::invalid, msg::copy_differs); };
    const auto deep = dir.path() / "a" / "b";
    ASSERT_FALSE(make_aside({deep, {}}, clock, Schema::newest, refuse));
    EXPECT_FALSE(std::filesystem::exists(dir.path() / "a"));
    const auto empty = dir.path() / "empty";
    std::filesystem::create_directory(empty);
    ASSERT_FALSE(make_aside({empty, {}}, clock, Schema::newest, refuse));
    EXPECT_TRUE(std::filesystem::exists(empty));
    EXPECT_TRUE(std::filesystem::is_empty(empty));
}

TEST_F(Commands, APersonIsAskedBeforeAnythingIsDestroyed) {
    program.at_terminal = true;
    in.str("không\n");
    const auto no = ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, false);
    ASSERT_FALSE(no);
    EXPECT_EQ(exit_code(no.error().kind), 1);
    EXPECT_NE(err.str().find("tài khoản mai"), std::string::npos) << err.str();
    EXPECT_NE(err.str().find("Làm tiếp?"), std::string::npos) << err.str();
    in.str("");
    in.clear();
    EXPECT_FALSE(ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, false));
    in.clear();
    in.str("Có\n");
    EXPECT_TRUE(ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, false));
}

TEST_F(Commands, WhatIsWrittenReplacesAFileAsAWholeAndLeavesALinkALink) {
    const auto file = dir.path() / "báo cáo.html", link = dir.path() / "link";
    ASSERT_TRUE(write_whole_file(file, "one"));
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::create_symlink(file, link);
    ASSERT_TRUE(write_whole_file(link, "two"));
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(read_whole_file(file).value(), "two");
    ASSERT_TRUE(write_whole_file(file, "three"));
    EXPECT_EQ(read_whole_file(link).value(), "three");
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 3);  // and the data
    const auto refused = write_whole_file(dir.path() / "absent" / "x", "four");
    ASSERT_FALSE(refused);
    EXPECT_EQ(exit_code(refused.error().kind), 3);
}

TEST_F(Commands, ADirectoryOfAnotherAccountIsNotFilled) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
    const auto theirs = dir.path() / "theirs";
    std::filesystem::create_directory(theirs);
    ASSERT_EQ(::chown(theirs.c_str(), 65534, 65534), 0);
    const auto made = make_aside({theirs, {}}, clock, Schema::newest, [](OpenData&) { return Result<>{}; });
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().message.key(), "app.other_account");
    EXPECT_TRUE(std::filesystem::is_empty(theirs));
}

TEST_F(Commands, NeitherAScriptNorYesIsAsked) {
    program.at_terminal = true;
    EXPECT_TRUE(ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, true));
    program.json = true;
    EXPECT_TRUE(ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, false));
    program.json = false;
    program.at_terminal = false;
    EXPECT_TRUE(ask_first(program, {msg::user_erasing, {{"name", "mai"}}}, false));
    EXPECT_EQ(err.str().find("Làm tiếp?"), std::string::npos) << err.str();
}

TEST_F(Commands, ATypedPasswordMustBeChangedAScriptsNeedNot) {
    add_user_commands(program);
    const auto must_change = [&](const std::string& name, bool at_terminal, const std::string& option) {
        program.at_terminal = at_terminal;
        in.clear();
        in.str("mười hai con mèo\n");
        program.cli.parse("user add " + name + " --role reader " + option + " --data " +
                          location.data.string());
        EXPECT_EQ(program.exit_code, 0) << err.str();
        return value("SELECT must_change FROM account WHERE name = '" + name + "'") == 1;
    };
    EXPECT_TRUE(must_change("typed", true, ""));
    EXPECT_FALSE(must_change("typed-kept", true, "--no-must-change"));
    EXPECT_FALSE(must_change("script", false, ""));
    EXPECT_TRUE(must_change("script-changed", false, "--must-change"));
}

}  // namespace kheo::app
