// SPDX-License-Identifier: Apache-2.0
// Making a system in a server's database beside a directory: what an interrupted making left goes, what
// somebody else has there never does.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "app/data_dir.hpp"
#include "platform/db/making.hpp"
#include "support/test_database.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;

class MakingOnAServer : public testing::Test {
  protected:
    void SetUp() override { KHEO_NEEDS_POSTGRESQL(); }

    Result<> make(const Location& place) {
        return make_aside(place, clock, Schema::newest, [](OpenData&) { return Result<>(); });
    }
    std::string refusal(const Location& place) {
        const auto made = make(place);
        return std::string(made ? "none" : made.error().message.key());
    }
    /// A process that dies in the middle of it.
    void make_and_die(const Location& place) {
        const auto child = ::fork();
        if (child == 0) {
            (void)make_aside(place, clock, Schema::newest, [&](OpenData& data) -> Result<> {
                fs::create_directories(data.dir / "files");
                std::ofstream(data.dir / "files" / "half") << "half";
                ::_exit(9);
            });
            ::_exit(1);
        }
        int state = 0;
        ASSERT_EQ(::waitpid(child, &state, 0), child);
        ASSERT_EQ(WEXITSTATUS(state), 9);
    }
    db::Making state() {
        return db::making_of(*db::Database::open_server(server.url(), {.readers = 1}).value()).value();
    }

    test::TempDir dir;
    test::TestServer server;
    FixedClock clock{*Date::of(2026, 11, 20)};
    Location location{dir.path() / "data", server.url()};
};

TEST_F(MakingOnAServer, RefusesADirectoryOfAnotherAccount) {
    ASSERT_TRUE(make(location));
    if (::chown((location.data / "keys" / "ledger.key").c_str(), 65534, 65534) != 0)
        GTEST_SKIP() << "only root gives files away";
    const auto opened = open_data(location, clock);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().message.key(), "app.other_account");
    ASSERT_EQ(::chown((location.data / "keys" / "ledger.key").c_str(), ::geteuid(), ::getegid()), 0);
    EXPECT_TRUE(open_data(location, clock));
}

TEST_F(MakingOnAServer, BeginsAnewWhereItWasInterrupted) {
    make_and_die(location);
    EXPECT_EQ(state(), db::Making::unfinished);
    EXPECT_TRUE(fs::exists(location.data / "keys" / "ledger.key"));
    const auto made = make(location);
    ASSERT_TRUE(made) << made.error().detail;
    EXPECT_TRUE(open_data(location, clock));
    EXPECT_FALSE(fs::exists(location.data / "files" / "half"));
    for (const auto& entry : fs::directory_iterator(location.data))
        EXPECT_EQ(entry.path().filename(), "keys") << "no mark";
}

TEST_F(MakingOnAServer, NeverTouchesASystemThatStandsInTheDirectoryOfTheRetry) {
    make_and_die(location);
    const Location other{dir.path() / "other", ""};
    ASSERT_TRUE(make(other));
    const auto key = test::read_file(other.data / "keys" / "ledger.key");
    EXPECT_EQ(refusal({other.data, server.url()}), "app.not_empty");
    EXPECT_EQ(test::read_file(other.data / "keys" / "ledger.key"), key);
    EXPECT_TRUE(open_data(other, clock));
}

TEST_F(MakingOnAServer, NeverTouchesWhatAnotherMakingLeftOrAnOperatorLaid) {
    make_and_die(location);
    const test::TestServer second;
    const auto key = test::read_file(location.data / "keys" / "ledger.key");
    EXPECT_EQ(refusal({location.data, second.url()}), "app.not_empty")
        << "the mark there belongs to the other database";
    EXPECT_EQ(test::read_file(location.data / "keys" / "ledger.key"), key);
    const auto laid = dir.path() / "laid";
    fs::create_directories(laid / "keys");
    std::ofstream(laid / "keys" / "ledger.key") << "precious";
    EXPECT_EQ(refusal({laid, server.url()}), "app.not_empty");
    EXPECT_EQ(test::read_file(laid / "keys" / "ledger.key"), "precious");
}

TEST_F(MakingOnAServer, AMarkThatOutlivedItsMakingOpensNothing) {
    make_and_die(location);
    fs::copy(location.data, dir.path() / "stale", fs::copy_options::recursive);
    ASSERT_TRUE(make(location));
    const test::TestServer second;
    const auto key = test::read_file(dir.path() / "stale" / "keys" / "ledger.key");
    EXPECT_EQ(refusal({dir.path() / "stale", second.url()}), "app.not_empty");
    EXPECT_EQ(test::read_file(dir.path() / "stale" / "keys" / "ledger.key"), key);
}

TEST_F(MakingOnAServer, AMarkWithNothingBesideItIsNothing) {
    fs::create_directories(location.data);
    std::ofstream(location.data / ".making-on-server") << "7";
    std::ofstream(location.data / ".making-on-server.Ab12Cd") << "";  // killed while it was written
    ASSERT_TRUE(make(location));
    EXPECT_TRUE(open_data(location, clock));
    EXPECT_FALSE(fs::exists(location.data / ".making-on-server"));
}

TEST_F(MakingOnAServer, LeavesNothingWhenItFails) {
    const auto made = make_aside(location, clock, Schema::newest, [](OpenData&) -> Result<> {
        return fail(Error{ErrorKind::invalid, {}, {}, "no", {}});
    });
    EXPECT_EQ(made.error().detail, "no");
    EXPECT_EQ(state(), db::Making::absent);
    EXPECT_FALSE(fs::exists(location.data));
}

TEST_F(MakingOnAServer, GoesOnElsewhereAfterAnInterruption) {
    make_and_die(location);
    ASSERT_TRUE(make({dir.path() / "elsewhere", server.url()}));
    EXPECT_TRUE(open_data({dir.path() / "elsewhere", server.url()}, clock));
    EXPECT_TRUE(fs::exists(location.data / "keys" / "ledger.key")) << "not this making's to remove";
}

}  // namespace
}  // namespace kheo::app
