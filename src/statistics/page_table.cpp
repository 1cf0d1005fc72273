// SPDX-License-Identifier: Apache-2.0
#include "statistics/page_table.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "statistics/figure_link.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

std::string signed_count(std::int64_t value) {
    return value > 0 ? "+" + format_count(value) : format_count(value);
}

/// Heads and figures of one row grow in the same order.
class Columns {
  public:
    Columns(const PivotAnswer& answer, Language language) : answer_(answer), language_(language) {
        if (answer.query.columns)
            by_column();
        else
            by_measure();
    }

    const std::vector<std::string>& heads() const { return heads_; }

    std::vector<Figure> figures(const Values& values, const PivotRow* row) const {
        std::vector<Figure> out;
        for (const auto& part : parts_)
            out.push_back(part.change ? change_figure(values[part.column][part.measure],
                                                      values[part.base][part.measure], language_)
                                      : figure(values, row, part));
        return out;
    }

  private:
    struct Part {
        std::size_t column = 0, measure = 0, base = 0;
        bool change = false;
    };

    void by_measure() {
        const auto& query = answer_.query;
        for (std::size_t m = 0; m < query.measures.size(); ++m) {
            const std::string name(measure_name(query.measures[m]).in(language_));
            add(name, {0, m});
            if (!query.compare) continue;
            add(Sentence(msg::head_compared, {{"period", period_name(*query.compare).in(language_)}})
                    .in(language_),
                {1, m});
            add(std::string(msg::head_change.in(language_)), {0, m, 1, true});
        }
    }
    void by_column() {
        for (std::size_t c = 0; c < answer_.columns.size(); ++c)
            if (!answer_.columns[c].compared) add(answer_.columns[c].label.at(0).in(language_), {c, 0});
    }
    void add(std::string head, Part part) {
        heads_.push_back(std::move(head));
        parts_.push_back(part);
    }

    Figure figure(const Values& values, const PivotRow* row, const Part& part) const {
        Figure out;
        const auto value = values[part.column][part.measure];
        out.text = format_count(value);
        out.number = value;
        if (value > 0) out.href = link_behind(answer_, {row, part.column, part.measure});
        if (answer_.columns[part.column].compared) out.css = "mut";
        return out;
    }

    const PivotAnswer& answer_;
    Language language_;
    std::vector<std::string> heads_;
    std::vector<Part> parts_;
};

std::string row_note(const PivotRow& row, Language language) {
    const auto count = row.not_attributable.empty() ? 0 : row.not_attributable[0][0];
    if (count == 0) return {};
    return Sentence(msg::row_not_attributable, {{"count", format_count(count)}}).in(language);
}

}  // namespace

Figure change_figure(std::int64_t asked, std::int64_t base, Language language) {
    const auto tenths = change_in_tenths(asked, base);
    const auto percent =
        tenths ? format_decimal(*tenths, 1) + "%" : std::string(msg::undefined_change.in(language));
    const auto change = asked - base;
    Figure out;
    out.number = change;
    out.change = true;
    out.tenths = tenths;
    out.css = change > 0 ? "up" : change < 0 ? "down" : "mut";
    out.text = fmt::format("{} {} ({})",
                           change > 0   ? "▲"
                           : change < 0 ? "▼"
                                        : "=",
                           signed_count(change), percent);
    return out;
}

FigureTable make_table(const PivotAnswer& answer, const TableWords& words, Language language) {
    FigureTable out;
    out.caption = words.caption;
    out.first_head = words.first_head;
    const Columns columns(answer, language);
    out.heads = columns.heads();
    if (!words.total.empty())
        out.rows.push_back({words.total, {}, {}, true, columns.figures(answer.totals, nullptr)});
    if (!answer.query.rows) return out;
    for (const auto& row : answer.rows)
        out.rows.push_back({row.label.at(0).in(language),
                            words.row_href ? words.row_href(row) : std::string(), row_note(row, language),
                            false, columns.figures(row.values, &row)});
    return out;
}

}  // namespace kheo::statistics
