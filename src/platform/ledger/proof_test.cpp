// SPDX-License-Identifier: Apache-2.0
// Proofs against the definition of RFC 6962, their check against every small change, and proofs out of a
// stored ledger.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/ledger/proof_file.hpp"
#include "platform/ledger/test_ledger.hpp"
#include "platform/ledger/tree.hpp"

namespace kheo::ledger {

namespace {

/// Leaves in memory, and the tree hash as RFC 6962 §2.1 defines it.
struct Leaves {
    explicit Leaves(int n) {
        for (int i = 0; i < n; ++i) all.push_back(leaf_hash("entry " + std::to_string(i)));
    }
    Hash root(std::int64_t from, std::int64_t n) const {
        if (n == 1) return all[static_cast<std::size_t>(from)];
        std::int64_t k = 1;
        while (2 * k < n) k *= 2;
        return node_hash(root(from, k), root(from + k, n - k));
    }
    NodeSource source() const {
        return [this](int level, std::int64_t index) -> Result<Hash> {
            return root(index << level, std::int64_t{1} << level);
        };
    }
    std::vector<Hash> all;
};

Hash changed(Hash hash) {
    hash[7] ^= 1;
    return hash;
}

class ProofTest : public TestLedger {
  protected:
    InclusionProof included(std::int64_t seq) {
        return database->read([&](db::Transaction& tx) { return prove_inclusion(tx, seq); }).value();
    }
    ConsistencyProof consistent(std::int64_t from, std::int64_t to = 0) {
        return database->read([&](db::Transaction& tx) { return prove_consistency(tx, from, to); }).value();
    }
    ErrorKind refused(std::int64_t from, std::int64_t to) {
        return database->read([&](db::Transaction& tx) { return prove_consistency(tx, from, to); })
            .error()
            .kind;
    }
};

}  // namespace

TEST(Merkle, EveryInclusionProofOfSmallTreesHoldsAndNoChangedOneDoes) {
    const Leaves leaves(40);
    for (std::int64_t size = 1; size <= 40; ++size) {
        const auto root = leaves.root(0, size);
        ASSERT_EQ(tree_root(leaves.source(), size).value(), root);
        for (std::int64_t i = 0; i < size; ++i) {
            const auto& leaf = leaves.all[static_cast<std::size_t>(i)];
            const auto path = inclusion_path(leaves.source(), i, size).value();
            ASSERT_TRUE(inclusion_holds(leaf, i, size, path, root)) << i << " of " << size;
            ASSERT_FALSE(inclusion_holds(changed(leaf), i, size, path, root));
            ASSERT_FALSE(inclusion_holds(leaf, i, size, path, changed(root)));
            for (std::size_t p = 0; p < path.size(); ++p) {
                auto wrong = path;
                wrong[p] = changed(wrong[p]);
                ASSERT_FALSE(inclusion_holds(leaf, i, size, wrong, root));
                wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(p));
                ASSERT_FALSE(inclusion_holds(leaf, i, size, wrong, root));
            }
            auto longer = path;
            longer.push_back(root);
            ASSERT_FALSE(inclusion_holds(leaf, i, size, longer, root));
            for (std::int64_t other = 0; other < size; ++other)
                ASSERT_EQ(inclusion_holds(leaf, other, size, path, root), other == i) << other;
        }
    }
}

TEST(Merkle, EveryConsistencyProofOfSmallTreesHoldsAndNoChangedOneDoes) {
    const Leaves leaves(40);
    for (std::int64_t to = 1; to <= 40; ++to) {
        for (std::int64_t from = 1; from <= to; ++from) {
            const auto old_root = leaves.root(0, from), root = leaves.root(0, to);
            const auto path = consistency_path(leaves.source(), from, to).value();
            ASSERT_TRUE(consistency_holds(from, old_root, to, root, path)) << from << " " << to;
            ASSERT_FALSE(consistency_holds(from, changed(old_root), to, root, path));
            ASSERT_FALSE(consistency_holds(from, old_root, to, changed(root), path));
            for (std::size_t p = 0; p < path.size(); ++p) {
                auto wrong = path;
                wrong[p] = changed(wrong[p]);
                ASSERT_FALSE(consistency_holds(from, old_root, to, root, wrong));
                wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(p));
                ASSERT_FALSE(consistency_holds(from, old_root, to, root, wrong));
            }
        }
    }
}

TEST(Merkle, NonsenseHoldsNothing) {
    const Leaves leaves(4);
    const auto root = leaves.root(0, 4);
    EXPECT_FALSE(inclusion_holds(leaves.all[0], -1, 4, {}, root));
    EXPECT_FALSE(inclusion_holds(leaves.all[0], 4, 4, {}, root));
    EXPECT_FALSE(inclusion_holds(leaves.all[0], 0, 0, {}, root));
    EXPECT_FALSE(inclusion_holds("", 0, 1, {}, root));
    EXPECT_FALSE(consistency_holds(0, root, 4, root, {}));
    EXPECT_FALSE(consistency_holds(5, root, 4, root, {}));
    EXPECT_FALSE(consistency_holds(-1, root, -1, root, {}));
    EXPECT_FALSE(consistency_holds(3, root, 4, root, {}));
}

TEST_F(ProofTest, EveryEntryOfAStoredLedgerIsProved) {
    for (const int more : {1, 15, 16, 17, 240, 300}) {
        write(more);
        seal_all();
    }
    for (std::int64_t seq = 1; seq <= next; ++seq) EXPECT_TRUE(holds(included(seq))) << seq;
    for (std::int64_t from = 1; from <= next; from += 7) EXPECT_TRUE(holds(consistent(from))) << from;
    EXPECT_TRUE(holds(consistent(16, 32)));
}

TEST_F(ProofTest, WhatIsNotThereIsRefused) {
    EXPECT_EQ(refused(1, 0), ErrorKind::invalid) << "an empty ledger";
    write(5);
    seal_all();
    write(2);
    EXPECT_EQ(refused(0, 0), ErrorKind::invalid);
    EXPECT_EQ(refused(6, 0), ErrorKind::invalid);
    EXPECT_EQ(refused(1, 3), ErrorKind::not_found) << "no head over three entries";
    for (const std::int64_t seq : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{6}, kAllEntries}) {
        const auto proof = database->read([&](db::Transaction& tx) { return prove_inclusion(tx, seq); });
        EXPECT_EQ(proof.error().kind, ErrorKind::not_found) << seq;
    }
}

TEST_F(ProofTest, AProofReadsFewRowsOfALargeLedger) {
    write(70'000);
    seal_all();
    std::int64_t rows = 0;
    const auto read = database->read([&](db::Transaction& tx) -> Result<> {
        const NodeSource counted = [&](int level, std::int64_t index) {
            rows += std::int64_t{1} << level % kKeptEvery;
            return stored_tree(tx)(level, index);
        };
        TRY(inclusion_path(counted, 33'333, 70'000));
        TRY(consistency_path(counted, 33'333, 70'000));
        return {};
    });
    ASSERT_TRUE(read);
    EXPECT_LT(rows, 2 * 17 * 16);
    EXPECT_TRUE(holds(included(33'333)));
    EXPECT_TRUE(holds(consistent(33'333)));
}

TEST_F(ProofTest, EntriesSealedBeforeSubtreesWereKeptAreFilledIn) {
    write(5'000);
    seal_all();
    tamper("DELETE FROM ledger_node");
    EXPECT_TRUE(holds(included(4'321))) << "folded from the leaves";
    EXPECT_FALSE(checked().derived_ok);
    seal_all();
    EXPECT_TRUE(checked().ok);
    EXPECT_TRUE(holds(included(4'321)));
}

TEST_F(ProofTest, RandomBytesMakeALeafUnguessable) {
    write(1);
    seal_all();
    auto entry =
        *database->read([](db::Transaction& tx) { return store::sealed(tx, Shape::with_proofs, 1); }).value();
    EXPECT_EQ(entry.blind.size(), 16U);
    EXPECT_EQ(leaf_hash(encode(entry, 1)), entry.leaf);
    entry.blind.clear();
    EXPECT_NE(leaf_hash(encode(entry, 1)), entry.leaf);
}

TEST_F(ProofTest, EntriesWithoutRandomBytesAreNotForThePublic) {
    write(4);
    seal_all();
    EXPECT_FALSE(included(1).guessable);
    tamper("UPDATE ledger_entry SET blind = NULL WHERE seq = 2");
    EXPECT_TRUE(included(1).guessable) << "its path shows the leaf of number 2";
    EXPECT_FALSE(included(3).guessable);
}

TEST_F(ProofTest, NoPublicHashCoversOnlyEntriesWithoutRandomBytesWhereTheyAreFew) {
    for (const int more : {1, 6, 4}) {
        write(more);
        seal_all();
    }
    const auto guessable_head = [&](std::int64_t size) {
        return database->read([&](db::Transaction& tx) { return is_guessable(tx, **head_of(tx, size)); })
            .value();
    };
    EXPECT_FALSE(consistent(1).guessable);
    EXPECT_FALSE(guessable_head(1));
    tamper("UPDATE ledger_entry SET blind = NULL WHERE seq <= 7");
    EXPECT_TRUE(guessable_head(1)) << "its root is the leaf of number 1";
    EXPECT_FALSE(guessable_head(7));
    for (const std::int64_t odd : {1, 3, 5, 7}) EXPECT_TRUE(consistent(odd).guessable) << odd;
    EXPECT_TRUE(consistent(2).guessable) << "two entries are tried together too";
    EXPECT_TRUE(consistent(6).guessable);
    EXPECT_FALSE(consistent(4).guessable) << "four entries are not tried at once";
    EXPECT_FALSE(consistent(8).guessable) << "number 8 has random bytes";
    EXPECT_TRUE(consistent(4, 7).guessable) << "number 7 stands alone at the end of the tree of 7";
    EXPECT_TRUE(included(8).guessable) << "its path shows the leaf of number 7";
    EXPECT_FALSE(included(9).guessable);
}

TEST_F(ProofTest, AnEntryThatDoesNotFitItsLeafGivesNoProof) {
    write(4);
    seal_all();
    tamper("UPDATE ledger_entry SET actor = 8 WHERE seq = 2");
    const auto proof = database->read([](db::Transaction& tx) { return prove_inclusion(tx, 2); });
    EXPECT_EQ(proof.error().kind, ErrorKind::internal);
}

TEST_F(ProofTest, ProofsAndHeadsSurviveTheirFiles) {
    write(20);
    seal_all();
    const auto proof = included(11);
    const auto back = parse_proof(proof_json(proof).dump()).value();
    ASSERT_TRUE(std::holds_alternative<InclusionProof>(back));
    EXPECT_TRUE(holds(std::get<InclusionProof>(back)));
    EXPECT_EQ(std::get<InclusionProof>(back).entry, proof.entry);
    const auto more = parse_proof(proof_json(consistent(7)).dump()).value();
    EXPECT_TRUE(holds(std::get<ConsistencyProof>(more)));
    for (const auto& text : {head_json(proof.head).dump(), head_line(proof.head), proof_json(proof).dump(),
                             "\n  " + head_line(proof.head) + "\r\n"}) {
        const auto head = parse_head(text);
        ASSERT_TRUE(head) << text;
        EXPECT_TRUE(signature_holds(*head));
        EXPECT_EQ(head->root, proof.head.root);
    }
    EXPECT_EQ(entry_json(proof.entry)["verb"], "registry.registered");
}

TEST_F(ProofTest, WordsThatAreNotTheBytesAreNoProof) {
    write(9);
    seal_all();
    auto forged = proof_json(included(5));
    forged["entry"]["changed"] = "x";
    EXPECT_FALSE(parse_proof(forged.dump()));
    const auto reordered = nlohmann::json::parse(proof_json(included(5)).dump());  // by the alphabet
    EXPECT_TRUE(parse_proof(reordered.dump()));
}

TEST_F(ProofTest, NumbersThatNoEntryHasHoldNothing) {
    write(3);
    seal_all();
    for (const auto seq : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) {
        auto proof = included(2);
        proof.seq = seq;
        EXPECT_FALSE(holds(proof)) << seq;
        auto more = consistent(2);
        more.from = seq;
        EXPECT_FALSE(holds(more)) << seq;
    }
}

TEST_F(ProofTest, AnyChangedByteOfAProofFileIsFound) {
    write(9);
    seal_all();
    const auto text = proof_json(included(5)).dump();
    const auto good = included(5);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto wrong = text;
        wrong[i] = wrong[i] == '7' ? '8' : '7';
        const auto read = parse_proof(wrong);
        if (!read || !std::holds_alternative<InclusionProof>(*read)) continue;
        const auto& proof = std::get<InclusionProof>(*read);
        if (!holds(proof)) continue;
        // The change fell on words beside the bytes, or took the whole entry away.
        EXPECT_EQ(proof.seq, good.seq) << wrong.substr(i, 40);
        EXPECT_EQ(proof.leaf, good.leaf) << wrong.substr(i, 40);
        EXPECT_EQ(head_line(proof.head), head_line(good.head)) << wrong.substr(i, 40);
        EXPECT_TRUE(proof.entry.empty() || proof.entry == good.entry) << wrong.substr(i, 40);
    }
}

TEST(ProofFile, AHeadHasAMomentThatCanBeWritten) {
    const auto with = [](const std::string& moment) {
        const std::string root(64, '1'), key(64, '2'), signature(128, '3');
        return R"({"size":1,"root":")" + root + R"(","public_key":")" + key + R"(","signature":")" +
               signature + "\"" + moment + "}";
    };
    EXPECT_TRUE(parse_head(with(R"(,"sealed_at_ms":0)")));
    for (const char* moment :
         {"", R"(,"sealed_at_ms":-1)", R"(,"sealed_at_ms":9223372036854775807)",
          R"(,"sealed_at_ms":18446744073709551615)", R"(,"sealed_at_ms":253402300800000)"})
        EXPECT_FALSE(parse_head(with(moment))) << moment;
}

TEST(ProofFile, OnlyWhatAnEntryCanHoldIsReadAsOne) {
    StoredEntry entry;
    entry.verb = "a.b";
    entry.blind = std::string(16, 'x');
    EXPECT_EQ(entry_json(encode(entry, 1))["verb"], "a.b");
    for (const auto at : {Millis{-1}, INT64_MIN, INT64_MAX}) {
        auto strange = entry;
        strange.at = at;
        EXPECT_TRUE(entry_json(encode(strange, 1)).empty()) << "a moment without a date";
    }
    auto strange = entry;
    strange.changed = "a\xff";
    EXPECT_TRUE(entry_json(encode(strange, 1)).empty()) << "no UTF-8: it could not be written as JSON";
    entry.blind.clear();
    EXPECT_TRUE(entry_json(encode(entry, 1) + std::string(8, '\0')).empty()) << "the same words as without";
}

TEST(ProofFile, StrangeFilesAreRefused) {
    for (const char* text :
         {"", "{", "[]", "{}", "null", R"({"format":"kheo-ledger-proof/1"})", R"({"format":1,"kind":2})",
          R"({"format":"kheo-ledger-proof/1","kind":"inclusion","seq":"1"})",
          R"({"format":"kheo-ledger-proof/1","kind":"inclusion","seq":1.5})",
          R"({"format":"kheo-ledger-proof/1","kind":"inclusion","seq":1,"leaf":"00","path":[],"head":{}})",
          R"({"format":"kheo-ledger-proof/1","kind":"consistency","from":99999999999999999999})"})
        EXPECT_FALSE(parse_proof(text)) << text;
    for (const char* text : {"", "KHEO-HEAD", "KHEO-HEAD 1 2 3 4 5 6", "KHEO-HEAD 2 1 00 0 00 00",
                             R"({"size":1})", R"({"head":{"head":{}}})", R"({"size":-1,"root":7})"})
        EXPECT_FALSE(parse_head(text)) << text;
    // What nests deeply would use up the stack while it is copied or written.
    const auto deep = R"({"format":"kheo-ledger-proof/1","kind":"consistency","from":1,"from_root":")" +
                      std::string(64, '0') + R"(","path":[],"head":{"x":)" + std::string(100'000, '[') +
                      std::string(100'000, ']') + "}}";
    EXPECT_FALSE(parse_proof(deep));
    EXPECT_FALSE(parse_head(R"({"head":{"x":)" + std::string(30'000, '[') + std::string(30'000, ']') + "}}"));
    EXPECT_FALSE(parse_proof(std::string(300'000, '[')));
    EXPECT_FALSE(parse_head(std::string(300'000, ' ')));
    EXPECT_TRUE(entry_json("").empty());
    EXPECT_TRUE(entry_json(std::string(64, '\xff')).empty());
}

}  // namespace kheo::ledger
