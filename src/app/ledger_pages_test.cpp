// SPDX-License-Identifier: Apache-2.0
// The public side of the ledger, as a stranger asks it.
#include <nlohmann/json.hpp>

#include "app/openapi.hpp"
#include "app/test_program.hpp"
#include "platform/ledger/proof_file.hpp"

namespace kheo::app {

namespace {

using Json = nlohmann::ordered_json;

class LedgerPages : public TestProgram {
  protected:
    void seal() { ASSERT_TRUE(data.seal(clock)); }
    Json json(const std::string& target, int status = 200) {
        const auto response = get(target);
        EXPECT_EQ(response.status, status) << target << " " << response.bytes();
        EXPECT_TRUE(response.content_type.starts_with("application/json")) << response.content_type;
        return Json::parse(response.bytes());
    }
};

}  // namespace

TEST_F(LedgerPages, NothingSealedIsSaid) {
    EXPECT_NE(get("/so-nhat-ky").bytes().find("chưa có mục nào"), std::string_view::npos);
    EXPECT_EQ(get("/so-nhat-ky/dau").status, 200);
    json("/api/v1/ledger/head", 404);
    json("/api/v1/ledger/proof/1", 404);
}

TEST_F(LedgerPages, AStrangerChecksWhatThePublicAddressesAnswer) {
    seal();
    const auto first = ledger::parse_head(get("/api/v1/ledger/head").bytes()).value();
    EXPECT_TRUE(ledger::signature_holds(first));
    add("them", auth::Role::reader, "98");
    seal();
    const auto inclusion = ledger::parse_proof(get("/api/v1/ledger/proof/2").bytes()).value();
    EXPECT_TRUE(ledger::holds(std::get<ledger::InclusionProof>(inclusion)));
    const auto text = get("/api/v1/ledger/consistency?from=" + std::to_string(first.size)).body;
    const auto consistency = std::get<ledger::ConsistencyProof>(ledger::parse_proof(text).value());
    EXPECT_TRUE(ledger::holds(consistency));
    EXPECT_EQ(consistency.from_root, first.root);
    EXPECT_GT(consistency.to.size, first.size);
}

TEST_F(LedgerPages, NoAnswerTellsWhoDidWhat) {
    seal();
    const auto proof = json("/api/v1/ledger/proof/1");
    for (const auto* member : {"entry", "entry_bytes", "actor", "verb"}) EXPECT_FALSE(proof.contains(member));
    for (const auto* page :
         {"/api/v1/ledger/proof/1", "/api/v1/ledger/head", "/so-nhat-ky", "/so-nhat-ky/dau"}) {
        const std::string body(get(page).bytes());
        for (const auto* word : {"office.", "account_added", "quantri"})
            EXPECT_EQ(body.find(word), std::string::npos) << page << " " << word;
    }
}

TEST_F(LedgerPages, EntriesOfBeforeTheRandomBytesLookAbsent) {
    seal();
    ASSERT_TRUE(data.database->write(
        [](db::Transaction& tx) { return tx.exec("UPDATE ledger_entry SET blind = NULL WHERE seq = 2"); }));
    json("/api/v1/ledger/proof/1", 404);  // its path shows the leaf of number 2
    json("/api/v1/ledger/proof/3");
}

TEST_F(LedgerPages, NeitherHeadsNorConsistencyTellEntriesOfBeforeTheRandomBytes) {
    seal();
    const auto size = ledger::parse_head(get("/api/v1/ledger/head").bytes()).value().size;
    json("/api/v1/ledger/consistency?from=1");
    const auto done = data.database->write([](db::Transaction& tx) -> Result<std::int64_t> {
        // A first head over one entry, as an installation of that time has it.
        TRY(tx.exec(
            "INSERT INTO ledger_head (size, root, sealed_at, signature, public_key) SELECT 1, h.root, "
            "h.sealed_at - 90000000, h.signature, h.public_key FROM ledger_head h"));
        return tx.exec("UPDATE ledger_entry SET blind = NULL WHERE seq = 1");
    });
    ASSERT_TRUE(done) << done.error().detail;
    json("/api/v1/ledger/consistency?from=1", 404);
    json("/api/v1/ledger/head");
    EXPECT_EQ(get("/so-nhat-ky/dau/1").status, 404);
    EXPECT_EQ(get("/so-nhat-ky/dau/" + std::to_string(size)).status, 200);
    const auto list = get("/so-nhat-ky/dau");
    EXPECT_EQ(list.bytes().find("/so-nhat-ky/dau/1\""), std::string_view::npos);
    EXPECT_NE(list.bytes().find("/so-nhat-ky/dau/" + std::to_string(size) + "\""), std::string_view::npos);
}

TEST_F(LedgerPages, StrangeNumbersAreRefusedNotSearchedFor) {
    seal();
    for (const auto* seq :
         {"0", "-1", "x", "1x", "99999999999999999999", "1.0", "%C2%A0", "9223372036854775807"})
        json(std::string("/api/v1/ledger/proof/") + seq, 404);
    for (const auto* query :
         {"", "?from=", "?from=0", "?from=-1", "?from=x", "?from=1&to=-1", "?from=1&to=x", "?from=99999"})
        json(std::string("/api/v1/ledger/consistency") + query, 400);
    json("/api/v1/ledger/consistency?from=1&to=999", 404);
    for (const auto* size : {"0", "x", "-1", "99999999999999999999"})
        EXPECT_EQ(get(std::string("/so-nhat-ky/dau/") + size).status, 404) << size;
}

TEST_F(LedgerPages, AHeadOnPaperHoldsTheLineAndItsCodeInThreeLanguages) {
    seal();
    const auto head = ledger::parse_head(get("/api/v1/ledger/head").bytes()).value();
    for (const auto* prefix : {"", "/en", "/lo"}) {
        const auto page = get(std::string(prefix) + "/so-nhat-ky/dau/" + std::to_string(head.size));
        EXPECT_EQ(page.status, 200);
        EXPECT_NE(page.bytes().find(ledger::head_line(head)), std::string_view::npos);
        EXPECT_NE(page.bytes().find("<svg class=\"qr\""), std::string_view::npos);
    }
}

TEST_F(LedgerPages, EveryPublicAddressForProgramsIsDescribed) {
    const auto described = Json::parse(openapi_text())["paths"];
    std::size_t routes = 0;
    for (const auto& route : program->site().router().routes()) {
        if (!route.pattern.starts_with("/api/")) continue;
        ++routes;
        EXPECT_TRUE(described.contains(route.pattern)) << route.pattern;
    }
    EXPECT_EQ(routes, described.size());
    EXPECT_EQ(json("/api/v1/openapi.json")["openapi"], "3.1.0");
}

}  // namespace kheo::app
