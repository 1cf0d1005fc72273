// SPDX-License-Identifier: Apache-2.0
#include "registry/import/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"

namespace kheo::registry::import {

namespace {

using territory::Level;
using territory::ResolveStatus;
using territory::Unit;

constexpr std::array<std::string_view, 15> kHamletWords = {
    "thon", "to dan pho", "tdp", "khu dan cu", "khu pho", "khu vuc", "tieu khu", "khoi pho",
    "ap",   "xom",        "ban", "buon",       "lang",    "khoi",    "to"};

bool starts(std::string_view folded, std::string_view word) {
    return folded.starts_with(word) && (folded.size() == word.size() || folded[word.size()] == ' ');
}

bool is_hamlet_text(std::string_view folded) {
    return std::ranges::any_of(kHamletWords, [&](auto word) { return starts(folded, word); });
}

/// Marks that begin the commune inside a text.
bool is_commune_word(const std::string& folded) {
    constexpr std::array<std::string_view, 7> words = {"xa", "phuong", "p", "x", "tt", "thi", "thuoc"};
    return std::ranges::find(words, folded) != words.end();
}

std::string joined_place(const Place& place) {
    std::string out = place.text;
    for (const auto* part : {&place.district, &place.province})
        if (!part->empty()) out += (out.empty() ? "" : ", ") + *part;
    return out;
}

bool has_marks(std::string_view text) {
    return tone_key(text) != fold(text);
}

std::string padded_code(std::string code) {
    if (code.find_first_not_of("0123456789") == std::string::npos && code.size() == 4) code.insert(0, "0");
    return code;
}

}  // namespace

std::string hamlet_in(std::string_view unit_text) {
    const auto text = tidy(unit_text);
    const auto words = split(text, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string rest;
        for (std::size_t j = i; j < words.size() && j < i + 3; ++j) rest += fold_words(words[j]) + ' ';
        if (!is_hamlet_text(tidy(rest)) || tidy(rest).starts_with("to dan van")) continue;
        if (i > 0 && (fold_words(words[i - 1]) == "to" || fold_words(words[i - 1]) == "truong")) continue;
        std::string out;
        for (std::size_t j = i; j < words.size(); ++j) {
            if (j > i && (is_commune_word(fold_words(words[j])) || words[j].starts_with("P.") ||
                          words[j].starts_with("X.") || words[j].starts_with('(')))
                break;
            (out += words[j]) += ' ';
            if (words[j].ends_with(',')) break;
        }
        while (!out.empty() && (out.back() == ' ' || out.back() == ',')) out.pop_back();
        return out.contains(' ') ? out : std::string{};
    }
    return {};
}

UnitReader::UnitReader(const territory::Atlas& atlas, Date on, Date today, const std::optional<Unit>& sender)
    : atlas_(atlas), on_(on), today_(today), sender_(sender) {}

const territory::Resolution& UnitReader::resolve(const std::string& text) {
    const auto found = known_.find(text);
    if (found != known_.end()) return found->second;
    const auto within = sender_ ? sender_->id : territory::UnitId{};
    return known_.emplace(text, atlas_.resolve(text, on_, within)).first->second;
}

bool UnitReader::names_unit(const std::string& text) {
    const auto& found = resolve(text);
    return found.status != ResolveStatus::unknown || found.dissolved;
}

void UnitReader::note_split(Row& row, const std::vector<std::string>& today, bool split) {
    row.unit_codes_today = today;
    if (!split) return;
    std::string codes;
    for (const auto& code : today) {
        const auto* unit = atlas_.find_code(code, today_);
        codes += (codes.empty() ? "" : ", ") + (unit ? unit->full_name : code);
    }
    remark(row, "unit_split_2025", {msg::unit_split, {{"unit", row.unit->full_name}, {"today", codes}}});
}

void UnitReader::take_sender(Row& row) {
    row.unit = sender_;
    row.unit_inherited = true;
}

void UnitReader::decide(Row& row, const Place& place) {
    row.hamlet = tidy(place.hamlet);
    row.level_note = tidy(place.level);
    if (!place.code.empty())
        by_code(row, place);
    else
        by_name(row, place);
    if (row.hamlet.empty() && row.unit && row.unit->level == Level::commune && row.unit_text)
        row.hamlet = hamlet_in(*row.unit_text);
}

bool UnitReader::same_name(const Unit& unit, const std::string& text) {
    const auto key = text + '\n' + unit.code;
    const auto known = names_.find(key);
    if (known != names_.end()) return known->second;
    const bool marks = has_marks(text);
    const auto equal = [&](std::string_view name) {
        return fold_words(name) == fold_words(text) && (!marks || tone_key(name) == tone_key(tidy(text)));
    };
    bool same = equal(unit.full_name) || equal(unit.name);
    if (!same) {
        const auto& found = resolve(text);
        same = found.status == ResolveStatus::resolved && found.unit && found.unit->id == unit.id &&
               !found.type_mismatch && !found.dissolved &&
               fold_words(text).size() < fold_words(unit.full_name).size();
    }
    return names_.emplace(key, same).first->second;
}

void UnitReader::by_code(Row& row, const Place& place) {
    const auto* unit = atlas_.find_code(place.code, on_);
    if (!unit) unit = atlas_.find_code(padded_code(place.code), on_);
    if (!unit) {
        by_name(row, place);
        remark(row, "unit_code_name_mismatch", {msg::unit_code_not_valid, {{"code", place.code}}},
               place.column);
        return;
    }
    row.unit = *unit;
    if (unit->level != Level::commune) return;
    if (!place.text.empty() && !same_name(*unit, place.text))
        remark(row, "unit_code_name_mismatch",
               {msg::unit_code_name_mismatch,
                {{"code", place.code}, {"unit", unit->full_name}, {"text", place.text}}},
               place.column);
    auto today = todays_.find(unit->id.value);
    if (today == todays_.end())
        today = todays_.emplace(unit->id.value, atlas_.codes_today(unit->id, today_)).first;
    note_split(row, today->second, today->second.size() > 1);
}

void UnitReader::by_name(Row& row, const Place& place) {
    const auto text = joined_place(place);
    if (text.empty()) {
        const auto whole = sender_ ? atlas_.ancestor(sender_->id, Level::province, on_) : territory::UnitId{};
        const auto level = fold_words(place.level);
        if (const auto* unit = whole && (level.contains("tinh") || level.contains("thanh pho"))
                                   ? atlas_.find(whole, on_)
                                   : nullptr)
            row.unit = *unit;
        else
            remark(row, "unit_unknown", msg::unit_blank, place.column);
        return;
    }
    const auto& found = resolve(text);
    const bool only_hamlet = found.status == ResolveStatus::unknown && is_hamlet_text(fold_words(text));
    if (only_hamlet && sender_ && sender_->level == Level::commune) {
        row.unit = sender_;
        if (row.hamlet.empty()) row.hamlet = text;
        return;
    }
    adopt(row, found, place);
}

void UnitReader::adopt(Row& row, const territory::Resolution& found, const Place& place) {
    const auto text = joined_place(place);
    const auto add = [&](std::string_view code, const Message& message, bool certain = false) {
        remark(row, code, {message, {{"text", text}}}, place.column,
               unit_suggestions(found.candidates, certain));
    };
    if (found.status == ResolveStatus::resolved && found.unit && !found.dissolved && !found.multiple)
        row.unit = found.unit;
    else
        row.unit_candidates = found.candidates;
    if (found.multiple) add("unit_multiple", msg::unit_multiple);
    if (found.dissolved)
        add("unit_dissolved", msg::unit_dissolved, found.certain || found.candidates.size() == 1);
    if (!row.unit && !found.multiple && !found.dissolved) {
        if (found.status == ResolveStatus::ambiguous && found.candidates.size() > 1)
            add("unit_ambiguous", msg::unit_ambiguous);
        else
            add("unit_unknown", msg::unit_unknown, found.certain);
    }
    if (!row.unit) return;
    if (found.dissolved_later) add("unit_dissolved_later", msg::unit_dissolved_later);
    if (found.type_mismatch && !found.dissolved)
        remark(row, "unit_type_mismatch",
               {msg::unit_type_mismatch, {{"text", text}, {"unit", row.unit->full_name}}}, place.column,
               {{row.unit->code, row.unit->full_name, true}});
    if (found.district_outdated)
        remark(row, "unit_district_outdated",
               {msg::unit_district_outdated, {{"unit", row.unit->full_name}, {"district", text}}},
               place.column);
    note_split(row, found.today, found.split_later);
}

namespace {

constexpr std::string_view kIdentity = "id:";

/// Predecessors that stood on the day; those of predecessors where one of them did not yet.
void stood_for(territory::UnitId id, const territory::Atlas& atlas, Date on, int steps,
               std::map<std::int64_t, territory::Unit>& out) {
    for (const auto& earlier : atlas.predecessors(id)) {
        const auto before = earlier.unit.id;
        if (before == id) continue;
        if (atlas.present(before, on))
            out.emplace(before.value, *atlas.find(before, on));
        else if (steps > 0)
            stood_for(before, atlas, on, steps - 1, out);
    }
}

Result<territory::Unit> unit_of_identity(territory::UnitId id, const territory::Atlas& atlas, Date on) {
    constexpr int kReorganisations = 6;  // in a row; more than any unit has seen
    const auto* unit = id ? atlas.find(id, on) : nullptr;
    if (!unit) return fail(ErrorKind::invalid, msg::unit_code_unknown, {{"code", std::to_string(id.value)}});
    if (atlas.present(id, on)) return *unit;
    std::map<std::int64_t, territory::Unit> then;
    stood_for(id, atlas, on, kReorganisations, then);
    if (then.size() == 1) return then.begin()->second;
    return fail(ErrorKind::invalid, msg::unit_not_then,
                {{"unit", unit->full_name}, {"date", on.vietnamese()}});
}

}  // namespace

std::string identity(territory::UnitId id) {
    return std::string(kIdentity) + std::to_string(id.value);
}

Result<territory::Unit> hinted_unit(std::string_view hint, const territory::Atlas& atlas, Date on) {
    if (hint.starts_with(kIdentity)) {
        std::int64_t id = 0;
        std::from_chars(hint.data() + kIdentity.size(), hint.data() + hint.size(), id);
        return unit_of_identity({id}, atlas, on);
    }
    if (const auto* unit = atlas.find_code(hint, on)) return *unit;
    return fail(ErrorKind::invalid, msg::unit_code_unknown, {{"code", std::string(hint)}});
}

}  // namespace kheo::registry::import
