// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "registry/import/analysis.hpp"
#include "registry/import/duplicates.hpp"
#include "registry/import/labels.hpp"
#include "registry/import/letterhead.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/row_reader.hpp"
#include "registry/import/sections.hpp"
#include "registry/import/sender.hpp"
#include "registry/import/table.hpp"
#include "registry/import/units.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kProgressRows = 500;

struct Found {
    int sheet = -1;
    Header header;
};

bool has_content(const sheet::Sheet& sheet) {
    return std::ranges::any_of(sheet.rows, [](const auto& row) {
        return std::ranges::any_of(row, [](const auto& cell) { return !cell.blank(); });
    });
}

/// The visible sheet whose header says most; hidden sheets only where no visible one holds a list.
Found find_list(const sheet::Workbook& workbook) {
    for (const bool hidden : {false, true}) {
        Found best;
        for (int i = 0; i < static_cast<int>(workbook.sheets.size()); ++i) {
            if (workbook.sheets[i].hidden != hidden) continue;
            auto header = find_header(workbook.sheets[i]);
            if (header && (best.sheet < 0 || header->score > best.header.score))
                best = {i, *std::move(header)};
        }
        if (best.sheet >= 0) return best;
    }
    return {};
}

/// Where no date is printed or given: the end of the year (or half-year) named, not later than today, and not
/// later than the last day on which the sender was a unit.
Date assume_date(const Letterhead& head, int year, const territory::Atlas& atlas, Date today) {
    const auto last = head.first_half ? *Date::of(year, 6, 30) : *Date::of(year, 12, 31);
    const auto assumed = today.days() > 0 ? std::min(today, last) : last;
    if (sender_unit(head, atlas, assumed)) return assumed;
    for (const auto earlier : {*Date::of(year, 6, 30), *Date::of(year, 1, 1)})
        if (const auto unit = sender_unit(head, atlas, earlier)) return std::min(assumed, unit->valid_to);
    return assumed;
}

std::optional<Date> printed_date(const Letterhead& head, const sheet::Sheet& sheet, int header_row) {
    if (head.date) return head.date;
    constexpr int kClosingRows = 40;  // where the place and date below a list stand
    constexpr int kClosingCells = 3;  // a row with more is one of the list
    const int end = static_cast<int>(sheet.rows.size());
    for (int r = end - 1; r > std::max(header_row, end - kClosingRows); --r) {
        const auto& cells = sheet.rows[r];
        if (std::ranges::count_if(cells, [](const auto& c) { return !c.blank(); }) > kClosingCells) continue;
        for (const auto& cell : cells)
            if (const auto date = cell.blank() ? std::nullopt : date_in_words(cell.text)) return date;
    }
    for (const auto& line : head.title_lines)
        if (const auto date = date_in_digits(line)) return date;
    return date_in_digits(sheet.name);
}

void decide_date(Analysis& out, const Letterhead& head, const sheet::Sheet& sheet, const Header& header,
                 const territory::Atlas& atlas, const Hints& hints) {
    auto date = hints.date ? hints.date : printed_date(head, sheet, header.last_row);
    if (!date) date = date_in_digits(hints.file_name);
    out.year = head.year;
    if (out.year == 0 && date) out.year = date->year();
    if (out.year == 0) out.year = year_in(sheet.name);
    if (out.year == 0) out.year = year_in(hints.file_name);
    if (out.year == 0) out.year = hints.today.year();
    out.date_assumed = !date;
    out.list_date = date ? *date : assume_date(head, out.year, atlas, hints.today);
}

Result<> decide_sender(Analysis& out, const Letterhead& head, const territory::Atlas& atlas,
                       const Hints& hints) {
    out.sender.text = sender_text(head);
    if (!hints.unit_code.empty()) {
        out.sender.unit = TRY(hinted_unit(hints.unit_code, atlas, out.list_date));
        const auto today = std::max(hints.today, out.list_date);
        out.sender.conflict = sender_conflict(head, *out.sender.unit, atlas, out.list_date, today);
    } else {
        out.sender.unit = sender_unit(head, atlas, out.list_date);
    }
    if (out.sender.text.empty() && out.sender.unit) out.sender.text = out.sender.unit->full_name;
    return {};
}

void skip(Analysis& out, int row, std::string_view reason) {
    out.skipped.push_back({row + 1, std::string(reason), {}, {}});
}

std::string_view reason_of(RowKind kind) {
    switch (kind) {
        case RowKind::header:
            return "header";
        case RowKind::column_numbers:
            return "column_number_row";
        case RowKind::section:
            return "section";
        case RowKind::note:
            return "note";
        case RowKind::recipients:
            return "recipients";
        case RowKind::signature:
            return "signature";
        default:
            return "";
    }
}

bool blank_row(const sheet::Sheet& sheet, int row) {
    return std::ranges::all_of(sheet.rows[row],
                               [](const auto& c) { return c.blank() || trim(c.text).empty(); });
}

void skip_top(Analysis& out, const sheet::Sheet& sheet, const Header& header) {
    for (int r = 0; r <= header.last_row; ++r)
        if (!blank_row(sheet, r)) skip(out, r, r < header.first_row ? "heading" : "header");
}

/// A total stands for all rows when it says "Tổng …" outside the list, or when nothing is left to count
/// apart.
void take_total(Analysis& out, const Table& table, Sections& sections, int row, bool any_subtotal) {
    const auto text = table.total_text(row);
    const bool outside = row > table.last_data() || out.rows.empty();
    const bool grand = outside && (is_grand_total_text(text) || !any_subtotal);
    Skipped total{row + 1, grand ? "total" : "subtotal", table.printed_number(row), {}};
    const auto counted = grand ? out.rows.size() : sections.subtotal(text, out.rows.size());
    if (!out.rows.empty() || !grand) total.counted = static_cast<int>(counted);
    out.skipped.push_back(total);
}

void add_problem(std::vector<std::string>& problems, std::string_view code) {
    if (std::ranges::find(problems, code) == problems.end()) problems.emplace_back(code);
}

void find_file_problems(Analysis& out, const sheet::Workbook& workbook, const Table& table) {
    const auto& list = table.sheet();
    if (out.sender.conflict) add_problem(out.file_problems, "sender_mismatch");
    for (const auto& skipped : out.skipped)
        if (skipped.mismatch()) add_problem(out.file_problems, "total_mismatch");
    for (const auto& column : out.columns)
        if (column.hidden) add_problem(out.file_problems, "hidden_column");
    for (const auto& sheet : workbook.sheets)
        if (&sheet != &list && has_content(sheet)) add_problem(out.file_problems, "other_sheet_ignored");
    if (workbook.whole_file != sheet::Legacy::none) add_problem(out.file_problems, "legacy_encoding");
    const auto* title = find_column(out.columns, Role::title);
    for (const auto& row : out.rows)
        for (const auto& cell : list.rows[row.row - 1])
            if (cell.formula && &cell - list.rows[row.row - 1].data() != title->index)
                add_problem(out.file_problems, "formula_cell");
    std::ranges::sort(out.file_problems);
}

/// Totals that stand above the rows are counted at the end.
void finish_totals(Analysis& out) {
    for (auto& skipped : out.skipped)
        if (skipped.reason == "total" && !skipped.counted)
            skipped.counted = static_cast<int>(out.rows.size());
}

/// The smallest unit that holds all rows' units, for a list that names no sender.
std::optional<territory::Unit> common_unit(const std::vector<Row>& rows, const territory::Atlas& atlas,
                                           Date on) {
    territory::UnitId common;
    for (const auto& row : rows) {
        if (!row.unit || row.unit->id == common) continue;
        if (!common) {
            common = row.unit->id;
            continue;
        }
        while (common && !atlas.is_under(row.unit->id, common, on)) {
            const auto* unit = atlas.find(common, on);
            common = unit ? unit->parent : territory::UnitId{};
        }
        if (!common) return std::nullopt;
    }
    const auto* unit = common ? atlas.find(common, on) : nullptr;
    return unit ? std::optional(*unit) : std::nullopt;
}

Result<> read_rows(Analysis& out, Table& table, UnitReader& units, RowReader& reader,
                   const Progress& progress) {
    Sections sections;
    bool any_section_or_sum = false;
    auto previous = RowKind::header;
    for (int r = table.first(); r < table.end(); ++r) {
        auto kind = table.kind(r);
        if (kind == RowKind::note && previous == RowKind::header && r <= table.last_data())
            kind = RowKind::header;
        if (kind == RowKind::data) {
            out.rows.push_back(reader.read(r, sections.now()));
            if (progress && out.rows.size() % kProgressRows == 0 && !progress(out.rows.size(), table.end()))
                return std::unexpected<Error>(
                    Error{ErrorKind::conflict, msg::cancelled, {}, {}, "cancelled"});
        } else if (kind == RowKind::total) {
            take_total(out, table, sections, r, any_section_or_sum);
            any_section_or_sum = true;
        } else if (kind != RowKind::blank) {
            skip(out, r, reason_of(kind));
        }
        if (kind == RowKind::section) {
            const auto text = table.section(r);
            sections.open(text.label,
                          read_section(text.text, [&](const auto& t) { return units.names_unit(t); }),
                          out.rows.size());
            reader.new_section();
            any_section_or_sum = true;
        }
        previous = kind;
    }
    return {};
}

}  // namespace

Result<Analysis> analyse(const sheet::Workbook& workbook, const territory::Atlas& atlas, const Hints& hints,
                         const Progress& progress) {
    const auto found = find_list(workbook);
    if (found.sheet < 0)
        return std::unexpected<Error>(Error{ErrorKind::invalid, msg::no_list, {}, {}, "empty_list"});
    const auto& sheet = workbook.sheets[found.sheet];
    Analysis out;
    out.sheet_index = found.sheet;
    out.header_row = found.header.first_row;
    out.list_sheet = sheet.name;
    const auto head = read_letterhead(sheet, found.header.first_row);
    decide_date(out, head, sheet, found.header, atlas, hints);
    TRY(decide_sender(out, head, atlas, hints));
    out.columns = decide_columns(sheet, found.header, hints.columns);
    Table table(sheet, found.header, out.columns);
    if (!find_column(out.columns, Role::title) || table.last_data() < 0)
        return std::unexpected<Error>(Error{ErrorKind::invalid, msg::empty_list, {}, {}, "empty_list"});
    skip_top(out, sheet, found.header);
    UnitReader units(atlas, out.list_date, hints.today, out.sender.unit);
    const ListFacts facts{out.list_date, out.year,
                          out.sender.unit && out.sender.unit->level == territory::Level::commune,
                          workbook.whole_file != sheet::Legacy::none, &hints.fields};
    RowReader reader(table, units, facts);
    TRY(read_rows(out, table, units, reader, progress));
    reader.check_dates(out.rows);
    const auto* title = find_column(out.columns, Role::title);
    mark_duplicates(out.rows, title->index);
    finish_totals(out);
    find_file_problems(out, workbook, table);
    if (!out.sender.unit) out.sender.unit = common_unit(out.rows, atlas, out.list_date);
    return out;
}

}  // namespace kheo::registry::import
