// SPDX-License-Identifier: Apache-2.0
// A whole database out and in again, and every way to spoil the copy.
#include "platform/archive/archive.hpp"

#include <gmock/gmock.h>
#include <sodium.h>

#include <fstream>
#include <thread>

#include "platform/archive/directory.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/schema.hpp"
#include "support/test_database.hpp"

namespace kheo::archive {
namespace {

namespace fs = std::filesystem;

class Archive : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_GE(sodium_init(), 0);
        contents.public_key.resize(crypto_sign_PUBLICKEYBYTES);
        contents.secret_key.resize(crypto_sign_SECRETKEYBYTES);
        crypto_sign_keypair(reinterpret_cast<unsigned char*>(contents.public_key.data()),
                            reinterpret_cast<unsigned char*>(contents.secret_key.data()));
        contents.facts = R"({"ledger":{"entries":0}})";
        contents.left_out = {"installation_key"};
        ASSERT_TRUE(database->write([](db::Transaction& tx) -> Result<> {
            TRY(tx.exec(
                "INSERT INTO setting (key, value, changed_at) VALUES ('a', '', 1), ('b', 'x,\"y\"', -2)"));
            TRY(tx.exec("INSERT INTO installation_key (name, bytes) VALUES ('k', ?1)",
                        db::Param::Blob{"secret"}));
            TRY(tx.exec("INSERT INTO ledger_frontier (level, hash) VALUES (0, ?1)",
                        db::Param::Blob{std::string_view("\0\xff\n", 3)}));
            TRY(tx.exec(
                "INSERT INTO account (id, name, display_name, password_hash, must_change, created_at) "
                "VALUES (7, 'thu', 'Nguyễn Thị Thử\r\nhai', 'h', 1, 5)"));
            return {};
        }));
    }

    Result<Summary> save() {
        auto writer = TRY(write_directory(out));
        return database->read([&](db::Transaction& tx) { return write_archive(tx, contents, *writer); });
    }

    Result<Loaded> load(db::Database& into) {
        auto reader = TRY(read_directory(out));
        return into.write([&](db::Transaction& tx) { return load_archive(tx, *reader, restored, 0); });
    }

    db::Database* empty() {
        made.push_back(std::make_unique<test::TestDatabase>(test::TestServer::Schema::empty));
        return &**made.back();
    }

    std::string refusal() {
        auto* into = empty();
        const auto result = load(*into);
        const auto tables = into->read([](db::Transaction& tx) { return db::tables(tx); }).value();
        EXPECT_TRUE(tables.empty()) << "a refused archive leaves nothing";
        return std::string(result ? "none" : result.error().message.key());
    }

    void replace(const fs::path& file, std::string_view from, std::string_view to) {
        auto text = test::read_file(out / file);
        const auto at = text.find(from);
        ASSERT_NE(at, text.npos);
        text.replace(at, from.size(), to);
        std::ofstream(out / file, std::ios::binary | std::ios::trunc) << text;
    }

    test::TempDir dir;
    test::TestDatabase database;
    std::vector<std::unique_ptr<test::TestDatabase>> made;
    Contents contents;
    fs::path out = dir.path() / "out", restored = dir.path() / "restored";
};

TEST_F(Archive, ComesBackExactly) {
    ASSERT_TRUE(save());
    auto* into = empty();
    const auto loaded = load(*into);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    EXPECT_EQ(loaded->signer, contents.public_key);
    EXPECT_EQ(loaded->facts, contents.facts);

    // The copy of the copy is the same to the byte.
    const auto first = out;
    out = dir.path() / "second";
    auto writer = write_directory(out).value();
    ASSERT_TRUE(into->read([&](db::Transaction& tx) { return write_archive(tx, contents, *writer); }));
    EXPECT_EQ(test::read_file(first / kManifest), test::read_file(out / kManifest));
}

TEST_F(Archive, IdsGoOnBehindTheHighest) {
    ASSERT_TRUE(save());
    auto* into = empty();
    ASSERT_TRUE(load(*into));
    const auto next = into->write([](db::Transaction& tx) {
        return tx.value(
            "INSERT INTO account (name, display_name, password_hash, must_change, created_at) "
            "VALUES ('hai', 'Hai', 'h', 1, 5) RETURNING id");
    });
    EXPECT_EQ(next.value(), 8);
}

TEST_F(Archive, SecretsOfTheInstallationStay) {
    ASSERT_TRUE(save());
    EXPECT_FALSE(fs::exists(out / "tables" / "installation_key.csv"));
    auto* into = empty();
    ASSERT_TRUE(load(*into));
    EXPECT_EQ(
        into->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM installation_key"); })
            .value(),
        0);
}

TEST_F(Archive, FilesComeAlong) {
    const auto file = dir.path() / "file";
    std::ofstream(file) << std::string(100'000, 'f');
    contents.files = {{"files/ab/abc", file}, {"files/cd/gone", dir.path() / "gone"}};
    EXPECT_EQ(save()->files, 1);
    auto* into = empty();
    EXPECT_EQ(load(*into)->summary.files, 1);
    EXPECT_EQ(test::read_file(restored / "files/ab/abc"), test::read_file(file));
}

TEST_F(Archive, AFileThatCannotBeReadFailsTheCopy) {
    const auto loop = dir.path() / "loop", folder = dir.path() / "folder";
    fs::create_symlink(loop, loop);  // opening fails, and not because it is gone
    contents.files = {{"files/ab/abc", loop}};
    const auto refused = save();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.key(), "archive.cannot_read");
    fs::create_directories(folder);  // opening succeeds, reading fails
    contents.files = {{"files/ab/abc", folder}};
    out = dir.path() / "again";
    const auto cut = save();
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().message.key(), "archive.cannot_read");
}

TEST_F(Archive, AFileThatIsNotWhatItsNameSaysFailsTheCopy) {
    const auto file = dir.path() / "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
    std::ofstream(file) << "password";  // SHA-256 as the name says
    contents.files = {{"files/5e/" + file.filename().string(), file}};
    EXPECT_EQ(save()->files, 1);
    std::ofstream(file) << "passwor";
    out = dir.path() / "again";
    const auto refused = save();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.key(), "archive.file_damaged");
}

TEST_F(Archive, WithMoreFilesThanAnyReaderTakesIsRefusedWhenItIsWritten) {
    const auto file = dir.path() / "file";
    std::ofstream(file) << "f";
    for (int i = 0; i < 50; ++i) contents.files.push_back({"files/ab/" + std::to_string(i), file});
    ASSERT_TRUE(save());
    const auto manifest = fs::file_size(out / kManifest);
    contents.longest_manifest = manifest;
    out = dir.path() / "just";
    EXPECT_TRUE(save());
    for (const auto longest : {manifest - 1, manifest / 2}) {  // at the end, and on the way
        contents.longest_manifest = longest;
        out = dir.path() / std::to_string(longest);
        const auto refused = save();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().message.key(), "archive.too_many_files");
        EXPECT_EQ(refused.error().kind, ErrorKind::too_large);
        EXPECT_FALSE(fs::exists(out / kSignature));
    }
}

/// Copies slowly, as to a disk of the network.
class SlowWriter final : public Writer {
  public:
    explicit SlowWriter(Writer& to) : to_(to) {}
    Result<> begin(std::string_view name) override {
        if (name.starts_with("files/")) std::this_thread::sleep_for(std::chrono::milliseconds(700));
        return to_.begin(name);
    }
    Result<> write(std::string_view bytes) override { return to_.write(bytes); }
    Result<> end() override { return to_.end(); }
    Result<> finish() override { return to_.finish(); }

  private:
    Writer& to_;
};

TEST_F(Archive, TakesItsTimeForFilesBesideAnImpatientServer) {
    KHEO_NEEDS_POSTGRESQL();
    const auto file = dir.path() / "file";
    std::ofstream(file) << "f";
    contents.files = {{"files/ab/abc", file}};
    const auto impatient = database.open_again({.readers = 1});
    ASSERT_TRUE(impatient->read([](db::Transaction& tx) {
        return tx.script("SET idle_in_transaction_session_timeout = '200ms'");  // of the one connection
    }));
    auto fast = write_directory(out).value();
    SlowWriter slow(*fast);
    const auto saved =
        impatient->read([&](db::Transaction& tx) { return write_archive(tx, contents, slow); });
    EXPECT_TRUE(saved) << saved.error().detail;
}

TEST_F(Archive, ExplainsItself) {
    ASSERT_TRUE(save());
    const auto text = test::read_file(out / "dictionary.json");
    for (const auto words : {"UTC milliseconds", "Accounts of staff", "Argon2id, self-describing"})
        EXPECT_NE(text.find(words), text.npos) << words;
    EXPECT_THAT(test::read_file(out / "tables/setting.csv"),
                testing::StrEq("key,value,changed_at\r\n\"a\",\"\",1\r\n\"b\",\"x,\"\"y\"\"\",-2\r\n"));
}

TEST_F(Archive, LeavesNothingOfOneThatFailed) {
    {
        auto writer = write_directory(out).value();
        ASSERT_TRUE(writer->begin("tables/person.csv"));
        ASSERT_TRUE(writer->write("Lan"));
    }
    EXPECT_FALSE(fs::exists(out));
}

TEST_F(Archive, RefusesAnUnfinishedOne) {
    ASSERT_TRUE(save());
    fs::remove(out / kSignature);
    EXPECT_EQ(refusal(), "archive.unfinished");
}

TEST_F(Archive, RefusesAMissingTable) {
    ASSERT_TRUE(save());
    fs::remove(out / "tables" / "setting.csv");
    EXPECT_EQ(refusal(), "archive.member_missing");
}

TEST_F(Archive, RefusesAChangedValue) {
    ASSERT_TRUE(save());
    replace("tables/setting.csv", "\"a\",\"\",1", "\"a\",\"\",2");
    EXPECT_EQ(refusal(), "archive.member_changed");
}

TEST_F(Archive, RefusesAChangedManifest) {
    ASSERT_TRUE(save());
    replace("manifest.json", "\"entries\": 0", "\"entries\": 9");
    EXPECT_EQ(refusal(), "archive.signature_bad");
}

/// Whoever has the operator's key can seal anything: what is no archive is refused, not our fault.
TEST_F(Archive, RefusesStrangeWords) {
    const std::pair<const char*, std::string_view> strange[] = {
        {"\"format\": \"kheo archive\"", "\"format\": 7"},
        {"\"version\": 1", "\"version\": []"},
        {"\"version\": 1", "\"version\": null"},
        {"\"format\": ", "\"x\": "}};
    for (const auto* file : {"dictionary.json", "manifest.json"})
        for (const auto& [from, to] : strange) {
            fs::remove_all(out);
            ASSERT_TRUE(save());
            replace(file, from, to);
            EXPECT_EQ(refusal(), "archive.damaged") << file << ' ' << to;
        }
    for (const auto& [from, to] : {std::pair("\"made_at\": 0", "\"made_at\": -9223372036854775808"),
                                   std::pair("\"made_at\": 0", "\"made_at\": 253402300800000"),
                                   std::pair("\"facts\": ", "\"facts\": 7, \"x\": ")}) {
        fs::remove_all(out);
        ASSERT_TRUE(save());
        replace("manifest.json", from, to);
        EXPECT_EQ(refusal(), "archive.damaged") << to;
    }
    fs::remove_all(out);
    ASSERT_TRUE(save());
    std::ofstream(out / kSignature) << R"({"public_key":7,"signature":[]})";
    EXPECT_EQ(refusal(), "archive.damaged");
}

TEST_F(Archive, RefusesJsonThatWouldUseUpTheStack) {
    ASSERT_TRUE(save());
    const auto deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    replace("manifest.json", "\"entries\": 0", "\"entries\": " + deep);
    EXPECT_EQ(refusal(), "archive.damaged");
    fs::remove_all(out);
    ASSERT_TRUE(save());
    replace("dictionary.json", "\"version\": 1", "\"version\": 1, \"x\": " + deep);
    EXPECT_EQ(refusal(), "archive.damaged");
}

TEST_F(Archive, RefusesAColumnOrATableThatStandsTwice) {
    ASSERT_TRUE(save());
    replace("dictionary.json", "\"name\": \"changed_at\",\n     \"type\": \"integer\"",
            "\"name\": \"key\",\n     \"type\": \"text\"");
    EXPECT_EQ(refusal(), "archive.damaged");
    fs::remove_all(out);
    ASSERT_TRUE(save());
    replace(
        "dictionary.json", "\"tables\": [",
        R"("tables": [{"name":"setting","columns":[{"name":"key","type":"text"},{"name":"value","type":"text"},)"
        R"({"name":"changed_at","type":"integer"}]},)");
    EXPECT_EQ(refusal(), "archive.damaged");
}

TEST_F(Archive, ARowThatTheSchemaDoesNotTakeMakesADamagedCopy) {
    ASSERT_TRUE(save());
    replace("tables/setting.csv", "\"b\",", "\"a\",");
    EXPECT_EQ(refusal(), "archive.damaged");
    replace("tables/setting.csv", "\"a\",\"\",1", "\"a\",,1");
    EXPECT_EQ(refusal(), "archive.damaged");
}

TEST_F(Archive, RefusesWhatALaterProgramMade) {
    ASSERT_TRUE(save());
    replace("dictionary.json", "\"schema\": [", "\"schema\": [\n  9999,");
    EXPECT_EQ(refusal(), "archive.schema_unknown");
}

TEST_F(Archive, NamesStayInside) {
    EXPECT_FALSE(is_safe_name("../x"));
    EXPECT_FALSE(is_safe_name("/etc/x"));
    EXPECT_FALSE(is_safe_name("files//x"));
    EXPECT_FALSE(is_safe_name("files/.x"));
    EXPECT_FALSE(is_safe_name(""));
    EXPECT_TRUE(is_safe_name("files/ab/abc"));
    ASSERT_TRUE(save());
    replace("manifest.json", "tables/setting.csv", "../../setting.csv");
    EXPECT_EQ(refusal(), "archive.damaged");
}

}  // namespace
}  // namespace kheo::archive
