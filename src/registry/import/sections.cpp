// SPDX-License-Identifier: Apache-2.0
#include "registry/import/sections.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"

namespace kheo::registry::import {

namespace {

/// "LĨNH VỰC KINH TẾ (07 mô hình)", "Xã Bình Chánh: 3 mô hình" without the count.
std::string without_count(const std::string& text) {
    static const std::regex count(
        R"(\s*[:(\-–]?\s*\(?\d+\s+(mô hình|điển hình|MÔ HÌNH|ĐIỂN HÌNH)[^)]*\)?\s*\.?$)");
    if (text.size() > 300) return text;
    auto out = tidy(std::regex_replace(text, count, ""));
    while (!out.empty() && (out.back() == ':' || out.back() == '.' || out.back() == ' ')) out.pop_back();
    return out;
}

/// Words at the beginning of a combined section: "Mô hình tập thể", "Điển hình đăng ký mới".
bool strip(std::string& folded, std::string_view word) {
    if (!folded.starts_with(word) || (folded.size() > word.size() && folded[word.size()] != ' '))
        return false;
    folded.erase(0, std::min(folded.size(), word.size() + 1));
    return true;
}

bool read_prefix(SectionSays& says, std::string& folded) {
    constexpr std::array<std::string_view, 8> silent = {"cac",      "phan",         "nhom", "ve",
                                                        "danh muc", "dan van kheo", "cua",  "trong"};
    for (const auto word : silent)
        if (strip(folded, word)) return true;
    if (strip(folded, "mo hinh")) return says.kind = says.kind.value_or(Kind::practice), true;
    if (strip(folded, "dien hinh")) return says.kind = says.kind ? Kind::practice : Kind::exemplar, true;
    if (strip(folded, "tap the")) return says.owner_type = OwnerType::collective, true;
    if (strip(folded, "ca nhan")) return says.owner_type = OwnerType::individual, true;
    if (strip(folded, "dang ky moi") || strip(folded, "moi")) return says.basis = Basis::fresh, true;
    if (strip(folded, "dang ky duy tri") || strip(folded, "duy tri"))
        return says.basis = Basis::maintained, true;
    return false;
}

}  // namespace

SectionSays read_section(const std::string& text, const std::function<bool(const std::string&)>& names_unit) {
    SectionSays says;
    const auto plain = without_count(text);
    if ((says.sector = read_sector(plain))) return says;
    if (auto field = read_field(plain); field.known()) return says.field = field, says;
    auto rest = fold_words(plain);
    while (!rest.empty() && read_prefix(says, rest)) {
    }
    if (rest.empty()) return says;
    if (auto field = read_field(rest); field.known()) return says.field = field, says;
    SectionSays unit;
    if (names_unit(plain)) unit.unit_text = plain;
    return unit;
}

void Sections::open(const Label& label, SectionSays says, std::size_t rows_before) {
    const int depth = label.depth ? label.depth : open_.empty() ? 2 : open_.back().label.depth;
    while (!open_.empty() && open_.back().label.depth >= depth) open_.pop_back();
    open_.push_back({{label.text, depth}, std::move(says), rows_before, false});
}

SectionSays Sections::now() const {
    SectionSays all;
    for (const auto& section : open_) {
        if (section.says.kind) all.kind = section.says.kind;
        if (section.says.owner_type) all.owner_type = section.says.owner_type;
        if (section.says.basis) all.basis = section.says.basis;
        if (section.says.sector) all.sector = section.says.sector;
        if (section.says.field.known()) all.field = section.says.field;
        if (!section.says.unit_text.empty()) all.unit_text = section.says.unit_text;
    }
    return all;
}

std::size_t Sections::subtotal(const std::string& text, std::size_t rows_before) {
    const auto words = split(text, ' ');
    Open* found = nullptr;
    for (auto& section : open_)
        for (const auto word : words)
            if (!section.label.text.empty() &&
                (word == section.label.text || word == section.label.text + ':'))
                found = &section;
    for (auto it = open_.rbegin(); it != open_.rend() && !found; ++it)
        if (!it->summed) found = &*it;
    const auto start = found ? found->start : last_sum_;
    if (found) found->summed = true;
    last_sum_ = rows_before;
    return rows_before - start;
}

}  // namespace kheo::registry::import
