// SPDX-License-Identifier: Apache-2.0
// What may happen to a backup on its way, and that each is noticed.
#include "platform/archive/container.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "fuzz/backup_case.hpp"
#include "support/test_database.hpp"

namespace kheo::archive {
namespace {

namespace fs = std::filesystem;

using Members = std::vector<std::pair<std::string, std::string>>;

class Container : public testing::Test {
  protected:
    Result<> write(const Members& members) {
        auto writer = TRY(write_container(file, key.public_key));
        for (const auto& [name, bytes] : members) {
            TRY(writer->begin(name));
            TRY(writer->write(std::string_view(bytes).substr(0, bytes.size() / 3)));
            TRY(writer->write(std::string_view(bytes).substr(bytes.size() / 3)));
            TRY(writer->end());
        }
        return writer->finish();
    }

    Result<Members> read(const OperatorKey& with) {
        auto reader = TRY(read_container(file, with));
        Members members;
        for (;;) {
            const auto name = TRY(reader->next());
            if (!name) return members;
            members.emplace_back(*name, "");
            for (;;) {
                const auto piece = TRY(reader->read());
                if (piece.empty()) break;
                members.back().second += piece;
            }
        }
    }

    std::string_view refusal(const OperatorKey& with) {
        const auto result = read(with);
        return result ? std::string_view("none") : result.error().message.key();
    }

    void overwrite(const std::string& bytes) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }

    test::TempDir dir;
    fs::path file = dir.path() / "copy.kheo";
    OperatorKey key = make_operator_key();
};

TEST_F(Container, AKeyThatSealsNothingMakesNoCopy) {
    key.public_key = std::string(32, '\0');
    EXPECT_FALSE(seals(key.public_key));
    EXPECT_FALSE(seals("short"));
    EXPECT_TRUE(seals(make_operator_key().public_key));
    const auto written = write({{"a", "b"}});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message.key(), "archive.key_seals_nothing");
    EXPECT_FALSE(fs::exists(file));
}

TEST_F(Container, TheSecretIsMarkedAsSuchAndFilesWithoutAMarkStillOpen) {
    const auto marked = dir.path() / "operator.key", old = dir.path() / "old.key";
    ASSERT_TRUE(save_operator_key(key, marked));
    auto text = test::read_file(marked);
    const auto at = text.find(kSecretMark);
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(load_operator_key(marked)->secret_key, key.secret_key);
    std::ofstream(old) << text.erase(at, kSecretMark.size());
    EXPECT_EQ(load_operator_key(old)->secret_key, key.secret_key);
}

TEST_F(Container, GivesBackWhatWasWritten) {
    const Members members{{"a.csv", ""}, {"tables/b.csv", std::string(200'000, 'x')}, {"c", "tám chữ"}};
    ASSERT_TRUE(write(members));
    EXPECT_EQ(read(key).value(), members);
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Container, MembersMayBePassedOver) {
    ASSERT_TRUE(write({{"a", std::string(150'000, 'a')}, {"b", "zwei"}}));
    auto reader = read_container(file, key).value();
    EXPECT_EQ(reader->next().value(), "a");
    EXPECT_EQ(reader->next().value(), "b");
    EXPECT_EQ(reader->read().value(), "z");  // pieces as written
}

TEST_F(Container, NoPlainTextStandsInTheFile) {
    ASSERT_TRUE(write({{"tables/account.csv", "Nguyễn Thị Thử"}}));
    const auto bytes = test::read_file(file);
    EXPECT_EQ(bytes.find("account"), bytes.npos);
    EXPECT_EQ(bytes.find("Nguy"), bytes.npos);
}

TEST_F(Container, RefusesAnotherKey) {
    ASSERT_TRUE(write({{"a", "b"}}));
    EXPECT_EQ(refusal(make_operator_key()), "archive.wrong_key");
}

TEST_F(Container, RefusesEveryCut) {
    ASSERT_TRUE(write({{"a", std::string(70'000, 'a')}}));
    const auto whole = test::read_file(file);
    for (std::size_t size = 0; size < whole.size(); size += size < 300 ? 1 : 9973) {
        overwrite(whole.substr(0, size));
        EXPECT_NE(refusal(key), "none") << size;
    }
    overwrite(whole.substr(0, whole.size() - 1));
    EXPECT_EQ(refusal(key), "archive.cut_off");
    overwrite(whole + "x");
    EXPECT_NE(refusal(key), "none");
}

TEST_F(Container, RefusesEveryChangedByte) {
    ASSERT_TRUE(write({{"a", "bốn"}}));
    const auto whole = test::read_file(file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        overwrite(changed);
        EXPECT_NE(refusal(key), "none") << at;
    }
}

/// Sealed by somebody else's program: an answer of no bytes would look like the end of the member.
TEST_F(Container, RefusesPiecesAndChunksOfNothing) {
    using namespace std::string_literals;
    key = fuzz::operator_key();
    const auto member = [](const std::string& piece) {
        return "M\0\0\0\1aD\0\0\0\1x"s + piece + "D\0\0\0\1yE"s;
    };
    for (const auto& [empty_chunk, piece] :
         {std::pair(false, ""s), std::pair(false, "D\0\0\0\0"s), std::pair(true, ""s)}) {
        fuzz::Sealer sealer;
        sealer.chunk(member(piece).substr(0, 14), false);
        if (empty_chunk) sealer.chunk("", false);
        sealer.chunk(member(piece).substr(14) + "Z", true);
        overwrite(fuzz::joined(sealer.parts()));
        const bool sound = !empty_chunk && piece.empty();
        EXPECT_EQ(refusal(key), sound ? "none" : "archive.damaged");
        if (sound) {
            EXPECT_EQ(read(key).value(), (Members{{"a", "xy"}}));
        }
    }
}

TEST_F(Container, RefusesALaterVersionInWords) {
    ASSERT_TRUE(write({{"a", "b"}}));
    auto bytes = test::read_file(file);
    bytes[15] = 2;
    overwrite(bytes);
    EXPECT_EQ(refusal(key), "archive.later_version");
    overwrite("PK\x03\x04 something else entirely");
    EXPECT_EQ(refusal(key), "archive.no_backup");
}

TEST_F(Container, AnUnfinishedOneLeavesNoFile) {
    {
        auto writer = write_container(file, key.public_key).value();
        ASSERT_TRUE(writer->begin("a"));
    }
    EXPECT_TRUE(fs::is_empty(dir.path()));
}

TEST_F(Container, TwoWritersOfOneFileDoNotMix) {
    std::ofstream(file.string() + ".part") << "torn, of a killed process";
    auto first = write_container(file, key.public_key).value();
    ASSERT_TRUE(first->begin("a"));
    EXPECT_EQ(write({{"b", "c"}}).error().message.key(), "archive.exists");
    ASSERT_TRUE(first->write("eins") && first->end() && first->finish());
    EXPECT_EQ(read(key).value(), (Members{{"a", "eins"}}));
}

TEST_F(Container, NeverOverwrites) {
    overwrite("precious");
    EXPECT_EQ(write({{"a", "b"}}).error().message.key(), "archive.exists");
    EXPECT_EQ(test::read_file(file), "precious");
}

TEST_F(Container, OperatorKeysAreKeptInAFile) {
    const auto path = dir.path() / "operator.key";
    ASSERT_TRUE(save_operator_key(key, path));
    EXPECT_FALSE(save_operator_key(key, path));
    const auto again = load_operator_key(path).value();
    EXPECT_EQ(again.secret_key, key.secret_key);
    EXPECT_EQ(again.public_key, key.public_key);
    EXPECT_EQ(fs::status(path).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write);
    overwrite("no key");
    EXPECT_EQ(load_operator_key(file).error().message.key(), "archive.no_operator_key");
}

}  // namespace
}  // namespace kheo::archive
