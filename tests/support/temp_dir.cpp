// SPDX-License-Identifier: Apache-2.0
#include "support/temp_dir.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "platform/db/migrations.hpp"

namespace kheo::test {

TempDir::TempDir() {
    auto pattern = (std::filesystem::temp_directory_path() / "kheo-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) std::abort();
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TestDatabase::TestDatabase() {
    auto opened = db::Database::open(file(), {.readers = 2, .create = true});
    if (opened) database_ = std::move(*opened);
    if (const auto migrated = database_ ? db::migrate(*database_, 0) : fail(opened.error()); !migrated) {
        std::fprintf(stderr, "no test database: %s\n", migrated.error().detail.c_str());
        std::abort();
    }
}

std::filesystem::path shared_dir() {
    const char* set = std::getenv("KHEO_SHARED");
    const std::filesystem::path dir =
        set && *set ? set : std::filesystem::path(KHEO_SOURCE_DIR) / ".." / "shared";
    return std::filesystem::is_directory(dir / "data") ? dir : std::filesystem::path{};
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace kheo::test
