// SPDX-License-Identifier: Apache-2.0
// XLSX (ECMA-376): one pass over each sheet part, in pieces; a part over the limit is counted first, so that
// a bomb of empty rows costs no memory.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "platform/sheet/cell_reference.hpp"
#include "platform/sheet/legacy.hpp"
#include "platform/sheet/readers.hpp"
#include "platform/sheet/xlsx_parts.hpp"

namespace kheo::sheet {

namespace {

using Event = XmlReader::Event;

struct Book {
    Epoch epoch;
    std::vector<SharedString> strings;
    std::vector<NumberFormat> formats;
    const Limits& limits;
    CellBudget budget;
};

/// What stands between <c> and </c>.
struct RawCell {
    int column = 0;
    std::string type, value, inline_text;
    int style = 0;
    bool formula = false;
};

bool set_flag(std::vector<bool>& flags, int index) {
    if (flags.size() <= static_cast<std::size_t>(index)) flags.resize(static_cast<std::size_t>(index) + 1);
    return flags[static_cast<std::size_t>(index)] = true;
}

class SheetReader {
  public:
    SheetReader(Book& book, XmlReader& xml, Sheet& sheet) : book_(book), xml_(xml), sheet_(sheet) {}

    Result<> read() {
        for (;;) {
            const auto event = xml_.next();
            if (event == Event::finished) return {};
            if (const auto why = refusal_of(event)) return refuse(*why, "sheet part");
            if (event != Event::start) continue;
            if (xml_.name() == "row") TRY(row());
            if (xml_.name() == "c") TRY(cell());
            if (xml_.name() == "col") column();
            if (xml_.name() == "mergeCell") merge();
        }
    }

  private:
    void column() {
        if (!is_true(xml_.raw_attribute("hidden")) && xml_.raw_attribute("width") != "0") return;
        const int first = parse_index(xml_.raw_attribute("min")),
                  last = parse_index(xml_.raw_attribute("max"));
        for (int i = std::max(first, 1); i <= std::min(last, kMostColumns); ++i)
            set_flag(sheet_.hidden_columns, i - 1);
    }

    void merge() {
        const auto range = parse_range(xml_.raw_attribute("ref"));
        if (range && sheet_.merges.size() < 200'000) sheet_.merges.push_back(*range);
    }

    Result<> row() {
        if (++row_count_ > book_.limits.rows) return refuse(Refusal::archive_bomb, "too many rows");
        const auto number = xml_.raw_attribute("r");
        row_ = number.empty() ? row_ + 1 : parse_index(number) - 1;
        if (row_ < 0 || row_ >= kMostRows) return refuse(Refusal::corrupt_archive, "row number");
        next_column_ = 0;
        if (is_true(xml_.raw_attribute("hidden"))) set_flag(sheet_.hidden_rows, row_);
        return {};
    }

    /// The column of the open <c>; without r it follows its neighbour.
    int cell_column() {
        const auto where = xml_.raw_attribute("r");
        if (where.empty()) return next_column_;
        const auto parsed = parse_reference(where);
        return parsed ? parsed->column : -1;
    }

    Result<> cell() {
        RawCell raw;
        raw.column = cell_column();
        if (row_ < 0 || raw.column < 0 || raw.column >= kMostColumns)
            return refuse(Refusal::corrupt_archive, "cell reference");
        next_column_ = raw.column + 1;
        if (xml_.self_closing()) return {};
        raw.type = xml_.raw_attribute("t");
        raw.style = parse_index(xml_.raw_attribute("s"));
        TRY(contents(raw));
        return store(raw.column, value_of(raw));
    }

    Result<> contents(RawCell& raw) {
        const int depth = xml_.depth();
        bool in_value = false;
        for (;;) {
            const auto event = xml_.next();
            if (const auto why = refusal_of(event)) return refuse(*why, "cell");
            if (event == Event::text && in_value) raw.value += xml_.text();
            if (event == Event::end && xml_.depth() < depth) return {};
            if (event == Event::end) in_value = false;
            if (event != Event::start) continue;
            in_value = xml_.name() == "v";
            raw.formula |= xml_.name() == "f";
            if (xml_.name() == "is") raw.inline_text = TRY(read_rich_text(xml_));
        }
    }

    Cell value_of(const RawCell& raw) {
        auto cell = typed_value(raw);
        cell.formula = raw.formula;
        return cell;
    }

    Cell typed_value(const RawCell& raw) {
        if (raw.type == "s") return shared_text(parse_index(raw.value));
        if (raw.type == "inlineStr") return text_cell(raw.inline_text, Legacy::none, true);
        if (raw.type == "str" || raw.type == "e") return text_cell(raw.value, Legacy::none, true);
        if (raw.type == "b") return boolean(raw.value);
        if (raw.type == "d") return iso_date(raw.value);
        return number(raw);
    }

    Cell shared_text(int index) {
        if (index < 0 || static_cast<std::size_t>(index) >= book_.strings.size()) return {};
        const auto& shared = book_.strings[static_cast<std::size_t>(index)];
        return text_cell(shared.text, shared.legacy, false);
    }

    static Cell text_cell(const std::string& text, Legacy legacy, bool undecoded) {
        Cell cell;
        if (trim(text).empty()) return cell;
        cell.kind = CellKind::text;
        cell.text = text;
        cell.legacy = undecoded ? decode_legacy(cell.text) : legacy;
        return cell;
    }

    static Cell boolean(const std::string& value) {
        Cell cell;
        cell.kind = CellKind::boolean;
        cell.number = is_true(value) ? 1 : 0;
        cell.text = is_true(value) ? "TRUE" : "FALSE";
        return cell;
    }

    static Cell iso_date(const std::string& value) {
        const auto date = Date::parse_iso(std::string_view(value).substr(0, 10));
        if (!date) return text_cell(value, Legacy::none, false);
        return number_cell(date->days() + 25569, builtin_format(14), Epoch::from_1900);
    }

    Cell number(const RawCell& raw) {
        const auto digits = trim(raw.value);
        double value = 0;
        const char* const first = digits.data();
        const char* const end = first + digits.size();
        const auto [stop, error] = std::from_chars(first, end, value);
        if (digits.empty() || error != std::errc{} || stop != end)
            return text_cell(raw.value, Legacy::none, true);
        const auto style = static_cast<std::size_t>(std::max(raw.style, 0));
        static const NumberFormat kGeneral;
        return number_cell(value, style < book_.formats.size() ? book_.formats[style] : kGeneral,
                           book_.epoch);
    }

    Result<> store(int column, Cell cell) {
        if (cell.blank() && !cell.formula) return {};
        TRY(book_.budget.spend(1, cell.text.size()));
        auto& rows = sheet_.rows;
        if (rows.size() <= static_cast<std::size_t>(row_)) rows.resize(static_cast<std::size_t>(row_) + 1);
        auto& cells = rows[static_cast<std::size_t>(row_)];
        const auto needed = static_cast<std::size_t>(column) + 1;
        if (cells.size() < needed) {
            TRY(book_.budget.spend(needed - cells.size(), 0));
            if (cells.capacity() < needed) cells.reserve(std::max(needed, width_));
            cells.resize(needed);
            width_ = std::max(width_, std::min<std::size_t>(needed, 64));
        }
        cells[needed - 1] = std::move(cell);
        return {};
    }

    Book& book_;
    XmlReader& xml_;
    Sheet& sheet_;
    int row_ = -1, next_column_ = 0, row_count_ = 0;
    std::size_t width_ = 0;  // widest row so far, to reserve
};

/// Reads the part without keeping anything: the guards of the archive and the row limit speak up.
Result<> count_rows(XmlReader& xml, const Limits& limits) {
    int rows = 0;
    for (;;) {
        const auto event = xml.next();
        if (event == Event::finished) return {};
        if (const auto why = refusal_of(event)) return refuse(*why, "sheet part");
        if (event == Event::start && xml.name() == "row" && ++rows > limits.rows)
            return refuse(Refusal::archive_bomb, "too many rows");
    }
}

Result<Sheet> read_sheet(Archive& archive, const SheetPart& where, Book& book) {
    Sheet sheet;
    sheet.name = where.name;
    sheet.hidden = where.hidden;
    if (archive.entries()[where.part].size > book.limits.part_bytes)
        TRY(read_xml_part(archive, where.part, [&](XmlReader& xml) { return count_rows(xml, book.limits); }));
    TRY(read_xml_part(archive, where.part,
                      [&](XmlReader& xml) { return SheetReader(book, xml, sheet).read(); }));
    return sheet;
}

}  // namespace

Result<Workbook> read_xlsx(Archive& archive, const Limits& limits) {
    const auto outline = TRY(read_outline(archive));
    auto strings = TRY(read_strings(archive, outline, limits));
    auto formats = TRY(read_formats(archive, outline));
    Book book{outline.epoch, std::move(strings), std::move(formats), limits, CellBudget(limits)};
    Workbook workbook;
    workbook.format = Format::xlsx;
    for (const auto& part : outline.sheets) workbook.sheets.push_back(TRY(read_sheet(archive, part, book)));
    return workbook;
}

}  // namespace kheo::sheet
