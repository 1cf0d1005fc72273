// SPDX-License-Identifier: Apache-2.0
#include "registry/import/duplicates.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"

namespace kheo::registry::import {

namespace {

constexpr double kNear = 0.85;  // registration lists, rule 7
/// Bytes of a folded title; 500 letters are allowed. Likeness compares each letter with each, and a cell may
/// hold 32,767 of them: longer titles are equal or not.
constexpr std::size_t kLongestCompared = 1'500;

/// A row's title folded, with its letters counted for the upper bound.
struct Candidate {
    Row* row = nullptr;
    std::string folded;
    std::array<std::uint16_t, 40> letters{};
};

std::size_t slot(unsigned char c) {
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= '0' && c <= '9') return 26 + (c - '0');
    return c == ' ' ? 36 : 37 + c % 3;
}

Candidate candidate(Row& row) {
    Candidate out{&row, fold(row.title), {}};
    for (const char c : out.folded) ++out.letters[slot(static_cast<unsigned char>(c))];
    return out;
}

/// No similarity can exceed 2 · shared letters / (|a| + |b|).
bool may_be_near(const Candidate& a, const Candidate& b) {
    if (std::max(a.folded.size(), b.folded.size()) > kLongestCompared) return false;
    const auto sum = static_cast<double>(a.folded.size() + b.folded.size());
    if (sum == 0 || 2.0 * static_cast<double>(std::min(a.folded.size(), b.folded.size())) < kNear * sum)
        return false;
    std::size_t shared = 0;
    for (std::size_t i = 0; i < a.letters.size(); ++i) shared += std::min(a.letters[i], b.letters[i]);
    return 2.0 * static_cast<double>(shared) >= kNear * sum;
}

std::string group_of(const Row& row) {
    std::string key = std::to_string(row.campaign_year) + '|';
    if (row.unit) return key + row.unit->code + '#' + std::to_string(row.unit->id.value);
    for (const auto& unit : row.unit_candidates) key += '?' + unit.code;
    if (row.unit_candidates.empty()) key += "??" + fold_words(row.unit_text.value_or(""));
    return key;
}

bool same_owner(const Row& a, const Row& b) {
    return tidy(a.owner_text.value_or("")) == tidy(b.owner_text.value_or(""));
}

void compare(const Candidate& earlier, const Candidate& later, int column) {
    auto& row = *later.row;
    const auto line = std::to_string(earlier.row->row);
    const bool equal = earlier.folded == later.folded;
    if (equal && earlier.row->title == row.title && same_owner(*earlier.row, row)) {
        row.duplicate_of = earlier.row->row;
        remark(row, "duplicate_in_file", {msg::duplicate_in_file, {{"row", line}}}, column);
        return;
    }
    if (row.near_duplicate_of) return;
    if (equal || (may_be_near(earlier, later) && similarity(earlier.folded, later.folded) >= kNear))
        row.near_duplicate_of = earlier.row->row;
}

void compare_group(const std::vector<Row*>& rows, int column) {
    std::vector<Candidate> seen;
    for (auto* row : rows) {
        auto next = candidate(*row);
        for (const auto& earlier : seen) {
            compare(earlier, next, column);
            if (row->duplicate_of) break;
        }
        if (row->duplicate_of) {
            row->near_duplicate_of = 0;
            continue;
        }
        if (row->near_duplicate_of)
            remark(*row, "near_duplicate",
                   {msg::near_duplicate, {{"row", std::to_string(row->near_duplicate_of)}}}, column);
        seen.push_back(std::move(next));
    }
}

}  // namespace

void mark_duplicates(std::vector<Row>& rows, int title_column) {
    std::map<std::string, std::vector<Row*>> groups;
    for (auto& row : rows)
        if (!row.title.empty()) groups[group_of(row)].push_back(&row);
    for (const auto& [key, group] : groups)
        if (group.size() > 1) compare_group(group, title_column);
}

}  // namespace kheo::registry::import
