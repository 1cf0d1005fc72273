// SPDX-License-Identifier: Apache-2.0
// Files on a disk that is full: whole or as they were.
#include "platform/archive/file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"

namespace kheo::archive {
namespace {

namespace fs = std::filesystem;

std::string key_of(const Result<>& result) {
    return std::string(result ? "none" : result.error().message.key());
}

std::ptrdiff_t files_in(const fs::path& dir) {
    return std::distance(fs::directory_iterator(dir), fs::directory_iterator());
}

TEST(AppendedFile, IsAsItWasWhenTheDiskIsFullInTheMiddle) {
    const test::TempDir dir;
    const auto file = dir.path() / "journal";
    ASSERT_TRUE(append_whole(file, "ten bytes\n"));
    {
        const test::FullDisk full(15);
        const auto refused = append_whole(file, "twenty bytes and more");
        EXPECT_EQ(key_of(refused), "archive.no_room");
        EXPECT_NE(refused.error().detail, "Success");
    }
    EXPECT_EQ(test::read_file(file), "ten bytes\n");
    ASSERT_TRUE(append_whole(file, "more\n"));
    EXPECT_EQ(test::read_file(file), "ten bytes\nmore\n");
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::others_read, fs::perms::none);
}

TEST(AppendedFile, ThatCannotBeOpenedIsRefused) {
    const test::TempDir dir;
    EXPECT_EQ(key_of(append_whole(dir.path() / "nowhere" / "journal", "x")), "archive.cannot_write");
    EXPECT_EQ(key_of(append_whole(dir.path(), "x")), "archive.cannot_write") << "a directory";
}

TEST(WholeFile, LeavesNothingOnAFullDisk) {
    const test::TempDir dir;
    const auto file = dir.path() / "list";
    {
        const test::FullDisk full(15);
        EXPECT_EQ(key_of(write_whole(file, "twenty bytes and more")), "archive.no_room");
    }
    EXPECT_EQ(files_in(dir.path()), 0);
    ASSERT_TRUE(write_whole(file, "first"));
    {
        const test::FullDisk full(15);
        EXPECT_EQ(key_of(write_whole(file, "twenty bytes and more")), "archive.no_room");
    }
    EXPECT_EQ(test::read_file(file), "first");
    ASSERT_TRUE(write_whole(file, "second"));
    EXPECT_EQ(test::read_file(file), "second");
    EXPECT_EQ(files_in(dir.path()), 1);
}

}  // namespace
}  // namespace kheo::archive
