// SPDX-License-Identifier: Apache-2.0
// A directory that goes away with the test, and an in-file database with the real schema.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "platform/db/database.hpp"

namespace kheo::test {

class TempDir {
  public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A fresh migrated database in a temporary directory; aborts the test when it cannot be made.
class TestDatabase {
  public:
    TestDatabase();
    db::Database& operator*() { return *database_; }
    db::Database* operator->() { return database_.get(); }
    std::filesystem::path file() const { return dir_.path() / "kheo.db"; }

  private:
    TempDir dir_;
    std::unique_ptr<db::Database> database_;
};

/// Directory of the data that stands beside the checkout, or empty when absent: KHEO_SHARED, else ../shared.
std::filesystem::path shared_dir();

/// The file's bytes; "" when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace kheo::test

/// Ends a test that needs the shared data where they are absent.
#define KHEO_NEEDS_SHARED() \
    if (::kheo::test::shared_dir().empty()) GTEST_SKIP() << "shared data absent: set KHEO_SHARED"
