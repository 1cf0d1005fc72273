// SPDX-License-Identifier: Apache-2.0
#include "support/temp_dir.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

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
