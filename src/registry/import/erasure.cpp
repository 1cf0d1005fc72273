// SPDX-License-Identifier: Apache-2.0
#include "registry/import/erasure.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "platform/sheet/workbook.hpp"
#include "registry/import/kept_files.hpp"
#include "registry/import/store.hpp"
#include "registry/mentions.hpp"

namespace kheo::registry::import {

namespace {

namespace fs = std::filesystem;

/// Folded, with a space on either side: only whole words are found.
std::string as_words(std::string_view text) {
    return " " + fold_words(text) + " ";
}

/// "Ông Trần Văn Thử" → " tran van thu ".
std::vector<std::string> traces_of(const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const auto& name : names)
        if (const auto part = telling_part(name); !part.empty()) out.push_back(as_words(part));
    return out;
}

bool holds(std::string_view text, const std::vector<std::string>& traces) {
    const auto words = as_words(text);
    return std::ranges::any_of(traces, [&](const auto& trace) { return words.contains(trace); });
}

bool holds(const sheet::Workbook& workbook, const std::vector<std::string>& traces) {
    for (const auto& sheet : workbook.sheets) {
        if (holds(sheet.name, traces)) return true;
        for (const auto& row : sheet.rows)
            for (const auto& cell : row)
                if (cell.kind == sheet::CellKind::text && holds(cell.text, traces)) return true;
    }
    return false;
}

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

/// A library's exception makes a list unreadable, not the erasure impossible.
Result<bool> names_somebody(const fs::path& file, const std::vector<std::string>& traces) {
    try {
        return holds(TRY(sheet::read_workbook(content_of(file), {})), traces);
    } catch (const std::exception& e) {
        return std::unexpected(Error{ErrorKind::internal, {}, {}, e.what(), {}});
    }
}

}  // namespace

FoundLists lists_that_name(const fs::path& files, const std::vector<std::string>& names,
                           const std::set<std::string>& known) {
    FoundLists out;
    const auto traces = traces_of(names);
    if (traces.empty()) return out;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(files, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_directory(ignored) && !is_of_lists(*entry)) entry.disable_recursion_pending();
        if (!entry->is_regular_file(ignored) || known.contains(entry->path().string())) continue;
        out.looked_at.insert(entry->path().string());
        const auto found = names_somebody(entry->path(), traces);
        if (!found) out.unread.push_back(entry->path().string());
        if (found && *found) out.hashes.push_back(entry->path().filename().string());
    }
    std::ranges::sort(out.hashes);
    return out;
}

Result<std::vector<std::string>> lists_described_with(db::Transaction& tx,
                                                      const std::vector<std::string>& names) {
    const auto traces = traces_of(names);
    std::vector<std::string> out;
    for (auto& list : TRY(store::descriptions(tx)))
        if (holds(list.text, traces)) out.push_back(std::move(list.sha256));
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

Result<> forget_lists(db::Transaction& tx, const std::vector<std::string>& hashes, Millis at) {
    for (const auto& hash : hashes) TRY(store::forget(tx, hash, erased_list_name(), at));
    return forget_list_names(tx, hashes);
}

}  // namespace kheo::registry::import
