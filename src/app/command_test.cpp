// SPDX-License-Identifier: Apache-2.0
// Commands whose last step fails after the answer is known.
#include "app/command.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "app/test_data.hpp"
#include "platform/ledger/ledger.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {

namespace {

class Commands : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(make_data(location, clock)); }

    void change(std::string_view sql) {
        const auto data = open_data(location, clock);
        ASSERT_TRUE(data);
        const auto done = data->database->write([&](db::Transaction& tx) { return tx.exec(sql); });
        ASSERT_TRUE(done) << done.error().detail;
    }
    std::ptrdiff_t answers() const {
        const auto text = out.str();
        return std::ranges::count(text, '\n');
    }

    SystemClock clock;
    test::TempDir dir;
    Location location{dir.path() / "data", {}};
    std::ostringstream out, err;
    Program program{.location = location, .clock = {}, .out = out, .err = err};
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

}  // namespace kheo::app
