// SPDX-License-Identifier: Apache-2.0
#include "statistics/published/store.hpp"

namespace kheo::statistics::published::store {

namespace {

constexpr auto kSelect =
    "SELECT reference, indicator, area, period, period_note, written, value_thousandths, measured_in, "
    "comparison, check_note, source FROM published_figure ";

PublishedFigure read_figure(const db::Row& row) {
    const auto text = [&](int column) { return row.get<std::string>(column); };
    return {text(0), text(1), text(2), text(3), text(4), text(5), row.get<std::optional<std::int64_t>>(6),
            text(7), text(8), text(9), text(10)};
}

Indicator read_indicator(const db::Row& row) {
    const auto text = [&](int column) { return row.get<std::string>(column); };
    Indicator out{text(0), text(1), text(2), text(3),           text(4),           text(5), text(6),
                  {},      text(8), text(9), row.get<Date>(10), row.get<Date>(11), text(12)};
    out.measure = parse_measure(text(7)).value_or(Measure::initiatives);
    return out;
}

}  // namespace

Result<std::vector<PublishedFigure>> figures(db::Transaction& tx) {
    return tx.all(read_figure, std::string(kSelect) + "ORDER BY reference");
}

Result<std::optional<std::int64_t>> keep(db::Transaction& tx, const PublishedFigure& figure, Millis at) {
    const auto known =
        TRY(tx.find(read_figure, std::string(kSelect) + "WHERE reference = ?1", figure.reference));
    if (known && *known == figure) return std::optional<std::int64_t>();
    const auto id = TRY(tx.value(
        "INSERT INTO published_figure (reference, indicator, area, period, period_note, written, "
        "value_thousandths, measured_in, comparison, check_note, source, recorded_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
        "ON CONFLICT (reference) DO UPDATE SET indicator = excluded.indicator, area = excluded.area, "
        "period = excluded.period, period_note = excluded.period_note, written = excluded.written, "
        "value_thousandths = excluded.value_thousandths, measured_in = excluded.measured_in, "
        "comparison = excluded.comparison, check_note = excluded.check_note, source = excluded.source, "
        "recorded_at = excluded.recorded_at RETURNING id",
        figure.reference, figure.indicator, figure.area, figure.period, figure.period_note, figure.written,
        figure.value, figure.measured_in, figure.comparison, figure.check_note, figure.source, at));
    return std::optional(id);
}

Result<std::vector<Indicator>> indicators(db::Transaction& tx) {
    return tx.all(read_indicator,
                  "SELECT code, name, definition, basis, levels, de_duplication, cut_off, measure, "
                  "measured_in, published_words, valid_from, valid_to, legal_basis FROM indicator "
                  "ORDER BY code, valid_from");
}

}  // namespace kheo::statistics::published::store
