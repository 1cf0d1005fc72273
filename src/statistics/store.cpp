// SPDX-License-Identifier: Apache-2.0
#include "statistics/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/text.hpp"

namespace kheo::statistics::store {

namespace {

/// Text of a statement and its parameters, grown side by side.
class Statement {
  public:
    std::string sql;
    /// The placeholder of a new parameter.
    std::string bind(std::string value) {
        values_.push_back(std::move(value));
        return fmt::format("?{}", values_.size());
    }
    std::vector<db::Param> params() const { return {values_.begin(), values_.end()}; }

  private:
    std::deque<std::string> values_;
};

std::string_view column_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::sector:
            return "f.sector";
        case Dimension::field:
            return "f.field";
        case Dimension::kind:
            return "f.kind";
        case Dimension::owner_type:
            return "f.owner_type";
        case Dimension::basis:
            return "f.basis";
        case Dimension::state:
            return "f.state";
        case Dimension::level:
            return "f.level";
        case Dimension::year:
            return "substr(f.date, 1, 4)";
        case Dimension::half:
            return "CASE WHEN substr(f.date, 6, 2) <= '06' THEN substr(f.date, 1, 4) || '-H1' "
                   "ELSE substr(f.date, 1, 4) || '-H2' END";
        case Dimension::quarter:
            return "CASE WHEN substr(f.date, 6, 2) <= '03' THEN substr(f.date, 1, 4) || '-Q1' "
                   "WHEN substr(f.date, 6, 2) <= '06' THEN substr(f.date, 1, 4) || '-Q2' "
                   "WHEN substr(f.date, 6, 2) <= '09' THEN substr(f.date, 1, 4) || '-Q3' "
                   "ELSE substr(f.date, 1, 4) || '-Q4' END";
        case Dimension::month:
            return "substr(f.date, 1, 7)";
        case Dimension::theme:
            return "t.theme_folded";
        case Dimension::unit:
            break;
    }
    return "";
}

/// {what is shown, what is grouped by}
struct KeyColumn {
    std::string shown, grouped;
};

KeyColumn key_column(const std::optional<Axis>& axis, std::string_view unit_column) {
    if (!axis) return {"NULL", ""};
    if (axis->dimension == Dimension::unit)
        return {fmt::format("CAST({} AS TEXT)", unit_column), std::string(unit_column)};
    if (axis->dimension == Dimension::theme) return {"MIN(t.theme)", "t.theme_folded"};
    const std::string text(column_of(axis->dimension));
    return {text, text};
}

/// COUNT(DISTINCT what) of a measure, over all facts or only those with `condition`.
std::string counted(Measure measure, std::string_view condition) {
    const auto over = [&](std::string_view what, std::string_view when) {
        if (when.empty() && condition.empty()) return fmt::format("COUNT(DISTINCT {})", what);
        const auto both = when.empty() || condition.empty() ? fmt::format("{}{}", when, condition)
                                                            : fmt::format("{} AND {}", when, condition);
        return fmt::format("COUNT(DISTINCT CASE WHEN {} THEN {} END)", both, what);
    };
    switch (measure) {
        case Measure::initiatives:
            return over("f.initiative_id", "");
        case Measure::practices:
            return over("f.initiative_id", "f.kind = 'practice'");
        case Measure::exemplars:
            return over("f.initiative_id", "f.kind = 'exemplar'");
        case Measure::owners:
            return over("o.owner_key", "");
        case Measure::units_with_initiatives:
            break;
    }
    return over("f.commune_id", "");
}

bool on(const std::optional<Axis>& axis, Dimension dimension) {
    return axis && axis->dimension == dimension;
}

bool shows(const GroupQuery& query, Dimension dimension) {
    return on(query.rows, dimension) || on(query.columns, dimension);
}

std::vector<std::string> values_of(const GroupQuery& query, Dimension dimension) {
    std::vector<std::string> out;
    for (const auto& condition : query.where)
        if (condition.axis.dimension == dimension) out.push_back(condition.value);
    return out;
}

/// column IN (…) OR column IS NULL
std::string any_of(Statement& statement, std::string_view column, const std::vector<std::string>& values,
                   bool fold_values) {
    std::string list;
    bool none = false;
    for (const auto& value : values) {
        if (value == kNotStated) {
            none = true;
            continue;
        }
        list += (list.empty() ? "" : ", ") + statement.bind(fold_values ? fold_words(value) : value);
    }
    std::string out = list.empty() ? "" : fmt::format("{} IN ({})", column, list);
    if (none) out += fmt::format("{}{} IS NULL", out.empty() ? "" : " OR ", column);
    return "(" + out + ")";
}

/// Themes hang on the initiative: shown ones are already joined, others are looked up.
std::string theme_condition(Statement& statement, const FactSource& source, const GroupQuery& query,
                            const std::vector<std::string>& values) {
    if (shows(query, Dimension::theme)) return any_of(statement, "t.theme_folded", values, true);
    std::vector<std::string> named;
    bool none = false;
    for (const auto& value : values) value == kNotStated ? void(none = true) : named.push_back(value);
    std::string out;
    if (!named.empty())
        out = fmt::format("f.initiative_id IN (SELECT t.initiative_id FROM {} t WHERE {})", source.themes,
                          any_of(statement, "t.theme_folded", named, true));
    if (none)
        out += fmt::format("{}NOT EXISTS (SELECT 1 FROM {} t WHERE t.initiative_id = f.initiative_id)",
                           out.empty() ? "" : " OR ", source.themes);
    return "(" + out + ")";
}

void add_from(Statement& statement, const FactSource& source, const GroupQuery& query, bool owners) {
    statement.sql += " FROM statistics_fact f";
    if (shows(query, Dimension::theme))
        statement.sql += fmt::format(" LEFT JOIN {} t ON t.initiative_id = f.initiative_id", source.themes);
    if (owners)
        statement.sql += fmt::format(" LEFT JOIN {} o ON o.initiative_id = f.initiative_id", source.owners);
}

void add_where(Statement& statement, const FactSource& source, const GroupQuery& query) {
    const auto first = statement.bind(query.period.first.iso());
    const auto last = statement.bind(query.period.last.iso());
    statement.sql += fmt::format(" WHERE f.date BETWEEN {} AND {}", first, last);
    for (int i = 0; i <= static_cast<int>(Dimension::month); ++i) {
        const auto dimension = static_cast<Dimension>(i);
        const auto values = values_of(query, dimension);
        if (values.empty() || dimension == Dimension::unit) continue;
        statement.sql += " AND " + (dimension == Dimension::theme
                                        ? theme_condition(statement, source, query, values)
                                        : any_of(statement, column_of(dimension), values, false));
    }
}

/// The day lies in one of the periods.
void add_periods(Statement& statement, const std::vector<Period>& periods) {
    statement.sql += "(";
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const auto first = statement.bind(periods[i].first.iso());
        const auto last = statement.bind(periods[i].last.iso());
        statement.sql += fmt::format("{}f.date BETWEEN {} AND {}", i == 0 ? "" : " OR ", first, last);
    }
    statement.sql += ")";
}

void add_group_by(Statement& statement, const KeyColumn& row, const KeyColumn& column) {
    if (row.grouped.empty() && column.grouped.empty()) return;
    statement.sql += " GROUP BY " + row.grouped;
    if (!row.grouped.empty() && !column.grouped.empty()) statement.sql += ", ";
    statement.sql += column.grouped;
}

Statement group_statement(const FactSource& source, const GroupQuery& query, bool owners) {
    const auto row = key_column(query.rows, "f.row_id");
    const auto column = key_column(query.columns, "f.column_id");
    Statement out;
    out.sql = fmt::format("SELECT {}, {}", row.shown, column.shown);
    for (const Measure measure : query.measures) out.sql += ", " + counted(measure, "");
    if (query.inexact_too)
        for (const Measure measure : query.measures) out.sql += ", " + counted(measure, "f.exact = 0");
    add_from(out, source, query, owners);
    add_where(out, source, query);
    add_group_by(out, row, column);
    return out;
}

Group read_group(const db::Row& row, const GroupQuery& query) {
    Group out{row.get<std::optional<std::string>>(0), row.get<std::optional<std::string>>(1), {}, {}};
    const int n = static_cast<int>(query.measures.size());
    for (int i = 0; i < n; ++i) out.values.push_back(row.integer(2 + i));
    for (int i = 0; query.inexact_too && i < n; ++i) out.inexact.push_back(row.integer(2 + n + i));
    return out;
}

}  // namespace

Result<std::vector<UnitId>> fact_units(db::Transaction& tx, const FactSource& source,
                                       const std::vector<Period>& periods) {
    Statement statement;
    statement.sql = fmt::format("SELECT DISTINCT f.unit_id FROM {} f WHERE ", source.facts);
    add_periods(statement, periods);
    std::vector<UnitId> out;
    TRY(tx.each_params(statement.sql, statement.params(),
                       [&](const db::Row& row) { out.push_back(row.get<UnitId>(0)); }));
    return out;
}

Result<> fill_mapping(db::Transaction& tx, const Mapping& mapping) {
    TRY(
        tx.exec("CREATE TEMPORARY TABLE IF NOT EXISTS statistics_unit (unit_id BIGINT PRIMARY KEY, "
                "row_id BIGINT, column_id BIGINT, commune_id BIGINT, exact INTEGER NOT NULL)"));
    TRY(tx.clear_temporary("statistics_unit"));
    std::vector<db::Param> values;
    values.reserve(mapping.places.size() * 5);
    for (const auto& p : mapping.places)
        for (auto& value : {db::Param(p.unit), db::Param(p.row), db::Param(p.column), db::Param(p.commune),
                            db::Param(p.exact)})
            values.push_back(value);
    return tx.insert_rows("INSERT INTO statistics_unit (unit_id, row_id, column_id, commune_id, exact)", 5,
                          values);
}

Result<> fill_facts(db::Transaction& tx, const FactSource& source, const std::vector<Period>& periods) {
    TRY(tx.exec(
        "CREATE TEMPORARY TABLE IF NOT EXISTS statistics_fact (initiative_id BIGINT, date TEXT, kind TEXT, "
        "owner_type TEXT, sector TEXT, field TEXT, basis TEXT, state TEXT, level TEXT, row_id BIGINT, "
        "column_id BIGINT, commune_id BIGINT, exact INTEGER)"));
    TRY(tx.clear_temporary("statistics_fact"));
    Statement statement;
    statement.sql = fmt::format(
        "INSERT INTO statistics_fact SELECT f.initiative_id, f.date, f.kind, f.owner_type, f.sector, "
        "f.field, "
        "f.basis, f.state, f.level, m.row_id, m.column_id, m.commune_id, m.exact "
        "FROM {} f JOIN statistics_unit m ON m.unit_id = f.unit_id WHERE ",
        source.facts);
    add_periods(statement, periods);
    TRY(tx.exec_params(statement.sql, statement.params()));
    return {};
}

Result<std::vector<Group>> group(db::Transaction& tx, const FactSource& source, const GroupQuery& query) {
    // Owners multiply the facts of an initiative, so they are joined only where they are counted.
    const bool owners = std::ranges::find(query.measures, Measure::owners) != query.measures.end();
    const auto statement = group_statement(source, query, owners);
    std::vector<Group> out;
    TRY(tx.each_params(statement.sql, statement.params(),
                       [&](const db::Row& row) { out.push_back(read_group(row, query)); }));
    return out;
}

Result<Makeup> makeup(db::Transaction& tx, const FactSource& source, const GroupQuery& query) {
    Statement statement;
    statement.sql = "SELECT f.basis, COUNT(DISTINCT f.initiative_id)";
    add_from(statement, source, query, false);
    add_where(statement, source, query);
    statement.sql += " GROUP BY f.basis";
    Makeup out;
    TRY(tx.each_params(statement.sql, statement.params(), [&](const db::Row& row) {
        const auto basis = row.text(0);
        (row.is_null(0) ? out.unstated : basis == "maintained" ? out.maintained : out.fresh) = row.integer(1);
    }));
    return out;
}

Result<std::vector<YearReach>> reach(db::Transaction& tx, const FactSource& source, const GroupQuery& query) {
    Statement statement;
    statement.sql = "SELECT substr(f.date, 1, 4), MAX(f.date)";
    add_from(statement, source, query, false);
    add_where(statement, source, query);
    statement.sql += " GROUP BY substr(f.date, 1, 4) ORDER BY 1";
    std::vector<YearReach> out;
    TRY(tx.each_params(statement.sql, statement.params(), [&](const db::Row& row) {
        const auto last = row.get<Date>(1);
        // A list that knows the year only dates everything on 1 January: that says nothing about its reach.
        const bool year_only = last.month() == 1 && last.day() == 1;
        out.push_back({last.year(), year_only ? 12 : last.month()});
    }));
    return out;
}

Result<std::optional<int>> first_year(db::Transaction& tx, const FactSource& source) {
    std::optional<int> out;
    TRY(tx.each(
        [&](const db::Row& row) {
            if (!row.is_null(0)) out = row.get<Date>(0).year();
        },
        fmt::format("SELECT MIN(f.date) FROM {} f", source.facts)));
    return out;
}

}  // namespace kheo::statistics::store
