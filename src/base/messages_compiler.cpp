// SPDX-License-Identifier: Apache-2.0
// Build tool: one room's messages.json → messages.gen.hpp and messages.gen.cpp with a constant per key.
//   kheo-messages registry src/registry/messages.json out.hpp out.cpp
// Refuses (build error) a missing vi text, a missing en or lo text where the catalogue says "public": true,
// and placeholders that differ between languages.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;

struct Entry {
    std::string key;
    std::array<std::string, 3> text;
};

constexpr std::array<const char*, 3> kLanguages{"vi", "en", "lo"};

std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> names;
    for (std::size_t at = 0; (at = text.find('{', at)) != std::string::npos;) {
        const auto close = text.find('}', at);
        if (close == std::string::npos) break;
        names.insert(text.substr(at, close - at));
        at = close;
    }
    return names;
}

Entry read_entry(const std::string& key, const Json& value, bool is_public) {
    Entry entry{key, {}};
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        const auto found = value.find(kLanguages[i]);
        const bool present = found != value.end() && !found->get<std::string>().empty();
        if (!present && (i == 0 || is_public))
            throw std::runtime_error(fmt::format("key '{}' has no text in '{}'", key, kLanguages[i]));
        entry.text[i] = present ? found->get<std::string>() : entry.text[0];
        if (placeholders(entry.text[i]) != placeholders(entry.text[0]))
            throw std::runtime_error(
                fmt::format("key '{}': placeholders of '{}' differ from vi", key, kLanguages[i]));
    }
    return entry;
}

std::vector<Entry> read_catalogue(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read the file");
    const auto json = Json::parse(in);
    const bool is_public = json.value("public", false);
    std::vector<Entry> entries;
    for (const auto& [key, value] : json.items())
        if (value.is_object()) entries.push_back(read_entry(key, value, is_public));
    return entries;
}

std::string namespace_of(const std::string& room) {
    std::string out = "kheo";
    for (std::size_t at = 0; at < room.size();) {
        const auto slash = std::min(room.find('/', at), room.size());
        const auto part = room.substr(at, slash - at);
        if (part != "base" && part != "platform") out += "::" + part;
        at = slash + 1;
    }
    return out + "::msg";
}

std::string last_part(const std::string& room) {
    return room.substr(room.rfind('/') + 1);
}

std::string literal(const std::string& text) {
    return Json(text).dump(-1, ' ', false);
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void write_header(const std::string& path, const std::string& room, const std::vector<Entry>& entries) {
    std::string out =
        "// Generated from messages.json; do not edit.\n#pragma once\n#include \"base/message.hpp\"\n";
    out += fmt::format("namespace {} {{\n", namespace_of(room));
    for (const auto& entry : entries) out += fmt::format("extern const Message {};\n", entry.key);
    write_file(path, out + "}\n");
}

void write_source(const std::string& path, const std::string& room, const std::vector<Entry>& entries) {
    std::string out = fmt::format(
        "// Generated from messages.json; do not edit.\n#include \"{}/messages.gen.hpp\"\n", room);
    out += fmt::format("namespace {} {{\n", namespace_of(room));
    for (const auto& e : entries)
        out += fmt::format("constinit const Message {}{{{}, {{{}, {}, {}}}}};\n", e.key,
                           literal(last_part(room) + "." + e.key), literal(e.text[0]), literal(e.text[1]),
                           literal(e.text[2]));
    write_file(path, out + "}\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        fmt::print(stderr, "usage: kheo-messages ROOM messages.json OUT.hpp OUT.cpp\n");
        return 2;
    }
    try {
        const auto entries = read_catalogue(argv[2]);
        write_header(argv[3], argv[1], entries);
        write_source(argv[4], argv[1], entries);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}: {}\n", argv[2], e.what());
        return 1;
    }
}
