// SPDX-License-Identifier: Apache-2.0
// A list of published figures into the database.
#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/sheet/workbook.hpp"
#include "statistics/published/messages.gen.hpp"
#include "statistics/published/store.hpp"

namespace kheo::statistics::published {

namespace {

constexpr int kMostRows = 5'000;
/// Columns a list must have; value_num may be empty in a row.
constexpr std::array<std::string_view, 11> kColumns{"id",          "indicator",        "area",      "period",
                                                    "period_note", "value_as_written", "value_num", "unit",
                                                    "comparison",  "check_note",       "source"};

Result<std::array<int, kColumns.size()>> find_columns(const sheet::Sheet& sheet) {
    std::array<int, kColumns.size()> out{};
    for (std::size_t c = 0; c < kColumns.size(); ++c) {
        const auto& head = sheet.rows.front();
        const auto at = std::ranges::find_if(
            head, [&](const sheet::Cell& cell) { return trim(cell.text) == kColumns[c]; });
        if (at == head.end())
            return fail(ErrorKind::invalid, msg::no_column, {{"column", std::string(kColumns[c])}});
        out[c] = static_cast<int>(at - head.begin());
    }
    return out;
}

/// "81.5" → 81500; decimal point, up to three places.
std::optional<std::int64_t> read_value(const std::string& text) {
    static const std::regex kShape(R"((\d{1,12})(?:\.(\d{1,3}))?)");
    std::smatch found;
    if (!std::regex_match(text, found, kShape)) return std::nullopt;
    auto part = found[2].str();
    part.resize(3, '0');
    return parse_number<std::int64_t>(found[1].str()).value_or(0) * 1000 +
           parse_number<std::int64_t>(part).value_or(0);
}

constexpr std::size_t kLongestCell = 1'000;  // letters: a remark, not an article; patterns recurse per letter

/// A row, or why it cannot be kept.
Result<PublishedFigure> read_row(const sheet::Sheet& sheet, int row,
                                 const std::array<int, kColumns.size()>& at) {
    const auto text = [&](std::size_t column) { return tidy(sheet.at(row, at[column]).text); };
    PublishedFigure out{text(0), text(1), text(2), text(3), text(4), text(5),
                        {},      text(7), text(8), text(9), text(10)};
    const auto refused = [&](const Message& why) {
        return fail(ErrorKind::invalid, why, {{"row", std::to_string(row + 1)}});
    };
    if (out.reference.empty() || out.indicator.empty() || out.written.empty())
        return refused(msg::row_incomplete);
    if (out.source.empty()) return refused(msg::row_without_source);
    for (std::size_t column = 0; column < kColumns.size(); ++column)
        if (length(text(column)) > kLongestCell) return refused(msg::row_too_long);
    const auto value = text(6);
    out.value = read_value(value);
    if (!value.empty() && !out.value) return refused(msg::row_bad_value);
    return out;
}

Result<std::vector<PublishedFigure>> read_rows(const sheet::Sheet& sheet) {
    const auto at = TRY(find_columns(sheet));
    std::vector<PublishedFigure> out;
    std::set<std::string> names;
    Error bad{ErrorKind::invalid, msg::list_refused, {}, {}, {}};
    for (int row = 1; row < static_cast<int>(sheet.rows.size()); ++row) {
        if (std::ranges::all_of(sheet.rows[static_cast<std::size_t>(row)], &sheet::Cell::blank)) continue;
        auto figure = read_row(sheet, row, at);
        if (figure && !names.insert(figure->reference).second)
            figure = fail(ErrorKind::invalid, msg::row_twice, {{"row", std::to_string(row + 1)}});
        if (figure)
            out.push_back(*std::move(figure));
        else
            bad.fields.push_back({std::to_string(row + 1), figure.error().message});
    }
    if (!bad.fields.empty()) return std::unexpected(std::move(bad));
    return out;
}

}  // namespace

Result<Recorded> record_list(db::Database& database, std::string_view content, std::string_view file_name,
                             Millis at) {
    sheet::Limits limits;
    limits.rows = kMostRows;
    const auto book = TRY(sheet::read_workbook(content, file_name, limits));
    if (book.sheets.front().rows.empty())
        return fail(ErrorKind::invalid, msg::no_column, {{"column", std::string(kColumns[0])}});
    const auto figures = TRY(read_rows(book.sheets.front()));
    return database.write([&](db::Transaction& tx) -> Result<Recorded> {
        Recorded out;
        for (const auto& figure : figures) {
            const auto id = TRY(store::keep(tx, figure, at));
            ++(id ? out.saved : out.unchanged);
            if (id)
                TRY(ledger::append(tx, {{}, "statistics.figure_recorded", "published_figure", *id, "", ""},
                                   at));
        }
        return out;
    });
}

}  // namespace kheo::statistics::published
