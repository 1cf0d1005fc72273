// SPDX-License-Identifier: Apache-2.0
#include "platform/sheet/sheet_edit.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "platform/sheet/archive.hpp"
#include "platform/sheet/cell_reference.hpp"
#include "platform/sheet/number_format.hpp"
#include "platform/sheet/text_height.hpp"
#include "platform/sheet/xml_edit.hpp"
#include "platform/sheet/xml_reader.hpp"

namespace kheo::sheet {

namespace {

using Event = XmlReader::Event;

constexpr int kRemarkWidth = 60;
constexpr double kDefaultWidth = 8.43;

/// What a row gets, by column: the remark, or a fill.
struct Change {
    std::optional<std::string> text;
    std::optional<Severity> fill;
};
using Changes = std::map<int, Change>;

class SheetEditor {
  public:
    SheetEditor(std::string_view xml, const Sheet& sheet, const SheetMarks& marks, StyleBook& styles)
        : xml_(xml), sheet_(sheet), marks_(marks), styles_(styles), reader_(XmlReader::source_of(xml)) {
        for (const auto& [row, mark] : marks.rows) rows_left_[row] = changes_of(mark);
        if (marks.header_row >= 0)
            rows_left_[marks.header_row][marks.column].text = std::string(remark_column_title());
    }

    Result<std::string> edit() {
        for (;;) {
            const auto event = reader_.next();
            if (const auto why = refusal_of(event)) return refuse(*why, "sheet part");
            if (event == Event::finished) break;
            if (event == Event::start) start();
            if (event == Event::end) end();
        }
        copy_to(xml_.size());
        return std::move(out_);
    }

  private:
    Changes changes_of(const RowMarks& mark) const {
        Changes changes;
        for (const auto& [column, severity] : mark.cells) changes[column].fill = severity;
        if (!mark.text.empty()) changes[marks_.column] = {mark.text, mark.severity};
        return changes;
    }

    std::string_view tag() const {
        return xml_.substr(reader_.begin_offset(), reader_.end_offset() - reader_.begin_offset());
    }
    void copy_to(std::size_t offset) {
        if (offset <= copied_) return;
        out_ += xml_.substr(copied_, offset - copied_);
        copied_ = offset;
    }
    /// Writes `text` instead of the event's own bytes.
    void replace(std::string_view text) {
        copy_to(reader_.begin_offset());
        out_ += text;
        copied_ = reader_.end_offset();
    }

    void start() {
        const auto name = reader_.name();
        if (name == "worksheet") prefix_ = prefix_of(tag());
        if (name == "dimension") dimension();
        if (name == "col") column();
        if (name == "sheetData") sheet_data();
        if (name == "row") row();
        if (name == "c" && in_row_) cell();
    }

    void end() {
        const auto name = reader_.name();
        if (name == "cols" && !width_written_) {
            copy_to(reader_.begin_offset());
            write_width();
        }
        if (name == "row" && in_row_) {
            copy_to(reader_.begin_offset());
            write_changes(kMostColumns);
            write_height();
            in_row_ = false;
        }
        if (name == "sheetData" && !reader_.self_closing()) {
            copy_to(reader_.begin_offset());
            write_rows_before(kMostRows);
        }
    }

    void dimension() {
        auto range = parse_range(reader_.raw_attribute("ref"));
        if (!range) return;
        range->last_column = std::max(range->last_column, marks_.column);
        replace(set_attribute(tag(), "ref",
                              reference(range->first_row, range->first_column) + ":" +
                                  reference(range->last_row, range->last_column)));
    }

    void write_width() {
        width_written_ = true;
        if (marks_.column_exists) return;
        const auto number = std::to_string(marks_.column + 1);
        out_ += "<" + prefix_ + "col min=\"" + number + "\" max=\"" + number + "\" width=\"" +
                std::to_string(kRemarkWidth) + "\" customWidth=\"1\"/>";
    }

    double width_of_tag() const {
        const auto raw = reader_.raw_attribute("width");
        double width = kDefaultWidth;
        std::from_chars(raw.data(), raw.data() + raw.size(), width);
        return width;
    }

    /// A <col> may cover many columns: ours is cut out of it.
    void column() {
        const int first = parse_index(reader_.raw_attribute("min")),
                  last = parse_index(reader_.raw_attribute("max"));
        const int ours = marks_.column + 1;
        for (int i = std::max(first, 1); i <= std::min({last, ours - 1, 200}); ++i)
            widths_[i - 1] = width_of_tag();
        if (width_written_ || marks_.column_exists || last < ours || first < 1) return;
        const auto original = std::string(tag());
        copy_to(reader_.begin_offset());
        if (first < ours) out_ += set_attribute(original, "max", std::to_string(ours - 1));
        write_width();
        if (last > ours) out_ += set_attribute(original, "min", std::to_string(std::max(first, ours + 1)));
        copied_ = reader_.end_offset();
    }

    void sheet_data() {
        copy_to(reader_.begin_offset());
        if (!width_written_ && !marks_.column_exists) {
            out_ += "<" + prefix_ + "cols>";
            write_width();
            out_ += "</" + prefix_ + "cols>";
        }
        width_written_ = true;
        if (!reader_.self_closing()) return;
        out_ += "<" + prefix_ + "sheetData>";
        write_rows_before(kMostRows);
        out_ += "</" + prefix_ + "sheetData>";
        copied_ = reader_.end_offset();
    }

    void row() {
        const auto number = reader_.raw_attribute("r");
        row_ = number.empty() ? row_ + 1 : parse_index(number) - 1;
        next_column_ = 0;
        last_style_ = 0;
        copy_to(reader_.begin_offset());
        write_rows_before(row_);
        const auto found = rows_left_.find(row_);
        changes_ = found == rows_left_.end() ? Changes{} : found->second;
        if (found != rows_left_.end()) rows_left_.erase(found);
        if (changes_.empty() && !marks_.column_exists) return;
        auto opened = without_attribute(tag(), "spans");
        has_height_ = !reader_.raw_attribute("ht").empty();
        lines_ = 1;
        if (reader_.self_closing()) {
            if (changes_.empty()) return;
            opened.erase(opened.rfind('/'), 1);
            replace(opened);
            row_tag_end_ = out_.size() - 1;
            write_changes(kMostColumns);
            write_height();
            out_ += "</" + prefix_ + "row>";
            return;
        }
        replace(opened);
        row_tag_end_ = out_.size() - 1;
        in_row_ = true;
    }

    /// An automatic row grows with its remark, but not less than its own wrapped cells need; a row whose
    /// height the person has set stays.
    void write_height() {
        if (has_height_ || lines_ < 2) return;
        out_.insert(row_tag_end_, " ht=\"" + plain_number(lines_ * kLineHeight) + "\"");
    }

    void count_lines(int column) {
        if (!styles_.wraps(last_style_) || anchors_.contains({row_, column})) return;
        const auto width = widths_.find(column);
        lines_ = std::max(lines_, lines_of(sheet_.at(row_, column).text,
                                           width == widths_.end() ? kDefaultWidth : width->second));
    }

    void cell() {
        const auto where = reader_.raw_attribute("r");
        const auto parsed = parse_reference(where);
        const int column = parsed ? parsed->column : next_column_;
        next_column_ = column + 1;
        copy_to(reader_.begin_offset());
        write_changes(column);
        if (column == marks_.column && (changes_.contains(column) || is_old_remark())) return drop_cell();
        last_style_ = std::max(parse_index(reader_.raw_attribute("s")), 0);
        count_lines(column);
        const auto change = changes_.find(column);
        if (change == changes_.end()) return clear_old_tint();
        const auto style = styles_.filled(last_style_, change->second.fill.value_or(Severity::information));
        replace(set_attribute(tag(), "s", std::to_string(style)));
        changes_.erase(change);
    }

    /// A cell that was marked in an earlier round and is right now.
    void clear_old_tint() {
        if (!is_old_remark()) return;
        const int style = styles_.untinted(last_style_);
        if (style != last_style_) replace(set_attribute(tag(), "s", std::to_string(style)));
    }

    bool is_old_remark() const { return marks_.column_exists && row_ > marks_.header_row; }

    /// Leaves out the open <c> and writes ours in its place.
    void drop_cell() {
        const int depth = reader_.depth();
        while (reader_.depth() >= depth) {
            const auto event = reader_.next();
            if (event != Event::start && event != Event::end && event != Event::text) return;
        }
        copied_ = reader_.end_offset();
        write_changes(marks_.column + 1);
    }

    /// Cells of this row that the file does not have, as far as they stand left of `column`.
    void write_changes(int column) {
        while (!changes_.empty() && changes_.begin()->first < column) {
            const auto& [at, change] = *changes_.begin();
            out_ += new_cell(at, change);
            changes_.erase(changes_.begin());
        }
    }

    std::string new_cell(int column, const Change& change) {
        const bool title = row_written() == marks_.header_row;
        const int style = title         ? last_style_
                          : change.text ? styles_.remark(change.fill.value_or(Severity::information))
                                        : styles_.filled(0, change.fill.value_or(Severity::information));
        auto out = "<" + prefix_ + "c r=\"" + reference(row_written(), column) + "\" s=\"" +
                   std::to_string(style) + "\"";
        if (!change.text) return out + "/>";
        lines_ = std::max(lines_, lines_of(*change.text, kRemarkWidth));
        return out + " t=\"inlineStr\"><" + prefix_ + "is><" + prefix_ + "t xml:space=\"preserve\">" +
               escape_xml(*change.text) + "</" + prefix_ + "t></" + prefix_ + "is></" + prefix_ + "c>";
    }

    int row_written() const { return missing_row_.value_or(row_); }

    /// Rows with remarks that the part does not have.
    void write_rows_before(int row) {
        while (!rows_left_.empty() && rows_left_.begin()->first < row) {
            missing_row_ = rows_left_.begin()->first;
            auto kept = std::exchange(changes_, rows_left_.begin()->second);
            out_ += "<" + prefix_ + "row r=\"" + std::to_string(*missing_row_ + 1) + "\">";
            row_tag_end_ = out_.size() - 1;
            lines_ = 1;
            has_height_ = false;
            write_changes(kMostColumns);
            write_height();
            out_ += "</" + prefix_ + "row>";
            changes_ = std::move(kept);
            missing_row_.reset();
            rows_left_.erase(rows_left_.begin());
        }
    }

    std::string_view xml_;
    const Sheet& sheet_;
    const SheetMarks& marks_;
    StyleBook& styles_;
    XmlReader reader_;
    std::map<int, Changes> rows_left_;
    Changes changes_;  // of the open row
    std::string out_, prefix_;
    std::size_t copied_ = 0;
    std::optional<int> missing_row_;
    std::map<int, double> widths_;
    std::set<std::pair<int, int>> anchors_;  // of merges
    std::size_t row_tag_end_ = 0;            // the '>' of the open row in out_
    int lines_ = 1;                          // the open row needs
    bool has_height_ = false;
    int row_ = -1, next_column_ = 0, last_style_ = 0;
    bool in_row_ = false, width_written_ = false;
};

}  // namespace

Result<std::string> edit_sheet(std::string_view xml, const Sheet& sheet, const SheetMarks& marks,
                               StyleBook& styles) {
    return SheetEditor(xml, sheet, marks, styles).edit();
}

}  // namespace kheo::sheet
