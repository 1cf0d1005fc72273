// SPDX-License-Identifier: Apache-2.0
// The journal of erasures, and an old copy of the data that is laid back in place.
#include "app/erasures.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "platform/auth/accounts.hpp"
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
    Result<std::set<Erased>> read() { return read_journal(location.data / kJournal); }

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

}  // namespace
}  // namespace kheo::app
