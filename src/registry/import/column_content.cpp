// SPDX-License-Identifier: Apache-2.0
// The second half of columns.hpp: what stands below a heading decides where the wording leaves two readings
// ("Tập thể/Cá nhân" may hold the type or the name of the owner; "Ghi chú" may hold nothing but new or
// maintained).
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "registry/import/columns.hpp"
#include "registry/import/words.hpp"

namespace kheo::registry::import {

namespace {

constexpr int kSampledRows = 600;

struct Profile {
    int filled = 0, kinds = 0, owners = 0, bases = 0, fields = 0, sectors = 0, ticks = 0, codes = 0;
    bool mostly(int count) const { return filled > 0 && count * 5 >= filled * 4; }
};

bool looks_like_code(const std::string& text) {
    return (text.size() == 2 || text.size() == 3 || text.size() == 5) &&
           text.find_first_not_of("0123456789") == std::string::npos;
}

void count(Profile& profile, const sheet::Cell& cell) {
    const std::string text(trim(cell.text));
    if (cell.blank() || text.empty() || is_ditto(text)) return;
    ++profile.filled;
    if (is_tick(text)) ++profile.ticks;
    if (looks_like_code(text)) ++profile.codes;
    if (text.size() > 60) return;
    if (read_kind(text)) ++profile.kinds;
    if (read_owner_type(text)) ++profile.owners;
    if (read_basis(text)) ++profile.bases;
    if (read_field(text).known()) ++profile.fields;
    if (read_sector(text)) ++profile.sectors;
}

/// Rows with at least two filled cells: sections, notes and signatures say nothing about columns.
std::vector<Profile> profiles_of(const sheet::Sheet& sheet, const Header& header) {
    std::vector<Profile> profiles(header.paths.size());
    const int end = std::min(static_cast<int>(sheet.rows.size()), header.last_row + 1 + kSampledRows);
    for (int r = header.last_row + 1; r < end; ++r) {
        const auto& cells = sheet.rows[r];
        const auto filled = std::ranges::count_if(cells, [](const auto& c) { return !c.blank(); });
        if (filled < 3 || is_column_number_row(sheet, r) || repeats_header(sheet, r, header)) continue;
        for (std::size_t c = 0; c < cells.size() && c < profiles.size(); ++c) count(profiles[c], cells[c]);
    }
    return profiles;
}

bool has(const std::vector<Column>& columns, Role role) {
    return std::ranges::any_of(columns, [&](const Column& c) { return c.role == role; });
}

/// Columns whose wording leaves the reading open to their content.
bool open(Role role) {
    constexpr std::array kOpen = {Role::ignored, Role::kind, Role::owner, Role::owner_type,
                                  Role::basis,   Role::note, Role::level, Role::sector};
    return std::ranges::find(kOpen, role) != kOpen.end();
}

void decide_by_content(std::vector<Column>& columns, const std::vector<Profile>& profiles) {
    for (auto& column : columns) {
        const auto& profile = profiles[column.index];
        if (column.tick() || column.hidden || !open(column.role) || profile.filled == 0) continue;
        const auto worded = column.role;
        const auto take = [&](Role role, int matching) {
            if (!profile.mostly(matching) || (worded != role && has(columns, role))) return false;
            column.role = role;
            return true;
        };
        if (take(Role::owner_type, profile.owners) || take(Role::kind, profile.kinds) ||
            take(Role::basis, profile.bases) || (worded != Role::note && take(Role::field, profile.fields)) ||
            take(Role::sector, profile.sectors))
            continue;
        if (worded == Role::owner_type && !has(columns, Role::owner)) column.role = Role::owner;
        if (worded == Role::kind || worded == Role::basis) column.role = Role::ignored;
    }
}

void drop_false_codes(std::vector<Column>& columns, const std::vector<Profile>& profiles) {
    for (auto& column : columns)
        if (column.role == Role::unit_code && !profiles[column.index].mostly(profiles[column.index].codes))
            column.role = Role::ignored;
}

/// "Mô hình" and "Điển hình" with ticks below them tell the kind.
void find_kind_ticks(std::vector<Column>& columns, const std::vector<Profile>& profiles) {
    for (auto& column : columns) {
        const auto& profile = profiles[column.index];
        if (column.role != Role::title || !profile.mostly(profile.ticks)) continue;
        column.role = Role::kind;
        column.value = code(column.only_exemplars ? Kind::exemplar : Kind::practice);
    }
}

int title_strength(const Column& column) {
    const auto folded = ' ' + fold_words(column.heading) + ' ';
    if (folded.contains(" ten ")) return 3;
    if (folded.contains(" dang ky ")) return 2;
    return folded == " noi dung " ? 0 : 1;
}

void keep_one_title(std::vector<Column>& columns) {
    const Column* best = nullptr;
    for (const auto& column : columns)
        if (column.role == Role::title && !column.tick() &&
            (!best || title_strength(column) > title_strength(*best)))
            best = &column;
    for (auto& column : columns)
        if (column.role == Role::title && &column != best)
            column.role = title_strength(column) == 0 ? Role::method : Role::ignored;
}

/// How surely a column names the unit: commune, address or area, unit, executing unit.
int unit_rank(const Column& column) {
    if (column.role == Role::commune) return 5;
    if (column.role != Role::unit) return 0;
    if (fold_words(column.heading).contains("dia ")) return 4;
    return column.names_executor ? 2 : 3;
}

/// One column decides the unit; a second one that names a body is the owner, a second address is the area.
void share_unit_and_owner(std::vector<Column>& columns) {
    const Column* best = nullptr;
    for (const auto& column : columns)
        if (unit_rank(column) > 0 && (!best || unit_rank(column) > unit_rank(*best))) best = &column;
    for (auto& column : columns) {
        if (unit_rank(column) == 0 || &column == best) continue;
        if (unit_rank(column) >= 4)
            column.role = Role::area;
        else
            column.role = has(columns, Role::owner) ? Role::ignored : Role::owner;
    }
}

/// Of several columns with one role the first stays; tick columns stand together.
void keep_first_of_each(std::vector<Column>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (std::size_t j = i + 1; j < columns.size(); ++j)
            if (columns[i].role != Role::ignored && columns[i].role == columns[j].role &&
                columns[i].value.empty() && columns[j].value.empty())
                columns[j].role = Role::ignored;
}

void apply(std::vector<Column>& columns, const std::vector<ColumnChoice>& choices) {
    for (const auto& choice : choices) {
        if (choice.index < 0 || choice.index >= static_cast<int>(columns.size())) continue;
        auto& column = columns[choice.index];
        if (column.role == choice.role) continue;
        if (choice.role != Role::ignored)
            for (auto& other : columns)
                if (other.role == choice.role && !other.tick()) other.role = Role::ignored;
        column.role = choice.role;
        column.value.clear();
        column.hidden = false;
    }
}

}  // namespace

std::vector<Column> decide_columns(const sheet::Sheet& sheet, const Header& header,
                                   const std::vector<ColumnChoice>& choices) {
    std::vector<Column> columns;
    for (int c = 0; c < static_cast<int>(header.paths.size()); ++c) {
        columns.push_back(column_by_wording(c, header.paths[c]));
        if (c < static_cast<int>(sheet.hidden_columns.size()) && sheet.hidden_columns[c]) {
            columns.back().hidden = true;
            columns.back().role = Role::ignored;
            columns.back().value.clear();
        }
    }
    const auto profiles = profiles_of(sheet, header);
    drop_false_codes(columns, profiles);
    find_kind_ticks(columns, profiles);
    keep_one_title(columns);
    decide_by_content(columns, profiles);
    share_unit_and_owner(columns);
    keep_first_of_each(columns);
    apply(columns, choices);
    return columns;
}

}  // namespace kheo::registry::import
