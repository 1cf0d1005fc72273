// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "app/findings.hpp"
#include "app/messages.gen.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
constexpr std::size_t kMostDetails = 20;

bool open_to_others(const fs::path& file) {
    std::error_code error;
    const auto status = fs::status(file, error);
    return !error && fs::exists(status) && (status.permissions() & kOthers) != fs::perms::none;
}

/// All files below files/ ("files/ab/ab12…"); temporary ones of an upload in progress too.
std::set<std::string> kept_files(const fs::path& dir) {
    std::set<std::string> names;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(dir / "files", error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error))
        if (it->is_regular_file(error)) names.insert(it->path().lexically_relative(dir).generic_string());
    return names;
}

void add_names(std::vector<std::string>& details, const std::set<std::string>& have,
               const std::set<std::string>& without) {
    std::ranges::set_difference(have, without, std::back_inserter(details));
}

/// Files whose content is not the one their name says; reads every one of them.
std::vector<std::string> damaged_files(const fs::path& dir, const std::vector<std::string>& needed) {
    std::vector<std::string> damaged;
    for (const auto& name : needed) {
        std::ifstream in(dir / name, std::ios::binary);
        if (!in) continue;  // a missing file
        Sha256 digest;
        std::array<char, 1 << 16> piece{};
        while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
            digest.add({piece.data(), static_cast<std::size_t>(in.gcount())});
        if (to_hex(digest.value()) != fs::path(name).filename()) damaged.push_back(name);
    }
    return damaged;
}

}  // namespace

std::vector<std::string> open_modes(const fs::path& dir) {
    std::vector<std::string> open;
    if (dir.empty()) return open;
    if (open_to_others(dir)) {  // a closed directory closes what is in it
        open.push_back(dir.string());
        if (open_to_others(dir / "keys")) open.push_back((dir / "keys").string());
    }
    std::error_code error;
    for (auto it = fs::directory_iterator(dir / "keys", error); !error && it != fs::directory_iterator();
         it.increment(error))
        if (open_to_others(it->path())) open.push_back(it->path().string());
    return open;
}

void check_files(std::vector<Finding>& out, const fs::path& dir, const std::vector<std::string>& needed) {
    if (dir.empty()) return;
    if (auto open = open_modes(dir); !open.empty())
        out.push_back({"open_modes", State::warning, msg::found_open_modes, msg::found_open_modes_why,
                       msg::found_open_modes_todo, std::move(open)});
    const auto kept = kept_files(dir);
    const std::set<std::string> wanted(needed.begin(), needed.end());
    std::vector<std::string> missing, orphans;
    add_names(missing, wanted, kept);
    add_names(orphans, kept, wanted);
    const auto count = [](const auto& list) {
        return std::vector<Sentence::Argument>{{"count", format_count(std::ssize(list))}};
    };
    if (!missing.empty()) {
        Sentence what(msg::found_missing_files, count(missing));
        missing.resize(std::min(missing.size(), kMostDetails));
        out.push_back({"missing_files", State::bad, what, msg::found_missing_files_why,
                       msg::found_missing_files_todo, std::move(missing)});
    }
    if (auto damaged = damaged_files(dir, needed); !damaged.empty())
        out.push_back({"damaged_files", State::bad, Sentence(msg::found_damaged_files, count(damaged)),
                       msg::found_damaged_files_why, msg::found_missing_files_todo, std::move(damaged)});
    if (!orphans.empty()) {
        Sentence what(msg::found_orphan_files, count(orphans));
        orphans.resize(std::min(orphans.size(), kMostDetails));
        out.push_back({"orphan_files", State::warning, what, msg::found_orphan_files_why,
                       msg::found_orphan_files_todo, std::move(orphans)});
    }
}

}  // namespace kheo::app
