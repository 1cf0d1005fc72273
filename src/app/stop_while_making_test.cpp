// SPDX-License-Identifier: Apache-2.0
// Processes that are told to stop while they make a system, before it is whole and after.
#include "app/stop_while_making.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "app/test_data.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPatience = 30;  // seconds; SIGALRM ends what hangs
constexpr int kNoNamespaces = 77;

class Stopping : public testing::Test {
  protected:
    /// How a process ends that does this: 0, or by which signal.
    static int end_of(const std::function<void()>& work) {
        const auto child = ::fork();
        if (child == 0) {
            ::alarm(kPatience);
            work();
            ::_exit(0);
        }
        int state = 0;
        EXPECT_EQ(::waitpid(child, &state, 0), child);
        return WIFSIGNALED(state) ? WTERMSIG(state) : WEXITSTATUS(state);
    }
    static void write(const fs::path& file) { std::ofstream(file) << "x"; }
    static void wait_until_heard(int signal) {
        sigset_t waiting;
        do {
            ::usleep(1000);
            ::sigpending(&waiting);
        } while (::sigismember(&waiting, signal) != 0);
    }
    std::function<void()> sweep() {
        return [this] { write(swept); };
    }

    test::TempDir dir;
    fs::path swept = dir.path() / "swept", whole = dir.path() / "whole";
};

TEST_F(Stopping, SweepsAndEndsByThatSignal) {
    for (const int told : {SIGINT, SIGTERM, SIGHUP}) {
        EXPECT_EQ(end_of([&] {
                      const StopWhileMaking stop(sweep());
                      ::kill(::getpid(), told);
                      ::pause();
                  }),
                  told);
        EXPECT_TRUE(fs::remove(swept)) << told;
    }
}

TEST_F(Stopping, OfAMakingThatIsMovedToItsPlaceWaitsUntilItIsThere) {
    EXPECT_EQ(end_of([&] {
                  StopWhileMaking stop(sweep());
                  stop.too_late();
                  for (const int told : {SIGTERM, SIGINT}) {
                      ::kill(::getpid(), told);
                      wait_until_heard(told);
                  }
                  write(whole);
              }),
              SIGTERM)
        << "whoever stopped it sees that it was stopped, by the first";
    EXPECT_FALSE(fs::exists(swept));
    EXPECT_TRUE(fs::exists(whole));
}

TEST_F(Stopping, ASecondTimeDoesNotCutTheSweepOff) {
    const auto end = end_of([&] {
        const StopWhileMaking stop([&] {
            ::kill(::getpid(), SIGTERM);
            ::kill(::getpid(), SIGINT);
            ::usleep(10'000);
            write(swept);
        });
        ::kill(::getpid(), SIGTERM);
        ::pause();
    });
    EXPECT_TRUE(end == SIGTERM || end == SIGINT) << end;
    EXPECT_TRUE(fs::exists(swept));
}

TEST_F(Stopping, WhatIsIgnoredStaysIgnored) {
    EXPECT_EQ(end_of([&] {
                  ::signal(SIGHUP, SIG_IGN);  // as nohup does
                  const StopWhileMaking stop(sweep());
                  ::kill(::getpid(), SIGHUP);
              }),
              0);
    EXPECT_FALSE(fs::exists(swept));
}

TEST_F(Stopping, IsNotHeardWithoutDescriptorsAndStillStops) {
    EXPECT_EQ(end_of([&] {
                  const rlimit none{3, 3};
                  ::setrlimit(RLIMIT_NOFILE, &none);
                  {
                      const StopWhileMaking deaf(sweep());
                  }
                  const StopWhileMaking deaf(sweep());
                  ::kill(::getpid(), SIGTERM);
                  ::pause();
              }),
              SIGTERM);
    EXPECT_FALSE(fs::exists(swept));
}

/// In a namespace of its own: the first process of a container.
TEST_F(Stopping, EndsTheFirstProcessOfAContainerToo) {
    const auto end = end_of([&] {
        if (::unshare(CLONE_NEWPID) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
            ::_exit(kNoNamespaces);
        const auto first = ::fork();
        if (first < 0) ::_exit(kNoNamespaces);
        if (first == 0) {
            const StopWhileMaking stop(sweep());
            ::kill(::getpid(), SIGTERM);
            ::usleep(2'000'000);
            ::_exit(1);  // ran on
        }
        int state = 0;
        ::waitpid(first, &state, 0);
        ::_exit(WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state));
    });
    if (end == kNoNamespaces) GTEST_SKIP() << "no process namespace may be made here";
    EXPECT_EQ(end, 128 + SIGTERM);
    EXPECT_TRUE(fs::exists(swept));
}

TEST_F(Stopping, KeepsTheLockUntilEverythingElseIsSwept) {
    const auto place = dir.path() / "data", making = place / ".making";
    const auto child = ::fork();
    if (child == 0) {
        ::alarm(kPatience);
        const FixedClock clock(*Date::of(2026, 11, 20));
        (void)make_aside({place, ""}, clock, Schema::none, [&](OpenData& data) -> Result<> {
            constexpr int kFiles = 3000;
            for (const auto* part : {"files", "templates", "a", "z", "0", "other"}) {
                fs::create_directories(data.dir / part);
                for (int n = 0; n < kFiles / 6; ++n) write(data.dir / part / std::to_string(n));
            }
            ::kill(::getpid(), SIGTERM);
            ::pause();
            return {};
        });
        ::_exit(0);
    }
    int state = 0;
    bool bare = false;  // something there and no lock: another making would take it for its own
    bool begun = false;
    while (!bare && ::waitpid(child, &state, WNOHANG) == 0) {
        begun = begun || fs::exists(making / "serve.lock");
        const bool locked = !begun || fs::exists(making / "serve.lock");
        for (const auto* part : {"files", "templates", "a", "z", "0", "other"})
            bare = bare || (!locked && fs::exists(making / part));
    }
    if (bare) ::waitpid(child, &state, 0);
    EXPECT_FALSE(bare);
    EXPECT_TRUE(WIFSIGNALED(state) && WTERMSIG(state) == SIGTERM);
    EXPECT_FALSE(fs::exists(place));
}

}  // namespace
}  // namespace kheo::app
