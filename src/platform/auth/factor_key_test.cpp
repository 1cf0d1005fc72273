// SPDX-License-Identifier: Apache-2.0
#include "platform/auth/factor_key.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "support/temp_dir.hpp"
#include "support/test_database.hpp"

namespace kheo::auth {
namespace {

namespace fs = std::filesystem;

class FactorKeyTest : public ::testing::Test {
  protected:
    FactorKey open() { return FactorKey::open(*database, keys); }
    test::TestDatabase database;
    test::TempDir dir;
    fs::path keys = dir.path() / "keys";
};

TEST_F(FactorKeyTest, IsMadeOncePrivateAndKept) {
    const auto key = open();
    ASSERT_FALSE(key.id().empty()) << key.why().detail;
    struct stat file{};
    ASSERT_EQ(::stat((keys / "factor.key").c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, 0600u);
    EXPECT_EQ(file.st_size, 32);
    const auto sealed = key.seal("bí mật", "a").value();
    EXPECT_EQ(sealed.find("bí mật"), std::string::npos);
    EXPECT_EQ(open().unseal(sealed, "a", key.id()).value(), "bí mật");
    EXPECT_EQ(std::distance(fs::directory_iterator(keys), fs::directory_iterator()), 1)
        << "nothing is left beside it";
}

TEST_F(FactorKeyTest, WhatWasSealedForOneOpensForNobodyElse) {
    const auto key = FactorKey::fresh();
    auto sealed = key.seal("bí mật", "account 1").value();
    EXPECT_FALSE(key.unseal(sealed, "account 2", key.id()));
    EXPECT_FALSE(key.unseal("ngắn", "account 1", key.id()));
    EXPECT_FALSE(FactorKey::fresh().unseal(sealed, "account 1", key.id()));
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    EXPECT_FALSE(key.unseal(sealed, "account 1", key.id()));
    EXPECT_FALSE(FactorKey::absent().seal("x", "y"));
}

TEST_F(FactorKeyTest, AMachineWithoutTheFileMakesNoSecondKeyByItself) {
    const auto first = open();
    fs::rename(keys / "factor.key", dir.path() / "mislaid");
    const auto without = open();
    EXPECT_TRUE(without.id().empty());
    EXPECT_FALSE(without.why().message.empty());
    EXPECT_FALSE(fs::exists(keys / "factor.key"));
    fs::rename(dir.path() / "mislaid", keys / "factor.key");
    EXPECT_EQ(open().id(), first.id());
}

TEST_F(FactorKeyTest, AnotherMachinesKeyIsRefused) {
    (void)open();
    const auto other = FactorKey::open(*test::TestDatabase(), dir.path() / "other");
    fs::copy_file(dir.path() / "other" / "factor.key", keys / "factor.key",
                  fs::copy_options::overwrite_existing);
    EXPECT_TRUE(open().id().empty());
    EXPECT_FALSE(other.id().empty());
}

TEST_F(FactorKeyTest, TheOperatorMaySayThatItIsLost) {
    const auto first = open();
    fs::remove(keys / "factor.key");
    std::ofstream(keys / "factor-key-is-lost").flush();
    const auto second = open();
    EXPECT_FALSE(second.id().empty());
    EXPECT_NE(second.id(), first.id());
    EXPECT_FALSE(fs::exists(keys / "factor-key-is-lost"));
    EXPECT_EQ(open().id(), second.id());
}

TEST_F(FactorKeyTest, ATornFileIsASentenceAndNoKey) {
    fs::create_directories(keys);
    std::ofstream(keys / "factor.key") << "half";
    const auto key = open();
    EXPECT_TRUE(key.id().empty());
    EXPECT_EQ(key.why().kind, ErrorKind::environment);
}

}  // namespace
}  // namespace kheo::auth
