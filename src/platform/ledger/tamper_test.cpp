// SPDX-License-Identifier: Apache-2.0
// Somebody with the data file and an SQL prompt. Each case is found by `ledger verify`, or by comparing with
// a head that somebody else kept, or it stands below as not provable: docs/ledger.md lists the same.
#include <gtest/gtest.h>

#include "platform/ledger/store.hpp"
#include "platform/ledger/test_ledger.hpp"

namespace kheo::ledger {

namespace {

struct Tampering {
    const char* what;
    std::vector<const char*> sql;
    std::optional<std::int64_t> first_bad;  // none: the entries are sound, something derived is not
};

/// Twenty entries under a head over 12, kept by another office, and a head over 20.
class TamperTest : public TestLedger {
  protected:
    void SetUp() override {
        TestLedger::SetUp();
        write(12);
        seal_all();
        kept = newest();
        write(8);
        seal_all();
    }

    Head newest() {
        return **database->read([](db::Transaction& tx) { return head(tx); });
    }
    KeptHead against(const Head& other) {
        return database->read([&](db::Transaction& tx) { return compare(tx, other); }).value();
    }
    bool verifies_for(const SigningKey& known) {
        return database
            ->read([&](db::Transaction& tx) { return verify(tx, std::span(&known.public_key, 1)); })
            ->ok;
    }
    /// What a forger who understands the ledger does after a change: seal everything anew.
    void seal_anew(const SigningKey& forger) {
        for (const auto* sql :
             {"DELETE FROM ledger_head", "DELETE FROM ledger_frontier", "DELETE FROM ledger_node",
              "UPDATE ledger_entry SET seq = NULL, leaf = NULL, blind = NULL"})
            ASSERT_TRUE(database->write([&](db::Transaction& tx) { return tx.exec(sql); }));
        ASSERT_TRUE(seal(*database, forger, 9000));
    }
    /// The data as they were when the first head was signed: what an old backup holds.
    void roll_back() {
        tamper("DELETE FROM ledger_entry WHERE seq > 12");
        tamper("DELETE FROM ledger_head WHERE size > 12");
        tamper("DELETE FROM ledger_frontier");
        tamper("DELETE FROM ledger_node");
        Frontier frontier;
        const auto done = database->write([&](db::Transaction& tx) -> Result<> {
            TRY(store::each_sealed(tx, Shape::with_proofs, kAllEntries,
                                   [&](const StoredEntry& e) { frontier.add(e.leaf); }));
            return store::save_frontier(tx, frontier);
        });
        ASSERT_TRUE(done);
    }

    Head kept;
};

const std::vector<Tampering> kTamperings{
    {"another person did it", {"UPDATE ledger_entry SET actor = 8 WHERE seq = 4"}, 4},
    {"another day", {"UPDATE ledger_entry SET written_at = written_at - 86400000 WHERE seq = 4"}, 4},
    {"another act", {"UPDATE ledger_entry SET verb = 'registry.viewed' WHERE seq = 4"}, 4},
    {"another kind of subject", {"UPDATE ledger_entry SET subject_type = 'unit' WHERE seq = 4"}, 4},
    {"another subject", {"UPDATE ledger_entry SET subject_id = 99 WHERE seq = 4"}, 4},
    {"fewer fields changed", {"UPDATE ledger_entry SET changed = 'title' WHERE seq = 4"}, 4},
    {"another version committed to",
     {"UPDATE ledger_entry SET commitment = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE seq = 4"},
     4},
    {"random bytes swapped",
     {"UPDATE ledger_entry SET blind = (SELECT blind FROM ledger_entry WHERE seq = 1) WHERE seq = 4"},
     4},
    {"random bytes removed", {"UPDATE ledger_entry SET blind = NULL WHERE seq = 4"}, 4},
    {"a leaf of another entry",
     {"UPDATE ledger_entry SET leaf = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE seq = 4"},
     4},
    {"first entry removed", {"DELETE FROM ledger_entry WHERE seq = 1"}, 1},
    {"an entry removed", {"DELETE FROM ledger_entry WHERE seq = 7"}, 7},
    {"an entry removed and the gap closed",
     {"DELETE FROM ledger_entry WHERE seq = 19", "UPDATE ledger_entry SET seq = 19 WHERE seq = 20"},
     19},
    {"last entry removed", {"DELETE FROM ledger_entry WHERE seq = 20"}, 20},
    {"last entries removed, their head too",
     {"DELETE FROM ledger_entry WHERE seq > 15", "DELETE FROM ledger_head WHERE size = 20"},
     std::nullopt},
    {"an entry sent back among the unsealed", {"UPDATE ledger_entry SET seq = NULL WHERE seq = 20"}, 20},
    {"an entry added behind the last head",
     {"INSERT INTO ledger_entry (written_at, actor, verb, subject_type, subject_id, changed, commitment, "
      "seq, leaf, "
      "blind) SELECT written_at, actor, verb, subject_type, subject_id, changed, commitment, 21, leaf, blind "
      "FROM "
      "ledger_entry WHERE seq = 20"},
     21},
    {"an entry numbered 0",
     {"INSERT INTO ledger_entry (written_at, actor, verb, subject_type, subject_id, changed, commitment, "
      "seq, leaf, "
      "blind) SELECT written_at, actor, verb, subject_type, subject_id, changed, commitment, 0, leaf, blind "
      "FROM "
      "ledger_entry WHERE seq = 20"},
     1},
    {"two entries swapped",
     {"UPDATE ledger_entry SET seq = -1 WHERE seq = 3", "UPDATE ledger_entry SET seq = 3 WHERE seq = 5",
      "UPDATE ledger_entry SET seq = 5 WHERE seq = -1"},
     3},
    {"all numbers shifted", {"UPDATE ledger_entry SET seq = seq + 100"}, 1},
    {"the head's root changed",
     {"UPDATE ledger_head SET root = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE size = 20"},
     13},
    {"an older head's root changed",
     {"UPDATE ledger_head SET root = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE size = 12"},
     1},
    {"the head's time changed", {"UPDATE ledger_head SET sealed_at = sealed_at - 1000 WHERE size = 20"}, 13},
    {"the head's size changed", {"UPDATE ledger_head SET size = 21 WHERE size = 20"}, 21},
    {"the signature of another head",
     {"UPDATE ledger_head SET signature = (SELECT signature FROM ledger_head WHERE size = 12) WHERE size = "
      "20"},
     13},
    {"the signature emptied", {"UPDATE ledger_head SET signature = ''"}, 1},
    {"the key beside the head changed",
     {"UPDATE ledger_head SET public_key = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE size = 20"},
     13},
    {"newest head removed", {"DELETE FROM ledger_head WHERE size = 20"}, std::nullopt},
    {"all heads removed", {"DELETE FROM ledger_head"}, std::nullopt},
    {"a frontier's hash changed",
     {"UPDATE ledger_frontier SET hash = (SELECT leaf FROM ledger_entry WHERE seq = 1) WHERE level = 2"},
     std::nullopt},
    {"the frontier emptied", {"DELETE FROM ledger_frontier"}, std::nullopt},
    {"a kept subtree changed",
     {"UPDATE ledger_node SET hash = (SELECT leaf FROM ledger_entry WHERE seq = 1)"},
     std::nullopt},
    {"a kept subtree removed", {"DELETE FROM ledger_node"}, std::nullopt},
    {"a kept subtree moved", {"UPDATE ledger_node SET idx = 1"}, std::nullopt},
    {"a kept subtree too many",
     {"INSERT INTO ledger_node (level, idx, hash) SELECT 8, 0, leaf FROM ledger_entry WHERE seq = 1"},
     std::nullopt},
};

class EveryTampering : public TamperTest, public testing::WithParamInterface<Tampering> {};

}  // namespace

TEST_P(EveryTampering, IsFoundByVerify) {
    ASSERT_TRUE(verifies_for(key));
    for (const auto* sql : GetParam().sql) tamper(sql);
    const auto v = checked();
    EXPECT_FALSE(v.ok) << GetParam().what;
    EXPECT_EQ(v.first_bad, GetParam().first_bad) << GetParam().what;
    EXPECT_FALSE(verifies_for(key)) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Ledger, EveryTampering, testing::ValuesIn(kTamperings));

TEST_F(TamperTest, AWrongSubtreeGivesNoWrongProof) {
    tamper("UPDATE ledger_node SET hash = (SELECT leaf FROM ledger_entry WHERE seq = 1)");
    const auto proof = database->read([](db::Transaction& tx) { return prove_inclusion(tx, 20); });
    EXPECT_EQ(proof.error().kind, ErrorKind::internal);
    EXPECT_EQ(against(kept), KeptHead::prefix) << "the entries themselves are sound";
}

TEST_F(TamperTest, SealedAnewWithAnotherKeyIsFoundByWhoKnowsTheKey) {
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq = 4");
    const test::TempDir elsewhere;
    seal_anew(load_or_make_key(elsewhere.path()).value());
    EXPECT_FALSE(verifies_for(key));
    EXPECT_EQ(against(kept), KeptHead::unknown_key);
    // Not provable without the key: the file alone looks sound.
    EXPECT_TRUE(checked().ok);
}

TEST_F(TamperTest, SealedAnewWithTheStolenKeyIsFoundOnlyByAKeptHead) {
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq = 4");
    seal_anew(key);
    EXPECT_TRUE(verifies_for(key)) << "not provable from the file and the key";
    EXPECT_EQ(against(kept), KeptHead::differs);
}

TEST_F(TamperTest, EvenSealedAnewWithoutAnyChangeIsFoundByAKeptHead) {
    seal_anew(key);
    EXPECT_EQ(against(kept), KeptHead::differs);
}

TEST_F(TamperTest, ARolledBackFileIsFoundOnlyByANewerKeptHead) {
    const auto newer = newest();
    roll_back();
    EXPECT_TRUE(verifies_for(key)) << "not provable from the file and the key";
    EXPECT_EQ(against(newer), KeptHead::shorter);
    EXPECT_EQ(against(kept), KeptHead::prefix);
}

TEST_F(TamperTest, ARolledBackFileThatGrewAgainDiffers) {
    const auto newer = newest();
    roll_back();
    write(8);
    seal_all();
    EXPECT_TRUE(verifies_for(key));
    EXPECT_EQ(against(newer), KeptHead::differs);
}

TEST_F(TamperTest, AChangeBehindTheKeptHeadIsNotItsConcern) {
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq = 15");
    EXPECT_EQ(against(kept), KeptHead::prefix);
    EXPECT_EQ(against(newest()), KeptHead::differs);
}

TEST_F(TamperTest, AKeptHeadThatWasChangedSaysNothing) {
    for (auto change : {+[](Head& h) { h.size = 11; }, +[](Head& h) { h.root[0] ^= 1; },
                        +[](Head& h) { h.sealed_at += 1; }, +[](Head& h) { h.signature[0] ^= 1; },
                        +[](Head& h) { h.public_key[0] ^= 1; }, +[](Head& h) { h.size = 0; }}) {
        auto wrong = kept;
        change(wrong);
        EXPECT_EQ(against(wrong), KeptHead::bad_signature);
    }
}

TEST_F(TamperTest, AHeadOfAnotherLedgerIsNotThisOnes) {
    const test::TempDir elsewhere;
    const auto other = load_or_make_key(elsewhere.path()).value();
    test::TestDatabase foreign;
    const auto head_over = [&](std::int64_t size) {
        EXPECT_TRUE(foreign->write([&](db::Transaction& tx) -> Result<> {
            for (auto left = size; left > 0; --left)
                TRY(append(tx, {{}, "registry.registered", "initiative", left, "", ""}, left));
            return {};
        }));
        EXPECT_TRUE(seal(*foreign, other, 5));
        return **foreign->read([](db::Transaction& tx) { return head(tx); });
    };
    EXPECT_EQ(against(head_over(1)), KeptHead::unknown_key);
    EXPECT_EQ(against(head_over(30)), KeptHead::unknown_key) << "not “entries are gone”";
}

TEST_F(TamperTest, TheSameEntriesUnderAnotherKeyAreTheSameLedger) {
    const test::TempDir elsewhere;
    const auto other = load_or_make_key(elsewhere.path()).value();
    tamper("DELETE FROM ledger_head");
    write(1);
    ASSERT_TRUE(seal(*database, other, 9000));
    EXPECT_EQ(against(kept), KeptHead::other_key);
}

// Not provable, and said so in docs/ledger.md: what no head has covered yet.
TEST_F(TamperTest, UnsealedEntriesCanBeChangedUnseen) {
    write(2);
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq IS NULL");
    tamper("DELETE FROM ledger_entry WHERE id = (SELECT max(id) FROM ledger_entry)");
    EXPECT_TRUE(verifies_for(key));
    EXPECT_EQ(checked().unsealed, 1);
}

// Neither provable nor harmful: an intermediate head says nothing that the newest does not say.
TEST_F(TamperTest, AMissingOlderHeadIsNotMissed) {
    tamper("DELETE FROM ledger_head WHERE size = 12");
    EXPECT_TRUE(verifies_for(key));
    EXPECT_EQ(against(kept), KeptHead::prefix);
}

}  // namespace kheo::ledger
