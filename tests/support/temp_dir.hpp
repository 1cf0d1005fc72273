// SPDX-License-Identifier: Apache-2.0
// A directory that goes away with the test, and files to read.
#pragma once

#include <filesystem>
#include <string>

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

/// Directory of the data that stands beside the checkout, or empty when absent: KHEO_SHARED, else ../shared.
std::filesystem::path shared_dir();

/// The file's bytes; "" when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace kheo::test

/// Ends a test that needs the shared data where they are absent.
#define KHEO_NEEDS_SHARED() \
    if (::kheo::test::shared_dir().empty()) GTEST_SKIP() << "shared data absent: set KHEO_SHARED"
