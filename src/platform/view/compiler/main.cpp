// SPDX-License-Identifier: Apache-2.0
// Build tool: one page template → the header and source of a C++ function over its typed view model.
//   kheo-views ROOM views/list_page.html OUT.view.hpp OUT.view.cpp
// The syntax is described in docs/how-to/add-a-page.md. A refused template is a build error "file:line: why".
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/view/compiler/generator.hpp"
#include "platform/view/compiler/scanner.hpp"

namespace {

namespace compiler = kheo::view::compiler;

/// "/home/x/kheo/src/registry/views/a.html" → "src/registry/views/a.html": the same text on every machine.
std::string shown_name(const std::string& file, const std::string& room) {
    const auto at = file.rfind("src/" + room + "/");
    return at == std::string::npos ? file : file.substr(at);
}

bool write_file(const char* path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    return static_cast<bool>(out.flush());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        fmt::print(stderr, "usage: kheo-views ROOM IN.html OUT.view.hpp OUT.view.cpp\n");
        return 2;
    }
    std::ifstream in(argv[2], std::ios::binary);
    if (!in) {
        fmt::print(stderr, "{}: cannot read the file\n", argv[2]);
        return 1;
    }
    const std::string source{std::istreambuf_iterator<char>(in), {}};
    const compiler::Place place{argv[1], shown_name(argv[2], argv[1]),
                                std::filesystem::path(argv[2]).stem().string()};
    try {
        const auto output = compiler::generate(source, place);
        if (write_file(argv[3], output.header) && write_file(argv[4], output.source)) return 0;
        fmt::print(stderr, "cannot write {} or {}\n", argv[3], argv[4]);
    } catch (const compiler::Refusal& refusal) {
        fmt::print(stderr, "{}:{}: {}\n", place.file, refusal.line, refusal.what());
    }
    return 1;
}
