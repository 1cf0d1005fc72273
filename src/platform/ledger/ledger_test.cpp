// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/ledger.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <thread>

#include "platform/ledger/actors.hpp"
#include "platform/ledger/merkle.hpp"
#include "platform/ledger/test_ledger.hpp"

namespace kheo::ledger {

namespace {

using LedgerTest = TestLedger;

}  // namespace

TEST(Merkle, FrontierEqualsTheDefinitionOfRfc6962) {
    std::vector<Hash> leaves;
    Frontier frontier;
    const std::function<Hash(std::size_t, std::size_t)> definition = [&](std::size_t from, std::size_t n) {
        if (n == 1) return leaves[from];
        std::size_t k = 1;
        while (2 * k < n) k *= 2;
        return node_hash(definition(from, k), definition(from + k, n - k));
    };
    for (int i = 0; i < 70; ++i) {
        leaves.push_back(leaf_hash("entry " + std::to_string(i)));
        frontier.add(leaves.back());
        ASSERT_EQ(frontier.root(), definition(0, leaves.size())) << i;
        ASSERT_EQ(frontier.size(), i + 1);
    }
}

TEST_F(LedgerTest, AnEmptyLedgerVerifies) {
    EXPECT_TRUE(checked().ok);
    EXPECT_EQ(checked().entries, 0);
}

TEST_F(LedgerTest, SealedEntriesVerifyAndUnsealedAreCounted) {
    write(5);
    seal_all();
    write(3);
    auto v = checked();
    EXPECT_TRUE(v.ok);
    EXPECT_TRUE(v.is_signed);
    EXPECT_EQ(v.entries, 5);
    EXPECT_EQ(v.unsealed, 3);
    seal_all();
    v = checked();
    EXPECT_TRUE(v.ok);
    EXPECT_EQ(v.entries, 8);
}

TEST_F(LedgerTest, SealingInBatchesGivesTheSameTree) {
    write(12'000);
    seal_all();
    EXPECT_TRUE(checked().ok);
    EXPECT_EQ(checked().entries, 12'000);
}

TEST_F(LedgerTest, NothingToSealWaitsForNoWriter) {
    write(3);
    seal_all();
    const auto held = database->write([&](db::Transaction&) -> Result<> {
        std::optional<Result<SealReport>> report;
        std::thread([&] { report = seal(*database, key, 6000); }).join();
        EXPECT_TRUE(report->has_value());
        EXPECT_EQ((*report)->sealed, 0);
        EXPECT_EQ((*report)->size, 3);
        return {};
    });
    EXPECT_TRUE(held);
}

TEST_F(LedgerTest, SeveralSealersAndWritersLeaveNoGapAndNoDouble) {
    const auto other = database.open_again({.readers = 2});
    const auto append_some = [&](db::Database& to) {
        for (int i = 0; i < 20; ++i)
            EXPECT_TRUE(to.write([&](db::Transaction& tx) {
                return append(tx, {{}, "registry.registered", "initiative", i, "title", {}}, 1000);
            }));
    };
    const auto seal_some = [&](db::Database& of) {
        for (int i = 0; i < 10; ++i) {
            const auto done = seal(of, key, 5000);
            EXPECT_TRUE(done) << done.error().detail;
        }
    };
    std::vector<std::thread> threads;
    for (auto* each : {&*database, other.get()}) {
        threads.emplace_back([&, each] { append_some(*each); });
        threads.emplace_back([&, each] { seal_some(*each); });
    }
    for (auto& thread : threads) thread.join();
    seal_all();
    EXPECT_TRUE(checked().ok);
    EXPECT_EQ(checked().entries, 40);
    EXPECT_EQ(checked().unsealed, 0);
}

TEST_F(LedgerTest, SealingWakesNobody) {
    const auto other = database.open_again();
    std::atomic<int> heard{0};
    write(3);
    const auto listening = database->subscribe([&](std::string_view) { ++heard; });
    ASSERT_TRUE(seal(*other, key, 5000));
    ASSERT_TRUE(other->write([](db::Transaction& tx) -> Result<> {
        tx.announce("end");
        return {};
    }));
    for (int i = 0; i < 600 && heard == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(heard, 1);
}

TEST_F(LedgerTest, AChangedEntryIsNamed) {
    write(9);
    seal_all();
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq = 4");
    EXPECT_FALSE(checked().ok);
    EXPECT_EQ(checked().first_bad, 4);
}

TEST_F(LedgerTest, ARemovedEntryIsNamed) {
    write(9);
    seal_all();
    tamper("DELETE FROM ledger_entry WHERE seq = 6");
    EXPECT_EQ(checked().first_bad, 6);
}

TEST_F(LedgerTest, ARemovedLastEntryIsNamed) {
    write(9);
    seal_all();
    tamper("DELETE FROM ledger_entry WHERE seq = 9");
    EXPECT_FALSE(checked().ok);
    EXPECT_EQ(checked().first_bad, 9);
}

TEST_F(LedgerTest, ReorderedEntriesAreNamed) {
    write(9);
    seal_all();
    tamper("UPDATE ledger_entry SET seq = -1 WHERE seq = 3");
    tamper("UPDATE ledger_entry SET seq = 3 WHERE seq = 5");
    tamper("UPDATE ledger_entry SET seq = 5 WHERE seq = -1");
    EXPECT_EQ(checked().first_bad, 3);
}

TEST_F(LedgerTest, AChangeWithARecomputedLeafStillContradictsTheHead) {
    write(4);
    seal_all();
    write(4);
    seal_all();
    tamper(
        "UPDATE ledger_entry SET verb = 'x', leaf = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE seq "
        "= 6");
    EXPECT_EQ(checked().first_bad, 6);
}

TEST_F(LedgerTest, AHeadSignedByAnotherKeyIsNotTrusted) {
    write(4);
    seal_all();
    const test::TempDir elsewhere;
    const auto other = load_or_make_key(elsewhere.path()).value();
    const auto v =
        database->read([&](db::Transaction& tx) { return verify(tx, std::span(&other.public_key, 1)); })
            .value();
    EXPECT_FALSE(v.ok);
}

TEST_F(LedgerTest, ADroppedHeadLeavesTheTailUnsigned) {
    write(4);
    seal_all();
    tamper("DELETE FROM ledger_head");
    EXPECT_FALSE(checked().ok);
    EXPECT_FALSE(checked().is_signed);
}

TEST_F(LedgerTest, VerifiesACopiedFileReadOnly) {
    KHEO_NEEDS_SQLITE();
    write(4);
    seal_all();
    const auto copy = keys.path() / "copy.db";
    ASSERT_TRUE(database->write([&](db::Transaction&) -> Result<> { return {}; }));
    std::filesystem::copy_file(database.file(), copy);
    const auto wal = database.file().string() + "-wal";
    if (std::filesystem::exists(wal)) std::filesystem::copy_file(wal, copy.string() + "-wal");
    auto opened = db::Database::open(copy, {.readers = 1, .read_only = true}).value();
    EXPECT_TRUE(opened->read([](db::Transaction& tx) { return verify(tx); })->ok);
}

TEST_F(LedgerTest, HistoryIsNewestFirst) {
    write(2);
    const auto lines =
        database->read([](db::Transaction& tx) { return history(tx, "initiative", 2); }).value();
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].verb, "registry.registered");
}

TEST_F(LedgerTest, WhoDidItIsKnownHoweverManyEntriesThereAre) {
    const auto wrote = database->write([](db::Transaction& tx) -> Result<> {
        const auto add = [&](std::int64_t user, std::string_view verb, std::int64_t subject, Millis at) {
            return append(tx, {auth::UserId{user}, verb, "cycle", subject, {}, {}}, at);
        };
        TRY(add(5, "life.examined", 1, 10));
        TRY(add(0, "life.submitted", 1, 20));
        TRY(add(6, "life.examined", 1, 30));
        for (int i = 0; i < 300; ++i) TRY(add(7, "life.examined", 1, 31 + i));
        TRY(add(0, "life.examined", 1, 900));
        for (std::int64_t id = 2; id < 400; ++id) TRY(add(id, "life.examined", id, id));
        return {};
    });
    ASSERT_TRUE(wrote.has_value());
    const auto doers = [&](const Deed& deed, std::vector<std::int64_t> ids) {
        std::map<std::pair<std::int64_t, std::int64_t>, Millis> out;
        EXPECT_TRUE(database->read([&](db::Transaction& tx) {
            return each_doer(tx, deed, ids, [&](const Doer& d) {
                EXPECT_TRUE(out.emplace(std::pair(d.subject, d.user.value), d.last).second);
            });
        }));
        return out;
    };
    using Doers = std::map<std::pair<std::int64_t, std::int64_t>, Millis>;
    EXPECT_EQ(doers({"cycle", "life.examined"}, {1}), (Doers{{{1, 5}, 10}, {{1, 6}, 30}, {{1, 7}, 330}}));
    EXPECT_EQ(doers({"cycle", "life.examined", "life.submitted"}, {1}), (Doers{{{1, 6}, 30}, {{1, 7}, 330}}));
    EXPECT_EQ(doers({"initiative", "life.examined"}, {1}), Doers{});
    std::vector<std::int64_t> many;
    for (std::int64_t id = 2; id < 400; ++id) many.push_back(id);
    EXPECT_EQ(doers({"cycle", "life.examined"}, many).size(), 398u);
    EXPECT_EQ(doers({"cycle", "life.examined"}, {}), Doers{});
}

TEST_F(LedgerTest, TheKeyIsKeptAndPrivate) {
    EXPECT_EQ(load_or_make_key(keys.path())->public_key, key.public_key);
    struct stat info{};
    ASSERT_EQ(stat((keys.path() / "keys" / "ledger.key").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(LedgerTest, ATornKeyIsASentence) {
    std::filesystem::resize_file(keys.path() / "keys" / "ledger.key", 10);
    EXPECT_EQ(load_or_make_key(keys.path()).error().kind, ErrorKind::environment);
}

}  // namespace kheo::ledger
