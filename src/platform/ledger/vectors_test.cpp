// SPDX-License-Identifier: Apache-2.0
// docs/ledger-vectors.json: what another program must compute. Written by this test with
// KHEO_WRITE_VECTORS=1, compared without.
#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "platform/ledger/proof_file.hpp"
#include "platform/ledger/tree.hpp"
#include "support/temp_dir.hpp"

namespace kheo::ledger {

namespace {

constexpr std::int64_t kEntries = 13;
constexpr Millis kDay = 1'763'683'200'000;  // 2025-11-21T00:00:00Z

SigningKey vector_key() {
    SigningKey key{std::string(crypto_sign_PUBLICKEYBYTES, '\0'),
                   std::string(crypto_sign_SECRETKEYBYTES, '\0')};
    const std::string seed(crypto_sign_SEEDBYTES, '\x2a');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(key.public_key.data()),
                             reinterpret_cast<unsigned char*>(key.secret_key.data()),
                             reinterpret_cast<const unsigned char*>(seed.data()));
    return key;
}

/// Entry 1 as sealed before there were random bytes; entry 3 by the system, without a version.
StoredEntry vector_entry(std::int64_t seq) {
    StoredEntry entry;
    entry.seq = seq;
    entry.at = kDay + seq * 1000;
    entry.actor = seq == 3 ? 0 : 7;
    entry.verb = "registry.registered";
    entry.subject_type = "initiative";
    entry.subject_id = 100 + seq;
    entry.changed = "title,field";
    if (seq != 3) entry.commitment = commit(std::string(16, static_cast<char>(seq)), "Ngõ xanh");
    if (seq != 1) entry.blind = std::string(16, static_cast<char>(0x40 + seq));
    return entry;
}

struct Tree {
    Tree() {
        for (std::int64_t seq = 1; seq <= kEntries; ++seq)
            leaves.push_back(leaf_hash(encode(vector_entry(seq), seq)));
    }
    NodeSource source() const {
        return [this](int level, std::int64_t index) -> Result<Hash> {
            const auto begin = leaves.begin() + (index << level);
            return fold({begin, begin + (std::int64_t{1} << level)});
        };
    }
    Head head(std::int64_t size) const {
        return signed_head(size, tree_root(source(), size).value(), kDay + 60'000 + size, vector_key());
    }
    std::vector<Hash> leaves;
};

Json proofs(const Tree& tree) {
    auto out = Json::array();
    for (const std::int64_t seq : {1, 4, 8, 13}) {
        InclusionProof proof{seq,
                             tree.leaves[static_cast<std::size_t>(seq - 1)],
                             inclusion_path(tree.source(), seq - 1, kEntries).value(),
                             tree.head(kEntries),
                             seq == 4 ? "" : encode(vector_entry(seq), seq),
                             false};
        EXPECT_TRUE(holds(proof));
        out.push_back(proof_json(proof));
    }
    for (const std::int64_t from : {1, 4, 6, 8, 12, 13}) {
        ConsistencyProof proof{from, tree_root(tree.source(), from).value(),
                               consistency_path(tree.source(), from, kEntries).value(), tree.head(kEntries)};
        EXPECT_TRUE(holds(proof));
        out.push_back(proof_json(proof));
    }
    return out;
}

/// One change to each good proof; none may hold.
Json forged(const Json& good) {
    auto out = Json::array();
    for (auto proof : good) {
        if (proof["kind"] == "inclusion")
            proof["leaf"] = std::string(64, '0');
        else
            proof["from_root"] = std::string(64, '0');
        out.push_back(proof);
    }
    auto other_place = good[1], other_time = good[2], shorter = good[3];
    other_place["seq"] = 5;
    other_time["head"]["sealed_at_ms"] = kDay;
    shorter["path"].erase(0);
    for (auto& proof : {other_place, other_time, shorter}) out.push_back(proof);
    return out;
}

Json vectors() {
    const Tree tree;
    Json out{{"format", "kheo-ledger-vectors/1"},
             {"empty_root", to_hex(Frontier().root())},
             {"entries", Json::array()},
             {"heads", Json::array()}};
    for (std::int64_t seq = 1; seq <= kEntries; ++seq) {
        const auto bytes = encode(vector_entry(seq), seq);
        out["entries"].push_back({{"entry", entry_json(bytes)},
                                  {"entry_bytes", to_hex(bytes)},
                                  {"leaf", to_hex(tree.leaves[static_cast<std::size_t>(seq - 1)])}});
        auto head = head_json(tree.head(seq));
        head["line"] = head_line(tree.head(seq));
        out["heads"].push_back(std::move(head));
    }
    out["proofs"] = proofs(tree);
    out["forged"] = forged(out["proofs"]);
    return out;
}

}  // namespace

TEST(LedgerVectors, AreAsPublished) {
    const auto file = std::filesystem::path(KHEO_SOURCE_DIR) / "docs" / "ledger-vectors.json";
    const auto made = vectors().dump(1) + "\n";
    if (std::getenv("KHEO_WRITE_VECTORS") != nullptr) std::ofstream(file) << made;
    EXPECT_EQ(made, test::read_file(file)) << "a change of the format closes all published proofs";
}

TEST(LedgerVectors, ForgedProofsDoNotHold) {
    const auto all = vectors();
    for (const auto& json : all["forged"]) {
        const auto proof = parse_proof(json.dump());
        if (!proof) continue;
        EXPECT_FALSE(std::visit([](const auto& p) { return holds(p); }, *proof)) << json.dump();
    }
}

}  // namespace kheo::ledger
