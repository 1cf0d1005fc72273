// SPDX-License-Identifier: Apache-2.0
// ODS (OpenDocument 1.2 part 1, chapter 9): one pass over content.xml. Repeated blank rows and columns cost
// nothing, repeated values count as often as they repeat.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "platform/sheet/cell_reference.hpp"
#include "platform/sheet/foreign.hpp"
#include "platform/sheet/number_format.hpp"
#include "platform/sheet/ods_styles.hpp"
#include "platform/sheet/readers.hpp"

namespace kheo::sheet {

namespace {

using Event = XmlReader::Event;

bool is_elsewhere(std::string_view name) {  // text that is not the value of a cell
    return name == "annotation" || name == "shapes" || name == "frame" || name == "custom-shape" ||
           name == "forms" || name == "tracked-changes" || name == "ruby-text" || name == "note" ||
           name == "dde-links" || name == "content-validations" || name == "database-ranges" ||
           name == "named-expressions";
}

int repeats(const XmlReader& xml, std::string_view attribute) {
    return std::clamp(parse_index(xml.raw_attribute(attribute)), 1, kMostRows);
}

bool collapsed(const XmlReader& xml) {
    const auto visibility = xml.raw_attribute("visibility");
    return visibility == "collapse" || visibility == "filter";
}

double number_of(std::string_view text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && std::isfinite(value) ? value : 0;
}

/// The text:p elements of one cell as lines; white space as the standard says.
class CellText {
  public:
    void start(const XmlReader& xml) {
        const auto name = xml.name();
        if (name == "p" || name == "h") {
            if (paragraphs_++ > 0) out_ += '\n';
            space_ = true;
        } else if (name == "s") {
            out_.append(static_cast<std::size_t>(std::min(repeats(xml, "c"), 1000)), ' ');
        } else if (name == "tab" || name == "line-break") {
            out_ += name == "tab" ? '\t' : '\n';
        }
    }
    void add(std::string_view text) {
        if (paragraphs_ == 0) return;
        for (const char c : text) {
            const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!blank || !space_) out_ += blank ? ' ' : c;
            space_ = blank;
        }
    }
    std::string take() { return std::move(out_); }
    bool has_paragraph() const { return paragraphs_ > 0; }

  private:
    std::string out_;
    int paragraphs_ = 0;
    bool space_ = true;
};

class OdsReader {
  public:
    OdsReader(XmlReader& xml, OdsStyles& styles, const Limits& limits, Workbook& workbook)
        : xml_(xml), styles_(styles), limits_(limits), budget_(limits), workbook_(workbook) {}

    Result<> read() {
        for (;;) {
            const auto event = TRY(step());
            if (event == Event::finished) return {};
            if (event == Event::end && xml_.name() == "table-row") TRY(end_row());
            if (event == Event::end && xml_.name() == "table") --tables_;
            if (event == Event::start) TRY(start());
        }
    }

  private:
    Result<Event> step() {
        const auto event = xml_.next();
        if (const auto why = refusal_of(event)) return refuse(*why, "content.xml");
        return event;
    }

    Result<> skip() {
        const int depth = xml_.depth();
        while (xml_.depth() >= depth) TRY(step());
        return {};
    }

    Result<> start() {
        const auto name = xml_.name();
        if (is_elsewhere(name)) return skip();
        if (name == "table") return start_table();
        if (sheet_ == nullptr || tables_ != 1) return styles_.take(xml_), Result<>{};
        if (name == "table-column") columns();
        if (name == "table-row") return start_row();
        if (name == "table-cell" || name == "covered-table-cell") return cell(name == "covered-table-cell");
        return {};
    }

    Result<> start_table() {
        if (++tables_ > 1) return {};
        if (workbook_.sheets.size() >= 10'000) return refuse(Refusal::archive_bomb, "too many sheets");
        workbook_.sheets.emplace_back();
        sheet_ = &workbook_.sheets.back();
        sheet_->name = xml_.attribute("name");
        sheet_->hidden =
            styles_.hides_table(xml_.attribute("style-name")) || xml_.raw_attribute("display") == "false";
        row_ = column_ = next_column_style_ = 0;
        return {};
    }

    void columns() {
        const int count = repeats(xml_, "number-columns-repeated");
        const int end = std::min(next_column_style_ + count, kMostColumns);
        if (collapsed(xml_) && sheet_->hidden_columns.size() < static_cast<std::size_t>(end))
            sheet_->hidden_columns.resize(static_cast<std::size_t>(next_column_style_)),
                sheet_->hidden_columns.resize(static_cast<std::size_t>(end), true);
        next_column_style_ = end;
    }

    Result<> start_row() {
        if (++row_count_ > limits_.rows) return refuse(Refusal::archive_bomb, "too many rows");
        row_repeats_ = repeats(xml_, "number-rows-repeated");
        row_hidden_ = collapsed(xml_);
        column_ = 0;
        cells_.clear();
        return {};
    }

    Result<> cell(bool covered) {
        const int count = std::min(repeats(xml_, "number-columns-repeated"), kMostColumns);
        const int rows = repeats(xml_, "number-rows-spanned"),
                  columns = repeats(xml_, "number-columns-spanned");
        if (!covered && (rows > 1 || columns > 1) && sheet_->merges.size() < 200'000)
            sheet_->merges.push_back({row_, column_, std::min(row_ + rows, kMostRows) - 1,
                                      std::min(column_ + columns, kMostColumns) - 1});
        const auto cell = TRY(read_cell());
        const auto first = static_cast<std::size_t>(column_);
        column_ = std::min(column_ + count, kMostColumns);
        if (covered || (cell.blank() && !cell.formula)) return {};
        const auto repeated = static_cast<std::size_t>(column_) - first;
        TRY(budget_.spend(static_cast<std::size_t>(column_) - cells_.size(), cell.text.size() * repeated));
        cells_.resize(first);
        cells_.resize(static_cast<std::size_t>(column_), cell);
        return {};
    }

    Result<Cell> read_cell() {
        const int depth = xml_.depth();
        const std::string type(xml_.raw_attribute("value-type")),
            value = xml_.attribute(type == "boolean" ? "boolean-value"
                                   : type == "date"  ? "date-value"
                                                     : "value");
        const auto style = xml_.attribute("style-name");
        const bool formula = !xml_.raw_attribute("formula").empty();
        CellText text;
        const auto given = xml_.attribute("string-value");
        while (xml_.depth() >= depth) {
            const auto event = TRY(step());
            if (event == Event::text) text.add(xml_.text());
            if (event != Event::start) continue;
            if (is_elsewhere(xml_.name()) || xml_.name() == "table") {
                TRY(skip());
            } else {
                text.start(xml_);
            }
        }
        auto cell = typed(type, value, text.has_paragraph() ? text.take() : given, style);
        cell.formula = formula;
        return cell;
    }

    Cell typed(const std::string& type, const std::string& value, std::string shown,
               const std::string& style) {
        if (type == "float" || type == "currency") return number(value, shown);
        if (type == "percentage") return number_cell(number_of(value), builtin_format(10), Epoch::from_1900);
        if (type == "boolean") return boolean(value == "true");
        if (type == "date") return date(value, std::move(shown), style);
        Cell cell;
        if (trim(shown).empty()) return cell;
        cell.kind = CellKind::text;
        cell.text = std::move(shown);
        return cell;
    }

    /// Digits shown with leading zeros are a code and stay as shown.
    static Cell number(const std::string& value, const std::string& shown) {
        auto cell = number_cell(number_of(value), {}, Epoch::from_1900);
        const bool digits = shown.find_first_not_of("0123456789") == std::string::npos;
        if (shown.size() > 1 && shown[0] == '0' && digits) cell.text = shown;
        return cell;
    }

    static Cell boolean(bool value) {
        Cell cell;
        cell.kind = CellKind::boolean;
        cell.number = value;
        cell.text = value ? "TRUE" : "FALSE";
        return cell;
    }

    Cell date(const std::string& value, std::string shown, const std::string& style) const {
        Cell cell;
        const auto day = Date::parse_iso(std::string_view(value).substr(0, 10));
        cell.text = trim(shown).empty() ? (day ? day->vietnamese() : value) : std::move(shown);
        cell.kind = day ? CellKind::date : (cell.text.empty() ? CellKind::empty : CellKind::text);
        if (!day) return cell;
        cell.date = day;
        cell.number = day->days() + 25569;
        cell.month_only = styles_.month_only(style);
        return cell;
    }

    Result<> end_row() {
        if (tables_ != 1 || !sheet_) return {};
        if (row_hidden_ && row_ < kMostRows) {
            const auto end = static_cast<std::size_t>(std::min(row_ + row_repeats_, kMostRows));
            sheet_->hidden_rows.resize(static_cast<std::size_t>(row_));
            sheet_->hidden_rows.resize(end, true);
        }
        if (!cells_.empty()) TRY(store_row());
        cells_.clear();  // a row inside a row ends twice, and its cells were paid for once
        row_ = std::min(row_ + row_repeats_, kMostRows);
        return {};
    }

    Result<> store_row() {
        std::size_t bytes = 0;
        for (const auto& cell : cells_) bytes += cell.text.size();
        const auto copies = static_cast<std::size_t>(row_repeats_);
        if (row_ + row_repeats_ > limits_.rows) return refuse(Refusal::archive_bomb, "too many rows");
        TRY(budget_.spend(cells_.size() * (copies - 1), bytes * (copies - 1)));
        sheet_->rows.resize(static_cast<std::size_t>(row_));
        sheet_->rows.resize(static_cast<std::size_t>(row_) + copies, cells_);
        return {};
    }

    XmlReader& xml_;
    OdsStyles& styles_;
    const Limits& limits_;
    CellBudget budget_;
    Workbook& workbook_;
    Sheet* sheet_ = nullptr;
    std::vector<Cell> cells_;  // of the open row
    int tables_ = 0, row_ = 0, column_ = 0, next_column_style_ = 0, row_repeats_ = 1, row_count_ = 0;
    bool row_hidden_ = false;
};

Result<> take_styles(XmlReader& xml, OdsStyles& styles) {
    for (;;) {
        const auto event = xml.next();
        if (event == Event::finished) return {};
        if (const auto why = refusal_of(event)) return refuse(*why, "styles.xml");
        if (event == Event::start) styles.take(xml);
    }
}

Result<> refuse_encrypted(Archive& archive) {
    const auto manifest = archive.find("META-INF/manifest.xml");
    if (!manifest) return {};
    const auto text = TRY(archive.load(*manifest));
    if (text.find("encryption-data") != std::string::npos) return refuse(Refusal::encrypted, "manifest");
    return {};
}

}  // namespace

Result<Workbook> read_ods(Archive& archive, const Limits& limits) {
    const auto type = TRY(archive.load(*archive.find("mimetype"), 4096));
    if (!type.starts_with("application/vnd.oasis.opendocument.spreadsheet"))
        return fail(wrong_type("ods", foreign_zip(archive), "OpenDocument of another kind"));
    TRY(refuse_encrypted(archive));
    OdsStyles styles;
    if (const auto part = archive.find("styles.xml"))
        TRY(read_xml_part(archive, *part, [&](XmlReader& xml) { return take_styles(xml, styles); }));
    Workbook workbook;
    workbook.format = Format::ods;
    TRY(read_xml_part(archive, *archive.find("content.xml"),
                      [&](XmlReader& xml) { return OdsReader(xml, styles, limits, workbook).read(); }));
    return workbook;
}

}  // namespace kheo::sheet
