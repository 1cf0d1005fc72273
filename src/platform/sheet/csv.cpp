// SPDX-License-Identifier: Apache-2.0
// CSV: RFC 4180 with what office programs really write: ; , or tab, "sep=;" lines, lone quotes, any line end.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "platform/sheet/encoding.hpp"
#include "platform/sheet/foreign.hpp"
#include "platform/sheet/readers.hpp"
#include "platform/sheet/writer.hpp"

namespace kheo::sheet {

namespace {

constexpr auto kNowhere = std::string_view::npos;
constexpr int kSampleRecords = 200;

struct Record {
    std::vector<std::string> fields;
    int line = 1;  // where it starts
};

/// Takes records from a text one by one.
class Records {
  public:
    Records(std::string_view text, char separator) : text_(text), separator_(separator) {}

    bool next(Record& record) {
        if (at_ >= text_.size()) return false;
        record.fields.clear();
        record.line = line_;
        do record.fields.push_back(field());
        while (take_separator());
        take_line_end();
        return true;
    }

  private:
    bool take_separator() {
        const bool here = at_ < text_.size() && text_[at_] == separator_;
        at_ += here ? 1 : 0;
        return here;
    }
    void take_line_end() {
        if (at_ >= text_.size()) return;
        at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
        ++line_;
    }
    bool ends_field(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::string plain() {
        auto end = at_;
        while (end < text_.size() && !ends_field(text_[end])) ++end;
        std::string out(text_.substr(at_, end - at_));
        at_ = end;
        return out;
    }
    std::string field() {
        if (at_ < text_.size() && text_[at_] == '"' && at_ != lone_quote_) return quoted();
        return plain();
    }
    /// A quote that never closes is an ordinary character, or it would swallow the rest of the file.
    std::string quoted() {
        std::string out;
        for (auto at = at_ + 1;;) {
            const auto quote = text_.find('"', at);
            if (quote == kNowhere) return lone_quote_ = at_, plain();
            out += text_.substr(at, quote - at);
            if (quote + 1 >= text_.size() || text_[quote + 1] != '"') {
                line_ += line_ends(text_.substr(at_, quote - at_));
                at_ = quote + 1;
                return out + plain();
            }
            out.push_back('"');
            at = quote + 2;
        }
    }
    static int line_ends(std::string_view text) {
        int count = 0;
        for (std::size_t i = 0; i < text.size(); ++i)
            count += text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.size() || text[i + 1] != '\n'));
        return count;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0, lone_quote_ = kNowhere;
    int line_ = 1;
};

/// How table-like the first records are: records of the commonest width, times that width.
std::size_t table_score(std::string_view text, char separator) {
    Records records(text, separator);
    Record record;
    std::map<std::size_t, std::size_t> widths;
    for (int i = 0; i < kSampleRecords && records.next(record); ++i)
        if (record.fields.size() > 1) ++widths[record.fields.size()];
    std::size_t best = 0;
    for (const auto& [width, count] : widths) best = std::max(best, count * std::min<std::size_t>(width, 30));
    return best;
}

/// Excel's own first line "sep=;" wins; it is not a record of the table but keeps its place.
char find_separator(std::string_view text) {
    if (text.starts_with("sep=") && text.size() > 4 && std::string_view(";,\t|").find(text[4]) != kNowhere)
        return text[4];
    constexpr std::array candidates = {',', ';', '\t', '|'};
    return *std::ranges::max_element(candidates, {}, [&](char c) { return table_score(text, c); });
}

/// The apostrophe that csv_row (and others, after OWASP) puts before text that looks like a formula.
std::string without_escape(std::string text) {
    if (text.size() > 1 && text[0] == '\'' && looks_like_formula(std::string_view(text).substr(1)))
        text.erase(0, 1);
    return text;
}

std::vector<Cell> cells_of(std::vector<std::string>& fields) {
    std::vector<Cell> cells(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (trim(fields[i]).empty()) continue;
        cells[i].kind = CellKind::text;
        cells[i].text = without_escape(std::move(fields[i]));
    }
    while (!cells.empty() && cells.back().blank()) cells.pop_back();
    return cells;
}

/// Counts without keeping, so that a file of a million lines costs no more memory than its text.
bool too_many_rows(std::string_view text, char separator, const Limits& limits) {
    if (std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; }) < limits.rows)
        return false;
    Records records(text, separator);
    Record record;
    int count = 0;
    while (records.next(record))
        if (++count > limits.rows) return true;
    return false;
}

Result<Sheet> read_table(std::string_view text, const Limits& limits) {
    Sheet sheet;
    sheet.name = "csv";
    CellBudget budget(limits);
    const char separator = find_separator(text);
    if (too_many_rows(text, separator, limits)) return refuse(Refusal::archive_bomb, "too many rows");
    Records records(text, separator);
    Record record;
    if (text.starts_with("sep=") && records.next(record)) {
        sheet.rows.emplace_back();
        sheet.lines.push_back(1);
    }
    while (records.next(record)) {
        sheet.rows.push_back(cells_of(record.fields));
        TRY(budget.spend(sheet.rows.back().size(), 0));
        sheet.lines.push_back(record.line);
    }
    return sheet;
}

}  // namespace

Result<Workbook> read_csv(std::string_view content, const std::string& extension, const Limits& limits) {
    auto decoded = decode_text(content);
    if (!decoded) {
        const auto kind = foreign_bytes(content);
        const auto line = odd_line(content);
        const bool stray = line && (kind == Foreign::text || kind == Foreign::unknown);
        return fail(stray ? odd_character(*line)
                          : wrong_type(extension, kind, "control characters in a text file"));
    }
    Workbook workbook;
    workbook.format = Format::csv;
    workbook.whole_file = decoded->legacy;
    workbook.sheets.push_back(TRY(read_table(decoded->text, limits)));
    return workbook;
}

}  // namespace kheo::sheet
