// SPDX-License-Identifier: Apache-2.0
// Data as older programs left them: their schema, and a ledger sealed before there were random bytes and kept
// subtrees. They are upgraded, archived, restored and verified, on both engines.
#include <gmock/gmock.h>

#include "app/archiving.hpp"
#include "app/findings.hpp"
#include "app/upgrade.hpp"
#include "base/digest.hpp"
#include "platform/archive/directory.hpp"
#include "platform/ledger/tree.hpp"
#include "support/test_database.hpp"

namespace kheo::app {
namespace {

namespace fs = std::filesystem;

constexpr int kEntries = 45;  // sealed, so that two subtrees of 16 are kept later
constexpr int kUnsealed = 2;

/// Writes and seals entries as a program did that knew nothing of migration 0060.
class OldSealer {
  public:
    OldSealer(db::Transaction& tx, const ledger::SigningKey& key) : tx_(tx), key_(key) {}

    Result<> write(int entries) {
        for (int i = 0; i < entries; ++i) {
            const auto e = next();
            TRY(insert(e));
        }
        return {};
    }

    Result<> write_and_seal(int entries) {
        for (int i = 0; i < entries; ++i) {
            auto e = next();
            e.seq = frontier_.size() + 1;
            e.leaf = ledger::leaf_hash(ledger::encode(e, e.seq));
            TRY(insert(e));
            TRY(tx_.exec("UPDATE ledger_entry SET seq = ?2, leaf = ?3 WHERE written_at = ?1", e.at, e.seq,
                         db::Param::Blob{e.leaf}));
            frontier_.add(e.leaf);
        }
        TRY(ledger::store::save_frontier(tx_, frontier_));
        return ledger::store::save_head(
            tx_, ledger::signed_head(frontier_.size(), frontier_.root(), 9000 + made_, key_));
    }

  private:
    ledger::StoredEntry next() {
        ledger::StoredEntry e;
        e.at = 1000 + ++made_;
        e.actor = 7;
        e.verb = "registry.registered";
        e.subject_type = "initiative";
        e.subject_id = made_;
        e.changed = "title,field";
        e.commitment = ledger::commit("salt", "values");
        return e;
    }
    Result<> insert(const ledger::StoredEntry& e) {
        TRY(tx_.exec(
            "INSERT INTO ledger_entry (written_at, actor, verb, subject_type, subject_id, changed, "
            "commitment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            e.at, e.actor, e.verb, e.subject_type, e.subject_id, e.changed, db::Param::Blob{e.commitment}));
        return {};
    }

    db::Transaction& tx_;
    const ledger::SigningKey& key_;
    ledger::Frontier frontier_;
    int made_ = 0;
};

/// The parameter is the highest migration of the older program.
class OldData : public testing::TestWithParam<int> {
  protected:
    void SetUp() override {
        database = test::on_postgresql()
                       ? db::Database::open_server(location.database_url, {.readers = 2}).value()
                       : open_file();
        std::vector<db::Migration> known;
        for (const auto& migration : db::all_migrations())
            if (migration.number <= GetParam()) known.push_back(migration);
        ASSERT_TRUE(db::migrate(*database, known, 1));
        key = ledger::load_or_make_key(location.data).value();
        const auto filled = database->write([&](db::Transaction& tx) { return fill(tx); });
        ASSERT_TRUE(filled) << filled.error().detail;
    }
    std::unique_ptr<db::Database> open_file() {
        fs::create_directories(location.data);
        fs::permissions(location.data, fs::perms::owner_all);
        return db::Database::open(location.data / "kheo.db", {.readers = 2, .create = true}).value();
    }
    Result<> fill(db::Transaction& tx) {
        TRY(
            tx.exec("INSERT INTO account (name, display_name, password_hash, must_change, created_at) "
                    "VALUES ('mot', 'Một', 'h', 0, 1)"));
        OldSealer sealer(tx, key);
        TRY(sealer.write_and_seal(20));
        TRY(sealer.write_and_seal(kEntries - 20));
        return sealer.write(kUnsealed);
    }
    ledger::Verification verified(db::Database& any) {
        auto v = any.read([](db::Transaction& tx) { return ledger::verify(tx); });
        EXPECT_TRUE(v) << v.error().detail;
        return v ? *v : ledger::Verification{};
    }
    /// No registrations: its figures were those of an empty system.
    std::string facts_of_older_program() {
        test::TestDatabase empty;
        auto facts = empty->read([&](db::Transaction& tx) { return take_facts(tx, clock.today()); }).value();
        const auto v = verified(*database);
        facts["ledger"] = {
            {"entries", v.entries}, {"unsealed", v.unsealed}, {"head", to_hex(v.root)}, {"ok", true}};
        return facts.dump();
    }
    Result<OpenData> upgraded() {
        database.reset();
        return open_data(location, clock, 2, Older::upgrade);
    }
    void expect_sound(OpenData& data) {
        const auto findings = check_data(data, clock).value();  // lives as long as the loop
        for (const auto& finding : findings)
            EXPECT_NE(finding.state, State::bad) << finding.code << testing::PrintToString(finding.details);
        const auto v = verified(*data.database);
        EXPECT_TRUE(v.ok && v.derived_ok && v.is_signed);
        EXPECT_GE(v.entries, kEntries);
        for (const std::int64_t seq : {1, 17, kEntries}) {
            const auto proof =
                data.database->read([&](db::Transaction& tx) { return ledger::prove_inclusion(tx, seq); });
            EXPECT_TRUE(proof && ledger::holds(*proof)) << seq;
        }
    }

    test::TempDir dir;
    test::TestServer server;
    FixedClock clock{*Date::of(2026, 11, 20)};
    Location location{dir.path() / "data", server.url()};
    std::unique_ptr<db::Database> database;
    ledger::SigningKey key;
};

TEST_P(OldData, IsUpgradedWithItsLedger) {
    const auto root = database->read([](db::Transaction& tx) { return ledger::head(tx); }).value()->root;
    auto data = upgraded();
    ASSERT_TRUE(data) << data.error().detail;
    EXPECT_EQ(data->upgraded.from, GetParam());
    EXPECT_EQ(data->upgraded.to, db::all_migrations().back().number);
    const auto after = verified(*data->database);
    EXPECT_TRUE(after.ok) << "before anything is sealed";
    EXPECT_EQ(after.root, root);
    EXPECT_EQ(after.unsealed, kUnsealed);
    expect_sound(*data);
    ASSERT_TRUE(data->seal(clock));
    expect_sound(*data);
}

TEST_P(OldData, WhoseLedgerWasChangedBeforeIsUpgradedAndStaysChanged) {
    ASSERT_TRUE(database->write([](db::Transaction& tx) {
        return tx.exec("UPDATE ledger_entry SET verb = 'registry.nothing' WHERE seq = 7");
    }));
    const auto data = upgraded();
    ASSERT_TRUE(data) << data.error().detail;
    EXPECT_EQ(verified(*data->database).first_bad, 7);
}

TEST_P(OldData, AStepThatTouchesItsLedgerIsUndone) {
    std::vector<db::Migration> all(db::all_migrations().begin(), db::all_migrations().end());
    all.push_back({9000, "9000-later", "UPDATE ledger_entry SET changed = 'nothing' WHERE seq = 7;"});
    const auto done = upgrade(location.data, *database, clock, all);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message.key(), "app.upgrade_undone");
    const auto state = database->read([](db::Transaction& tx) { return db::schema_state(tx); });
    EXPECT_EQ(state->applied.back(), GetParam());
}

TEST_P(OldData, TheCopyThatTheUpgradeMadeCanBeVerifiedAndProves) {
    KHEO_NEEDS_SQLITE();
    const auto newest = *database->read([](db::Transaction& tx) { return ledger::head(tx); }).value();
    const auto data = upgraded();
    ASSERT_TRUE(data && data->upgraded.copy);
    const auto copy = db::Database::open(*data->upgraded.copy, {.readers = 1, .read_only = true}).value();
    const auto v = verified(*copy);
    EXPECT_TRUE(v.ok);
    EXPECT_EQ(v.entries, kEntries);
    const auto kept = copy->read([&](db::Transaction& tx) { return ledger::compare(tx, newest); });
    EXPECT_EQ(kept.value(), ledger::KeptHead::prefix);
    const auto in = copy->read([](db::Transaction& tx) { return ledger::prove_inclusion(tx, 17); });
    EXPECT_TRUE(in && ledger::holds(*in));
    const auto on = copy->read([](db::Transaction& tx) { return ledger::prove_consistency(tx, 20); });
    EXPECT_TRUE(on && ledger::holds(*on));
}

TEST_P(OldData, ComesBackFromItsArchive) {
    archive::Contents contents;
    contents.left_out = {"sign_in_session", "installation_key", "announcement", "writer_turn"};
    contents.public_key = key.public_key;
    contents.secret_key = key.secret_key;
    auto writer = archive::write_directory(dir.path() / "archive").value();
    contents.facts = facts_of_older_program();
    const auto written =
        database->read([&](db::Transaction& tx) { return archive::write_archive(tx, contents, *writer); });
    ASSERT_TRUE(written) << written.error().detail;

    const test::TestServer empty;
    const Location place{dir.path() / "restored", empty.url()};
    auto reader = archive::read_directory(dir.path() / "archive").value();
    const auto certificate = load_system(place, *reader, {}, clock);
    ASSERT_TRUE(certificate) << certificate.error().detail;
    EXPECT_EQ(certificate->at("schema").at("copy"), GetParam());
    EXPECT_EQ(certificate->at("schema").at("now"), db::all_migrations().back().number);
    EXPECT_EQ(certificate->at("ledger").at("entries"), kEntries);
    EXPECT_TRUE(certificate->at("ledger").at("ok").get<bool>());
    auto restored = open_data(place, clock).value();
    expect_sound(restored);
}

INSTANTIATE_TEST_SUITE_P(OfSchema, OldData, testing::Values(40, 55), testing::PrintToStringParamName());

}  // namespace
}  // namespace kheo::app
